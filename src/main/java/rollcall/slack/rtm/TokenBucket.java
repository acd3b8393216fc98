package rollcall.slack.rtm;

import java.time.Duration;
import java.time.Instant;

/// Token bucket: a burst, then a steady rate.
///
/// @param burst capacity
/// @param pace time to refill one token
/// @param full time at which the bucket is full again
record TokenBucket(int burst, Duration pace, Instant full) {
  /// A full bucket.
  static TokenBucket of(int burst, Duration pace) {
    return new TokenBucket(burst, pace, Instant.MIN);
  }

  /// The earliest instant, from `at` on, at which a token is available.
  Instant earliest(Instant at) {
    Instant refilled = full.isBefore(at) ? at : full.minus(pace.multipliedBy(burst - 1L));
    return later(refilled, at);
  }

  /// The bucket after taking a token at `at`, available or not.
  TokenBucket take(Instant at) {
    return new TokenBucket(burst, pace, later(full, at).plus(pace));
  }

  /// The bucket with the token back that [#take] took: the call turned out not to count.
  TokenBucket refunded() {
    return full.equals(Instant.MIN) ? this : new TokenBucket(burst, pace, full.minus(pace));
  }

  /// The bucket with one token more than is refilled.
  TokenBucket ahead() {
    return new TokenBucket(burst + 1, pace, full);
  }

  /// The bucket without a token before `then`, and then without a burst.
  TokenBucket notBefore(Instant then) {
    return new TokenBucket(burst, pace, later(full, then.plus(pace.multipliedBy(burst - 1L))));
  }

  /// The bucket after the clock was set: it is full again no later than after a refill of all
  /// tokens.
  TokenBucket reset(Instant at) {
    Instant latest = at.plus(pace.multipliedBy(burst));
    return full.isAfter(latest) ? new TokenBucket(burst, pace, latest) : this;
  }

  /// The later of two instants.
  static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
