package rollcall.slack.rtm;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import rollcall.slack.SlackException;
import rollcall.slack.SlackException.RateLimited;
import rollcall.slack.SlackException.Request;
import rollcall.slack.SlackException.Request.Failure;
import rollcall.slack.SlackException.Socket;
import rollcall.slack.rtm.Effect.Announce;
import rollcall.slack.rtm.Effect.Close;
import rollcall.slack.rtm.Effect.Drop;
import rollcall.slack.rtm.State.Authenticated;
import rollcall.slack.rtm.State.Authenticating;
import rollcall.slack.rtm.State.Disconnected;
import rollcall.slack.rtm.State.Disconnecting;
import rollcall.slack.rtm.State.HandingOver;
import rollcall.slack.rtm.State.Handshaking;
import rollcall.slack.rtm.State.Ready;
import rollcall.slack.rtm.State.Reconnecting;
import rollcall.slack.web.ConnectData;

/// One step of the connection machine: which signal does what in which state.
///
/// @param was the connection before
/// @param at when the signal happened
/// @param chance a random number from 0 to 1
record Turn(Connection was, Instant at, double chance) {
  Step take(Signal signal) {
    return switch (was.state()) {
      case Disconnected _ -> whileDisconnected(signal);
      case Authenticating step -> whileAuthenticating(step, signal);
      case Authenticated step -> whileAuthenticated(step, signal);
      case Handshaking step -> whileHandshaking(step, signal);
      case Ready ready -> whileReady(ready, signal);
      case Disconnecting leaving -> whileDisconnecting(leaving, signal);
      case Reconnecting waiting -> whileReconnecting(waiting, signal);
      case HandingOver over -> new Handover(this, over).take(signal);
    };
  }

  private Step whileDisconnected(Signal signal) {
    return switch (signal) {
      case Signal.Start _ -> connectOrWait(at, null);
      case Signal.ClockJumped _ -> Step.none(was.allowed(was.connects().reset(at)));
      case Signal.Disconnect _, Signal.ReconnectNow _, Signal.Tick _, Signal.OfSession _ ->
          Step.none(was);
    };
  }

  private Step whileAuthenticating(Authenticating step, Signal signal) {
    return switch (signal) {
      case Signal.Granted granted -> {
        ConnectData data = granted.data();
        State next = new Authenticated(data, at.plus(was.timing().upgrade()));
        yield Step.of(
            was.in(next),
            new Announce(new Lifecycle.Authenticated(data, at)),
            new Effect.Open(was.session(), data.url()));
      }
      case Signal.Denied denied -> denied(denied.problem()).after(drop());
      case Signal.Tick _ ->
          at.isBefore(step.deadline())
              ? Step.none(was)
              : denied(late("Slack did not answer rtm.connect in time.")).after(drop());
      case Signal.Disconnect _ -> leaveAtOnce();
      case Signal.ClockJumped _ -> clockJumped();
      case Signal.Opened _,
          Signal.Lost _,
          Signal.Heard _,
          Signal.Hello _,
          Signal.Goodbye _,
          Signal.Migration _,
          Signal.ErrorFrame _,
          Signal.Start _,
          Signal.ReconnectNow _ ->
          Step.none(was);
    };
  }

  private Step whileAuthenticated(Authenticated step, Signal signal) {
    return switch (signal) {
      case Signal.Opened _ ->
          Step.none(was.in(new Handshaking(step.data(), at.plus(was.timing().hello()))));
      case Signal.Lost lost -> lost(lost.problem()).after(drop());
      case Signal.Tick _ ->
          at.isBefore(step.deadline())
              ? Step.none(was)
              : lost(late("The socket did not open in time.")).after(drop());
      case Signal.Disconnect _ -> leaveAtOnce();
      case Signal.ClockJumped _ -> clockJumped();
      case Signal.Granted _,
          Signal.Denied _,
          Signal.Heard _,
          Signal.Hello _,
          Signal.Goodbye _,
          Signal.Migration _,
          Signal.ErrorFrame _,
          Signal.Start _,
          Signal.ReconnectNow _ ->
          Step.none(was);
    };
  }

