package rollcall.slack.rtm;

import java.time.Duration;
import java.time.Instant;

/// Token bucket: a burst, then a steady rate.
///
/// @param burst capacity
/// @param pace time to refill one token
/// @param full time at which the bucket is full again
record TokenBucket(int burst, Duration pace, Instant full) {
  static TokenBucket refill(int burst, Duration pace) {
    return new TokenBucket(burst, pace, Instant.MIN);
  }

  /// The earliest instant, from `at` on, at which it may be done again.
  Instant earliest(Instant at) {
    Instant earned = full.isBefore(at) ? at : full.minus(pace.multipliedBy(burst - 1L));
    return nextAllowed(earned, at);
  }

  /// After doing it once at `at`, allowed or not.
  TokenBucket take(Instant at) {
    return new TokenBucket(burst, pace, nextAllowed(full, at).plus(pace));
  }

  /// After getting back what [#take] took: it turned out not to count.
  TokenBucket refunded() {
    return full.equals(Instant.MIN) ? this : new TokenBucket(burst, pace, full.minus(pace));
  }

  /// The same for one time more than is earned.
  TokenBucket ahead() {
    return new TokenBucket(burst + 1, pace, full);
  }

  /// The same, but not before `then`, and then without a burst.
  TokenBucket notBefore(Instant then) {
    return new TokenBucket(
        burst, pace, nextAllowed(full, then.plus(pace.multipliedBy(burst - 1L))));
  }

  /// The same after the clock was set: nothing takes longer to earn back than all of it.
  TokenBucket reset(Instant at) {
    Instant latest = at.plus(pace.multipliedBy(burst));
    return full.isAfter(latest) ? new TokenBucket(burst, pace, latest) : this;
  }

  private static Instant nextAllowed(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
