package rollcall.slack.rtm;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import rollcall.slack.SlackException;
import rollcall.slack.SlackException.Socket;
import rollcall.slack.rtm.Effect.Announce;
import rollcall.slack.rtm.Effect.Drop;
import rollcall.slack.rtm.State.Authenticated;
import rollcall.slack.rtm.State.Authenticating;
import rollcall.slack.rtm.State.Disconnected;
import rollcall.slack.rtm.State.Disconnecting;
import rollcall.slack.rtm.State.HandingOver;
import rollcall.slack.rtm.State.Handshaking;
import rollcall.slack.rtm.State.Ready;
import rollcall.slack.rtm.State.Reconnecting;

/// A step while one session still serves and another is on its way to take over. The new one is an
/// ordinary connection, except that its progress is not announced: for the listeners nothing
/// changes, unless the old one goes too early.
///
/// @param turn the step
/// @param over the state before it
record Handover(Turn turn, HandingOver over) {
  /// Slack said goodbye, or soon would: asks for a new session at once, or as soon as it may be
  /// asked for.
  static Step begin(Connection connection, Ready ready, Instant at) {
    Step next = new Outcome(connection.failed(0, 0), at, 0).connectOrWait(at, null);
    return quiet(connection.session(), new Ready(ready.since(), null), next);
  }

  Step take(Signal signal) {
    return switch (signal) {
      case Signal.OfSession news when news.session() == over.old() -> ofOld(news);
      case Signal.OfSession news -> quiet(over.old(), over.ready(), onNext(news));
      case Signal.Tick tick -> time(tick);
      case Signal.Disconnect _, Signal.ClockJumped _ -> onNext(signal).after(new Drop(over.old()));
      case Signal.ReconnectNow _ ->
          over.next() instanceof Reconnecting
              ? quiet(over.old(), over.ready(), onNext(signal))
              : Step.none(turn.was());
      case Signal.Start _ -> Step.none(turn.was());
    };
  }

  private Step ofOld(Signal.OfSession news) {
    return switch (news) {
      case Signal.Heard _, Signal.Hello _, Signal.Goodbye _, Signal.ErrorFrame _ ->
          Step.none(oldHeard());
      case Signal.Lost lost -> oldIsGone(lost.problem());
      case Signal.Migration _ -> oldIsGone(new Socket("Slack is moving the workspace.", null));
      case Signal.Granted _, Signal.Denied _, Signal.Opened _ -> Step.none(turn.was());
    };
  }

  private Step time(Signal.Tick tick) {
    if (turn.at().isBefore(turn.was().silenceEnds(over.ready()))) {
      return quiet(over.old(), over.ready(), onNext(tick));
    }
    if (over.ready().pinged() != null) {
      return oldIsGone(new Socket("Slack has gone silent.", null));
    }
    Ready pinged = new Ready(over.ready().since(), turn.at());
    return quiet(over.old(), pinged, onNext(tick)).after(new Effect.Ping(over.old()));
  }

  /// What a signal makes of the new session alone.
  private Step onNext(Signal signal) {
    return turn.was().in(over.next()).step(signal, turn.at(), turn.chance());
  }

  private Connection oldHeard() {
    Ready calm = new Ready(over.ready().since(), null);
    return turn.was().heardAt(turn.at()).in(new HandingOver(over.old(), calm, over.next()));
  }

  /// The old session went before the new one was there: from now on the listeners see its progress.
  private Step oldIsGone(SlackException problem) {
    Instant at = turn.at();
    Connection next = turn.was().in(over.next());
    int attempt = next.failures() + 1;
    Instant nextTry = over.next() instanceof Reconnecting waiting ? waiting.until() : at;
    List<Effect> effects = new ArrayList<>();
    effects.add(new Drop(over.old()));
    effects.add(
        new Announce(new Lifecycle.Reconnecting(attempt, nextTry, problem, next.lastHeard(), at)));
    if (over.next() instanceof State.Connecting step) {
      effects.add(new Announce(new Lifecycle.Connecting(attempt, at)));
      switch (step) {
        case Authenticating _ -> {}
        case Authenticated known ->
            effects.add(new Announce(new Lifecycle.Authenticated(known.data(), at)));
        case Handshaking known ->
            effects.add(new Announce(new Lifecycle.Authenticated(known.data(), at)));
      }
    }
    return new Step(next, effects);
  }

  /// The step of the new session as the listeners should see it while the old one serves.
  private static Step quiet(int old, Ready ready, Step step) {
    Connection next = step.next();
    return switch (next.state()) {
      case State.Connecting _, Reconnecting _ ->
          new Step(next.in(new HandingOver(old, ready, next.state())), unannounced(step));
      case Ready _ -> new Step(next, with(unannounced(step), new Drop(old)));
      case Disconnected _, Disconnecting _, HandingOver _ -> step.after(new Drop(old));
    };
  }

  private static List<Effect> unannounced(Step step) {
    return step.effects().stream()
        .filter(effect ->
            !(effect instanceof Announce told)
                || told.event() instanceof Lifecycle.UnableToRtmStart)
        .toList();
  }

  private static List<Effect> with(List<Effect> effects, Effect last) {
    List<Effect> all = new ArrayList<>(effects);
    all.add(last);
    return all;
  }
}
