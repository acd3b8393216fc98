package rollcall.simulator;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;

/// Gap in the observation of the simulated history.
///
/// @param kind cause of the gap
public record ObservationGap(Kind kind, Instant from, Instant to) {
  /// Cause of a gap.
  public enum Kind {
    /// Slack could not be reached.
    OUTAGE,
    /// The observing computer was asleep.
    SLEEP
  }

  /// Returns an outage over noon about a week before and a laptop's sleep in a morning a few days
  /// before, each on a working day.
  static List<ObservationGap> before(Instant started) {
    LocalDate today = LocalDate.ofInstant(started, ZoneOffset.UTC);
    return List.of(
        on(Kind.OUTAGE, workingDay(today.minusDays(7)), LocalTime.of(11, 42), LocalTime.of(12, 19)),
        on(Kind.SLEEP, workingDay(today.minusDays(3)), LocalTime.of(8, 55), LocalTime.of(10, 40)));
  }

  private static ObservationGap on(Kind kind, LocalDate day, LocalTime from, LocalTime to) {
    return new ObservationGap(
        kind, day.atTime(from).toInstant(ZoneOffset.UTC), day.atTime(to).toInstant(ZoneOffset.UTC));
  }

  /// Returns the day, or the Friday before a weekend.
  private static LocalDate workingDay(LocalDate day) {
    int over = day.getDayOfWeek().getValue() - DayOfWeek.FRIDAY.getValue();
    return day.minusDays(Math.max(0, over));
  }
}
