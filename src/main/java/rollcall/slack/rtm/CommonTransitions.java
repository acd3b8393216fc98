package rollcall.slack.rtm;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import rollcall.slack.SlackException;
import rollcall.slack.SlackException.RateLimited;
import rollcall.slack.SlackException.Request;
import rollcall.slack.SlackException.Request.Failure;
import rollcall.slack.SlackException.Socket;
import rollcall.slack.SlackException.Stalled;
import rollcall.slack.rtm.ConnectionEffect.Announce;
import rollcall.slack.rtm.ConnectionEffect.Drop;
import rollcall.slack.rtm.ConnectionState.Authenticating;
import rollcall.slack.rtm.ConnectionState.Disconnected;
import rollcall.slack.rtm.ConnectionState.Ready;
import rollcall.slack.rtm.ConnectionState.Reconnecting;

/// Transitions shared by several states: lost, refused, silent, disconnected, replaced.
///
/// @param was the connection before the transition
/// @param at time of the transition
/// @param chance a random number from 0 to 1, for the backoff
record CommonTransitions(ConnectionStateMachine was, Instant at, double chance) {
  /// Calls `rtm.connect` as soon as it may be called again, which may be now.
  TransitionResult connectOrWait(Instant notBefore) {
    Instant earliest = TokenBucket.later(was.connects().earliest(at), notBefore);
    return earliest.isAfter(at) ? waitForRetry(notBefore, earliest, null) : connect();
  }

  /// Connects at the user's request, without waiting for the backoff, for `Retry-After` or for the
  /// budget: calls `rtm.connect` now, at most one call ahead of the budget.
  TransitionResult connectOnRequest() {
    Instant earliest = was.connects().ahead().earliest(at);
    return earliest.isAfter(at) ? waitForRetry(at, earliest, null) : connect();
  }

  /// Calls `rtm.connect` now.
  TransitionResult connect() {
    ConnectionStateMachine next =
        was.nextAttempt(at).in(new Authenticating(at.plus(was.timing().http())));
    return TransitionResult.of(
        next,
        new Announce(new LifecycleEvent.Connecting(was.failures() + 1, at)),
        new ConnectionEffect.Authenticate(next.session()));
  }

  /// `rtm.connect` was not granted.
  TransitionResult onDenied(SlackException problem) {
    return afterLoss(problem)
        .after(drop(), new Announce(new LifecycleEvent.UnableToRtmStart(problem, at)));
  }

  /// The connection is gone, or was never made.
  TransitionResult onLost(SlackException problem) {
    return afterLoss(problem).after(drop());
  }

  /// There will be another attempt, unless none can help until a person changes something.
  private TransitionResult afterLoss(SlackException problem) {
    if (!was.timing().autoReconnect() || isPermanent(problem)) {
      return disconnected(problem);
    }
    int failures = wasStable() ? 0 : was.failures();
    int answered = wasStable() ? 0 : was.answered();
    boolean unanswered = was.state() instanceof Authenticating && !problem.answered();
    TokenBucket connects = unanswered ? was.connects().refunded() : was.connects();
    Instant earliest = connects.earliest(at);
    boolean refused = !unanswered && !hasServed() && !(problem instanceof Stalled);
    Instant wished =
        refused
            ? was.timing().retry(answered, earliest, chance)
            : was.timing().retryUnanswered(failures, earliest, chance);
    Instant notBefore = blockedUntil(problem);
    ConnectionStateMachine next =
        was.withBudget(connects).failed(failures + 1, refused ? answered + 1 : answered);
    return new CommonTransitions(next, at, chance)
        .waitForRetry(notBefore, TokenBucket.later(wished, notBefore), problem);
  }

  /// Replaces this connection at the caller's request. Listeners are notified of its end, even when
  /// the next attempt starts immediately.
  TransitionResult reconnectFresh() {
    TransitionResult next = connectOnRequest();
    boolean isAnnounced = next.next().state() instanceof Reconnecting;
    int attempt = was.failures() + 1;
    Announce lost =
        new Announce(new LifecycleEvent.Reconnecting(attempt, at, null, was.lastHeard(), at));
    return isAnnounced ? next.after(drop()) : next.after(drop(), lost);
  }

  /// Slack did not do its part in time.
  static SlackException timedOut(String sentence) {
    return new Request(Failure.TIMED_OUT, sentence, null);
  }

  /// Slack closes, because it moves the workspace.
  TransitionResult onMigration() {
    CommonTransitions heard = new CommonTransitions(was.lastFrameAt(at), at, chance);
    return heard.onLost(new Socket("Slack is moving the workspace.", null));
  }

  /// The clock jumped: the time since the last frame is unknown.
  TransitionResult clockJumped() {
    CommonTransitions reset =
        new CommonTransitions(was.withBudget(was.connects().reset(at)), at, chance);
    return reset.onLost(new Stalled());
  }

  /// Handles the time on a ready connection: nothing, a ping, the end, or, at the maximum age, a
  /// handover.
  TransitionResult onTick(Ready ready) {
    if (!at.isBefore(was.silenceDeadline(ready))) {
      return ready.pinged() == null
          ? TransitionResult.of(
              was.in(new Ready(ready.since(), at)), new ConnectionEffect.Ping(was.session()))
          : onLost(new Socket("Slack has gone silent.", null));
    }
    return at.isBefore(was.replacementTime(ready))
        ? TransitionResult.none(was)
        : Handover.begin(was, ready, at, chance);
  }

  TransitionResult disconnectNow() {
    return disconnected(null)
        .after(drop(), new Announce(new LifecycleEvent.Disconnecting(was.lastHeard(), at)));
  }

  TransitionResult disconnected(@Nullable SlackException problem) {
    ConnectionStateMachine next = was.failed(0, 0).in(new Disconnected(problem));
    return TransitionResult.of(
        next, new Announce(new LifecycleEvent.Disconnected(problem, was.lastHeard(), at)));
  }

  Drop drop() {
    return new Drop(was.session());
  }

  private TransitionResult waitForRetry(
      Instant notBefore, Instant until, @Nullable SlackException problem) {
    int attempt = was.failures() + 1;
    return TransitionResult.of(
        was.in(new Reconnecting(notBefore, until)),
        new Announce(
            new LifecycleEvent.Reconnecting(attempt, until, problem, was.lastHeard(), at)));
  }

  /// Returns whether no further attempt can help. An unsafe socket URL is an error of one response
  /// only.
  private static boolean isPermanent(SlackException problem) {
    return problem.fatal()
        && !(problem instanceof Request request && request.failure() == Failure.INSECURE);
  }

  private boolean wasStable() {
    return isOlderThan(was.timing().stable());
  }

  /// Returns whether the connection was lost that late that it does not count as refused.
  private boolean hasServed() {
    return isOlderThan(Timeouts.SERVED);
  }

  private boolean isOlderThan(Duration age) {
    return was.state() instanceof Ready ready && !at.isBefore(ready.since().plus(age));
  }

  private Instant blockedUntil(SlackException problem) {
    return problem instanceof RateLimited limited
        ? at.plus(limited.retryAfter().orElse(was.timing().unspecified()))
        : Instant.MIN;
  }
}
