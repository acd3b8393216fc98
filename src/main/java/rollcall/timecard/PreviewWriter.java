package rollcall.timecard;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.InterruptedIOException;
import java.io.Writer;
import java.util.List;
import java.util.function.Consumer;

/// Writer that keeps the first rows of a CSV file for a preview and discards the rest. One per
/// preview. Thread: one.
///
/// An interrupt of the thread cancels the preview: the next write fails.
public final class PreviewWriter extends Writer {
  private final CsvDialect style;
  private final int most;
  private final Consumer<List<List<String>>> onFull;
  private final StringBuilder text = new StringBuilder();
  private int lines;
  private boolean quoted;

  /// @param most the maximum number of rows, without the header
  /// @param enough receives the rows as soon as the maximum is reached
  public PreviewWriter(CsvDialect style, int most, Consumer<List<List<String>>> enough) {
    this.style = style;
    this.most = most;
    this.onFull = enough;
  }

  @Override
  public void write(char[] more, int from, int length) throws InterruptedIOException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("The preview was canceled.");
    }
    for (int i = from; i < from + length && lines <= most; i++) {
      add(more[i]);
    }
  }

  /// The cells of the first rows, the header first.
  public List<List<String>> rows() {
    return CsvReader.builder().fieldSeparator(style.delimiter()).ofCsvRecord(csvText()).stream()
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
      onFull.accept(rows());
    }
  }

  private String csvText() {
    return style.bom() && !text.isEmpty() ? text.substring(1) : text.toString();
  }
}
