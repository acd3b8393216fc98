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

/// Whom the words on the command line mean. Pure.
public final class UserLookup {
  private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}+");
  private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]+");

  private UserLookup() {}

  /// Whether a word has the form of an id, such as `U0A1B2C3D`. It may still be a name: `URSULA` is
  /// too short for an id, and `UWEPETERS` is none unless Slack knows it.
  public static boolean isId(String word) {
    return word.matches("[UW][A-Z0-9]{8,}");
  }

  /// The people who are meant: by an id that is known, by name or by handle, else by an id that is
  /// not known.
  ///
  /// @throws IOException when a word means nobody, or more than one
  public static Set<UserId> byName(
      Collection<String> words, Collection<Person> directory, Map<UserId, String> handles)
      throws IOException {
    Set<UserId> found = new TreeSet<>();
    for (String word : words) {
      found.add(
          known(word, directory, handles)
              .or(() -> isId(word) ? Optional.of(new UserId(word)) : Optional.empty())
              .orElseThrow(() ->
                  new IOException("There is nobody called '" + word + "' in this workspace.")));
    }
    return found;
  }

  /// The person whom a word means, among these; empty when it means none of them.
  ///
  /// @throws IOException when it means more than one
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

  /// Everybody whom one would want to watch, up to the limit, by name.
  public static Set<UserId> all(Collection<Person> directory) {
    return directory.stream()
        .filter(Person::canBeWatched)
        .sorted(Comparator.comparing(Person::name).thenComparing(Person::id))
        .limit(WatchList.COMFORTABLE)
        .map(Person::id)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// Whether a word means this person: it is the id, or a name, however its characters are made up.
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

  /// A name as it is compared: without case, without what cannot be seen, each blank once, and
  /// letters with accents in one form.
  public static String normalize(String name) {
    String seen =
        INVISIBLE.matcher(Normalizer.normalize(name, Normalizer.Form.NFKC)).replaceAll("");
    String text = BLANKS.matcher(seen).replaceAll(" ").strip();
    String plain = text.startsWith("@") ? text.substring(1) : text;
    return Normalizer.normalize(
        plain.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT), Normalizer.Form.NFKC);
  }
}
