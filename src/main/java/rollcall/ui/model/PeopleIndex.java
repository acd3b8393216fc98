package rollcall.ui.model;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import rollcall.presence.Person;
import rollcall.ui.text.SearchNormalizer;

/// Users of the workspace in the order of their names, with their searchable texts. Made once for
/// each user list, because that takes longer than a search. Immutable.
public final class PeopleIndex {
  private final List<Entry> entries;
  private final Map<String, Integer> nameCounts = new HashMap<>();

  private PeopleIndex(List<Entry> entries) {
    this.entries = entries;
    entries.forEach(entry -> nameCounts.merge(entry.name(), 1, Integer::sum));
  }

  static PeopleIndex of(UserList list) {
    return new PeopleIndex(
        list.people().stream()
            .map(person ->
                new Entry(
                    person,
                    SearchNormalizer.fold(person.name()),
                    SearchNormalizer.of(person, list.handle(person.id()), list.email(person.id()))))
            .sorted(Comparator.comparing(Entry::name).thenComparing(entry -> entry.person().id()))
            .toList());
  }

  /// The users by name.
  public List<Entry> entries() {
    return entries;
  }

  /// Whether several users have this name.
  public boolean hasNamesake(Person person) {
    return nameCounts.getOrDefault(SearchNormalizer.fold(person.name()), 0) > 1;
  }

  /// User with the texts for sorting and searching.
  public record Entry(Person person, String name, String text) {}
}