  private Step whileHandshaking(Handshaking step, Signal signal) {
    return switch (signal) {
      case Signal.Hello _ ->
          Step.of(
              was.heardAt(at).in(new Ready(at, null)),
              new Announce(new Lifecycle.Connected(at)),
              new Effect.Resume(was.session()),
              new Announce(new Lifecycle.Ready(at)));
      case Signal.Heard _ -> Step.none(was.heardAt(at));
      case Signal.ErrorFrame frame -> lost(frame.problem()).after(drop());
      case Signal.Goodbye _ ->
          lost(new Socket("Slack said goodbye before hello.", null)).after(drop());
      case Signal.Migration _ -> migrating();
      case Signal.Lost lost -> lost(lost.problem()).after(drop());
      case Signal.Tick _ ->
          at.isBefore(step.deadline())
              ? Step.none(was)
              : lost(late("Slack did not say hello in time.")).after(drop());
      case Signal.Disconnect _ -> leaveAtOnce();
      case Signal.ClockJumped _ -> clockJumped();
      case Signal.Granted _,
          Signal.Denied _,
          Signal.Opened _,
          Signal.Start _,
          Signal.ReconnectNow _ ->
          Step.none(was);
    };
  }

  private Step whileReady(Ready ready, Signal signal) {
    return switch (signal) {
      case Signal.Heard _, Signal.Hello _, Signal.ErrorFrame _ -> Step.none(alive(ready));
      case Signal.Goodbye _ ->
          was.timing().autoReconnect()
              ? Handover.begin(alive(ready), ready, at)
              : Step.none(alive(ready));
      case Signal.Migration _ -> migrating();
      case Signal.Lost lost -> lost(lost.problem()).after(drop());
      case Signal.Tick _ -> silence(ready);
      case Signal.ReconnectNow _ -> connectOrWait(at, null).after(drop());
      case Signal.Disconnect _ ->
          Step.of(
              was.in(new Disconnecting(at.plus(was.timing().close()))),
              new Announce(new Lifecycle.Disconnecting(was.lastHeard(), at)),
              new Close(was.session()));
      case Signal.ClockJumped _ -> clockJumped();
      case Signal.Granted _, Signal.Denied _, Signal.Opened _, Signal.Start _ -> Step.none(was);
    };
  }

  private Step whileDisconnecting(Disconnecting leaving, Signal signal) {
    return switch (signal) {
      case Signal.Lost _, Signal.ClockJumped _ -> disconnected(null).after(drop());
      case Signal.Tick _ ->
          at.isBefore(leaving.deadline()) ? Step.none(was) : disconnected(null).after(drop());
      case Signal.Start _ -> {
        Step left = disconnected(null).after(drop());
        Step again = new Turn(left.next(), at, chance).take(signal);
        yield again.after(left.effects().toArray(Effect[]::new));
      }
      case Signal.Heard _,
          Signal.Hello _,
          Signal.Goodbye _,
          Signal.Migration _,
          Signal.ErrorFrame _ ->
          Step.none(was.heardAt(at));
      case Signal.Granted _,
          Signal.Denied _,
          Signal.Opened _,
          Signal.Disconnect _,
          Signal.ReconnectNow _ ->
          Step.none(was);
    };
  }

  private Step whileReconnecting(Reconnecting waiting, Signal signal) {
    return switch (signal) {
      case Signal.Tick _ -> at.isBefore(waiting.until()) ? Step.none(was) : connect();
      case Signal.Start _, Signal.ReconnectNow _ -> connectOrWait(waiting.notBefore(), null);
      case Signal.ClockJumped _ -> {
        Connection reset = was.allowed(was.connects().reset(at));
        // A clock that went back must not make Slack's "not before" last for ever.
        Instant latest = at.plus(was.timing().backoffCap());
        Instant notBefore = waiting.notBefore().isAfter(latest) ? latest : waiting.notBefore();
        yield new Turn(reset, at, chance).connectOrWait(notBefore, null);
      }
      case Signal.Disconnect _ -> leaveAtOnce();
      case Signal.OfSession _ -> Step.none(was);
    };
  }

