package rollcall.slack.rtm;

import java.time.Instant;
import rollcall.slack.SlackException.Socket;
import rollcall.slack.rtm.ConnectionEffect.Announce;
import rollcall.slack.rtm.ConnectionEffect.Close;
import rollcall.slack.rtm.ConnectionState.Authenticated;
import rollcall.slack.rtm.ConnectionState.Authenticating;
import rollcall.slack.rtm.ConnectionState.Disconnected;
import rollcall.slack.rtm.ConnectionState.Disconnecting;
import rollcall.slack.rtm.ConnectionState.HandingOver;
import rollcall.slack.rtm.ConnectionState.Handshaking;
import rollcall.slack.rtm.ConnectionState.Ready;
import rollcall.slack.rtm.ConnectionState.Reconnecting;
import rollcall.slack.web.ConnectResponse;

/// Transition function of the connection state machine: the result of an input in each state.
///
/// @param was the connection before the input
/// @param at time of the input
/// @param chance a random number from 0 to 1
record TransitionFunction(ConnectionStateMachine was, Instant at, double chance) {
  TransitionResult apply(ConnectionInput input) {
    return switch (was.state()) {
      case Disconnected _ -> whileDisconnected(input);
      case Authenticating step -> whileAuthenticating(step, input);
      case Authenticated step -> whileAuthenticated(step, input);
      case Handshaking step -> whileHandshaking(step, input);
      case Ready ready -> whileReady(ready, input);
      case Disconnecting leaving -> whileDisconnecting(leaving, input);
      case Reconnecting waiting -> whileReconnecting(waiting, input);
      case HandingOver over -> new Handover(this, over).apply(input);
    };
  }

  private TransitionResult whileDisconnected(ConnectionInput input) {
    return switch (input) {
      case ConnectionInput.Start _ -> common().connectOnRequest();
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
      case ConnectionInput.Denied denied -> common().onDenied(denied.problem());
      case ConnectionInput.Lost _ -> TransitionResult.none(was);
      case ConnectionInput.Tick _ when !at.isBefore(step.deadline()) ->
          common()
              .onDenied(CommonTransitions.timedOut("Slack did not answer rtm.connect in time."));
      default -> whileConnecting(input);
    };
  }

  private TransitionResult whileAuthenticated(Authenticated step, ConnectionInput input) {
    return switch (input) {
      case ConnectionInput.Opened _ ->
          TransitionResult.none(
              was.in(new Handshaking(step.data(), at.plus(was.timing().hello()))));
      case ConnectionInput.Tick _ when !at.isBefore(step.deadline()) ->
          common().onLost(CommonTransitions.timedOut("The socket did not open in time."));
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
      case ConnectionInput.ErrorFrame frame -> common().onLost(frame.problem());
      case ConnectionInput.Goodbye _ ->
          common().onLost(new Socket("Slack said goodbye before hello.", null));
      case ConnectionInput.Migration _ -> common().onMigration();
      case ConnectionInput.Tick _ when !at.isBefore(step.deadline()) ->
          common().onLost(CommonTransitions.timedOut("Slack did not say hello in time."));
      default -> whileConnecting(input);
    };
  }

  /// Handles an input that has the same result in each step of an attempt.
  private TransitionResult whileConnecting(ConnectionInput input) {
    return switch (input) {
      case ConnectionInput.Lost lost -> common().onLost(lost.problem());
      case ConnectionInput.Disconnect _ -> common().disconnectNow();
      case ConnectionInput.ClockJumped _ -> common().clockJumped();
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
      case ConnectionInput.Migration _ -> common().onMigration();
      case ConnectionInput.Lost lost -> common().onLost(lost.problem());
      case ConnectionInput.Tick _ -> common().onTick(ready);
      case ConnectionInput.ReconnectNow _ -> common().reconnectFresh();
      case ConnectionInput.Disconnect _ ->
          TransitionResult.of(
              was.in(new Disconnecting(at.plus(was.timing().close()))),
              new Announce(new LifecycleEvent.Disconnecting(was.lastHeard(), at)),
              new Close(was.session()));
      case ConnectionInput.ClockJumped _ -> common().clockJumped();
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
          common().disconnected(null).after(common().drop());
      case ConnectionInput.Tick _ ->
          at.isBefore(leaving.deadline())
              ? TransitionResult.none(was)
              : common().disconnected(null).after(common().drop());
      case ConnectionInput.Start _ -> {
        TransitionResult left = common().disconnected(null).after(common().drop());
        TransitionResult again = new TransitionFunction(left.next(), at, chance).apply(input);
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
          at.isBefore(waiting.until()) ? TransitionResult.none(was) : common().connect();
      case ConnectionInput.Start _, ConnectionInput.ReconnectNow _ -> common().connectOnRequest();
      case ConnectionInput.ClockJumped _ -> {
        ConnectionStateMachine reset = was.withBudget(was.connects().reset(at));
        // A clock that went back must not make Slack's "not before" last for ever.
        Instant latest = at.plus(was.timing().backoffCap());
        Instant notBefore = waiting.notBefore().isAfter(latest) ? latest : waiting.notBefore();
        yield new CommonTransitions(reset, at, chance).connectOrWait(notBefore);
      }
      case ConnectionInput.Disconnect _ -> common().disconnectNow();
      case ConnectionInput.OfSession _ -> TransitionResult.none(was);
    };
  }

  private CommonTransitions common() {
    return new CommonTransitions(was, at, chance);
  }

  private ConnectionStateMachine onFrame(Ready ready) {
    return was.lastFrameAt(at).in(ready.pinged() == null ? ready : new Ready(ready.since(), null));
  }
}
