package rollcall.timecard;

import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.Set;

/// For whom a CSV file is written.
///
/// @param bom whether it begins with a byte order mark, without which Excel misreads names
/// @param delimiter what separates cells
/// @param decimalMark what separates hours from their fractions
/// @param guarded whether a text cell that a spreadsheet could run as a formula gets a `'` in front
/// @param clockTimes whether each column of hours has a twin that says them as `07:17:31`
/// @param extras what stands at the end of the rows of timecards, before such twins
public record CsvStyle(
    boolean bom,
    char delimiter,
    char decimalMark,
    boolean guarded,
    boolean clockTimes,
    Set<ExtraColumn> extras) {
  /// The set is copied.
  public CsvStyle {
    extras = Set.copyOf(extras);
  }

  /// For other programs: UTF-8 without a mark, `,` and `.`.
  public static final CsvStyle DATA = new CsvStyle(false, ',', '.', true, false, Set.of());

  /// For a spreadsheet set to this locale: one that writes a decimal comma expects `;` between
  /// cells.
  public static CsvStyle spreadsheet(Locale locale) {
    boolean comma = DecimalFormatSymbols.getInstance(locale).getDecimalSeparator() == ',';
    return comma
        ? new CsvStyle(true, ';', ',', true, false, Set.of())
        : new CsvStyle(true, ',', '.', true, false, Set.of());
  }

  /// The same without protection against formulas, for files that are read back by programs.
  public CsvStyle unguarded() {
    return new CsvStyle(bom, delimiter, decimalMark, false, clockTimes, extras);
  }

  /// The same for a clipboard, from which spreadsheets take cells parted by tabs: without a mark.
  public CsvStyle tabbed() {
    return new CsvStyle(false, '\t', decimalMark, guarded, clockTimes, extras);
  }

  /// The same with twins that say hours as `07:17:31`. They may pass 24 hours, which a spreadsheet
  /// shows only in the format `[h]:mm:ss`.
  public CsvStyle withClockTimes() {
    return new CsvStyle(bom, delimiter, decimalMark, guarded, true, extras);
  }

  /// The same with these columns at the end of the rows of timecards.
  public CsvStyle withExtras(Set<ExtraColumn> wanted) {
    return new CsvStyle(bom, delimiter, decimalMark, guarded, clockTimes, wanted);
  }
}
