package rollcall.slack.rtm;

import java.time.Duration;
import java.time.Instant;

/// How often something may be done: a few times at once, and then at a steady pace.
///
/// @param burst how many times at once after a long rest
/// @param pace how long one of them takes to be earned back
/// @param full when all of the burst will be earned back
record Budget(int burst, Duration pace, Instant full) {
  static Budget rested(int burst, Duration pace) {
    return new Budget(burst, pace, Instant.MIN);
  }

  /// The earliest instant, from `at` on, at which it may be done again.
  Instant earliest(Instant at) {
    Instant earned = full.isBefore(at) ? at : full.minus(pace.multipliedBy(burst - 1L));
    return later(earned, at);
  }

  /// After doing it once at `at`, allowed or not.
  Budget spent(Instant at) {
    return new Budget(burst, pace, later(full, at).plus(pace));
  }

  /// After getting back what [#spent] took: it turned out not to count.
  Budget refunded() {
    return full.equals(Instant.MIN) ? this : new Budget(burst, pace, full.minus(pace));
  }

  /// The same for one time more than is earned.
  Budget ahead() {
    return new Budget(burst + 1, pace, full);
  }

  /// The same, but not before `then`, and then without a burst.
  Budget notBefore(Instant then) {
    return new Budget(burst, pace, later(full, then.plus(pace.multipliedBy(burst - 1L))));
  }

  /// The same after the clock was set: nothing takes longer to earn back than all of it.
  Budget reset(Instant at) {
    Instant latest = at.plus(pace.multipliedBy(burst));
    return full.isAfter(latest) ? new Budget(burst, pace, latest) : this;
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
