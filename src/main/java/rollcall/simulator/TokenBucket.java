package rollcall.simulator;

import java.time.Duration;
import java.time.Instant;

/// A rate limit with a burst: full at first, one drop a call, refilled evenly. Lane: the
/// workspace's.
final class TokenBucket {
  private final int size;
  private final Duration refill;
  private Instant full = Instant.MIN;

  /// @param size how many calls may come at once
  /// @param refill how long one call takes to come back
  TokenBucket(int size, Duration refill) {
    this.size = size;
    this.refill = refill;
  }

  /// Takes one call (the first one after the clock was set back), unless there is none: then how
  /// long to wait for it, else zero.
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
