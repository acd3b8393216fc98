package rollcall.timecard;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.InterruptedIOException;
import java.io.Writer;
import java.util.List;
import java.util.function.Consumer;

/// Where a CSV file is written to when only its beginning shall be looked at: keeps the first rows
/// and lets go of the others. Lives for one look, on one thread.
///
/// When that thread is interrupted, nobody wants to know any more, and it takes nothing more.
public final class PreviewWriter extends Writer {
  private final CsvStyle style;
  private final int most;
  private final Consumer<List<List<String>>> enough;
  private final StringBuilder text = new StringBuilder();
  private int lines;
  private boolean quoted;

  /// @param most how many rows are kept beside the header
  /// @param enough gets them as soon as there are so many
  public PreviewWriter(CsvStyle style, int most, Consumer<List<List<String>>> enough) {
    this.style = style;
    this.most = most;
    this.enough = enough;
  }

  @Override
  public void write(char[] more, int from, int length) throws InterruptedIOException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("Nobody looks any more.");
    }
    for (int i = from; i < from + length && lines <= most; i++) {
      add(more[i]);
    }
  }

  /// The cells of the first rows, the header first.
  public List<List<String>> rows() {
    return CsvReader.builder().fieldSeparator(style.delimiter()).ofCsvRecord(words()).stream()
        .map(CsvRecord::getFields)
        .map(List::copyOf)
        .toList();
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}

  private void add(char next) {
    text.append(next);
    quoted ^= next == '"';
    if (next == '\n' && !quoted && ++lines > most) {
      enough.accept(rows());
    }
  }

  private String words() {
    return style.bom() && !text.isEmpty() ? text.substring(1) : text.toString();
  }
}
