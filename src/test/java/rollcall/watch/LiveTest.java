package rollcall.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import rollcall.presence.Board;
import rollcall.presence.Cause;
import rollcall.presence.Presence;
import rollcall.presence.Sighting;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.slack.ProxySettings;
import rollcall.slack.SlackToken;
import rollcall.slack.rtm.Lifecycle;
import rollcall.testkit.Witness;

class LiveTest {
  private static final UserId GRACE = new UserId("U0A1B2C3D");
  private static final Instant T = Instant.parse("2026-09-17T07:00:00Z");
  private static final Access NOWHERE =
      new Access(
          new SlackToken("xoxb-1-2"),
          URI.create("http://127.0.0.1:1/api/"),
          new ProxySettings.None(),
          false);

  @Test
  void whatComesWithoutAHelloIsNotSeen() throws Exception {
    Witness witness = new Witness(Board.EMPTY);
    Scribe scribe = new Scribe(witness, Set.of(GRACE), Terms.ALWAYS, T);
    scribe.opened(new Workspace("T1", "acme"), T);
    Live live = new Live(NOWHERE, scribe, _ -> {}, InstantSource.fixed(T));
    live.on(new Signal.Told(List.of(GRACE), Presence.ACTIVE, T));
    live.end(Cause.APP_STOPPED);
    scribe.manualChange(Presence.AWAY);
    assertEquals(Presence.AWAY, witness.await(Presence.class, _ -> true));
    assertEquals(List.of(Presence.UNKNOWN), witness.all(Sighting.class, Sighting::presence));
  }

  @Test
  void aSilenceThatNoConnectionSurvivesWasSleep() throws Exception {
    assertEquals(Cause.DISCONNECTED, causeOfSilence(T.plusSeconds(60)));
    assertEquals(Cause.COMPUTER_SLEPT, causeOfSilence(T.plusSeconds(8 * 3600)));
    assertEquals(Cause.CLOCK_ADJUSTED, causeOfSilence(T.minusSeconds(3600)));
  }

  private static Cause causeOfSilence(Instant noticed) throws Exception {
    Witness witness = new Witness(Board.EMPTY);
    Scribe scribe = new Scribe(witness, Set.of(GRACE), Terms.ALWAYS, T);
    scribe.opened(new Workspace("T1", "acme"), T);
    Live live = new Live(NOWHERE, scribe, _ -> {}, InstantSource.fixed(T));
    live.on(new Signal.Line(new Lifecycle.Ready(T)));
    live.on(new Signal.Told(List.of(GRACE), Presence.ACTIVE, T));
    live.on(new Signal.Line(new Lifecycle.Reconnecting(1, noticed, null, T, noticed)));
    live.end(Cause.APP_STOPPED);
    witness.sighting(GRACE, Presence.ACTIVE);
    return witness.sighting(GRACE, Presence.UNKNOWN).cause();
  }
}
