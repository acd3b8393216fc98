package rollcall.timecard;

import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Writes one CSV file cell by cell in a [CsvDialect]. One per export. Thread: one. Does not close
/// its writer.
final class CsvSheetWriter {
  /// Characters that make a spreadsheet interpret a cell as a formula, and their full-width forms.
  private static final String FORMULA_STARTS = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

  private static final String HOURS = "_h";
  private static final int SECONDS_A_DAY = 86_400;
  private static final long NOT_KNOWN = -1;

  private final CsvDialect style;
  private final CsvEncoder text;
  private long[] clockTimes = new long[16];
  private int clockTimeCount;
  private long rows;

  CsvSheetWriter(Writer out, CsvDialect style, List<String> header) throws IOException {
    this.style = style;
    text = new CsvEncoder(out, style.delimiter());
    if (style.bom()) {
      text.put('\uFEFF');
    }
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

  /// Writes text that users entered: guarded against formulas when the style demands it.
  CsvSheetWriter text(String value) {
    return plain(cell(value));
  }

  /// Several such cells joined, as [#plain] accepts them, for callers that repeat the same cells.
  String cells(String... value) {
    return Stream.of(value)
        .map(this::cell)
        .collect(Collectors.joining(Character.toString(style.delimiter())));
  }

  private String cell(String value) {
    return text.quoted(style.guard(value));
  }

  /// Returns whether the cell was guarded against interpretation as a formula.
  static boolean isGuarded(String cell) {
    return cell.startsWith("'") && isFormula(cell, 1);
  }

  /// Text that already looks guarded is guarded once more, so that reading it back is exact. Some
  /// spreadsheets drop blanks at the beginning.
  static boolean isFormula(String value, int at) {
    int first = at;
    while (first < value.length()
        && (value.charAt(first) == '\'' || Character.isSpaceChar(value.charAt(first)))) {
      first++;
    }
    return value.length() > first && FORMULA_STARTS.indexOf(value.charAt(first)) >= 0;
  }

  /// Writes text from Rollcall itself, which needs no quotes.
  CsvSheetWriter plain(String value) {
    text.cell().put(value);
    return this;
  }

  /// Writes an empty cell: not known, which is not zero.
  CsvSheetWriter empty() {
    text.cell();
    return this;
  }

  CsvSheetWriter number(long number) {
    text.cell().number(number);
    return this;
  }

  /// Writes hours with two decimals.
  ///
  /// The same value as `h:mm:ss`, where the style demands it, follows at the end of the row.
  CsvSheetWriter hours(long seconds, Rounding rounding) {
    long printed = rounding.of(seconds);
    addClockTime(printed);
    return ratio(printed, 3600, 2);
  }

  /// Writes hours that are not known, which is not zero.
  CsvSheetWriter noHours() {
    addClockTime(NOT_KNOWN);
    return empty();
  }

  /// Writes an instant as `2026-09-17T07:02:11Z`, with its fraction of a second if it has one.
  CsvSheetWriter utc(Instant at) {
    return at.getNano() == 0 ? utc(at.getEpochSecond()) : plain(at.toString());
  }

  /// Writes a second since 1970 as `2026-09-17T07:02:11Z`.
  CsvSheetWriter utc(long second) {
    dayAndTime(second, 'T').put('Z');
    return this;
  }

  /// Writes a local time in whole seconds: `2026-09-17 09:02:11`.
  CsvSheetWriter local(Instant at, ZoneId zone) {
    dayAndTime(at.getEpochSecond() + offset(at, zone), ' ');
    return this;
  }

  /// Writes the local time of a second since 1970: `09:02:11`.
  CsvSheetWriter time(long second, ZoneId zone) {
    long shown = second + offset(Instant.ofEpochSecond(second), zone);
    text.cell();
    clockTime(Math.floorMod(shown, SECONDS_A_DAY));
    return this;
  }

  /// Writes the minutes by which a time zone is ahead of UTC.
  CsvSheetWriter offsetMinutes(Instant at, ZoneId zone) {
    return number(offset(at, zone) / 60);
  }

  /// Writes the percentage of `whole` with one decimal.
  CsvSheetWriter percent(long part, long whole) {
    return ratio(part * 100, whole, 1);
  }

  void endRow() throws IOException {
    for (int i = 0; i < clockTimeCount; i++) {
      text.cell();
      if (clockTimes[i] != NOT_KNOWN) {
        clockTime(clockTimes[i]);
      }
    }
    clockTimeCount = 0;
    text.endRow();
    rows++;
  }

  long rows() {
    return rows;
  }

  /// Flushes everything to the writer.
  ///
  /// @return the number of rows, without the header
  long end() throws IOException {
    text.flush();
    return rows;
  }

  private void addClockTime(long seconds) {
    if (style.clockTimes()) {
      clockTimes =
          clockTimeCount == clockTimes.length
              ? Arrays.copyOf(clockTimes, 2 * clockTimeCount)
              : clockTimes;
      clockTimes[clockTimeCount++] = seconds;
    }
  }

  private static int offset(Instant at, ZoneId zone) {
    return zone.getRules().getOffset(at).getTotalSeconds();
  }

  /// Written out because formatters take ten times as long, for each of millions of cells.
  private CsvEncoder dayAndTime(long second, char between) {
    LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(second, SECONDS_A_DAY));
    text.cell();
    if (day.getYear() >= 0 && day.getYear() <= 9999) {
      text.digits(day.getYear(), 4).put('-').twoDigits(day.getMonthValue());
      text.put('-').twoDigits(day.getDayOfMonth());
    } else {
      text.put(day.toString());
    }
    text.put(between);
    return clockTime(Math.floorMod(second, SECONDS_A_DAY));
  }

  /// Puts a duration such as `07:17:31`; may exceed 24 hours.
  private CsvEncoder clockTime(long seconds) {
    int hours = (int) (seconds / 3600);
    if (hours < 100) {
      text.twoDigits(hours);
    } else {
      text.number(hours);
    }
    text.put(':').twoDigits((int) (seconds / 60 % 60));
    return text.put(':').twoDigits((int) (seconds % 60));
  }

  private CsvSheetWriter ratio(long part, long whole, int decimals) {
    int unit = decimals == 1 ? 10 : 100;
    long value = (2 * part * unit + whole) / (2 * whole); // halves go up
    text.cell().number(value / unit).put(style.decimalMark());
    text.digits((int) (value % unit), decimals);
    return this;
  }
}
