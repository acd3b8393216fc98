package rollcall.slack.tls;

import java.util.regex.Pattern;

/// Sanitizer of text from other servers, so that it is safe in messages: one short line without
/// control characters and without a token, which a server may repeat.
public final class TextSanitizer {
  /// Control characters, line ends, and characters that change the direction of text.
  private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}\\s]+");

  private static final Pattern TOKEN = Pattern.compile("(xox[a-z]|xapp)-\\w\\S*");

  private TextSanitizer() {}

  /// The text with only the kind of each token.
  public static String withoutTokens(String text) {
    return TOKEN.matcher(text).replaceAll("$1-…");
  }

  /// The text as one line of at most `maxLength` characters.
  public static String singleLine(String text, int maxLength) {
    // Cut twice: a text of megabytes is not searched through.
    String start = text.length() > 4 * maxLength ? text.substring(0, 4 * maxLength) : text;
    String line = withoutTokens(INVISIBLE.matcher(start).replaceAll(" ").strip());
    return line.codePointCount(0, line.length()) <= maxLength
        ? line
        : line.substring(0, line.offsetByCodePoints(0, maxLength)) + "…";
  }
}
