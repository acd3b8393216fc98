package rollcall.simulator.people;

import java.time.Instant;

/// A time in which a person is active: from `start` on, until `end`, which is no longer part of it.
public record Interval(Instant start, Instant end) {
  /// Whether the person is active at this instant because of it.
  public boolean contains(Instant at) {
    return !at.isBefore(start) && at.isBefore(end);
  }
}
