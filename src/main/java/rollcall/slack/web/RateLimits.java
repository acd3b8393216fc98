package rollcall.slack.web;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Rate limits by method: Slack counts each method separately. Thread-safe.
final class RateLimits {
  private final InstantSource clock;
  private final Map<String, SlidingWindowLimit> limits = new ConcurrentHashMap<>();

  RateLimits(InstantSource clock) {
    this.clock = clock;
  }

  /// Permit of a call.
  ///
  /// @param delay the wait until then
  record Permit(Instant at, Duration delay) {}

  /// Takes the next permit if it comes soon enough; else nothing is taken.
  ///
  /// @param key the method, or what of it is counted apart
  /// @param most the longest accepted wait
  /// @return the next permit; its delay is longer than `most` when it was not taken
  Permit acquire(String key, Tier tier, Duration most) {
    Permit[] next = {new Permit(Instant.MIN, Duration.ZERO)};
    limits.compute(
        key,
        (_, known) -> {
          Instant now = clock.instant();
          SlidingWindowLimit limit = (known == null ? tier.limit() : known).at(now);
          Instant at = limit.next(now);
          Duration wait = Duration.between(now, at);
          next[0] = new Permit(at, wait);
          return wait.compareTo(most) > 0 ? limit : limit.afterCall(at);
        });
    return next[0];
  }

  /// Counts a call from its end on.
  void release(String key, Permit permit) {
    limits.computeIfPresent(
        key,
        (_, limit) -> {
          Instant now = clock.instant();
          return limit.at(now).afterAnswer(permit.at(), now);
        });
  }

  /// Pauses the calls of this key for the delay that Slack requires.
  void pauseUntil(String key, Tier tier, Duration pause) {
    limits.compute(
        key,
        (_, known) -> {
          Instant now = clock.instant();
          return (known == null ? tier.limit() : known).at(now).pausedUntil(now.plus(pause));
        });
  }
}
