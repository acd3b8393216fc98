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
import rollcall.slack.rtm.ConnectionEffect.Close;
import rollcall.slack.rtm.ConnectionEffect.Drop;
import rollcall.slack.rtm.ConnectionState.Authenticated;
import rollcall.slack.rtm.ConnectionState.Authenticating;
import rollcall.slack.rtm.ConnectionState.Disconnected;
import rollcall.slack.rtm.ConnectionState.Disconnecting;
import rollcall.slack.rtm.ConnectionState.HandingOver;
import rollcall.slack.rtm.ConnectionState.Handshaking;
import rollcall.slack.rtm.ConnectionState.Ready;
import rollcall.slack.rtm.ConnectionState.Reconnecting;
import rollcall.slack.web.ConnectResponse;

/// Transitions of the connection state machine: the result of an input in each state.
///
/// @param was the connection before the input
/// @param at time of the input
/// @param chance a random number from 0 to 1
record ConnectionTransitions(ConnectionStateMachine was, Instant at, double chance) {
  TransitionResult apply(ConnectionInput input) {
    return switch (was.state()) {
      case Disconnected _ -> whileDisconnected(input);
      case Authenticating step -> whileAuthenticating(step, input);
      case Authenticated step -> whileAuthenticated(step, input);
      case Handshaking step -> whileHandshaking(step, input);
      case Ready ready -> whileReady(ready, input);
      case Disconnecting leaving -> whileDisconnecting(leaving, input);
      case Reconnecting waiting -> whileReconnecting(waiting, input);
      case HandingOver over -> new Handover(was, over, at, chance).apply(input);
    };
  }

  private TransitionResult whileDisconnected(ConnectionInput input) {
    return switch (input) {
      case ConnectionInput.Start _ -> connectOnRequest();
      case ConnectionInput.ClockJumped _ ->
          TransitionResult.none(was.withBudget(was.connects().reset(at)));
      case ConnectionInput.Disconnect _,
          ConnectionInput.ReconnectNow _,
          ConnectionInput.Tick _,
          ConnectionInput.OfSession _ ->
          TransitionResult.none(was);
    };
  }

  private TransitionResult whileAuthenticating(Authenticating step, ConnectionInput input) {
    return switch (input) {
      case ConnectionInput.Granted granted -> {
        ConnectResponse data = granted.data();
        ConnectionState next = new Authenticated(data, at.plus(was.timing().upgrade()));
        yield TransitionResult.of(
            was.in(next),
            new Announce(new LifecycleEvent.Authenticated(data, at)),
            new ConnectionEffect.Open(was.session(), data.url()));
      }
      case ConnectionInput.Denied denied -> onDenied(denied.problem());
      case ConnectionInput.Lost _ -> TransitionResult.none(was);
      case ConnectionInput.Tick _ when !at.isBefore(step.deadline()) ->
          onDenied(timedOut("Slack did not answer rtm.connect in time."));
      default -> whileConnecting(input);
    };
  }

  private TransitionResult whileAuthenticated(Authenticated step, ConnectionInput input) {
    return switch (input) {
      case ConnectionInput.Opened _ ->
          TransitionResult.none(
              was.in(new Handshaking(step.data(), at.plus(was.timing().hello()))));
      case ConnectionInput.Tick _ when !at.isBefore(step.deadline()) ->
          onLost(timedOut("The socket did not open in time."));
      default -> whileConnecting(input);
    };
  }

  private TransitionResult whileHandshaking(Handshaking step, ConnectionInput input) {
    return switch (input) {
      case ConnectionInput.Hello _ ->
          TransitionResult.of(
              was.lastFrameAt(at).in(new Ready(at, null)),
              new Announce(new LifecycleEvent.Connected(at)),
              new ConnectionEffect.Resume(was.session()),
              new Announce(new LifecycleEvent.Ready(at)));
      case ConnectionInput.FrameReceived _ -> TransitionResult.none(was.lastFrameAt(at));
      case ConnectionInput.ErrorFrame frame -> onLost(frame.problem());
      case ConnectionInput.Goodbye _ ->
          onLost(new Socket("Slack said goodbye before hello.", null));
      case ConnectionInput.Migration _ -> onMigration();
      case ConnectionInput.Tick _ when !at.isBefore(step.deadline()) ->
          onLost(timedOut("Slack did not say hello in time."));
      default -> whileConnecting(input);
    };
  }

