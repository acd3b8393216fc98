package rollcall.presence;

/// How long somebody was in each state within a range; time not watched is in none of them.
///
/// @param active seconds
/// @param away seconds
/// @param unknown seconds
public record TimelineTotals(long active, long away, long unknown) {
  /// No time at all.
  public static final TimelineTotals NONE = new TimelineTotals(0, 0, 0);

  /// The seconds in which the person was on the list.
  public long watched() {
    return active + away + unknown;
  }

  /// How much of the watched time was observed, 0 to 1; 1 when nothing was watched.
  public double coverage() {
    return watched() == 0 ? 1 : (double) (active + away) / watched();
  }

  /// Both together.
  public TimelineTotals plus(TimelineTotals other) {
    return new TimelineTotals(active + other.active, away + other.away, unknown + other.unknown);
  }
}
