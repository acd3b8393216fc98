package rollcall.slack.rtm;

import java.time.Instant;
import rollcall.slack.SlackException.Socket;
import rollcall.slack.rtm.Effect.Announce;
import rollcall.slack.rtm.Effect.Close;
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
      case Signal.Start _ -> then().connectForPerson();
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
      case Signal.Denied denied -> then().denied(denied.problem()).after(then().drop());
      case Signal.Tick _ ->
          at.isBefore(step.deadline())
              ? Step.none(was)
              : then()
                  .denied(Outcome.late("Slack did not answer rtm.connect in time."))
                  .after(then().drop());
      case Signal.Disconnect _ -> then().leaveAtOnce();
      case Signal.ClockJumped _ -> then().clockJumped();
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
      case Signal.Lost lost -> then().lost(lost.problem()).after(then().drop());
      case Signal.Tick _ ->
          at.isBefore(step.deadline())
              ? Step.none(was)
              : then().lost(Outcome.late("The socket did not open in time.")).after(then().drop());
      case Signal.Disconnect _ -> then().leaveAtOnce();
      case Signal.ClockJumped _ -> then().clockJumped();
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
      case Signal.ErrorFrame frame -> then().lost(frame.problem()).after(then().drop());
      case Signal.Goodbye _ ->
          then().lost(new Socket("Slack said goodbye before hello.", null)).after(then().drop());
      case Signal.Migration _ -> then().migrating();
      case Signal.Lost lost -> then().lost(lost.problem()).after(then().drop());
      case Signal.Tick _ ->
          at.isBefore(step.deadline())
              ? Step.none(was)
              : then().lost(Outcome.late("Slack did not say hello in time.")).after(then().drop());
      case Signal.Disconnect _ -> then().leaveAtOnce();
      case Signal.ClockJumped _ -> then().clockJumped();
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
      case Signal.Migration _ -> then().migrating();
      case Signal.Lost lost -> then().lost(lost.problem()).after(then().drop());
      case Signal.Tick _ -> then().aged(ready);
      case Signal.ReconnectNow _ -> then().anew();
      case Signal.Disconnect _ ->
          Step.of(
              was.in(new Disconnecting(at.plus(was.timing().close()))),
              new Announce(new Lifecycle.Disconnecting(was.lastHeard(), at)),
              new Close(was.session()));
      case Signal.ClockJumped _ -> then().clockJumped();
      case Signal.Granted _, Signal.Denied _, Signal.Opened _, Signal.Start _ -> Step.none(was);
    };
  }

  private Step whileDisconnecting(Disconnecting leaving, Signal signal) {
    return switch (signal) {
      case Signal.Lost _, Signal.ClockJumped _ -> then().disconnected(null).after(then().drop());
      case Signal.Tick _ ->
          at.isBefore(leaving.deadline())
              ? Step.none(was)
              : then().disconnected(null).after(then().drop());
      case Signal.Start _ -> {
        Step left = then().disconnected(null).after(then().drop());
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
      case Signal.Tick _ -> at.isBefore(waiting.until()) ? Step.none(was) : then().connect();
      case Signal.Start _, Signal.ReconnectNow _ -> then().connectForPerson();
      case Signal.ClockJumped _ -> {
        Connection reset = was.allowed(was.connects().reset(at));
        // A clock that went back must not make Slack's "not before" last for ever.
        Instant latest = at.plus(was.timing().backoffCap());
        Instant notBefore = waiting.notBefore().isAfter(latest) ? latest : waiting.notBefore();
        yield new Outcome(reset, at, chance).connectOrWait(notBefore, null);
      }
      case Signal.Disconnect _ -> then().leaveAtOnce();
      case Signal.OfSession _ -> Step.none(was);
    };
  }

  private Outcome then() {
    return new Outcome(was, at, chance);
  }

  private Connection alive(Ready ready) {
    return was.heardAt(at).in(ready.pinged() == null ? ready : new Ready(ready.since(), null));
  }
}
