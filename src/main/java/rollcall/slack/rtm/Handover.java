package rollcall.slack.rtm;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import rollcall.slack.SlackException;
import rollcall.slack.SlackException.Socket;
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
/// @param turn the step
/// @param over the state before it
record Handover(TransitionFunction turn, HandingOver over) {
  /// Starts the handover after `goodbye` or before the maximum age: requests a new session
  /// immediately, or as soon as the budget allows.
  static TransitionResult begin(ConnectionStateMachine connection, Ready ready, Instant at) {
    TransitionResult next = new CommonTransitions(connection.failed(0, 0), at, 0).connectOrWait(at);
    return quiet(connection.session(), new Ready(ready.since(), null), next);
  }

  TransitionResult apply(ConnectionInput input) {
    return switch (input) {
      case ConnectionInput.OfSession news when news.session() == over.old() -> forOldSession(news);
      case ConnectionInput.OfSession news -> quiet(over.old(), over.ready(), forNextSession(news));
      case ConnectionInput.Tick tick -> time(tick);
      case ConnectionInput.Disconnect _, ConnectionInput.ClockJumped _ ->
          forNextSession(input).after(new Drop(over.old()));
      case ConnectionInput.ReconnectNow _ ->
          over.next() instanceof Reconnecting
              ? quiet(over.old(), over.ready(), forNextSession(input))
              : TransitionResult.none(turn.was());
      case ConnectionInput.Start _ -> TransitionResult.none(turn.was());
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
          TransitionResult.none(turn.was());
    };
  }

  private TransitionResult time(ConnectionInput.Tick tick) {
    if (turn.at().isBefore(turn.was().silenceDeadline(over.ready()))) {
      return quiet(over.old(), over.ready(), forNextSession(tick));
    }
    if (over.ready().pinged() != null) {
      return onOldLost(new Socket("Slack has gone silent.", null));
    }
    Ready pinged = new Ready(over.ready().since(), turn.at());
    return quiet(over.old(), pinged, forNextSession(tick))
        .after(new ConnectionEffect.Ping(over.old()));
  }

  /// Handles an input of the new session.
  private TransitionResult forNextSession(ConnectionInput input) {
    return turn.was().in(over.next()).step(input, turn.at(), turn.chance());
  }

  private ConnectionStateMachine onOldFrame() {
    Ready calm = new Ready(over.ready().since(), null);
    return turn.was().lastFrameAt(turn.at()).in(new HandingOver(over.old(), calm, over.next()));
  }

  /// The old session went before the new one was there: from now on the listeners see its progress.
  private TransitionResult onOldLost(SlackException problem) {
    Instant at = turn.at();
    ConnectionStateMachine next = turn.was().in(over.next());
    int attempt = next.failures() + 1;
    Instant nextTry = over.next() instanceof Reconnecting waiting ? waiting.until() : at;
    List<ConnectionEffect> effects = new ArrayList<>();
    effects.add(new Drop(over.old()));
    effects.add(
        new Announce(
            new LifecycleEvent.Reconnecting(attempt, nextTry, problem, next.lastHeard(), at)));
    if (over.next() instanceof ConnectionState.Connecting step) {
      effects.add(new Announce(new LifecycleEvent.Connecting(attempt, at)));
      switch (step) {
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
