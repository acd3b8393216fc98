package rollcall.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import rollcall.presence.AuditEvent;
import rollcall.presence.Cause;
import rollcall.presence.EventType;
import rollcall.presence.Presence;
import rollcall.presence.PresenceSnapshot;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.slack.ProxySettings;
import rollcall.slack.SlackException;
import rollcall.slack.SlackPresence;
import rollcall.slack.SlackToken;
import rollcall.slack.rtm.LifecycleEvent;
import rollcall.slack.rtm.PresenceMismatch;
import rollcall.testkit.RecordingWatchListener;

class RtmSourceTest {
  private static final UserId GRACE = new UserId("U0A1B2C3D");
  private static final UserId KAI = new UserId("U0D4E5F6G");
  private static final Instant T = Instant.parse("2026-09-17T07:00:00Z");
  private static final SlackAccess NOWHERE =
      new SlackAccess(
          new SlackToken("xoxb-1-2"),
          URI.create("http://127.0.0.1:1/api/"),
          new ProxySettings.None(),
          false);

  @Test
  void whatComesWithoutAHelloIsNotSeen() throws Exception {
    RecordingWatchListener witness = new RecordingWatchListener(PresenceSnapshot.EMPTY);
    SightingPublisher scribe =
        new SightingPublisher(witness, WatchList.of(Set.of(GRACE)), WatchOptions.ALWAYS, T);
    scribe.opened(new Workspace("T1", "acme"), () -> T);
    RtmSource live = new RtmSource(NOWHERE, scribe, _ -> {}, InstantSource.fixed(T), Runnable::run);
    live.handle(new WatcherMessage.PresenceEvent(List.of(GRACE), Presence.ACTIVE, T));
    live.stop(Cause.APP_STOPPED);
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
    RecordingWatchListener witness = new RecordingWatchListener(PresenceSnapshot.EMPTY);
    SightingPublisher scribe =
        new SightingPublisher(witness, WatchList.of(Set.of(GRACE)), WatchOptions.ALWAYS, T);
    scribe.opened(new Workspace("T1", "acme"), () -> T);
    RtmSource live = new RtmSource(NOWHERE, scribe, _ -> {}, InstantSource.fixed(T), Runnable::run);
    live.handle(new WatcherMessage.ConnectionEvent(new LifecycleEvent.Ready(T)));
    live.handle(new WatcherMessage.PresenceEvent(List.of(GRACE), Presence.ACTIVE, T));
    Instant confirmed = T.plusSeconds(600);
    Instant check = T.plusSeconds(1500);
    live.handle(
        new WatcherMessage.Mismatch(
            new PresenceMismatch(
                Map.of(GRACE.value(), SlackPresence.AWAY), Set.of(), confirmed, check)));
    live.handle(new WatcherMessage.PresenceEvent(List.of(GRACE), Presence.AWAY, check));
    live.handle(new WatcherMessage.Unconfirmed(Set.of(GRACE), check.plusSeconds(60)));
    live.handle(new WatcherMessage.Unconfirmed(Set.of(GRACE), check.plusSeconds(90)));
    live.stop(Cause.APP_STOPPED);
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
            new AuditEvent(
                check,
                EventType.PRESENCE_MISMATCH,
                GRACE,
                Source.RTM,
                "told active, answered away, confirmed until 2026-09-17T07:10:00Z"),
            new AuditEvent(
                check.plusSeconds(60),
                EventType.PRESENCE_MISMATCH,
                GRACE,
                Source.RTM,
                "subscribed to and asked for, no answer")),
        witness.all(AuditEvent.class, happening -> happening).stream()
            .filter(happening -> happening.type() == EventType.PRESENCE_MISMATCH)
            .toList());
    assertEquals(
        List.of(
            new WatchStatus.Doubt(1, new TreeSet<>(), check),
            new WatchStatus.Doubt(1, new TreeSet<>(Set.of(GRACE)), check.plusSeconds(60))),
        witness.all(WatchStatus.Live.class, WatchStatus.Live::doubt).stream()
            .filter(Objects::nonNull)
            .distinct()
            .toList());
  }

  @Test
  void whomTheAnswerConfirmsIsUnknownSinceSlackLastToldOfAnybodyUntilItTellsAgain()
      throws Exception {
    RecordingWatchListener witness = new RecordingWatchListener(PresenceSnapshot.EMPTY);
    RtmSource live = looking(witness, GRACE, KAI);
    live.handle(new WatcherMessage.PresenceEvent(List.of(GRACE, KAI), Presence.ACTIVE, T));
    Instant confirmed = T.plusSeconds(600);
    Instant lastWord = T.plusSeconds(800);
    live.handle(new WatcherMessage.PresenceEvent(List.of(KAI), Presence.AWAY, lastWord));
    Instant check = T.plusSeconds(1500);
    live.handle(
        new WatcherMessage.Mismatch(
            new PresenceMismatch(
                Map.of(GRACE.value(), SlackPresence.AWAY), Set.of(), confirmed, check)));
    live.handle(new WatcherMessage.PresenceEvent(List.of(GRACE), Presence.AWAY, check));
    live.handle(
        new WatcherMessage.PresenceEvent(List.of(GRACE, KAI), Presence.AWAY, check.plusSeconds(1)));
    assertEquals(
        List.of(
            Sighting.unknown(KAI, T, Cause.WATCH_STARTED),
            Sighting.of(KAI, Presence.ACTIVE, T, Source.RTM, Cause.SNAPSHOT),
            Sighting.of(KAI, Presence.AWAY, lastWord, Source.RTM, Cause.PRESENCE_CHANGE),
            Sighting.unknown(KAI, lastWord, Cause.DISCONNECTED),
            Sighting.of(KAI, Presence.AWAY, check.plusSeconds(1), Source.RTM, Cause.RECONNECTED)),
        sightings(witness, live, KAI));
  }

  @Test
  void whoIsMerelyNotAnsweredForMakesNobodyElseUnknown() throws Exception {
    RecordingWatchListener witness = new RecordingWatchListener(PresenceSnapshot.EMPTY);
    RtmSource live = looking(witness, GRACE, KAI);
    live.handle(new WatcherMessage.PresenceEvent(List.of(GRACE, KAI), Presence.ACTIVE, T));
    Instant check = T.plusSeconds(1500);
    live.handle(
        new WatcherMessage.Mismatch(
            new PresenceMismatch(Map.of(), Set.of(GRACE.value()), T.plusSeconds(600), check)));
    assertEquals(2, sightings(witness, live, KAI).size());
  }

  @Test
  void whatIsToldWhileTheClockIsBehindComesAfterAllThatWasSeenAndTakesNothingBack()
      throws Exception {
    RecordingWatchListener witness = new RecordingWatchListener(PresenceSnapshot.EMPTY);
    SightingPublisher scribe =
        new SightingPublisher(witness, WatchList.of(Set.of(GRACE)), WatchOptions.ALWAYS, T);
    scribe.opened(new Workspace("T1", "acme"), () -> T);
    RtmSource live = new RtmSource(NOWHERE, scribe, _ -> {}, InstantSource.fixed(T), Runnable::run);
    live.handle(new WatcherMessage.ConnectionEvent(new LifecycleEvent.Ready(T)));
    live.handle(new WatcherMessage.PresenceEvent(List.of(GRACE), Presence.ACTIVE, T));
    Instant last = T.plusSeconds(3590);
    Instant before = T.plusSeconds(3600);
    Instant behind = T.plusSeconds(600);
    scribe.connectionLog().onClockSetBack(before, behind);
    live.handle(
        new WatcherMessage.ConnectionEvent(
            new LifecycleEvent.Reconnecting(1, behind, null, last, behind)));
    live.handle(
        new WatcherMessage.ConnectionEvent(new LifecycleEvent.Connected(behind.plusSeconds(1))));
    live.handle(
        new WatcherMessage.ConnectionEvent(new LifecycleEvent.Ready(behind.plusSeconds(1))));
    live.handle(
        new WatcherMessage.PresenceEvent(List.of(GRACE), Presence.ACTIVE, behind.plusSeconds(2)));
    live.handle(
        new WatcherMessage.PresenceEvent(List.of(GRACE), Presence.AWAY, behind.plusSeconds(60)));
    live.handle(
        new WatcherMessage.PresenceEvent(List.of(GRACE), Presence.ACTIVE, before.plusSeconds(60)));
    assertEquals(
        List.of(
            Sighting.unknown(GRACE, T, Cause.WATCH_STARTED),
            Sighting.of(GRACE, Presence.ACTIVE, T, Source.RTM, Cause.SNAPSHOT),
            Sighting.unknown(GRACE, last, Cause.CLOCK_ADJUSTED),
            Sighting.of(GRACE, Presence.ACTIVE, before, Source.RTM, Cause.RECONNECTED),
            Sighting.of(GRACE, Presence.AWAY, before, Source.RTM, Cause.PRESENCE_CHANGE),
            Sighting.of(
                GRACE, Presence.ACTIVE, before.plusSeconds(60), Source.RTM, Cause.PRESENCE_CHANGE)),
        sightings(witness, live, GRACE));
    assertEquals(
        List.of(
            "clock_adjusted PT0S set back by 3000 s",
            "disconnected PT0S the clock was set back",
            "connected PT0S after 0 s",
            "subscribed PT0S 1 person"),
        witness
            .all(
                AuditEvent.class,
                one ->
                    one.type().word() + " " + Duration.between(before, one.at()) + " " + one.note())
            .stream()
            .skip(1)
            .limit(4)
            .toList());
  }

  @Test
  void aRecordThatEndsLaterThanTheClockSaysGoesOnFromItsEnd() throws Exception {
    Instant end = T.plusSeconds(3600);
    RecordingWatchListener witness =
        new RecordingWatchListener(
            PresenceSnapshot.EMPTY.with(List.of(Sighting.unknown(GRACE, end, Cause.APP_STOPPED))));
    RtmSource live = looking(witness, GRACE, KAI);
    live.handle(
        new WatcherMessage.PresenceEvent(List.of(GRACE, KAI), Presence.ACTIVE, T.plusSeconds(5)));
    assertEquals(
        List.of(Sighting.of(GRACE, Presence.ACTIVE, end, Source.RTM, Cause.SNAPSHOT)),
        sightings(witness, live, GRACE));
    assertEquals(
        AuditEvent.of(EventType.CLOCK_ADJUSTED, end, Source.NONE, "set back by 3600 s"),
        witness.all(AuditEvent.class, one -> one).getFirst());
  }

  @Test
  void aRecordThatIsAheadOfTheClockSaysSoUntilTheClockHasCaughtUp() throws Exception {
    Instant end = T.plusSeconds(3600);
    RecordingWatchListener witness =
        new RecordingWatchListener(
            PresenceSnapshot.EMPTY.with(List.of(Sighting.unknown(GRACE, end, Cause.APP_STOPPED))));
    SightingPublisher scribe =
        new SightingPublisher(witness, WatchList.of(Set.of(GRACE)), WatchOptions.ALWAYS, T);
    scribe.connectionLog().onClockSetBack(T);
    scribe.opened(new Workspace("T1", "acme"), () -> T);
    var live = new WatchStatus.Live(1, null, T);
    scribe.status(live);
    assertEquals(new WatchStatus.Behind(end), witness.status(WatchStatus.class));
    scribe.connectionLog().onClockSetBack(T.plusSeconds(3000));
    scribe.catchUp();
    var lost = new WatchStatus.Reconnecting(1, T, null, new Problem.ConnectionLost(""));
    scribe.status(lost);
    assertEquals(lost, witness.status(WatchStatus.class));
    scribe.status(live);
    witness.status(WatchStatus.Behind.class);
    scribe.connectionLog().onClockSetBack(T.plusSeconds(3601));
    scribe.catchUp();
    assertEquals(live, witness.status(WatchStatus.class));
  }

  @Test
  void aClockThatIsSetBackBeforeThereIsARecordCostsNothing() throws Exception {
    RecordingWatchListener witness = new RecordingWatchListener(PresenceSnapshot.EMPTY);
    Instant ahead = T.plus(Duration.ofHours(2));
    SightingPublisher scribe =
        new SightingPublisher(witness, WatchList.of(Set.of(GRACE)), WatchOptions.ALWAYS, ahead);
    scribe.connectionLog().onClockSetBack(ahead);
    scribe.connectionLog().disconnected(Source.RTM, ahead, "no way to Slack");
    assertTrue(scribe.connectionLog().onClockSetBack(T));
    scribe.opened(new Workspace("T1", "acme"), () -> T);
    scribe.connectionLog().connected(Source.RTM, T.plusSeconds(1), "");
    scribe.onPresence(List.of(GRACE), Presence.ACTIVE, T.plusSeconds(2), Source.RTM);
    scribe.status(new WatchStatus.Live(1, null, T));
    witness.status(WatchStatus.Live.class);
    assertEquals(
        List.of(
            Sighting.unknown(GRACE, T, Cause.WATCH_STARTED),
            Sighting.of(GRACE, Presence.ACTIVE, T.plusSeconds(2), Source.RTM, Cause.SNAPSHOT)),
        witness.all(Sighting.class, one -> one));
    assertEquals(
        List.of(
            AuditEvent.of(EventType.DISCONNECTED, T, Source.RTM, "no way to Slack"),
            AuditEvent.of(EventType.CLOCK_ADJUSTED, T, Source.NONE, "set back by 7200 s"),
            AuditEvent.of(EventType.CONNECTED, T.plusSeconds(1), Source.RTM, "after 1 s")),
        witness.all(AuditEvent.class, one -> one));
  }

  @Test
  void aTokenThatIsFoundRevokedAfterALossEndsNothingTwice() throws Exception {
    RecordingWatchListener witness = new RecordingWatchListener(PresenceSnapshot.EMPTY);
    RtmSource live = looking(witness, GRACE);
    live.handle(new WatcherMessage.PresenceEvent(List.of(GRACE), Presence.ACTIVE, T));
    Instant last = T.plusSeconds(50);
    Instant lost = T.plusSeconds(60);
    Instant refused = T.plusSeconds(61);
    live.handle(
        new WatcherMessage.ConnectionEvent(
            new LifecycleEvent.Reconnecting(1, lost, null, last, lost)));
    var revoked =
        new SlackException.Platform("rtm.connect", "token_revoked", null, null, List.of());
    assertInstanceOf(
        StoppedSource.class,
        live.handle(
            new WatcherMessage.ConnectionEvent(
                new LifecycleEvent.Disconnected(revoked, last, refused))));
    assertEquals(
        List.of(
            Sighting.unknown(GRACE, T, Cause.WATCH_STARTED),
            Sighting.of(GRACE, Presence.ACTIVE, T, Source.RTM, Cause.SNAPSHOT),
            Sighting.unknown(GRACE, last, Cause.DISCONNECTED)),
        sightings(witness, live, GRACE));
    assertEquals(
        List.of(
            AuditEvent.of(EventType.DISCONNECTED, last, Source.RTM, "no pong for 10 s"),
            AuditEvent.of(EventType.TOKEN_INVALID, refused, Source.RTM, "token_revoked")),
        witness.all(AuditEvent.class, one -> one).stream().skip(1).toList());
  }

  @Test
  void whereTheLiveConnectionIsRefusedWithHttp404WeAskInTurnAndSayTheCode() throws Exception {
    assertEquals(
        new Problem.LiveRefused("HTTP 404"),
        reasonToPoll(new SlackException.Http("rtm.connect", 404, "not found"), 3));
  }

  @Test
  void whereTheLiveConnectionIsRefusedWithAnUnknownCodeWeAskInTurnAndSayTheCode() throws Exception {
    assertEquals(new Problem.LiveRefused("odd_trouble"), reasonToPoll(refused("odd_trouble"), 3));
  }

  @Test
  void anAnswerOfRtmConnectThatIsNoJsonLeadsToPollingToo() throws Exception {
    assertEquals(
        new Problem.LiveRefused("HTTP 200"),
        reasonToPoll(new SlackException.Http("rtm.connect", 200, "no JSON"), 3));
  }

  @Test
  void troubleOfSlacksOwnThatMayPassLeadsToPollingOnlyAfterTenAttempts() throws Exception {
    assertEquals(
        new Problem.LiveRefused("HTTP 503"),
        reasonToPoll(new SlackException.Http("rtm.connect", 503, ""), 10));
    assertEquals(
        new Problem.LiveRefused("internal_error"), reasonToPoll(refused("internal_error"), 10));
  }

  @Test
  void aCodeThatEndsTheLiveConnectionForGoodAndSaysNothingOfTheTokenLeadsToPolling()
      throws Exception {
    RecordingWatchListener witness = new RecordingWatchListener(PresenceSnapshot.EMPTY);
    RtmSource live = looking(witness, GRACE);
    assertInstanceOf(
        PollingSource.class,
        live.handle(
            new WatcherMessage.ConnectionEvent(
                new LifecycleEvent.Disconnected(refused("access_denied"), null, T))));
  }

  /// Why we poll after so many attempts that end like this, and not after one less.
  private static Problem reasonToPoll(SlackException refusal, int attempts) throws Exception {
    RecordingWatchListener witness = new RecordingWatchListener(PresenceSnapshot.EMPTY);
    RtmSource live = looking(witness, GRACE);
    PresenceSource next = live;
    for (int i = 1; i <= attempts; i++) {
      assertEquals(live, next, "attempt " + i);
      live.handle(new WatcherMessage.ConnectionEvent(new LifecycleEvent.Connecting(i, T)));
      next =
          live.handle(
              new WatcherMessage.ConnectionEvent(
                  new LifecycleEvent.Reconnecting(i, T, refusal, null, T)));
    }
    PollingSource polled = assertInstanceOf(PollingSource.class, next);
    polled.start();
    assertTrue(polled.due().isPresent(), "and try the live connection again");
    return polled.reason();
  }

  private static SlackException refused(String code) {
    return new SlackException.Platform("rtm.connect", code, null, null);
  }

  private static RtmSource looking(RecordingWatchListener witness, UserId... people)
      throws Exception {
    SightingPublisher scribe =
        new SightingPublisher(witness, WatchList.of(Set.of(people)), WatchOptions.ALWAYS, T);
    scribe.opened(new Workspace("T1", "acme"), () -> T);
    RtmSource live = new RtmSource(NOWHERE, scribe, _ -> {}, InstantSource.fixed(T), Runnable::run);
    live.handle(new WatcherMessage.ConnectionEvent(new LifecycleEvent.Ready(T)));
    return live;
  }

  /// All that was told of this person until now.
  private static List<Sighting> sightings(
      RecordingWatchListener witness, RtmSource live, UserId user) {
    live.handle(new WatcherMessage.ManualPresenceChange(Presence.NOT_WATCHED));
    witness.await(Presence.class, one -> one == Presence.NOT_WATCHED);
    return witness.all(Sighting.class, seen -> seen).stream()
        .filter(seen -> seen.user().equals(user))
        .toList();
  }

  private static Cause causeOfSilence(Instant noticed) throws Exception {
    RecordingWatchListener witness = new RecordingWatchListener(PresenceSnapshot.EMPTY);
    SightingPublisher scribe =
        new SightingPublisher(witness, WatchList.of(Set.of(GRACE)), WatchOptions.ALWAYS, T);
    scribe.opened(new Workspace("T1", "acme"), () -> T);
    RtmSource live = new RtmSource(NOWHERE, scribe, _ -> {}, InstantSource.fixed(T), Runnable::run);
    live.handle(new WatcherMessage.ConnectionEvent(new LifecycleEvent.Ready(T)));
    live.handle(new WatcherMessage.PresenceEvent(List.of(GRACE), Presence.ACTIVE, T));
    live.handle(
        new WatcherMessage.ConnectionEvent(
            new LifecycleEvent.Reconnecting(1, noticed, null, T, noticed)));
    live.stop(Cause.APP_STOPPED);
    witness.sighting(GRACE, Presence.ACTIVE);
    return witness.sighting(GRACE, Presence.UNKNOWN).cause();
  }
}
