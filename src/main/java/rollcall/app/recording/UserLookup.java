package rollcall.app.recording;

import java.io.IOException;
import java.text.Normalizer;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import rollcall.presence.Person;
import rollcall.presence.UserId;
import rollcall.watch.WatchList;

/// Lookup of people by the names and IDs of command-line arguments. Pure.
public final class UserLookup {
  private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}+");
  private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]+");

  private UserLookup() {}

  /// Returns whether a word has the form of an ID, such as `U0A1B2C3D`. It may still be a name:
  /// `URSULA` is too short for an ID, and `UWEPETERS` is an ID only if Slack knows it.
  public static boolean isId(String word) {
    return word.matches("[UW][A-Z0-9]{8,}");
  }

  /// Returns the people of these words: by a known ID, by name or by handle, else by an unknown ID.
  ///
  /// @throws IOException when a word matches no person, or more than one
  public static Set<UserId> byName(
      Collection<String> words, Collection<Person> directory, Map<UserId, String> handles)
      throws IOException {
    Set<UserId> found = new TreeSet<>();
    for (String word : words) {
      found.add(
          known(word, directory, handles)
              .or(() -> isId(word) ? Optional.of(new UserId(word)) : Optional.empty())
              .orElseThrow(() ->
                  new IOException("There is no one called '" + word + "' in this workspace.")));
    }
    return found;
  }

  /// Returns the known person of a word; empty when no one matches.
  ///
  /// @throws IOException when more than one person matches
  public static Optional<UserId> known(
      String word, Collection<Person> directory, Map<UserId, String> handles) throws IOException {
    if (normalize(word).isEmpty()) {
      return Optional.empty();
    }
    Set<UserId> ids = resolveIds(directory);
    if (ids.contains(new UserId(word))) {
      return Optional.of(new UserId(word));
    }
    Set<UserId> matches =
        resolveIds(
            directory.stream()
                .filter(person ->
                    matches(word, person)
                        || normalize(word).equals(normalize(handles.getOrDefault(person.id(), ""))))
                .toList());
    if (word.startsWith("@") && matches.size() > 1) {
      matches.removeIf(user -> !normalize(word).equals(normalize(handles.getOrDefault(user, ""))));
    }
    if (matches.size() > 1) {
      throw new IOException("'" + word + "' could be " + either(matches) + ". Use the id.");
    }
    return matches.stream().findFirst();
  }

  /// Returns all people to watch, up to the limit, by name.
  public static Set<UserId> all(Collection<Person> directory) {
    return directory.stream()
        .filter(Person::canBeWatched)
        .sorted(Comparator.comparing(Person::name).thenComparing(Person::id))
        .limit(WatchList.COMFORTABLE)
        .map(Person::id)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// Returns whether a word is the person's ID or name, in any Unicode form.
  static boolean matches(String word, Person person) {
    String wanted = normalize(word);
    return person.id().value().equals(word)
        || (!wanted.isEmpty()
            && (normalize(person.name()).equals(wanted)
                || normalize(person.realName()).equals(wanted)));
  }

  /// Such as "U1 or U2".
  static String either(Set<UserId> people) {
    return String.join(" or ", people.stream().map(UserId::value).toList());
  }

  private static Set<UserId> resolveIds(Collection<Person> people) {
    return people.stream().map(Person::id).collect(Collectors.toCollection(TreeSet::new));
  }

  /// Returns the form of a name for comparison: without case and invisible characters, with single
  /// blanks, and with accented letters in one form.
  public static String normalize(String name) {
    String seen =
        INVISIBLE.matcher(Normalizer.normalize(name, Normalizer.Form.NFKC)).replaceAll("");
    String text = BLANKS.matcher(seen).replaceAll(" ").strip();
    String plain = text.startsWith("@") ? text.substring(1) : text;
    return Normalizer.normalize(
        plain.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT), Normalizer.Form.NFKC);
  }
}
