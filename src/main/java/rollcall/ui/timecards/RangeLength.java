package rollcall.ui.timecards;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import rollcall.timecard.DayRange;
import rollcall.ui.text.Messages;

/// Length of the range that the Timecards screen shows: a day, week or month.
public enum RangeLength {
  DAY,
  WEEK,
  MONTH;

  /// The range that contains this day.
  ///
  /// @param firstDay the first day of the week
  DayRange around(LocalDate day, DayOfWeek firstDay) {
    return switch (this) {
      case DAY -> new DayRange(day, day);
      case WEEK -> {
        LocalDate first = day.with(TemporalAdjusters.previousOrSame(firstDay));
        yield new DayRange(first, first.plusDays(6));
      }
      case MONTH ->
          new DayRange(day.withDayOfMonth(1), day.with(TemporalAdjusters.lastDayOfMonth()));
    };
  }

  /// The same day in a later range, or in an earlier one if negative.
  LocalDate move(LocalDate day, int by) {
    return switch (this) {
      case DAY -> day.plusDays(by);
      case WEEK -> day.plusWeeks(by);
      case MONTH -> day.plusMonths(by);
    };
  }

  /// The key of its texts.
  String key() {
    return Messages.word(this);
  }
}
