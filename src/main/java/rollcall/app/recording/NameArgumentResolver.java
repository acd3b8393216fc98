package rollcall.app.recording;

import java.io.IOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import rollcall.presence.NameNormalizer;
import rollcall.presence.Person;
import rollcall.presence.UserId;
import rollcall.settings.PersonGroup;
import rollcall.watch.FollowedGroup;

/// Resolver of command-line arguments: names and IDs to people, channels and user groups. Pure.
public final class NameArgumentResolver {
  /// Mention in a message: `<@U0A1B2C3D|kai>`, `<#C0A1B2C3D|general>`,
  /// `<!subteam^S0A1B2C3D|@team>`.
  private static final Pattern MENTION =
      Pattern.compile("<(?:[@#]|!subteam\\^)([A-Z][A-Z0-9]+)(?:\\|[^>]*)?>");

  /// Link to a profile or a channel: `https://acme.slack.com/team/U0A1B2C3D`.
  private static final Pattern LINK =
      Pattern.compile("https?://[^/]+/(?:team|archives)/([A-Z][A-Z0-9]+)(?:[/?#].*)?");

  private NameArgumentResolver() {}

  /// Returns whether a word has the form of an ID, such as `U0A1B2C3D`. It may still be a name:
  /// `URSULA` is too short for an ID, and `UWEPETERS` is an ID only if Slack knows it.
  public static boolean isId(String word) {
    return id(word).matches("[UW][A-Z0-9]{8,}");
  }

  /// Returns the ID in a mention, in a link, or after an `@`; of another word the visible text.
  public static String id(String word) {
    String text = NameNormalizer.visible(word);
    for (Pattern form : List.of(MENTION, LINK)) {
      Matcher found = form.matcher(text);
      if (found.matches()) {
        return found.group(1);
      }
    }
    return text.startsWith("@") || text.startsWith("#") ? text.substring(1).strip() : text;
  }

  /// Returns the channel or user group of a word: by ID, by the exact name, else by name without
  /// case. Empty if there is none.
  ///
  /// @throws IOException when more than one matches
  public static Optional<FollowedGroup> group(String word, Collection<FollowedGroup> all)
      throws IOException {
    String wanted = id(word);
    List<Predicate<FollowedGroup>> forms =
        List.of(
            one -> one.id().equals(wanted),
            one -> NameNormalizer.visible(one.name()).equals(wanted),
            one -> NameNormalizer.normalize(one.name()).equals(NameNormalizer.normalize(wanted)));
    for (Predicate<FollowedGroup> form : forms) {
      List<FollowedGroup> found = all.stream().filter(form).toList();
      if (found.size() > 1) {
        throw ambiguous(word, found.stream().map(one -> one.title() + " (" + one.id() + ")"));
      }
      if (!found.isEmpty()) {
        return Optional.of(found.getFirst());
      }
    }
    return Optional.empty();
  }

  /// Returns the own group of a word: by the exact name, else by name without case.
  ///
  /// @throws IOException when none matches, or more than one
  public static PersonGroup ownGroup(String word, Collection<PersonGroup> all) throws IOException {
    String wanted = NameNormalizer.normalize(word);
    List<PersonGroup> exact = all.stream().filter(one -> one.name().equals(word.strip())).toList();
    List<PersonGroup> found =
        exact.isEmpty()
            ? all.stream()
                .filter(one -> NameNormalizer.normalize(one.name()).equals(wanted))
                .toList()
            : exact;
    if (found.isEmpty()) {
      throw new IOException(
          "There is no group '%s' among your own groups%s"
              .formatted(
                  word,
                  all.isEmpty()
                      ? ": there are none yet. They are made in the window, in People."
                      : all.stream()
                          .map(PersonGroup::name)
                          .collect(Collectors.joining(", ", ": ", "."))));
    }
    if (found.size() > 1) {
      throw new IOException(
          "'%s' could be %s. Use the exact name."
              .formatted(
                  word, found.stream().map(PersonGroup::name).collect(Collectors.joining(" or "))));
    }
    return found.getFirst();
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
              .or(() -> isId(word) ? Optional.of(new UserId(id(word))) : Optional.empty())
              .orElseThrow(() -> unknown(word, "this history")));
    }
    return found;
  }

  /// Returns the known person of a word; empty when no one matches.
  ///
  /// @throws IOException when more than one person matches
  public static Optional<UserId> known(
      String word, Collection<Person> directory, Map<UserId, String> handles) throws IOException {
    String wanted = NameNormalizer.normalize(word);
    if (wanted.isEmpty()) {
      return Optional.empty();
    }
    UserId id = new UserId(id(word));
    if (resolveIds(directory).contains(id)) {
      return Optional.of(id);
    }
    Set<UserId> matches =
        resolveIds(
            directory.stream()
                .filter(
                    person -> matches(word, person) || wanted.equals(handle(person.id(), handles)))
                .toList());
    if (NameNormalizer.visible(word).startsWith("@") && matches.size() > 1) {
      matches.removeIf(user -> !wanted.equals(handle(user, handles)));
    }
    if (matches.size() > 1) {
      throw ambiguous(word, matches.stream().map(UserId::value));
    }
    return matches.stream().findFirst();
  }

  /// Returns all people to watch, up to a limit, by name.
  public static Set<UserId> all(Collection<Person> directory, int limit) {
    return directory.stream()
        .filter(Person::canBeWatched)
        .sorted(Comparator.comparing(Person::name).thenComparing(Person::id))
        .limit(limit)
        .map(Person::id)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// Returns whether a word is the person's ID or name, in any Unicode form and in any case.
  public static boolean matches(String word, Person person) {
    String wanted = NameNormalizer.normalize(word);
    return !wanted.isEmpty()
        && (person.id().value().equalsIgnoreCase(id(word))
            || NameNormalizer.normalize(person.name()).equals(wanted)
            || NameNormalizer.normalize(person.realName()).equals(wanted));
  }

  private static String handle(UserId user, Map<UserId, String> handles) {
    return NameNormalizer.normalize(handles.getOrDefault(user, ""));
  }

  /// Failure of a word that no person of a history has.
  static IOException unknown(String word, String place) {
    return new IOException(
        "There is no one called '%s' in %s. It knows people by their display names and ids."
            .formatted(word, place));
  }

  /// Failure of a word with several meanings.
  static IOException ambiguous(String word, Stream<String> meanings) {
    return new IOException(
        "'"
            + word
            + "' could be "
            + meanings.collect(Collectors.joining(" or "))
            + ". Use the id.");
  }

  private static Set<UserId> resolveIds(Collection<Person> people) {
    return people.stream().map(Person::id).collect(Collectors.toCollection(TreeSet::new));
  }
}
