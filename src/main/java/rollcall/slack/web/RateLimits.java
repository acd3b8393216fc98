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

  /// Takes the next turn if it comes soon enough; else nothing is taken.
  ///
  /// @param key the method, or what of it is counted apart
  /// @param most the longest accepted wait
  /// @return the wait until the next turn; longer than `most` when it was not taken
  Duration acquire(String key, Tier tier, Duration most) {
    Duration[] wait = {Duration.ZERO};
    limits.compute(
        key,
        (_, known) -> {
          Instant now = clock.instant();
          SlidingWindowLimit limit = (known == null ? tier.limit() : known).at(now);
          Instant turn = limit.next(now);
          wait[0] = Duration.between(now, turn);
          return wait[0].compareTo(most) > 0 ? limit : limit.afterCall(turn);
        });
    return wait[0];
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
