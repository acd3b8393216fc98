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
import rollcall.slack.rtm.Effect.Announce;
import rollcall.slack.web.ConnectData;

/// How one session takes over from another when Slack says goodbye.
class HandoverTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Instant LATER = NOON.plusSeconds(2);
  private static final int OLD = 1;
  private static final int NEW = 2;
  private static final ConnectData DATA =
      new ConnectData(
          URI.create("ws://localhost/x"), "U0", "me", new Team("T0", "Team", "team"), Map.of());
  private static final SlackException BROKEN = new SlackException.Socket("It broke.", null);
  private static final State.Ready CALM = new State.Ready(NOON, null);

  private static final Connection READY =
      new Connection(
          Timing.of(Duration.ofSeconds(6), Duration.ofSeconds(4), true),
          CALM,
          OLD,
          0,
          0,
          Timing.CONNECTS,
          NOON);

  @Test
  void theNewSessionIsReadyBeforeTheOldIsLetGoAndNobodyNotices() {
    Step goodbye = READY.step(new Signal.Goodbye(OLD), NOON, 0.5);
    assertEquals(List.of(new Effect.Authenticate(NEW)), goodbye.effects());
    Step granted = goodbye.next().step(new Signal.Granted(NEW, DATA), NOON, 0.5);
    assertEquals(List.of(new Effect.Open(NEW, DATA.url())), granted.effects());
    Step opened = granted.next().step(new Signal.Opened(NEW), NOON, 0.5);
    assertEquals(List.of(), opened.effects());
    Step stillServed = opened.next().step(new Signal.Heard(OLD), LATER, 0.5);
    assertEquals(List.of(), stillServed.effects());
    assertEquals(LATER, stillServed.next().lastHeard());
    Step hello = stillServed.next().step(new Signal.Hello(NEW), LATER, 0.5);
    assertEquals(List.of(new Effect.Resume(NEW), new Effect.Drop(OLD)), hello.effects());
    assertEquals(new State.Ready(LATER, null), hello.next().state());
  }

  @Test
  void anOldSessionThatGoesTooEarlyIsALossLikeAnyOther() {
    Connection authenticated = over(new State.Authenticated(DATA, NOON.plusSeconds(10)));
    Step lost = authenticated.step(new Signal.Lost(OLD, BROKEN), LATER, 0.5);
    assertEquals(
        List.of(
            new Effect.Drop(OLD),
            new Announce(new Lifecycle.Reconnecting(1, LATER, BROKEN, NOON, LATER)),
            new Announce(new Lifecycle.Connecting(1, LATER)),
            new Announce(new Lifecycle.Authenticated(DATA, LATER))),
        lost.effects());
    assertEquals(new State.Authenticated(DATA, NOON.plusSeconds(10)), lost.next().state());
  }

  @Test
  void aNewSessionThatFailsIsTriedAgainWhileTheOldServes() {
    Connection authenticating = over(new State.Authenticating(NOON.plusSeconds(30)));
    Step denied = authenticating.step(new Signal.Denied(NEW, BROKEN), LATER, 0.5);
    assertEquals(
        List.of(new Effect.Drop(NEW), new Announce(new Lifecycle.UnableToRtmStart(BROKEN, LATER))),
        denied.effects());
    Instant retry = LATER.plusMillis(500);
    assertEquals(retry, denied.next().deadline().orElseThrow());
    Step again = denied.next().step(new Signal.Tick(), retry, 0.5);
    assertEquals(List.of(new Effect.Authenticate(3)), again.effects());
  }

  @Test
  void aTokenRevokedMeanwhileEndsBoth() {
    SlackException revoked =
        new SlackException.Platform("rtm.connect", "token_revoked", null, null);
    Connection authenticating = over(new State.Authenticating(NOON.plusSeconds(30)));
    Step denied = authenticating.step(new Signal.Denied(NEW, revoked), LATER, 0.5);
    assertEquals(
        List.of(
            new Effect.Drop(OLD),
            new Effect.Drop(NEW),
            new Announce(new Lifecycle.UnableToRtmStart(revoked, LATER)),
            new Announce(new Lifecycle.Disconnected(revoked, NOON, LATER))),
        denied.effects());
  }

  @Test
  void theOldSessionIsStillAskedWhetherItLives() {
    Connection waiting = over(new State.Reconnecting(Instant.MIN, NOON.plusSeconds(60)));
    assertEquals(NOON.plusSeconds(6), waiting.deadline().orElseThrow());
    Step asked = waiting.step(new Signal.Tick(), NOON.plusSeconds(6), 0.5);
    assertEquals(List.of(new Effect.Ping(OLD)), asked.effects());
    Step silent = asked.next().step(new Signal.Tick(), NOON.plusSeconds(10), 0.5);
    assertEquals(new Effect.Drop(OLD), silent.effects().getFirst());
    assertEquals(new State.Reconnecting(Instant.MIN, NOON.plusSeconds(60)), silent.next().state());
  }

  @Test
  void leavingLetsGoOfBoth() {
    Connection handshaking = over(new State.Handshaking(DATA, NOON.plusSeconds(10)));
    Step left = handshaking.step(new Signal.Disconnect(), LATER, 0.5);
    assertEquals(
        List.of(
            new Effect.Drop(OLD),
            new Effect.Drop(NEW),
            new Announce(new Lifecycle.Disconnecting(NOON, LATER)),
            new Announce(new Lifecycle.Disconnected(null, NOON, LATER))),
        left.effects());
  }

  private static Connection over(State next) {
    return new Connection(
        READY.timing(),
        new State.HandingOver(OLD, CALM, next),
        NEW,
        0,
        0,
        READY.connects().spent(NOON),
        NOON);
  }
}
