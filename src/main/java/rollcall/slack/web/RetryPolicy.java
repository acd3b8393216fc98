package rollcall.slack.web;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import rollcall.slack.SlackException;

/// Retry decision and delay for a failed call. Pure.
final class RetryPolicy {
  private static final Duration DEFAULT_WAIT = Duration.ofSeconds(30);
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final int MOST_FAILURES = 4;
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private RetryPolicy() {}

  /// Returns the delay before retrying: `Retry-After`, at least 1 s; 30 s if absent.
  static Duration delayAfter(SlackException.RateLimited limited) {
    Duration wait = limited.retryAfter().orElse(DEFAULT_WAIT);
    return wait.compareTo(SHORTEST) < 0 ? SHORTEST : wait;
  }

  /// Returns the delay before the next try; empty for no other try.
  ///
  /// @param repeatable whether a repeated call is harmless
  /// @param failures number of failures, with this one, except rate limits
  static Optional<Duration> decide(
      SlackException failure, boolean repeatable, int failures, RandomGenerator random) {
    boolean again = repeatable && failures < MOST_FAILURES;
    return switch (failure) {
      // A rate-limited call had no effect: it may be repeated.
      case SlackException.RateLimited limited -> Optional.of(delayAfter(limited));
      case SlackException.Platform refused ->
          again && refused.temporary() ? backoff(failures, random) : Optional.empty();
      case SlackException.Http http ->
          again && (http.status() >= 500 || http.status() == 408)
              ? backoff(failures, random)
              : Optional.empty();
      case SlackException.Request request ->
          again && isRetryable(request) ? backoff(failures, random) : Optional.empty();
      case SlackException.Socket _,
          SlackException.Stalled _,
          SlackException.SendRefused _,
          SlackException.NoReply _,
          SlackException.NotSent _ ->
          Optional.empty();
    };
  }

  private static boolean isRetryable(SlackException.Request request) {
    return switch (request.failure()) {
      case UNREACHABLE, CONNECTION_REFUSED, TIMED_OUT -> true;
      case PROXY_SIGN_IN,
          PROXY_SIGN_IN_REFUSED,
          PROXY_UNSUPPORTED_SIGN_IN,
          PROXY_REFUSED,
          PROXY_UNUSABLE,
          TLS_UNTRUSTED,
          TLS_EXPIRED,
          TLS_NOT_YET_VALID,
          TLS_WRONG_HOST,
          TLS,
          INSECURE ->
          false;
    };
  }

  /// Full jitter: anything up to 1 s, 2 s, 4 s … 30 s.
  private static Optional<Duration> backoff(int failures, RandomGenerator random) {
    long most = Math.min(LONGEST.toMillis(), 1000L << (failures - 1));
    return Optional.of(Duration.ofMillis(random.nextLong(most + 1)));
  }
}
