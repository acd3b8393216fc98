package rollcall.ui.timecards;

import java.util.List;
import rollcall.ui.model.PersonRow;

/// Group of people on the screen, in the order in which they are shown.
///
/// @param title the name of the group; blank for people without a group heading
public record PeopleGroup(String title, List<PersonRow> people) {
  public PeopleGroup {
    people = List.copyOf(people);
  }
}
