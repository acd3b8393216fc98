package rollcall.presence;

/// Time of one person in each state within a range; time not watched is in none of them.
///
/// @param active seconds
/// @param away seconds
/// @param unknown seconds
public record TimelineTotals(long active, long away, long unknown) {
  /// Zero in every state.
  public static final TimelineTotals NONE = new TimelineTotals(0, 0, 0);

  /// The seconds in which the person was on the watch list.
  public long watched() {
    return active + away + unknown;
  }

  /// Coverage: the observed part of the watched time, 0 to 1; 1 when nothing was watched.
  public double coverage() {
    return watched() == 0 ? 1 : (double) (active + away) / watched();
  }

  /// The sum of both.
  public TimelineTotals plus(TimelineTotals other) {
    return new TimelineTotals(active + other.active, away + other.away, unknown + other.unknown);
  }
}
