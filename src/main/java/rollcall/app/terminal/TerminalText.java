package rollcall.app.terminal;

/// Text from outside (names, messages, errors of other programs) as a terminal may have it: text,
/// and never a command to the terminal.
public final class TerminalText {
  private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
  private static final int ZERO_WIDTH_JOINER = 0x200D;

  private TerminalText() {}

  /// The text as one line. Line breaks become spaces; other control characters (ESC sequences, the
  /// bell), unpaired surrogates and characters that reorder or hide text become U+FFFD.
  static String line(String text) {
    return cleaned(text, false);
  }

  /// The text with its line breaks, and otherwise as [#line].
  public static String lines(String text) {
    return cleaned(text, true);
  }

  private static String cleaned(String text, boolean breaksStay) {
    if (text.codePoints().allMatch(one -> one >= ' ' && one < 0x7F)) {
      return text;
    }
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints().forEach(one -> clean.appendCodePoint(cleaned(one, breaksStay)));
    return clean.toString();
  }

  private static int cleaned(int one, boolean breaksStay) {
    if (one == '\n' || one == '\r') {
      return breaksStay ? one : ' ';
    }
    if (one == '\t' || one == ZERO_WIDTH_JOINER || one == ZERO_WIDTH_NON_JOINER) {
      return one;
    }
    return switch (Character.getType(one)) {
      case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> ' ';
      case Character.CONTROL, Character.FORMAT, Character.SURROGATE -> 0xFFFD;
      default -> one;
    };
  }
}
