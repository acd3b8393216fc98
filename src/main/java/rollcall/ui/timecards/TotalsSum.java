package rollcall.ui.timecards;

import java.util.Collection;
import rollcall.presence.TimelineTotals;
import rollcall.timecard.DayTotals;

/// Sum of day totals, in seconds.
record TotalsSum(long active, long watched, long observed) {
  private static final int LOW_PERCENT = 95;

  static final TotalsSum NONE = new TotalsSum(0, 0, 0);

  static TotalsSum of(Collection<DayTotals> days) {
    TotalsSum sum = NONE;
    for (DayTotals day : days) {
      sum = sum.plus(new TotalsSum(day.active(), day.watched(), day.observed()));
    }
    return sum;
  }

  TotalsSum plus(TotalsSum other) {
    return new TotalsSum(active + other.active, watched + other.watched, observed + other.observed);
  }

  /// Whether any time was watched.
  boolean isWatched() {
    return watched > 0;
  }

  /// Whether the coverage is so low that the totals say little.
  boolean isLow() {
    return isWatched() && coveragePercent() < LOW_PERCENT;
  }

  /// Coverage in whole percent: 100 if complete, else rounded down.
  int coveragePercent() {
    return TimelineTotals.coveragePercent(observed, watched);
  }
}
