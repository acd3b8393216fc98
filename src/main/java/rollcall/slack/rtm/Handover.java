package rollcall.slack.rtm;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import rollcall.slack.SlackException;
import rollcall.slack.SlackException.Socket;
import rollcall.slack.SlackException.Stalled;
import rollcall.slack.rtm.ConnectionEffect.Announce;
import rollcall.slack.rtm.ConnectionEffect.Drop;
import rollcall.slack.rtm.ConnectionState.Authenticated;
import rollcall.slack.rtm.ConnectionState.Authenticating;
import rollcall.slack.rtm.ConnectionState.Disconnected;
import rollcall.slack.rtm.ConnectionState.Disconnecting;
import rollcall.slack.rtm.ConnectionState.HandingOver;
import rollcall.slack.rtm.ConnectionState.Handshaking;
import rollcall.slack.rtm.ConnectionState.Ready;
import rollcall.slack.rtm.ConnectionState.Reconnecting;

/// Transition while one session serves and a new one is about to replace it. The new one is an
/// ordinary connection, except that its progress is not announced: for listeners nothing changes,
/// unless the old session ends too early.
///
/// @param was the connection before the input
/// @param state its state
/// @param at time of the input
/// @param chance a random number from 0 to 1, for the backoff
record Handover(ConnectionStateMachine was, HandingOver state, Instant at, double chance) {
  /// Starts the handover after `goodbye` or before the maximum age: requests a new session
  /// immediately, or as soon as the budget allows. Young sessions that end one after the other have
  /// a backoff.
  static TransitionResult begin(
      ConnectionStateMachine connection, Ready ready, Instant at, double chance) {
    Timeouts timing = connection.timing();
    boolean young = at.isBefore(ready.since().plus(timing.stable()));
    int answered = connection.answered();
    ConnectionStateMachine counted =
        young ? connection.failed(connection.failures(), answered + 1) : connection.failed(0, 0);
    Instant notBefore = young && answered > 0 ? timing.retry(answered, at, chance) : at;
    TransitionResult next = new ConnectionTransitions(counted, at, chance).connectOrWait(notBefore);
    return quiet(connection.session(), new Ready(ready.since(), null), next);
  }

  TransitionResult apply(ConnectionInput input) {
    return switch (input) {
      case ConnectionInput.OfSession news when news.session() == state.old() -> forOldSession(news);
      case ConnectionInput.OfSession news ->
          quiet(state.old(), state.ready(), forNextSession(news));
      case ConnectionInput.Tick tick -> time(tick);
      case ConnectionInput.ClockJumped jump when state.next() instanceof Reconnecting ->
          whileWaiting(jump);
      case ConnectionInput.Disconnect _, ConnectionInput.ClockJumped _ ->
          forNextSession(input).after(new Drop(state.old()));
      case ConnectionInput.ReconnectNow _ ->
          state.next() instanceof Reconnecting
              ? quiet(state.old(), state.ready(), forNextSession(input))
              : TransitionResult.none(was);
      case ConnectionInput.Start _ -> TransitionResult.none(was);
    };
  }

  private TransitionResult forOldSession(ConnectionInput.OfSession news) {
    return switch (news) {
      case ConnectionInput.FrameReceived _,
          ConnectionInput.Hello _,
          ConnectionInput.Goodbye _,
          ConnectionInput.ErrorFrame _ ->
          TransitionResult.none(onOldFrame());
      case ConnectionInput.Lost lost -> onOldLost(lost.problem());
      case ConnectionInput.Migration _ ->
          onOldLost(new Socket("Slack is moving the workspace.", null));
      case ConnectionInput.Granted _, ConnectionInput.Denied _, ConnectionInput.Opened _ ->
          TransitionResult.none(was);
    };
  }

  private TransitionResult time(ConnectionInput.Tick tick) {
    if (at.isBefore(was.silenceDeadline(state.ready()))) {
      return quiet(state.old(), state.ready(), forNextSession(tick));
    }
    if (state.ready().pinged() != null) {
      return onOldLost(new Socket("Slack has gone silent.", null));
    }
    Ready pinged = new Ready(state.ready().since(), at);
    return quiet(state.old(), pinged, forNextSession(tick))
        .after(new ConnectionEffect.Ping(state.old()));
  }

  /// Handles an input of the new session.
  private TransitionResult forNextSession(ConnectionInput input) {
    return was.in(state.next()).step(input, at, chance);
  }

  /// The clock jumped before the next attempt: the old session is lost, which the next attempt
  /// alone would not announce.
  private TransitionResult whileWaiting(ConnectionInput.ClockJumped jump) {
    TransitionResult step = forNextSession(jump);
    ConnectionStateMachine next = step.next();
    Announce lost = next.announceLoss(new Stalled(), at);
    Drop drop = new Drop(state.old());
    return next.state() instanceof Reconnecting
        ? TransitionResult.of(next, drop, lost)
        : step.after(drop, lost);
  }

  private ConnectionStateMachine onOldFrame() {
    Ready calm = new Ready(state.ready().since(), null);
    return was.lastFrameAt(at).in(new HandingOver(state.old(), calm, state.next()));
  }

  /// The old session went before the new one was there: from now on the listeners see its progress.
  private TransitionResult onOldLost(SlackException problem) {
    ConnectionStateMachine next = was.in(state.next());
    List<ConnectionEffect> effects = new ArrayList<>();
    effects.add(new Drop(state.old()));
    effects.add(next.announceLoss(problem, at));
    if (state.next() instanceof ConnectionState.Connecting connecting) {
      effects.add(new Announce(new LifecycleEvent.Connecting(next.failures() + 1, at)));
      switch (connecting) {
        case Authenticating _ -> {}
        case Authenticated known ->
            effects.add(new Announce(new LifecycleEvent.Authenticated(known.data(), at)));
        case Handshaking known ->
            effects.add(new Announce(new LifecycleEvent.Authenticated(known.data(), at)));
      }
    }
    return new TransitionResult(next, effects);
  }

  /// The step of the new session as the listeners should see it while the old one serves.
  private static TransitionResult quiet(int old, Ready ready, TransitionResult step) {
    ConnectionStateMachine next = step.next();
    return switch (next.state()) {
      case ConnectionState.Connecting _, Reconnecting _ ->
          new TransitionResult(
              next.in(new HandingOver(old, ready, next.state())), withoutEvents(step));
      case Ready _ -> new TransitionResult(next, with(withoutEvents(step), new Drop(old)));
      case Disconnected _, Disconnecting _, HandingOver _ -> step.after(new Drop(old));
    };
  }

  private static List<ConnectionEffect> withoutEvents(TransitionResult step) {
    return step.effects().stream()
        .filter(effect ->
            !(effect instanceof Announce announced)
                || announced.event() instanceof LifecycleEvent.UnableToRtmStart)
        .toList();
  }

  private static List<ConnectionEffect> with(
      List<ConnectionEffect> effects, ConnectionEffect last) {
    List<ConnectionEffect> all = new ArrayList<>(effects);
    all.add(last);
    return all;
  }
}
