package rollcall.timecard;

import java.io.IOException;
import java.io.Writer;
import java.util.Arrays;

/// CSV encoder for RFC 4180: cells separated by a delimiter, rows ended by CRLF, quotes around a
/// cell only where needed. One per export. Thread: one. Does not close its writer.
///
/// [#cell] begins a cell; everything put until the next call belongs to it. Allocates no object per
/// cell: a year of many people is tens of millions of cells.
final class CsvEncoder {
  /// Buffer size in characters before a flush to the writer; a row is a few hundred characters.
  private static final int FLUSH_SIZE = 1 << 13;

  private final Writer out;
  private final char delimiter;
  private char[] text = new char[2 * FLUSH_SIZE];
  private int size;
  private boolean firstCell = true;

  CsvEncoder(Writer out, char delimiter) {
    this.out = out;
    this.delimiter = delimiter;
  }

  /// Begins the next cell.
  CsvEncoder cell() {
    if (!firstCell) {
      put(delimiter);
    }
    firstCell = false;
    return this;
  }

  /// Puts a character that needs no quotes.
  CsvEncoder put(char one) {
    if (size == text.length) {
      ensureCapacity(1);
    }
    text[size++] = one;
    return this;
  }

  /// Puts text that needs no quotes.
  CsvEncoder put(String value) {
    int length = value.length();
    ensureCapacity(length);
    value.getChars(0, length, text, size);
    size += length;
    return this;
  }

  /// The text as a cell: in quotes if it needs them.
  String quoted(String value) {
    return needsQuotes(value) ? '"' + value.replace("\"", "\"\"") + '"' : value;
  }

  /// Puts a number without padding.
  CsvEncoder number(long number) {
    return number < 0 || number >= 100_000_000
        ? put(Long.toString(number))
        : digits((int) number, length((int) number));
  }

  /// Puts the last `length` digits of a number that is not negative, padded with zeros.
  CsvEncoder digits(int number, int length) {
    ensureCapacity(length);
    char[] into = text;
    int rest = number;
    for (int i = size + length - 1; i >= size; i--) {
      int tenth = rest / 10;
      into[i] = (char) ('0' + rest - 10 * tenth);
      rest = tenth;
    }
    size += length;
    return this;
  }

  /// Puts the last two digits of a number that is not negative: the most frequent case.
  CsvEncoder twoDigits(int number) {
    ensureCapacity(2);
    text[size++] = (char) ('0' + number / 10 % 10);
    text[size++] = (char) ('0' + number % 10);
    return this;
  }

  void endRow() throws IOException {
    put('\r').put('\n');
    firstCell = true;
    if (size >= FLUSH_SIZE) {
      flushBuffer();
    }
  }

  /// Writes the buffer to the writer and flushes the writer.
  void flush() throws IOException {
    flushBuffer();
    out.flush();
  }

  private void flushBuffer() throws IOException {
    out.write(text, 0, size);
    size = 0;
  }

  private void ensureCapacity(int more) {
    if (size + more > text.length) {
      text = Arrays.copyOf(text, Math.max(size + more, 2 * text.length));
    }
  }

  private boolean needsQuotes(String value) {
    for (int i = 0; i < value.length(); i++) {
      char one = value.charAt(i);
      if (one == delimiter || one == '"' || one == '\r' || one == '\n') {
        return true;
      }
    }
    return false;
  }

  private static int length(int number) {
    int length = 1;
    for (int power = 10; number >= power; power *= 10) {
      length++;
    }
    return length;
  }
}