  /// Handles an input that has the same result in each step of an attempt.
  private TransitionResult whileConnecting(ConnectionInput input) {
    return switch (input) {
      case ConnectionInput.Lost lost -> onLost(lost.problem());
      case ConnectionInput.Disconnect _ -> disconnectNow();
      case ConnectionInput.ClockJumped _ -> clockJumped();
      case ConnectionInput.OfSession _,
          ConnectionInput.Tick _,
          ConnectionInput.Start _,
          ConnectionInput.ReconnectNow _ ->
          TransitionResult.none(was);
    };
  }

  private TransitionResult whileReady(Ready ready, ConnectionInput input) {
    return switch (input) {
      case ConnectionInput.FrameReceived _, ConnectionInput.Hello _, ConnectionInput.ErrorFrame _ ->
          TransitionResult.none(onFrame(ready));
      case ConnectionInput.Goodbye _ ->
          was.timing().autoReconnect()
              ? Handover.begin(onFrame(ready), ready, at, chance)
              : TransitionResult.none(onFrame(ready));
      case ConnectionInput.Migration _ -> onMigration();
      case ConnectionInput.Lost lost -> onLost(lost.problem());
      case ConnectionInput.Tick _ -> onTick(ready);
      case ConnectionInput.ReconnectNow _ -> reconnectFresh();
      case ConnectionInput.Disconnect _ ->
          TransitionResult.of(
              was.in(new Disconnecting(at.plus(was.timing().close()))),
              new Announce(new LifecycleEvent.Disconnecting(was.lastHeard(), at)),
              new Close(was.session()));
      case ConnectionInput.ClockJumped _ -> clockJumped();
      case ConnectionInput.Granted _,
          ConnectionInput.Denied _,
          ConnectionInput.Opened _,
          ConnectionInput.Start _ ->
          TransitionResult.none(was);
    };
  }

  private TransitionResult whileDisconnecting(Disconnecting leaving, ConnectionInput input) {
    return switch (input) {
      case ConnectionInput.Lost _, ConnectionInput.ClockJumped _ ->
          disconnected(null).after(drop());
      case ConnectionInput.Tick _ ->
          at.isBefore(leaving.deadline())
              ? TransitionResult.none(was)
              : disconnected(null).after(drop());
      case ConnectionInput.Start _ -> {
        TransitionResult left = disconnected(null).after(drop());
        TransitionResult again = new ConnectionTransitions(left.next(), at, chance).apply(input);
        yield again.after(left.effects().toArray(ConnectionEffect[]::new));
      }
      case ConnectionInput.FrameReceived _,
          ConnectionInput.Hello _,
          ConnectionInput.Goodbye _,
          ConnectionInput.Migration _,
          ConnectionInput.ErrorFrame _ ->
          TransitionResult.none(was.lastFrameAt(at));
      case ConnectionInput.Granted _,
          ConnectionInput.Denied _,
          ConnectionInput.Opened _,
          ConnectionInput.Disconnect _,
          ConnectionInput.ReconnectNow _ ->
          TransitionResult.none(was);
    };
  }

  private TransitionResult whileReconnecting(Reconnecting waiting, ConnectionInput input) {
    return switch (input) {
      case ConnectionInput.Tick _ ->
          at.isBefore(waiting.until()) ? TransitionResult.none(was) : connect();
      case ConnectionInput.Start _, ConnectionInput.ReconnectNow _ -> connectOnRequest();
      case ConnectionInput.ClockJumped _ -> {
        ConnectionStateMachine reset = was.withBudget(was.connects().reset(at));
        // A clock that went back must not make Slack's "not before" last for ever.
        Instant latest = at.plus(was.timing().backoffCap());
        Instant notBefore = waiting.notBefore().isAfter(latest) ? latest : waiting.notBefore();
        yield new ConnectionTransitions(reset, at, chance).connectOrWait(notBefore);
      }
      case ConnectionInput.Disconnect _ -> disconnectNow();
      case ConnectionInput.OfSession _ -> TransitionResult.none(was);
    };
  }

