package rollcall.timecard;

import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.Locale;

/// ISO week: Monday to Sunday, in the year that contains its Thursday.
///
/// @param monday its first day
public record IsoWeek(LocalDate monday) implements Comparable<IsoWeek> {
  /// The week that contains the day.
  public static IsoWeek of(LocalDate day) {
    return new IsoWeek(day.minusDays(day.getDayOfWeek().getValue() - 1L));
  }

  @Override
  public int compareTo(IsoWeek other) {
    return monday.compareTo(other.monday);
  }

  /// The form in files: `2026-W38`.
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%d-W%02d",
        monday.get(IsoFields.WEEK_BASED_YEAR),
        monday.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
  }
}
