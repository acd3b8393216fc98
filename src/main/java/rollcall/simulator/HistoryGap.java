package rollcall.simulator;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;

/// A time in the days behind the workspace in which, so the story goes, nobody could look.
///
/// @param kind why not
public record HistoryGap(Kind kind, Instant from, Instant to) {
  /// Why nobody could look.
  public enum Kind {
    /// Slack could not be reached.
    OUTAGE,
    /// The computer that looked was asleep.
    SLEEP
  }

  /// An outage over noon about a week ago and a laptop that slept through half a morning a few days
  /// ago, each on a working day.
  static List<HistoryGap> before(Instant started) {
    LocalDate today = LocalDate.ofInstant(started, ZoneOffset.UTC);
    return List.of(
        on(Kind.OUTAGE, workingDay(today.minusDays(7)), LocalTime.of(11, 42), LocalTime.of(12, 19)),
        on(Kind.SLEEP, workingDay(today.minusDays(3)), LocalTime.of(8, 55), LocalTime.of(10, 40)));
  }

  private static HistoryGap on(Kind kind, LocalDate day, LocalTime from, LocalTime to) {
    return new HistoryGap(
        kind, day.atTime(from).toInstant(ZoneOffset.UTC), day.atTime(to).toInstant(ZoneOffset.UTC));
  }

  /// The day, or the Friday before it.
  private static LocalDate workingDay(LocalDate day) {
    int over = day.getDayOfWeek().getValue() - DayOfWeek.FRIDAY.getValue();
    return day.minusDays(Math.max(0, over));
  }
}
