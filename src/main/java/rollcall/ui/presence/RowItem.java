package rollcall.ui.presence;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import rollcall.presence.Presence;
import rollcall.settings.GroupBy;
import rollcall.ui.model.Grouping;
import rollcall.ui.model.PersonRow;

/// Row of the Presence screen: a person, or the heading of a group. Immutable.
public sealed interface RowItem {
  /// The person of the row; empty for a heading.
  default Optional<PersonRow> member() {
    return this instanceof Member(PersonRow person) ? Optional.of(person) : Optional.empty();
  }

  /// Row of a person.
  record Member(PersonRow person) implements RowItem {}

  /// Heading of a group.
  ///
  /// @param name the name
  /// @param members the members that the filter shows, in display order
  /// @param collapsed whether the rows of the members are hidden
  record Group(String name, List<PersonRow> members, boolean collapsed) implements RowItem {
    /// The number of active members.
    long active() {
      return members.stream().filter(row -> row.state().presence() == Presence.ACTIVE).count();
    }
  }

  /// The rows of these people in their groups, and the empty groups. The order of the people is
  /// kept within each group.
  ///
  /// @param empty the names of the groups without people
  /// @param collapsed the names of the groups whose members are hidden
  static List<RowItem> list(
      List<PersonRow> people, Grouping grouping, List<String> empty, Set<String> collapsed) {
    if (grouping.by() == GroupBy.NONE) {
      return people.stream().<RowItem>map(Member::new).toList();
    }
    Map<String, List<PersonRow>> groups = grouping.split(people);
    empty.forEach(name -> groups.putIfAbsent(name, List.of()));
    List<RowItem> items = new ArrayList<>();
    groups.forEach((name, members) -> {
      boolean hidden = collapsed.contains(name);
      items.add(new Group(name, List.copyOf(members), hidden));
      if (!hidden) {
        members.forEach(person -> items.add(new Member(person)));
      }
    });
    return Collections.unmodifiableList(items);
  }
}
