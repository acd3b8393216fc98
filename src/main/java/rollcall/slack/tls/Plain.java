package rollcall.slack.tls;

import java.util.regex.Pattern;

/// Text from outside, made fit for a message: one line, short, without control characters.
public final class Plain {
  /// Control characters, line ends, and what changes the direction of text.
  private static final Pattern UNSEEN = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}\\s]+");

  private Plain() {}

  /// The text as one line of at most so many characters.
  public static String text(String text, int longest) {
    // Cut twice: a text of megabytes is not searched through.
    String start = text.length() > 4 * longest ? text.substring(0, 4 * longest) : text;
    String line = UNSEEN.matcher(start).replaceAll(" ").strip();
    return line.codePointCount(0, line.length()) <= longest
        ? line
        : line.substring(0, line.offsetByCodePoints(0, longest)) + "…";
  }
}
