package rollcall.app.desktop;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import rollcall.app.environment.Logging;
import rollcall.presence.Person;

/// Replacement of all that names people and workspaces in a text: names, handles, ids, e-mail
/// addresses, passwords in addresses, tokens. A person has the same number everywhere, such as
/// `person-1`. One thread at a time.
final class Redactor {
  private static final Pattern EMAIL = Pattern.compile("[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+");
  private static final Pattern USER_INFO = Pattern.compile("//[^/\\s@]+@");
  private static final Pattern NOT_LETTERS = Pattern.compile("[^\\p{L}\\p{M}]+");
  private static final Pattern ID = Pattern.compile("\\b[A-Z](?=[A-Z0-9]*[0-9])[A-Z0-9]{6,20}\\b");

  /// A part of a name that is shorter is often a word.
  private static final int SHORTEST_PART = 4;

  private static final int SHORTEST_WITHOUT_CASE = 4;

  private final Map<String, List<Phrase>> phrases = new HashMap<>();
  private final Map<String, String> symbols = new HashMap<>();
  private final Map<String, String> ids = new HashMap<>();
  private int people;

  /// @param isCaseSensitive for short texts, which are words otherwise
  private record Phrase(String text, String replacement, boolean isCaseSensitive) {
    private boolean covers(Phrase other) {
      return isCaseSensitive
          ? other.isCaseSensitive && text.equals(other.text)
          : text.equalsIgnoreCase(other.text);
    }
  }

  /// Adds a person.
  ///
  /// @param handle or blank
  void addPerson(Person person, String handle) {
    String number = "person-" + ++people;
    ids.putIfAbsent(person.id().value(), number);
    add(person.realName(), number);
    add(person.name(), number);
    add(handle, number);
    NOT_LETTERS
        .splitAsStream(person.realName() + " " + person.name())
        .filter(part -> part.length() >= SHORTEST_PART)
        .forEach(part -> addPhrase(new Phrase(part, number, true)));
  }

  /// Adds any other text that is replaced.
  void add(String text, String replacement) {
    int first = 0;
    while (first < text.length() && !isWord(text, first)) {
      first++;
    }
    String words = text.substring(first).strip();
    if (!words.isEmpty()) {
      addPhrase(new Phrase(words, replacement, words.length() < SHORTEST_WITHOUT_CASE));
    } else if (!text.isBlank()) {
      symbols.putIfAbsent(text.strip(), replacement);
    }
  }

  private void addPhrase(Phrase phrase) {
    String word = phrase.text().substring(0, endOfWord(phrase.text(), 0));
    List<Phrase> same =
        phrases.computeIfAbsent(word.toLowerCase(Locale.ROOT), _ -> new ArrayList<>());
    if (same.stream().anyMatch(one -> one.covers(phrase))) {
      return;
    }
    same.add(phrase);
    same.sort(Comparator.comparingInt(one -> -one.text().length()));
  }

  /// The text with `~` in place of this home directory. Without a directory of its own, as for some
  /// services, it stays as it is.
  static String withoutHome(String text, String home) {
    Path directory = Path.of(home);
    return directory.isAbsolute() && directory.getNameCount() > 0
        ? text.replaceAll(Pattern.quote(directory.toString()) + "(?![\\p{L}\\p{N}_-])", "~")
        : text;
  }

  /// The text with all of that replaced.
  String redacted(String text) {
    String result = EMAIL.matcher(Logging.masked(text)).replaceAll("e-mail");
    result = USER_INFO.matcher(result).replaceAll("//…@");
    for (Map.Entry<String, String> symbol : symbols.entrySet()) {
      result = result.replace(symbol.getKey(), symbol.getValue());
    }
    result =
        ID.matcher(result)
            .replaceAll(id -> ids.computeIfAbsent(id.group(), _ -> "id-" + (ids.size() + 1)));
    return withoutPhrases(result);
  }

  private String withoutPhrases(String text) {
    StringBuilder out = new StringBuilder(text.length());
    int at = 0;
    while (at < text.length()) {
      if (!isWord(text, at)) {
        out.append(text.charAt(at++));
        continue;
      }
      int end = endOfWord(text, at);
      Phrase found = phraseAt(text, at, text.substring(at, end));
      out.append(found == null ? text.substring(at, end) : found.replacement());
      at = found == null ? end : at + found.text().length();
    }
    return out.toString();
  }

  private @Nullable Phrase phraseAt(String text, int at, String word) {
    for (Phrase one : phrases.getOrDefault(word.toLowerCase(Locale.ROOT), List.of())) {
      int length = one.text().length();
      boolean same = text.regionMatches(!one.isCaseSensitive(), at, one.text(), 0, length);
      if (same && !(isWord(text, at + length) && isWord(text, at + length - 1))) {
        return one;
      }
    }
    return null;
  }

  private static int endOfWord(String text, int begin) {
    int end = begin;
    while (isWord(text, end)) {
      end++;
    }
    return end;
  }

  private static boolean isWord(String text, int at) {
    return at < text.length()
        && (Character.isLetterOrDigit(text.charAt(at)) || Character.isSurrogate(text.charAt(at)));
  }
}
