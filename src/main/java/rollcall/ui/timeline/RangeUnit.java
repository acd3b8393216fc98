package rollcall.ui.timeline;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.time.temporal.WeekFields;
import rollcall.ui.text.Messages;

/// Calendar unit of the visible range.
public enum RangeUnit {
  DAY("day"),
  /// From the first day of the week of the system's region.
  WEEK("week"),
  MONTH("month");

  private final String word;

  RangeUnit(String word) {
    this.word = word;
  }

  /// The last part of the message key.
  public String word() {
    return word;
  }

  /// The first day of the unit that contains this day.
  public LocalDate start(LocalDate day) {
    return switch (this) {
      case DAY -> day;
      case WEEK ->
          day.with(
              TemporalAdjusters.previousOrSame(
                  WeekFields.of(Messages.locale()).getFirstDayOfWeek()));
      case MONTH -> day.withDayOfMonth(1);
    };
  }

  /// The first day of the unit this many units after the one that contains this day.
  public LocalDate plus(LocalDate day, int units) {
    return switch (this) {
      case DAY -> day.plusDays(units);
      case WEEK -> start(day).plusWeeks(units);
      case MONTH -> start(day).plusMonths(units);
    };
  }

  /// The unit that contains this day, from midnight to midnight.
  public TimeWindow window(LocalDate day, ZoneId zone) {
    return new TimeWindow(midnight(start(day), zone), midnight(plus(day, 1), zone));
  }

  private static Instant midnight(LocalDate day, ZoneId zone) {
    return day.atStartOfDay(zone).toInstant();
  }
}
