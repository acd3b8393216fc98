package rollcall.slack.web;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import rollcall.slack.SlackException;

/// Retry decision and delay for a failed call. Pure.
final class RetryPolicy {
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final int MOST_FAILURES = 4;
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private RetryPolicy() {}

  /// Returns the delay before retrying: `Retry-After`, at least 1 s; 30 s if absent.
  static Duration delayAfter(SlackException.RateLimited limited) {
    Duration wait = limited.delay();
    return wait.compareTo(SHORTEST) < 0 ? SHORTEST : wait;
  }

  /// Returns the delay before the next try; empty for no other try.
  ///
  /// @param repeatable whether a repeated call is harmless
  /// @param failures number of failures, with this one, except rate limits
  static Optional<Duration> decide(
      SlackException failure, boolean repeatable, int failures, RandomGenerator random) {
    // A rate-limited call had no effect: it may be repeated.
    if (failure instanceof SlackException.RateLimited limited) {
      return Optional.of(delayAfter(limited));
    }
    return repeatable && failures < MOST_FAILURES && failure.temporary()
        ? Optional.of(backoff(failures, random))
        : Optional.empty();
  }

  /// Full jitter: anything up to 1 s, 2 s, 4 s … 30 s.
  private static Duration backoff(int failures, RandomGenerator random) {
    long most = Math.min(LONGEST.toMillis(), 1000L << (failures - 1));
    return Duration.ofMillis(random.nextLong(most + 1));
  }
}
