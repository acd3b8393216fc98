package rollcall.ui.timeline;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import rollcall.ui.text.Messages;
import rollcall.ui.text.TimeConventions;

/// Calendar unit of the visible range.
public enum RangeUnit {
  DAY,
  /// From [TimeConventions#firstDayOfWeek].
  WEEK,
  MONTH;

  private static final Duration LONGEST_DAY = Duration.ofHours(25);
  private static final Duration LONGEST_MONTHS = Duration.ofDays(92);

  /// The last part of the message key.
  public String word() {
    return Messages.word(this);
  }

  /// The first day of the unit that contains this day.
  public LocalDate start(LocalDate day) {
    return switch (this) {
      case DAY -> day;
      case WEEK -> day.with(TemporalAdjusters.previousOrSame(TimeConventions.firstDayOfWeek()));
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

  /// The unit of time that contains this instant and of which several are visible: a month, a day,
  /// an hour or a minute.
  public static TimeWindow below(TimeWindow shown, Instant at, ZoneId zone) {
    ZonedDateTime local = at.atZone(zone);
    if (shown.length().compareTo(LONGEST_MONTHS) > 0) {
      return MONTH.window(local.toLocalDate(), zone);
    }
    if (shown.length().compareTo(LONGEST_DAY) > 0) {
      return DAY.window(local.toLocalDate(), zone);
    }
    boolean hours = shown.length().compareTo(Duration.ofHours(1)) > 0;
    ChronoUnit unit = hours ? ChronoUnit.HOURS : ChronoUnit.MINUTES;
    ZonedDateTime start = local.truncatedTo(unit);
    return new TimeWindow(start.toInstant(), start.plus(1, unit).toInstant());
  }

  private static Instant midnight(LocalDate day, ZoneId zone) {
    return day.atStartOfDay(zone).toInstant();
  }
}
