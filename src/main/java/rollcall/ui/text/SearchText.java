package rollcall.ui.text;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import rollcall.presence.Person;

/// Texts as they are searched: without accents, in lower case, so that "muller" finds Müller and
/// "lukasz" finds Łukasz.
public final class SearchText {
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");

  private SearchText() {}

  /// All by which a person can be found: display name, real name, title and id.
  public static String of(Person person) {
    return fold(
        String.join("\n", person.name(), person.realName(), person.title(), person.id().value()));
  }

  /// This text as it is searched.
  public static String fold(String text) {
    String plain = text.strip().toLowerCase(Locale.ROOT);
    if (plain.chars().allMatch(c -> c < 0x80)) {
      return plain;
    }
    // These are letters of their own and fall apart into nothing.
    String letters =
        plain
            .replace("ł", "l")
            .replace("ø", "o")
            .replace("đ", "d")
            .replace("ß", "ss")
            .replace("æ", "ae")
            .replace("œ", "oe")
            .replace("ı", "i");
    return MARKS.matcher(Normalizer.normalize(letters, Normalizer.Form.NFKD)).replaceAll("");
  }
}
