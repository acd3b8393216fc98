package rollcall.timecard;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/// Writes one CSV file cell by cell in a style (RFC 4180, CRLF). Lives for one export, on one
/// thread; leaves its writer open.
final class CsvSheet {
  /// Characters that make a spreadsheet take a cell for a formula, and their full-width twins.
  private static final String FORMULA_STARTS = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

  private static final String HOURS = "_h";
  private static final int SECONDS_A_DAY = 86_400;

  private final CsvStyle style;
  private final CsvWriter csv;
  private final List<String> row = new ArrayList<>();
  private final List<String> twins = new ArrayList<>();
  private long rows;

  CsvSheet(Writer out, CsvStyle style, List<String> header) throws IOException {
    this.style = style;
    if (style.bom()) {
      out.write('\uFEFF');
    }
    csv =
        CsvWriter.builder()
            .fieldSeparator(style.delimiter())
            .lineDelimiter(LineDelimiter.CRLF)
            .build(out);
    header.forEach(this::plain);
    if (style.clockTimes()) {
      header.stream()
          .filter(name -> name.endsWith(HOURS))
          .map(name -> name.substring(0, name.length() - HOURS.length()) + "_hms")
          .forEach(this::plain);
    }
    endRow();
    rows = 0;
  }

  /// Words that came from people: guarded when the style says so.
  CsvSheet text(String words) {
    return plain(style.guarded() && risky(words, 0) ? "'" + words : words);
  }

  /// Whether the cell was kept from being taken for a formula.
  static boolean guarded(String cell) {
    return cell.startsWith("'") && risky(cell, 1);
  }

  /// What looks as if it had been guarded is guarded once more, so that it is read back as it was.
  private static boolean risky(String words, int at) {
    int first = at;
    while (first < words.length() && words.charAt(first) == '\'') {
      first++;
    }
    return words.length() > first && FORMULA_STARTS.indexOf(words.charAt(first)) >= 0;
  }

  /// Words of ours.
  CsvSheet plain(String words) {
    row.add(words);
    return this;
  }

  /// Not known, which is not zero.
  CsvSheet empty() {
    return plain("");
  }

  CsvSheet number(long number) {
    return plain(Long.toString(number));
  }

  CsvSheet seconds(Duration duration) {
    return number(duration.toSeconds());
  }

  /// Hours with two decimals.
  ///
  /// Their twin, where the style wants one, comes at the end of the row.
  CsvSheet hours(Duration duration, Rounding rounding) {
    Duration printed = rounding.of(duration);
    if (style.clockTimes()) {
      twins.add(clockTime(printed.toSeconds()));
    }
    return ratio(printed.toSeconds(), 3600, 2);
  }

  /// Hours that are not known, which is not zero.
  CsvSheet noHours() {
    if (style.clockTimes()) {
      twins.add("");
    }
    return empty();
  }

  /// An instant as `2026-09-17T07:02:11Z`, with its fraction of a second where it has one.
  CsvSheet utc(Instant at) {
    return plain(at.getNano() == 0 ? dayAndTime(at.getEpochSecond(), 'T') + 'Z' : at.toString());
  }

  /// On the clock of a zone, in whole seconds: `2026-09-17 09:02:11`.
  CsvSheet local(Instant at, ZoneId zone) {
    return plain(dayAndTime(at.getEpochSecond() + offset(at, zone), ' '));
  }

  /// On the clock of a zone, in whole seconds: `09:02:11`.
  CsvSheet time(Instant at, ZoneId zone) {
    long second = at.getEpochSecond() + offset(at, zone);
    return plain(clockTime(Math.floorMod(second, SECONDS_A_DAY)));
  }

  /// How many minutes the clock of a zone is ahead of UTC.
  CsvSheet offsetMinutes(Instant at, ZoneId zone) {
    return number(offset(at, zone) / 60);
  }

  /// Percent of `whole` with one decimal.
  CsvSheet percent(Duration part, Duration whole) {
    return ratio(part.toSeconds() * 100, whole.toSeconds(), 1);
  }

  void endRow() throws IOException {
    row.addAll(twins);
    twins.clear();
    try {
      csv.writeRecord(row);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    row.clear();
    rows++;
  }

  long rows() {
    return rows;
  }

  /// Hands everything on to the writer.
  void flush() throws IOException {
    csv.flush();
  }

  private static int offset(Instant at, ZoneId zone) {
    return zone.getRules().getOffset(at).getTotalSeconds();
  }

  /// Formatters do the same, in ten times as long, for each of millions of cells.
  private static String dayAndTime(long second, char between) {
    LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(second, SECONDS_A_DAY));
    return day.toString() + between + clockTime(Math.floorMod(second, SECONDS_A_DAY));
  }

  /// Such as `07:17:31`; may pass 24 hours.
  private static String clockTime(long seconds) {
    return twoDigits(seconds / 3600)
        + ':'
        + twoDigits(seconds / 60 % 60)
        + ':'
        + twoDigits(seconds % 60);
  }

  private static String twoDigits(long number) {
    return number < 10 ? "0" + number : Long.toString(number);
  }

  private CsvSheet ratio(long part, long whole, int decimals) {
    long unit = decimals == 1 ? 10 : 100;
    long value = (2 * part * unit + whole) / (2 * whole); // halves go up
    String fraction = Long.toString(unit + value % unit).substring(1);
    return plain(value / unit + (style.decimalMark() + fraction));
  }
}
