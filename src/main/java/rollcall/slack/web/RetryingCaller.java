package rollcall.slack.web;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import rollcall.slack.SlackException;
import rollcall.slack.SlackException.Request;
import rollcall.slack.SlackException.Request.Failure;

/// Caller that waits for the rate limit and retries safe calls. Thread-safe.
final class RetryingCaller {
  /// Makes a call, now and once.
  interface Post {
    SlackResponse call(String method, Map<String, String> args)
        throws SlackException, InterruptedException;
  }

  /// Interruptible wait, replaced in tests.
  interface Pause {
    /// Waits.
    ///
    /// @return whether the client was closed during the wait
    boolean pause(Duration time) throws InterruptedException;
  }

  private final Post post;
  private final Pause pause;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Duration patience;
  private final Logger log;
  private final RateLimits limits;

  /// @param patience limit of the sum of all waits for one call
  RetryingCaller(
      Post post,
      Pause pause,
      InstantSource clock,
      RandomGenerator random,
      Duration patience,
      Logger log) {
    this.post = post;
    this.pause = pause;
    this.clock = clock;
    this.random = random;
    this.patience = patience;
    this.log = log;
    this.limits = new RateLimits(clock);
  }

  SlackResponse call(String method, Map<String, String> args)
      throws SlackException, InterruptedException {
    MethodTraits known = MethodTraits.of(method);
    String key = known.tier() == Tier.POSTING ? method + " " + args.get("channel") : method;
    Instant latest = clock.instant().plus(patience);
    int failures = 0;
    while (true) {
      RateLimits.Permit permit = awaitPermit(method, key, known.tier(), latest);
      try {
        return call(method, args, key, permit);
      } catch (SlackException e) {
        if (e instanceof SlackException.RateLimited limited) {
          limits.pauseUntil(key, known.tier(), RetryPolicy.delayAfter(limited));
        } else {
          failures++;
        }
        Optional<Duration> again = RetryPolicy.decide(e, known.repeatable(), failures, random);
        if (again.isEmpty() || again.get().compareTo(remaining(latest)) > 0) {
          throw e;
        }
        // The delay that Slack requires is part of the next rate limit check.
        if (!(e instanceof SlackException.RateLimited)) {
          log.log(Level.DEBUG, "{0}; once more in {1}", e.getMessage(), again.get());
          sleep(method, again.get());
        }
      }
    }
  }

  private SlackResponse call(
      String method, Map<String, String> args, String key, RateLimits.Permit permit)
      throws SlackException, InterruptedException {
    try {
      return post.call(method, args);
    } finally {
      limits.release(key, permit);
    }
  }

  private RateLimits.Permit awaitPermit(String method, String key, Tier tier, Instant latest)
      throws SlackException, InterruptedException {
    Duration left = remaining(latest);
    RateLimits.Permit permit = limits.acquire(key, tier, left);
    Duration wait = permit.delay();
    if (wait.compareTo(left) > 0) {
      throw new SlackException.RateLimited(method, wait);
    }
    if (wait.isPositive()) {
      log.log(Level.DEBUG, "{0} waits {1} for its turn", method, wait);
      sleep(method, wait);
    }
    return permit;
  }

  private Duration remaining(Instant latest) {
    Duration left = Duration.between(clock.instant(), latest);
    return left.isNegative() ? Duration.ZERO : left;
  }

  private void sleep(String method, Duration time) throws SlackException, InterruptedException {
    if (pause.pause(time)) {
      throw new Request(Failure.UNREACHABLE, method + ": the client was closed", null);
    }
  }
}
