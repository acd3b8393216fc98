package rollcall.ui.export;

import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import rollcall.timecard.DayRange;
import rollcall.ui.text.Messages;
import rollcall.ui.text.TimeConventions;

/// Preset ranges of days. Weeks begin as everywhere on the screen; the rows of `weekly.csv` are ISO
/// weeks.
enum ExportRange {
  TODAY,
  YESTERDAY,
  THIS_WEEK,
  LAST_WEEK,
  THIS_MONTH,
  LAST_MONTH,
  /// The days visible on the timeline.
  VIEW,
  /// Individually chosen days.
  CUSTOM;

  /// The key in the settings.
  String key() {
    return Messages.word(this);
  }

  /// The range of this key; this month if the key is unknown.
  static ExportRange of(String word) {
    return Messages.byWord(values(), word).orElse(THIS_MONTH);
  }

  /// The days of this range.
  ///
  /// @param before the previously selected days
  /// @param view the days visible on the timeline
  DayRange days(LocalDate today, DayRange before, DayRange view) {
    LocalDate week = today.with(TemporalAdjusters.previousOrSame(TimeConventions.firstDayOfWeek()));
    LocalDate first = today.withDayOfMonth(1);
    return switch (this) {
      case TODAY -> new DayRange(today, today);
      case YESTERDAY -> new DayRange(today.minusDays(1), today.minusDays(1));
      case THIS_WEEK -> new DayRange(week, today);
      case LAST_WEEK -> new DayRange(week.minusDays(7), week.minusDays(1));
      case THIS_MONTH -> new DayRange(first, today);
      case LAST_MONTH -> new DayRange(first.minusMonths(1), first.minusDays(1));
      case VIEW -> view;
      case CUSTOM -> before;
    };
  }

  @Override
  public String toString() {
    return Messages.of("export.range." + key());
  }
}
