package rollcall.ui.timecards;

import java.util.Collection;
import rollcall.timecard.DayTotals;

/// Sum of day totals, in seconds.
record Sum(long active, long watched, long observed) {
  private static final int LOW_PERCENT = 95;

  static final Sum NONE = new Sum(0, 0, 0);

  static Sum of(Collection<DayTotals> days) {
    Sum sum = NONE;
    for (DayTotals day : days) {
      sum = sum.plus(new Sum(day.active(), day.watched(), day.observed()));
    }
    return sum;
  }

  Sum plus(Sum other) {
    return new Sum(active + other.active, watched + other.watched, observed + other.observed);
  }

  /// Whether any time was watched.
  boolean isWatched() {
    return watched > 0;
  }

  /// Whether the coverage is so low that the totals say little.
  boolean isLow() {
    return isWatched() && coveragePercent() < LOW_PERCENT;
  }

  /// The coverage in whole percent, rounded down; 100 when nothing was watched.
  int coveragePercent() {
    return watched == 0 ? 100 : (int) (100 * observed / watched);
  }
}