  /// Calls `rtm.connect` as soon as it may be called again, which may be now.
  Step connectOrWait(Instant notBefore, @Nullable SlackException problem) {
    Instant earliest = later(was.connects().earliest(at), notBefore);
    return earliest.isAfter(at) ? await(notBefore, earliest, problem) : connect();
  }

  private Step connect() {
    Connection next = was.another(at).in(new Authenticating(at.plus(was.timing().http())));
    return Step.of(
        next,
        new Announce(new Lifecycle.Connecting(was.failures() + 1, at)),
        new Effect.Authenticate(next.session()));
  }

  private Step denied(SlackException problem) {
    Step next = problem.fatal() ? disconnected(problem) : lost(problem);
    return next.after(new Announce(new Lifecycle.UnableToRtmStart(problem, at)));
  }

  private Step lost(SlackException problem) {
    if (!was.timing().autoReconnect()) {
      return disconnected(problem);
    }
    int failures = stable() ? 0 : was.failures();
    Instant notBefore = forbiddenUntil(problem);
    Instant wished = was.timing().retry(failures, at, chance);
    Instant until = later(later(wished, notBefore), was.connects().earliest(at));
    return new Turn(was.failed(failures + 1), at, chance).await(notBefore, until, problem);
  }

  private Step await(Instant notBefore, Instant until, @Nullable SlackException problem) {
    int attempt = was.failures() + 1;
    return Step.of(
        was.in(new Reconnecting(notBefore, until)),
        new Announce(new Lifecycle.Reconnecting(attempt, until, problem, was.lastHeard(), at)));
  }

  private Step migrating() {
    Turn heard = new Turn(was.heardAt(at), at, chance);
    return heard.lost(new Socket("Slack is moving the workspace.", null)).after(drop());
  }

  private Step clockJumped() {
    Turn reset = new Turn(was.allowed(was.connects().reset(at)), at, chance);
    return reset.lost(new Socket("The computer slept, or its clock was set.", null)).after(drop());
  }

  /// What silence means for a ready connection.
  Step silence(Ready ready) {
    if (at.isBefore(was.silenceEnds(ready))) {
      return Step.none(was);
    }
    return ready.pinged() == null
        ? Step.of(was.in(new Ready(ready.since(), at)), new Effect.Ping(was.session()))
        : lost(new Socket("Slack has gone silent.", null)).after(drop());
  }

  private Step leaveAtOnce() {
    return disconnected(null)
        .after(drop(), new Announce(new Lifecycle.Disconnecting(was.lastHeard(), at)));
  }

  private Step disconnected(@Nullable SlackException problem) {
    Connection next = was.failed(0).in(new Disconnected(problem));
    return Step.of(next, new Announce(new Lifecycle.Disconnected(problem, was.lastHeard(), at)));
  }

  private Connection alive(Ready ready) {
    return was.heardAt(at).in(ready.pinged() == null ? ready : new Ready(ready.since(), null));
  }

  private Drop drop() {
    return new Drop(was.session());
  }

  private boolean stable() {
    return was.state() instanceof Ready ready
        && !at.isBefore(ready.since().plus(was.timing().stable()));
  }

  private Instant forbiddenUntil(SlackException problem) {
    return problem instanceof RateLimited limited
        ? at.plus(limited.retryAfter().orElse(was.timing().unspecified()))
        : Instant.MIN;
  }

  private static SlackException late(String sentence) {
    return new Request(Failure.TIMED_OUT, sentence, null);
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
