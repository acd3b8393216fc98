package rollcall.app.desktop;

import java.io.IOException;
import java.io.Writer;
import rollcall.language.SentenceException;

/// Writer of clipboard text with a size limit: more than other programs accept is refused. One per
/// export, on one thread.
final class LimitedStringWriter extends Writer {
  /// About fifty thousand rows.
  static final int MOST = 10_000_000;

  private final StringBuilder text = new StringBuilder();
  private final int most;

  /// @param most how many characters are taken
  LimitedStringWriter(int most) {
    this.most = most;
  }

  @Override
  public void write(char[] more, int from, int length) throws IOException {
    if (text.length() + length > most) {
      throw new SentenceException(
          "That is more than fits on the clipboard. Choose fewer people or days, or export a"
              + " file.");
    }
    text.append(more, from, length);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}

  @Override
  public String toString() {
    return text.toString();
  }
}
