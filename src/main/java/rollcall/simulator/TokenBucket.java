package rollcall.simulator;

import java.time.Duration;
import java.time.Instant;

/// Token bucket: a rate limit with a burst, refilled evenly. Thread: event loop.
final class TokenBucket {
  private final int size;
  private final Duration refill;
  private Instant full = Instant.MIN;

  /// Creates a full bucket.
  ///
  /// @param size burst size
  /// @param refill time until one call is refilled
  TokenBucket(int size, Duration refill) {
    this.size = size;
    this.refill = refill;
  }

  /// Takes one call if available; returns zero, or the time to wait. The first call after the clock
  /// was set back always succeeds.
  Duration tryTake(Instant now) {
    boolean setBack = full.isAfter(now.plus(refill.multipliedBy(size)));
    Instant from = full.isAfter(now) && !setBack ? full : now;
    Instant next = from.plus(refill);
    Duration wait = Duration.between(now.plus(refill.multipliedBy(size)), next);
    if (wait.isPositive()) {
      return wait;
    }
    full = next;
    return Duration.ZERO;
  }
}
