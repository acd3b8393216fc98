package rollcall.presence;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/// Comparison of names that were typed or pasted. Pure.
public final class NameNormalizer {
  /// Characters without a shape of their own: format and control characters, joiners, fillers and
  /// variation selectors.
  private static final Pattern INVISIBLE =
      Pattern.compile(
          "[\\p{Cf}[\\p{Cc}&&[^\\t\\n\\u000b\\f\\r\\u0085]]\\u034f\\u115f\\u1160\\u17b4\\u17b5"
              + "\\u180b-\\u180f\\u3164\\uffa0\\ufe00-\\ufe0f\\x{e0100}-\\x{e01ef}]+");

  private static final Pattern BLANKS = Pattern.compile("[\\s\\u0085\\p{Z}]+");

  private NameNormalizer() {}

  /// Returns a text as it is seen: without invisible characters and outer blanks, with single
  /// blanks, and with accented and full-width letters in one form.
  public static String visible(String text) {
    String shown = INVISIBLE.matcher(text).replaceAll("");
    String folded = Normalizer.normalize(shown, Normalizer.Form.NFKC);
    return BLANKS.matcher(INVISIBLE.matcher(folded).replaceAll("")).replaceAll(" ").strip();
  }

  /// Returns the form of a name for comparison: as it is seen, without case and a leading `@`.
  public static String normalize(String name) {
    String text = visible(name);
    String plain = text.startsWith("@") ? text.substring(1).strip() : text;
    // ẞ has a lower case only, ß an upper case only; the lower case of İ has a dot of its own.
    String folded =
        plain.toLowerCase(Locale.ROOT).toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    return Normalizer.normalize(folded.replace("i\u0307", "i"), Normalizer.Form.NFKC);
  }
}
