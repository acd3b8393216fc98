package rollcall.slack.rtm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import rollcall.slack.SlackException;
import rollcall.slack.Team;
import rollcall.slack.rtm.ConnectionEffect.Announce;
import rollcall.slack.web.ConnectResponse;

/// Handover from one session to the next when Slack says goodbye.
class HandoverTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Instant LATER = NOON.plusSeconds(2);
  private static final int OLD = 1;
  private static final int NEW = 2;
  private static final ConnectResponse DATA =
      new ConnectResponse(
          URI.create("ws://localhost/x"),
          "U0",
          "me",
          new Team("T0", "Team", "team", "", null, null, null),
          Map.of());
  private static final SlackException BROKEN = new SlackException.Socket("It broke.", null);
  private static final ConnectionState.Ready CALM = new ConnectionState.Ready(NOON, null);

  private static final ConnectionStateMachine READY =
      new ConnectionStateMachine(
          Timeouts.of(Duration.ofSeconds(6), Duration.ofSeconds(4), true),
          CALM,
          OLD,
          0,
          0,
          Timeouts.CONNECTS,
          NOON);

  @Test
  void theNewSessionIsReadyBeforeTheOldOneIsClosed() {
    TransitionResult goodbye = READY.step(new ConnectionInput.Goodbye(OLD), NOON, 0.5);
    assertEquals(List.of(new ConnectionEffect.Authenticate(NEW)), goodbye.effects());
    TransitionResult granted =
        goodbye.next().step(new ConnectionInput.Granted(NEW, DATA), NOON, 0.5);
    assertEquals(List.of(new ConnectionEffect.Open(NEW, DATA.url())), granted.effects());
    TransitionResult opened = granted.next().step(new ConnectionInput.Opened(NEW), NOON, 0.5);
    assertEquals(List.of(), opened.effects());
    TransitionResult stillServed =
        opened.next().step(new ConnectionInput.FrameReceived(OLD), LATER, 0.5);
    assertEquals(List.of(), stillServed.effects());
    assertEquals(LATER, stillServed.next().lastHeard());
    TransitionResult hello = stillServed.next().step(new ConnectionInput.Hello(NEW), LATER, 0.5);
    assertEquals(
        List.of(new ConnectionEffect.Resume(NEW), new ConnectionEffect.Drop(OLD)), hello.effects());
    assertEquals(new ConnectionState.Ready(LATER, null), hello.next().state());
  }

  @Test
  void anOldSessionThatGoesTooEarlyIsALossLikeAnyOther() {
    ConnectionStateMachine authenticated =
        over(new ConnectionState.Authenticated(DATA, NOON.plusSeconds(10)));
    TransitionResult lost = authenticated.step(new ConnectionInput.Lost(OLD, BROKEN), LATER, 0.5);
    assertEquals(
        List.of(
            new ConnectionEffect.Drop(OLD),
            new Announce(new LifecycleEvent.Reconnecting(1, LATER, BROKEN, NOON, LATER)),
            new Announce(new LifecycleEvent.Connecting(1, LATER)),
            new Announce(new LifecycleEvent.Authenticated(DATA, LATER))),
        lost.effects());
    assertEquals(
        new ConnectionState.Authenticated(DATA, NOON.plusSeconds(10)), lost.next().state());
  }

  @Test
  void aNewSessionThatFailsIsTriedAgainWhileTheOldServes() {
    ConnectionStateMachine authenticating =
        over(new ConnectionState.Authenticating(NOON.plusSeconds(30)));
    TransitionResult denied =
        authenticating.step(new ConnectionInput.Denied(NEW, BROKEN), LATER, 0.5);
    assertEquals(
        List.of(
            new ConnectionEffect.Drop(NEW),
            new Announce(new LifecycleEvent.UnableToRtmStart(BROKEN, LATER))),
        denied.effects());
    Instant retry = LATER.plusMillis(500);
    assertEquals(retry, denied.next().deadline().orElseThrow());
    TransitionResult again = denied.next().step(new ConnectionInput.Tick(), retry, 0.5);
    assertEquals(List.of(new ConnectionEffect.Authenticate(3)), again.effects());
  }

  @Test
  void aTokenRevokedMeanwhileEndsBoth() {
    SlackException revoked =
        new SlackException.Platform("rtm.connect", "token_revoked", null, null, List.of());
    ConnectionStateMachine authenticating =
        over(new ConnectionState.Authenticating(NOON.plusSeconds(30)));
    TransitionResult denied =
        authenticating.step(new ConnectionInput.Denied(NEW, revoked), LATER, 0.5);
    assertEquals(
        List.of(
            new ConnectionEffect.Drop(OLD),
            new ConnectionEffect.Drop(NEW),
            new Announce(new LifecycleEvent.UnableToRtmStart(revoked, LATER)),
            new Announce(new LifecycleEvent.Disconnected(revoked, NOON, LATER))),
        denied.effects());
  }

  @Test
  void theOldSessionIsStillAskedWhetherItLives() {
    ConnectionStateMachine waiting =
        over(new ConnectionState.Reconnecting(Instant.MIN, NOON.plusSeconds(60)));
    assertEquals(NOON.plusSeconds(6), waiting.deadline().orElseThrow());
    TransitionResult asked = waiting.step(new ConnectionInput.Tick(), NOON.plusSeconds(6), 0.5);
    assertEquals(List.of(new ConnectionEffect.Ping(OLD)), asked.effects());
    TransitionResult silent =
        asked.next().step(new ConnectionInput.Tick(), NOON.plusSeconds(10), 0.5);
    assertEquals(new ConnectionEffect.Drop(OLD), silent.effects().getFirst());
    assertEquals(
        new ConnectionState.Reconnecting(Instant.MIN, NOON.plusSeconds(60)), silent.next().state());
  }

  @Test
  void aClockJumpWhileTheNewSessionWaitsIsALossSinceTheLastFrame() {
    ConnectionStateMachine waiting =
        over(new ConnectionState.Reconnecting(Instant.MIN, NOON.plusSeconds(60)));
    Instant awake = NOON.plusSeconds(8 * 3600);
    TransitionResult jumped = waiting.step(new ConnectionInput.ClockJumped(), awake, 0.5);
    assertEquals(
        List.of(
            "Drop[session=1]",
            "Reconnecting at 2026-11-21T20:00:00Z, heard 2026-11-21T12:00:00Z, Stalled",
            "Connecting at 2026-11-21T20:00:00Z",
            "Authenticate[session=3]"),
        jumped.effects().stream().map(HandoverTest::describe).toList());
  }

  @Test
  void aClockJumpWhileSlackForbidsTheNewSessionIsAnnouncedOnce() {
    ConnectionStateMachine waiting =
        over(new ConnectionState.Reconnecting(NOON.plusSeconds(60), NOON.plusSeconds(60)));
    TransitionResult jumped =
        waiting.step(new ConnectionInput.ClockJumped(), NOON.plusSeconds(30), 0.5);
    assertEquals(
        List.of(
            "Drop[session=1]",
            "Reconnecting at 2026-11-21T12:01:00Z, heard 2026-11-21T12:00:00Z, Stalled"),
        jumped.effects().stream().map(HandoverTest::describe).toList());
  }

  @Test
  void leavingLetsGoOfBoth() {
    ConnectionStateMachine handshaking =
        over(new ConnectionState.Handshaking(DATA, NOON.plusSeconds(10)));
    TransitionResult left = handshaking.step(new ConnectionInput.Disconnect(), LATER, 0.5);
    assertEquals(
        List.of(
            new ConnectionEffect.Drop(OLD),
            new ConnectionEffect.Drop(NEW),
            new Announce(new LifecycleEvent.Disconnecting(NOON, LATER)),
            new Announce(new LifecycleEvent.Disconnected(null, NOON, LATER))),
        left.effects());
  }

  private static String describe(ConnectionEffect effect) {
    if (!(effect instanceof Announce(LifecycleEvent event))) {
      return effect.toString();
    }
    return switch (event) {
      case LifecycleEvent.Reconnecting lost ->
          "Reconnecting at "
              + lost.nextTry()
              + ", heard "
              + lost.lastHeard()
              + ", "
              + lost.reason().map(reason -> reason.getClass().getSimpleName()).orElse("no reason");
      case LifecycleEvent.Connecting connecting -> "Connecting at " + connecting.at();
      default -> event.toString();
    };
  }

  private static ConnectionStateMachine over(ConnectionState next) {
    return new ConnectionStateMachine(
        READY.timing(),
        new ConnectionState.HandingOver(OLD, CALM, next),
        NEW,
        0,
        0,
        READY.connects().take(NOON),
        NOON);
  }
}