  private ConnectionStateMachine onFrame(Ready ready) {
    return was.lastFrameAt(at).in(ready.pinged() == null ? ready : new Ready(ready.since(), null));
  }

  /// Calls `rtm.connect` as soon as it may be called again, which may be now.
  TransitionResult connectOrWait(Instant notBefore) {
    Instant earliest = TokenBucket.later(was.connects().earliest(at), notBefore);
    return earliest.isAfter(at) ? waitForRetry(notBefore, earliest, null) : connect();
  }

  /// Connects at the user's request, without waiting for the backoff, for `Retry-After` or for the
  /// budget: calls `rtm.connect` now, at most one call ahead of the budget.
  private TransitionResult connectOnRequest() {
    Instant earliest = was.connects().ahead().earliest(at);
    return earliest.isAfter(at) ? waitForRetry(at, earliest, null) : connect();
  }

  /// Calls `rtm.connect` now.
  private TransitionResult connect() {
    ConnectionStateMachine next =
        was.nextAttempt(at).in(new Authenticating(at.plus(was.timing().http())));
    return TransitionResult.of(
        next,
        new Announce(new LifecycleEvent.Connecting(was.failures() + 1, at)),
        new ConnectionEffect.Authenticate(next.session()));
  }

  /// `rtm.connect` was not granted.
  private TransitionResult onDenied(SlackException problem) {
    return afterLoss(problem)
        .after(drop(), new Announce(new LifecycleEvent.UnableToRtmStart(problem, at)));
  }

  /// The connection is gone, or was never made.
  private TransitionResult onLost(SlackException problem) {
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
    return new ConnectionTransitions(next, at, chance)
        .waitForRetry(notBefore, TokenBucket.later(wished, notBefore), problem);
  }

  /// Replaces this connection at the caller's request. Listeners are notified of its end, even when
  /// the next attempt starts immediately.
  private TransitionResult reconnectFresh() {
    TransitionResult next = connectOnRequest();
    boolean isAnnounced = next.next().state() instanceof Reconnecting;
    return isAnnounced ? next.after(drop()) : next.after(drop(), was.announceLoss(null, at));
  }

  /// Slack did not do its part in time.
  private static SlackException timedOut(String sentence) {
    return new Request(Failure.TIMED_OUT, sentence, null);
  }

  /// Slack closes, because it moves the workspace.
  private TransitionResult onMigration() {
    ConnectionTransitions heard = new ConnectionTransitions(was.lastFrameAt(at), at, chance);
    return heard.onLost(new Socket("Slack is moving the workspace.", null));
  }

  /// The clock jumped: the time since the last frame is unknown.
  private TransitionResult clockJumped() {
    ConnectionTransitions reset =
        new ConnectionTransitions(was.withBudget(was.connects().reset(at)), at, chance);
    return reset.onLost(new Stalled());
  }

  /// Handles the time on a ready connection: nothing, a ping, the end, or, at the maximum age, a
  /// handover.
  private TransitionResult onTick(Ready ready) {
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

  private TransitionResult disconnectNow() {
    return disconnected(null)
        .after(drop(), new Announce(new LifecycleEvent.Disconnecting(was.lastHeard(), at)));
  }

  private TransitionResult disconnected(@Nullable SlackException problem) {
    ConnectionStateMachine next = was.failed(0, 0).in(new Disconnected(problem));
    return TransitionResult.of(
        next, new Announce(new LifecycleEvent.Disconnected(problem, was.lastHeard(), at)));
  }

  private Drop drop() {
    return new Drop(was.session());
  }

  private TransitionResult waitForRetry(
      Instant notBefore, Instant until, @Nullable SlackException problem) {
    ConnectionStateMachine next = was.in(new Reconnecting(notBefore, until));
    return TransitionResult.of(next, next.announceLoss(problem, at));
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
    return problem instanceof RateLimited limited ? at.plus(limited.delay()) : Instant.MIN;
  }
}
