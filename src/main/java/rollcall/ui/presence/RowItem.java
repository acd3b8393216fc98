package rollcall.ui.presence;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import rollcall.presence.Presence;
import rollcall.ui.model.PersonRow;
import rollcall.ui.text.SearchText;

/// Row of the Presence screen: a person, or the heading of a group. Immutable.
public sealed interface RowItem {
  /// Row of a person.
  record Member(PersonRow person) implements RowItem {}

  /// Heading of a group.
  ///
  /// @param name the name; empty for people without a group
  /// @param members the members that the filter shows, in display order
  /// @param collapsed whether the rows of the members are hidden
  record Group(String name, List<PersonRow> members, boolean collapsed) implements RowItem {
    /// The number of active members.
    long active() {
      return members.stream().filter(row -> row.state().presence() == Presence.ACTIVE).count();
    }
  }

  /// The rows of these people: groups by name, people without a group last. The order of the people
  /// is kept within each group.
  ///
  /// @param grouping the group of a person, or an empty name for none; null shows no groups
  /// @param collapsed the names of the groups whose members are hidden
  static List<RowItem> list(
      List<PersonRow> people,
      @Nullable Function<PersonRow, String> grouping,
      Set<String> collapsed) {
    List<RowItem> items = new ArrayList<>();
    if (grouping == null) {
      people.forEach(person -> items.add(new Member(person)));
      return Collections.unmodifiableList(items);
    }
    var groups = new TreeMap<String, List<PersonRow>>(byName());
    for (PersonRow person : people) {
      groups.computeIfAbsent(grouping.apply(person), _ -> new ArrayList<>()).add(person);
    }
    groups.forEach((name, members) -> {
      boolean hidden = collapsed.contains(name);
      items.add(new Group(name, List.copyOf(members), hidden));
      if (!hidden) {
        members.forEach(person -> items.add(new Member(person)));
      }
    });
    return Collections.unmodifiableList(items);
  }

  private static Comparator<String> byName() {
    return Comparator.comparing(String::isEmpty)
        .thenComparing(SearchText::fold)
        .thenComparing(Comparator.naturalOrder());
  }
}
