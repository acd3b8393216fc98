package rollcall.presence;

/// Time of one person in each state within a range; time not watched is in none of them.
///
/// @param active seconds
/// @param away seconds
/// @param unknown seconds
public record TimelineTotals(long active, long away, long unknown) {
  /// The seconds in which the person was on the watch list.
  public long watched() {
    return active + away + unknown;
  }

  /// Coverage in whole percent: 100 if complete, else rounded down.
  public int coveragePercent() {
    return coveragePercent(active + away, watched());
  }

  /// Coverage in whole percent: 100 if complete, else rounded down.
  public static int coveragePercent(long observed, long watched) {
    return isComplete(observed, watched) ? 100 : (int) (100 * observed / watched);
  }

  /// Whether all watched time was observed, or so much of it that exported files have 100.0
  /// percent: 99.95 % without rounding.
  public static boolean isComplete(long observed, long watched) {
    return observed * 10_000 >= watched * 9_995;
  }

  /// Coverage: the observed part of the watched time, 0 to 1; 1 when nothing was watched.
  public double coverage() {
    return watched() == 0 ? 1 : (double) (active + away) / watched();
  }
}
