package rollcall.app.recording;

import java.io.IOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import rollcall.presence.Person;
import rollcall.presence.UserId;
import rollcall.watch.WatchList;

/// Whom the words on the command line mean. Pure.
public final class UserLookup {
  private UserLookup() {}

  /// Whether a word is an id, which needs no directory.
  public static boolean isId(String word) {
    return word.matches("[UW][A-Z0-9]{4,}");
  }

  /// The people who are meant: by id, or by name without regard to case.
  ///
  /// @throws IOException when a word means nobody, or more than one
  public static Set<UserId> byName(Collection<String> words, Collection<Person> directory)
      throws IOException {
    Set<UserId> found = new TreeSet<>();
    for (String word : words) {
      found.add(isId(word) ? new UserId(word) : resolveOne(word, directory));
    }
    return found;
  }

  /// Everybody whom one would want to watch, up to the limit, by name.
  public static Set<UserId> all(Collection<Person> directory) {
    return directory.stream()
        .filter(Person::canBeWatched)
        .sorted(Comparator.comparing(Person::name).thenComparing(Person::id))
        .limit(WatchList.COMFORTABLE)
        .map(Person::id)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// Whether a word means this person.
  static boolean matches(String word, Person person) {
    if (isId(word)) {
      return person.id().value().equals(word);
    }
    String wanted = normalize(word.startsWith("@") ? word.substring(1) : word);
    return normalize(person.name()).equals(wanted) || normalize(person.realName()).equals(wanted);
  }

  /// Such as "U1 or U2".
  static String resolveIds(Collection<UserId> people) {
    return String.join(" or ", people.stream().map(UserId::value).toList());
  }

  private static UserId resolveOne(String word, Collection<Person> directory) throws IOException {
    List<UserId> matches =
        directory.stream().filter(person -> matches(word, person)).map(Person::id).toList();
    if (matches.size() == 1) {
      return matches.getFirst();
    }
    throw new IOException(
        matches.isEmpty()
            ? "There is nobody called '" + word + "' in this workspace."
            : "'" + word + "' could be " + resolveIds(matches) + ". Use the id.");
  }

  private static String normalize(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }
}
