package rollcall.ui.text;

import java.text.Normalizer;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import rollcall.presence.Person;

/// Normalizer of text for search: without accents and invisible characters, in lower case, so that
/// "muller" finds Müller and "lukasz" finds Łukasz.
public final class SearchNormalizer {
  private static final Pattern MARKS = Pattern.compile("[\\p{M}\\p{Cf}]+");

  private SearchNormalizer() {}

  /// The searchable text of a person: display name, real name, handle, title, id and mail address.
  ///
  /// @param handle without `@`, or blank
  /// @param email blank when it is not known
  public static String of(Person person, String handle, String email) {
    return fold(
        String.join(
            "\n",
            person.name(),
            person.realName(),
            "@" + handle,
            person.title(),
            person.id().value(),
            email));
  }

  /// The order of people by their names.
  public static Comparator<Person> byName() {
    return Comparator.comparing((Person person) -> fold(person.name())).thenComparing(Person::id);
  }

  /// A test whether a searchable text contains each word of this query, in any order.
  public static Predicate<String> matching(String query) {
    List<String> words = List.of(fold(query).split("\\s+"));
    return text -> {
      for (String word : words) {
        if (!text.contains(word)) {
          return false;
        }
      }
      return true;
    };
  }

  /// The normalized text.
  public static String fold(String text) {
    String plain = text.strip().toLowerCase(Locale.ROOT);
    if (plain.chars().allMatch(c -> c < 0x80)) {
      return plain;
    }
    // Unicode normalization does not decompose these letters.
    String letters =
        plain
            .replace("ł", "l")
            .replace("ø", "o")
            .replace("đ", "d")
            .replace("ß", "ss")
            .replace("æ", "ae")
            .replace("œ", "oe")
            .replace("ı", "i")
            .replace("ς", "σ");
    return MARKS.matcher(Normalizer.normalize(letters, Normalizer.Form.NFKD)).replaceAll("");
  }
}
