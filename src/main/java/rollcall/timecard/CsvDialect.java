package rollcall.timecard;

import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.Set;

/// Dialect of a CSV file.
///
/// @param bom whether it begins with a byte order mark, without which Excel misreads names
/// @param delimiter the separator of cells
/// @param decimalMark the decimal separator of hours
/// @param guarded whether a text cell that a spreadsheet could run as a formula gets a `'` in front
/// @param clockTimes whether each column of hours is repeated as a column in the form `07:17:31`
/// @param extras the optional columns at the end of the rows of timecards, before the repeated
///   columns
public record CsvDialect(
    boolean bom,
    char delimiter,
    char decimalMark,
    boolean guarded,
    boolean clockTimes,
    Set<ExtraColumn> extras) {
  public CsvDialect {
    extras = Set.copyOf(extras);
  }

  /// Style for programs: UTF-8 without a byte order mark, `,` and `.`.
  public static final CsvDialect DATA = new CsvDialect(false, ',', '.', true, false, Set.of());

  /// Style for a spreadsheet in this locale: where the decimal separator is a comma, cells are
  /// separated by `;`.
  public static CsvDialect spreadsheet(Locale locale) {
    boolean comma = DecimalFormatSymbols.getInstance(locale).getDecimalSeparator() == ',';
    return comma
        ? new CsvDialect(true, ';', ',', true, false, Set.of())
        : new CsvDialect(true, ',', '.', true, false, Set.of());
  }

  /// Text that users entered, with a `'` in front if a spreadsheet could run it as a formula and
  /// the style is guarded.
  public String guard(String text) {
    return guarded && CsvSheetWriter.isFormula(text, 0) ? "'" + text : text;
  }

  /// A copy without protection against formulas, for files that programs read back.
  public CsvDialect unguarded() {
    return new CsvDialect(bom, delimiter, decimalMark, false, clockTimes, extras);
  }

  /// A copy for the clipboard, from which spreadsheets expect cells separated by tabs: without a
  /// byte order mark.
  public CsvDialect tabbed() {
    return new CsvDialect(false, '\t', decimalMark, guarded, clockTimes, extras);
  }

  /// A copy with hours repeated as `07:17:31`. Values may exceed 24 hours, which a spreadsheet
  /// shows only in the format `[h]:mm:ss`.
  public CsvDialect withClockTimes() {
    return new CsvDialect(bom, delimiter, decimalMark, guarded, true, extras);
  }

  /// A copy with these columns at the end of the rows of timecards.
  public CsvDialect withExtras(Set<ExtraColumn> columns) {
    return new CsvDialect(bom, delimiter, decimalMark, guarded, clockTimes, columns);
  }
}
