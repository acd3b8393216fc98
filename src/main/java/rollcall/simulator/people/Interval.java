package rollcall.simulator.people;

import java.time.Instant;

/// Time range in which a person is active: `[start, end)`.
public record Interval(Instant start, Instant end) {
  /// Returns whether this instant lies in the interval.
  public boolean contains(Instant at) {
    return !at.isBefore(start) && at.isBefore(end);
  }

  static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
