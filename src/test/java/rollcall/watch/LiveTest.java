package rollcall.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import rollcall.presence.Board;
import rollcall.presence.Cause;
import rollcall.presence.EventType;
import rollcall.presence.Happening;
import rollcall.presence.Presence;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.slack.ProxySettings;
import rollcall.slack.SlackPresence;
import rollcall.slack.SlackToken;
import rollcall.slack.rtm.Lifecycle;
import rollcall.slack.rtm.PresenceMismatch;
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
    Scribe scribe = new Scribe(witness, WatchList.of(Set.of(GRACE)), Terms.ALWAYS, T);
    scribe.opened(new Workspace("T1", "acme"), () -> T);
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

  @Test
  void whatSlackToldWronglyIsUnknownSinceItWasLastConfirmedAndThenAsItAnswers() throws Exception {
    Witness witness = new Witness(Board.EMPTY);
    Scribe scribe = new Scribe(witness, WatchList.of(Set.of(GRACE)), Terms.ALWAYS, T);
    scribe.opened(new Workspace("T1", "acme"), () -> T);
    Live live = new Live(NOWHERE, scribe, _ -> {}, InstantSource.fixed(T));
    live.on(new Signal.Line(new Lifecycle.Ready(T)));
    live.on(new Signal.Told(List.of(GRACE), Presence.ACTIVE, T));
    Instant confirmed = T.plusSeconds(600);
    Instant check = T.plusSeconds(1500);
    live.on(
        new Signal.Mismatch(
            new PresenceMismatch(
                Map.of(GRACE.value(), SlackPresence.AWAY), Set.of(), confirmed, check)));
    live.on(new Signal.Told(List.of(GRACE), Presence.AWAY, check));
    live.on(new Signal.Mute(Set.of(GRACE), check.plusSeconds(60)));
    live.on(new Signal.Mute(Set.of(GRACE), check.plusSeconds(90)));
    live.end(Cause.APP_STOPPED);
    scribe.manualChange(Presence.AWAY);
    witness.await(Presence.class, _ -> true);
    assertEquals(
        List.of(
            Sighting.unknown(GRACE, T, Cause.WATCH_STARTED),
            Sighting.of(GRACE, Presence.ACTIVE, T, Source.RTM, Cause.SNAPSHOT),
            Sighting.unknown(GRACE, confirmed, Cause.DISCONNECTED),
            Sighting.of(GRACE, Presence.AWAY, check, Source.RTM, Cause.RECONNECTED)),
        witness.all(Sighting.class, seen -> seen).subList(0, 4));
    assertEquals(
        List.of(
            new Happening(
                check,
                EventType.PRESENCE_MISMATCH,
                GRACE,
                Source.RTM,
                "told active, answered away, confirmed until 2026-09-17T07:10:00Z"),
            new Happening(
                check.plusSeconds(60),
                EventType.PRESENCE_MISMATCH,
                GRACE,
                Source.RTM,
                "subscribed to and asked for, no answer")),
        witness.all(Happening.class, happening -> happening).stream()
            .filter(happening -> happening.type() == EventType.PRESENCE_MISMATCH)
            .toList());
    assertEquals(
        List.of(
            new WatchStatus.Doubt(1, 0, check), new WatchStatus.Doubt(1, 1, check.plusSeconds(60))),
        witness.all(WatchStatus.Live.class, WatchStatus.Live::doubt).stream()
            .filter(Objects::nonNull)
            .distinct()
            .toList());
  }

  private static Cause causeOfSilence(Instant noticed) throws Exception {
    Witness witness = new Witness(Board.EMPTY);
    Scribe scribe = new Scribe(witness, WatchList.of(Set.of(GRACE)), Terms.ALWAYS, T);
    scribe.opened(new Workspace("T1", "acme"), () -> T);
    Live live = new Live(NOWHERE, scribe, _ -> {}, InstantSource.fixed(T));
    live.on(new Signal.Line(new Lifecycle.Ready(T)));
    live.on(new Signal.Told(List.of(GRACE), Presence.ACTIVE, T));
    live.on(new Signal.Line(new Lifecycle.Reconnecting(1, noticed, null, T, noticed)));
    live.end(Cause.APP_STOPPED);
    witness.sighting(GRACE, Presence.ACTIVE);
    return witness.sighting(GRACE, Presence.UNKNOWN).cause();
  }
}
