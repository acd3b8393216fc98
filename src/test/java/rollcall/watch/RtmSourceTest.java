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
  private static final SlackAccess UNREACHABLE =
      new SlackAccess(
          new SlackToken("xoxb-1-2"),
          URI.create("http://127.0.0.1:1/api/"),
          new ProxySettings.None(),
          false);

  @Test
  void presenceBeforeTheHelloIsIgnored() throws Exception {
    RecordingWatchListener listener = new RecordingWatchListener(PresenceSnapshot.EMPTY);
    SightingPublisher publisher =
        new SightingPublisher(listener, WatchList.of(Set.of(GRACE)), WatchOptions.ALWAYS, T);
    publisher.open(new Workspace("T1", "acme"), () -> T);
    RtmSource live =
        new RtmSource(UNREACHABLE, publisher, _ -> {}, InstantSource.fixed(T), Runnable::run);
    live.handle(new WatcherMessage.PresenceEvent(List.of(GRACE), Presence.ACTIVE, T));
    live.stop(Cause.APP_STOPPED);
    listener.onManualPresence(Presence.AWAY);
    assertEquals(Presence.AWAY, listener.await(Presence.class, _ -> true));
    assertEquals(List.of(Presence.UNKNOWN), listener.all(Sighting.class, Sighting::presence));
  }

  @Test
  void aVeryLongSilenceWasSleep() throws Exception {
    assertEquals(Cause.DISCONNECTED, causeOfSilence(T.plusSeconds(60)));
    assertEquals(Cause.COMPUTER_SLEPT, causeOfSilence(T.plusSeconds(8 * 3600)));
    assertEquals(Cause.CLOCK_ADJUSTED, causeOfSilence(T.minusSeconds(3600)));
  }

  @Test
  void wrongPresenceIsUnknownSinceItsLastConfirmationAndThenAsAnswered() throws Exception {
    RecordingWatchListener listener = new RecordingWatchListener(PresenceSnapshot.EMPTY);
    SightingPublisher publisher =
        new SightingPublisher(listener, WatchList.of(Set.of(GRACE)), WatchOptions.ALWAYS, T);
    publisher.open(new Workspace("T1", "acme"), () -> T);
    RtmSource live =
        new RtmSource(UNREACHABLE, publisher, _ -> {}, InstantSource.fixed(T), Runnable::run);
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
    listener.onManualPresence(Presence.AWAY);
    listener.await(Presence.class, _ -> true);
    assertEquals(
        List.of(
            Sighting.unknown(GRACE, T, Cause.WATCH_STARTED),
            Sighting.of(GRACE, Presence.ACTIVE, T, Source.RTM, Cause.SNAPSHOT),
            Sighting.unknown(GRACE, confirmed, Cause.DISCONNECTED),
            Sighting.of(GRACE, Presence.AWAY, check, Source.RTM, Cause.RECONNECTED)),
        listener.all(Sighting.class, seen -> seen).subList(0, 4));
    assertEquals(
        List.of(
            new AuditEvent(
                check,
                EventType.PRESENCE_MISMATCH,
                GRACE,
                Source.RTM,
                "reported active, answered away, confirmed until 2026-09-17T07:10:00Z"),
            new AuditEvent(
                check.plusSeconds(60),
                EventType.PRESENCE_MISMATCH,
                GRACE,
                Source.RTM,
                "no answer to subscription and query")),
        listener.all(AuditEvent.class, event -> event).stream()
            .filter(event -> event.type() == EventType.PRESENCE_MISMATCH)
            .toList());
    assertEquals(
        List.of(
            new WatchStatus.Doubt(1, new TreeSet<>(), check),
            new WatchStatus.Doubt(1, new TreeSet<>(Set.of(GRACE)), check.plusSeconds(60))),
        listener.all(WatchStatus.Live.class, WatchStatus.Live::doubt).stream()
            .filter(Objects::nonNull)
            .distinct()
            .toList());
  }

  @Test
  void afterAMismatchConfirmedPeopleAreUnknownFromTheLastEventUntilTheNext() throws Exception {
    RecordingWatchListener listener = new RecordingWatchListener(PresenceSnapshot.EMPTY);
    RtmSource live = connected(listener, GRACE, KAI);
    live.handle(new WatcherMessage.PresenceEvent(List.of(GRACE, KAI), Presence.ACTIVE, T));
    Instant confirmed = T.plusSeconds(600);
    Instant lastEvent = T.plusSeconds(800);
    live.handle(new WatcherMessage.PresenceEvent(List.of(KAI), Presence.AWAY, lastEvent));
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
            Sighting.of(KAI, Presence.AWAY, lastEvent, Source.RTM, Cause.PRESENCE_CHANGE),
            Sighting.unknown(KAI, lastEvent, Cause.DISCONNECTED),
            Sighting.of(KAI, Presence.AWAY, check.plusSeconds(1), Source.RTM, Cause.RECONNECTED)),
        sightings(listener, KAI));
  }

  @Test
  void aMissingAnswerForOnePersonMakesNoOtherUnknown() throws Exception {
    RecordingWatchListener listener = new RecordingWatchListener(PresenceSnapshot.EMPTY);
    RtmSource live = connected(listener, GRACE, KAI);
    live.handle(new WatcherMessage.PresenceEvent(List.of(GRACE, KAI), Presence.ACTIVE, T));
    Instant check = T.plusSeconds(1500);
    live.handle(
        new WatcherMessage.Mismatch(
            new PresenceMismatch(Map.of(), Set.of(GRACE.value()), T.plusSeconds(600), check)));
    assertEquals(2, sightings(listener, KAI).size());
  }

  @Test
  void presenceReportedWhileTheClockIsBehindFollowsTheRecordAndChangesNothingInIt()
      throws Exception {
    RecordingWatchListener listener = new RecordingWatchListener(PresenceSnapshot.EMPTY);
    SightingPublisher publisher =
        new SightingPublisher(listener, WatchList.of(Set.of(GRACE)), WatchOptions.ALWAYS, T);
    publisher.open(new Workspace("T1", "acme"), () -> T);
    RtmSource live =
        new RtmSource(UNREACHABLE, publisher, _ -> {}, InstantSource.fixed(T), Runnable::run);
    live.handle(new WatcherMessage.ConnectionEvent(new LifecycleEvent.Ready(T)));
    live.handle(new WatcherMessage.PresenceEvent(List.of(GRACE), Presence.ACTIVE, T));
    Instant last = T.plusSeconds(3590);
    Instant before = T.plusSeconds(3600);
    Instant behind = T.plusSeconds(600);
    publisher.connectionLog().clockSetBack(before, behind);
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
        sightings(listener, GRACE));
    assertEquals(
        List.of(
            "clock_adjusted PT0S set back by 3000 s",
            "disconnected PT0S the clock was set back",
            "connected PT0S after 0 s",
            "subscribed PT0S 1 person"),
        listener
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
  void aRecordAheadOfTheClockContinuesFromItsEnd() throws Exception {
    Instant end = T.plusSeconds(3600);
    RecordingWatchListener listener =
        new RecordingWatchListener(
            PresenceSnapshot.EMPTY.with(List.of(Sighting.unknown(GRACE, end, Cause.APP_STOPPED))));
    RtmSource live = connected(listener, GRACE, KAI);
    live.handle(
        new WatcherMessage.PresenceEvent(List.of(GRACE, KAI), Presence.ACTIVE, T.plusSeconds(5)));
    assertEquals(
        List.of(Sighting.of(GRACE, Presence.ACTIVE, end, Source.RTM, Cause.SNAPSHOT)),
        sightings(listener, GRACE));
    assertEquals(
        AuditEvent.of(EventType.CLOCK_ADJUSTED, end, Source.NONE, "set back by 3600 s"),
        listener.all(AuditEvent.class, one -> one).getFirst());
  }

  @Test
  void aRecordAheadOfTheClockIsReportedUntilTheClockHasCaughtUp() throws Exception {
    Instant end = T.plusSeconds(3600);
    RecordingWatchListener listener =
        new RecordingWatchListener(
            PresenceSnapshot.EMPTY.with(List.of(Sighting.unknown(GRACE, end, Cause.APP_STOPPED))));
    SightingPublisher publisher =
        new SightingPublisher(listener, WatchList.of(Set.of(GRACE)), WatchOptions.ALWAYS, T);
    publisher.connectionLog().checkClock(T);
    publisher.open(new Workspace("T1", "acme"), () -> T);
    var live = new WatchStatus.Live(1, null, T);
    publisher.status().publish(live);
    assertEquals(new WatchStatus.Behind(end), listener.status(WatchStatus.class));
    publisher.connectionLog().checkClock(T.plusSeconds(3000));
    publisher.status().refresh();
    var lost = new WatchStatus.Reconnecting(1, T, null, new Problem.ConnectionLost(""));
    publisher.status().publish(lost);
    assertEquals(lost, listener.status(WatchStatus.class));
    publisher.status().publish(live);
    listener.status(WatchStatus.Behind.class);
    publisher.connectionLog().checkClock(T.plusSeconds(3601));
    publisher.status().refresh();
    assertEquals(live, listener.status(WatchStatus.class));
  }

  @Test
  void aClockSetBackBeforeThereIsARecordHasNoEffectOnIt() throws Exception {
    RecordingWatchListener listener = new RecordingWatchListener(PresenceSnapshot.EMPTY);
    Instant ahead = T.plus(Duration.ofHours(2));
    SightingPublisher publisher =
        new SightingPublisher(listener, WatchList.of(Set.of(GRACE)), WatchOptions.ALWAYS, ahead);
    publisher.connectionLog().checkClock(ahead);
    publisher.connectionLog().disconnected(Source.RTM, ahead, "no way to Slack");
    assertTrue(publisher.connectionLog().checkClock(T));
    publisher.open(new Workspace("T1", "acme"), () -> T);
    publisher.connectionLog().connected(Source.RTM, T.plusSeconds(1), "");
    publisher.onPresence(List.of(GRACE), Presence.ACTIVE, T.plusSeconds(2), Source.RTM);
    publisher.status().publish(new WatchStatus.Live(1, null, T));
    listener.status(WatchStatus.Live.class);
    assertEquals(
        List.of(
            Sighting.unknown(GRACE, T, Cause.WATCH_STARTED),
            Sighting.of(GRACE, Presence.ACTIVE, T.plusSeconds(2), Source.RTM, Cause.SNAPSHOT)),
        listener.all(Sighting.class, one -> one));
    assertEquals(
        List.of(
            AuditEvent.of(EventType.DISCONNECTED, T, Source.RTM, "no way to Slack"),
            AuditEvent.of(EventType.CLOCK_ADJUSTED, T, Source.NONE, "set back by 7200 s"),
            AuditEvent.of(EventType.CONNECTED, T.plusSeconds(1), Source.RTM, "after 1 s")),
        listener.all(AuditEvent.class, one -> one));
  }

  @Test
  void aTokenRevokedAfterALossEndsNothingTwice() throws Exception {
    RecordingWatchListener listener = new RecordingWatchListener(PresenceSnapshot.EMPTY);
    RtmSource live = connected(listener, GRACE);
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
        sightings(listener, GRACE));
    assertEquals(
        List.of(
            AuditEvent.of(EventType.DISCONNECTED, last, Source.RTM, "no pong for 10 s"),
            AuditEvent.of(EventType.TOKEN_INVALID, refused, Source.RTM, "token_revoked")),
        listener.all(AuditEvent.class, one -> one).stream().skip(1).toList());
  }

  @Test
  void rtmConnectRefusedWithHttp404LeadsToPollingWithTheCode() throws Exception {
    assertEquals(
        new Problem.LiveRefused("HTTP 404"),
        reasonToPoll(new SlackException.Http("rtm.connect", 404, "not found"), 3));
  }

  @Test
  void rtmConnectRefusedWithAnUnknownCodeLeadsToPollingWithTheCode() throws Exception {
    assertEquals(new Problem.LiveRefused("odd_trouble"), reasonToPoll(refused("odd_trouble"), 3));
  }

  @Test
  void aResponseOfRtmConnectWithoutJsonLeadsToPolling() throws Exception {
    assertEquals(
        new Problem.LiveRefused("HTTP 200"),
        reasonToPoll(new SlackException.Http("rtm.connect", 200, "no JSON"), 3));
  }

  @Test
  void temporaryErrorsOfSlackLeadToPollingOnlyAfterTenAttempts() throws Exception {
    assertEquals(
        new Problem.LiveRefused("HTTP 503"),
        reasonToPoll(new SlackException.Http("rtm.connect", 503, ""), 10));
    assertEquals(
        new Problem.LiveRefused("internal_error"), reasonToPoll(refused("internal_error"), 10));
  }

  @Test
  void aFatalCodeThatIsNotAboutTheTokenLeadsToPolling() throws Exception {
    RecordingWatchListener listener = new RecordingWatchListener(PresenceSnapshot.EMPTY);
    RtmSource live = connected(listener, GRACE);
    assertInstanceOf(
        PollingSource.class,
        live.handle(
            new WatcherMessage.ConnectionEvent(
                new LifecycleEvent.Disconnected(refused("access_denied"), null, T))));
  }

  /// Returns the reason for polling after exactly this many attempts.
  private static Problem reasonToPoll(SlackException refusal, int attempts) throws Exception {
    RecordingWatchListener listener = new RecordingWatchListener(PresenceSnapshot.EMPTY);
    RtmSource live = connected(listener, GRACE);
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

  private static RtmSource connected(RecordingWatchListener listener, UserId... people)
      throws Exception {
    SightingPublisher publisher =
        new SightingPublisher(listener, WatchList.of(Set.of(people)), WatchOptions.ALWAYS, T);
    publisher.open(new Workspace("T1", "acme"), () -> T);
    RtmSource live =
        new RtmSource(UNREACHABLE, publisher, _ -> {}, InstantSource.fixed(T), Runnable::run);
    live.handle(new WatcherMessage.ConnectionEvent(new LifecycleEvent.Ready(T)));
    return live;
  }

  /// Returns the sightings of a person so far.
  private static List<Sighting> sightings(RecordingWatchListener listener, UserId user) {
    listener.onManualPresence(Presence.NOT_WATCHED);
    listener.await(Presence.class, one -> one == Presence.NOT_WATCHED);
    return listener.all(Sighting.class, seen -> seen).stream()
        .filter(seen -> seen.user().equals(user))
        .toList();
  }

  private static Cause causeOfSilence(Instant noticed) throws Exception {
    RecordingWatchListener listener = new RecordingWatchListener(PresenceSnapshot.EMPTY);
    SightingPublisher publisher =
        new SightingPublisher(listener, WatchList.of(Set.of(GRACE)), WatchOptions.ALWAYS, T);
    publisher.open(new Workspace("T1", "acme"), () -> T);
    RtmSource live =
        new RtmSource(UNREACHABLE, publisher, _ -> {}, InstantSource.fixed(T), Runnable::run);
    live.handle(new WatcherMessage.ConnectionEvent(new LifecycleEvent.Ready(T)));
    live.handle(new WatcherMessage.PresenceEvent(List.of(GRACE), Presence.ACTIVE, T));
    live.handle(
        new WatcherMessage.ConnectionEvent(
            new LifecycleEvent.Reconnecting(1, noticed, null, T, noticed)));
    live.stop(Cause.APP_STOPPED);
    listener.sighting(GRACE, Presence.ACTIVE);
    return listener.sighting(GRACE, Presence.UNKNOWN).cause();
  }
}
