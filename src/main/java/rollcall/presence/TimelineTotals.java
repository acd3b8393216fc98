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

  /// Coverage: the observed part of the watched time, 0 to 1; 1 when nothing was watched.
  public double coverage() {
    return watched() == 0 ? 1 : (double) (active + away) / watched();
  }
}
