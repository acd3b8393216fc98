package rollcall.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import rollcall.slack.SlackException;

/// Consecutive failures of the live connection, and the decision to poll instead. Each method
/// returns the reason for polling, or empty to try again. Thread: watcher.
final class PollingFallback {
  /// Failures of the socket after a successful `rtm.connect`.
  private static final int BLOCKED_LIMIT = 3;

  /// Connections that were lost soon after their hello.
  private static final int SHORT_LIMIT = 5;

  private static final Duration SHORT_LIFE = Duration.ofSeconds(20);

  /// Refusals of `rtm.connect`.
  private static final int PERMANENT_LIMIT = 3;

  private static final int TRANSIENT_LIMIT = 10;

  /// A demanded wait from which on a rate limit leads to polling at once.
  private static final Duration LONG_WAIT = Duration.ofMinutes(2);

  /// Longer than the longest backoff: refusals further apart are not consecutive.
  private static final Duration APART = Duration.ofMinutes(10);

  /// Attempts without an answer after which another method is called as a cross-check.
  private static final int UNANSWERED_LIMIT = 3;

  /// Unanswered attempts between which another method was answered.
  private static final int CROSS_CHECK_LIMIT = 2;

  private int refused;
  private Instant lastRefusal = Instant.MIN;
  private @Nullable Problem reason;
  private Instant notBefore = Instant.MIN;
  private int blocked;
  private int shortLived;
  private int unanswered;
  private int answeredCrossChecks;

  /// Returns whether the next regular request may succeed: also after a change of the proxy or of
  /// the certificates, or when Slack lost the place in a list.
  static boolean isTemporary(SlackException failure) {
    return switch (failure) {
      case SlackException.Platform refused ->
          refused.temporary() || refused.code().equals("invalid_cursor");
      case SlackException.Http http -> http.temporary() || http.replaced() || http.status() == 200;
      default -> true;
    };
  }

  /// Earliest time of the next `rtm.connect` that Slack demands.
  Instant notBefore() {
    return notBefore;
  }

  /// `rtm.connect` failed. While an earlier connection serves, the decision is for its end.
  Optional<Problem> onRefused(SlackException failure, Instant at) {
    int limit = limit(failure, at);
    if (limit == 0) {
      unanswered++;
      return Optional.empty();
    }
    unanswered = 0;
    answeredCrossChecks = 0;
    refused = at.isAfter(after(lastRefusal, APART)) ? 1 : refused + 1;
    lastRefusal = at;
    reason = refused >= limit ? new Problem.LiveRefused(ProblemMapper.code(failure)) : null;
    return Optional.ofNullable(reason);
  }

  /// The socket failed before its hello.
  Optional<Problem> onBlocked(@Nullable SlackException failure) {
    blocked++;
    return blocked < BLOCKED_LIMIT ? Optional.empty() : Optional.of(blocked(failure));
  }

  /// An established connection ended.
  ///
  /// @param since time of its hello
  /// @param failure null if it ended at our request
  Optional<Problem> onLost(Instant since, Instant at, @Nullable SlackException failure) {
    if (reason != null && !at.isAfter(after(PresenceSource.later(lastRefusal, notBefore), APART))) {
      return Optional.of(reason);
    }
    boolean ours = failure == null || failure instanceof SlackException.Stalled;
    if (!ours) {
      shortLived = at.isBefore(since.plus(SHORT_LIFE)) ? shortLived + 1 : 0;
    }
    return shortLived < SHORT_LIMIT ? Optional.empty() : Optional.of(blocked(failure));
  }

  /// The connection is ready.
  void onReady() {
    refused = 0;
    reason = null;
    blocked = 0;
    unanswered = 0;
    answeredCrossChecks = 0;
  }

  /// Returns whether to call another method as a cross-check.
  boolean needsCrossCheck() {
    return unanswered >= UNANSWERED_LIMIT;
  }

  /// Another method was called after an unanswered `rtm.connect`.
  Optional<Problem> onCrossCheck(boolean answered, SlackException failure) {
    answeredCrossChecks = answered ? answeredCrossChecks + 1 : 0;
    return answeredCrossChecks < CROSS_CHECK_LIMIT
        ? Optional.empty()
        : Optional.of(blocked(failure));
  }

  static Problem blocked(@Nullable SlackException failure) {
    return new Problem.LiveBlocked(failure == null ? "" : String.valueOf(failure.getMessage()));
  }

  /// Number of consecutive refusals that lead to polling; 0 for a failure that is none.
  private int limit(SlackException failure, Instant at) {
    return switch (failure) {
      case SlackException.Platform refusal ->
          refusal.temporary() ? TRANSIENT_LIMIT : PERMANENT_LIMIT;
      case SlackException.Http http -> http.status() >= 500 ? TRANSIENT_LIMIT : PERMANENT_LIMIT;
      case SlackException.RateLimited limited -> {
        Duration wait = limited.retryAfter().orElse(Duration.ZERO);
        notBefore = at.plus(wait);
        yield wait.compareTo(LONG_WAIT) >= 0 ? 1 : PERMANENT_LIMIT;
      }
      case SlackException.Request request -> request.answered() ? PERMANENT_LIMIT : 0;
      case SlackException.Socket _,
          SlackException.Stalled _,
          SlackException.SendRefused _,
          SlackException.NoReply _,
          SlackException.NotSent _ ->
          0;
    };
  }

  private static Instant after(Instant at, Duration time) {
    return at.equals(Instant.MIN) ? at : at.plus(time);
  }
}
