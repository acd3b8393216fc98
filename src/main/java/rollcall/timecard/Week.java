package rollcall.timecard;

import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.Locale;

/// ISO week: Monday to Sunday, in the year that contains its Thursday.
///
/// @param monday its first day
public record Week(LocalDate monday) implements Comparable<Week> {
  /// The week that contains the day.
  public static Week of(LocalDate day) {
    return new Week(day.minusDays(day.getDayOfWeek().getValue() - 1L));
  }

  @Override
  public int compareTo(Week other) {
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
