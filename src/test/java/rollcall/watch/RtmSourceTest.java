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
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import rollcall.presence.AuditEvent;
import rollcall.presence.Cause;
import rollcall.presence.ConnectionMode;
import rollcall.presence.EventType;
import rollcall.presence.Presence;
import rollcall.presence.PresenceSnapshot;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.slack.ProxySettings;
import rollcall.slack.SlackException;
import rollcall.slack.SlackException.Request.Failure;
import rollcall.slack.SlackPresence;
import rollcall.slack.SlackToken;
import rollcall.slack.Team;
import rollcall.slack.rtm.LifecycleEvent;
import rollcall.slack.rtm.PresenceMismatch;
import rollcall.slack.web.ConnectResponse;
import rollcall.testkit.FakeSlack;
import rollcall.testkit.RecordingWatchListener;

class RtmSourceTest {
  private static final UserId GRACE = new UserId("U0A1B2C3D");
  private static final UserId KAI = new UserId("U0D4E5F6G");
  private static final UserId ADA = new UserId("U0H7J8K9L");
  private static final Instant T = Instant.parse("2026-09-17T07:00:00Z");
  private static final SlackAccess UNREACHABLE =
      new SlackAccess(
          new SlackToken("xoxb-1-2"),
          URI.create("http://127.0.0.1:1/api/"),
          new ProxySettings.None(),
          false);

  private static final String IDENTITY =
      "{\"ok\":true,\"url\":\"https://acme.slack.com/\",\"team\":\"acme\",\"team_id\":\"T1\",\"user\":\"w\",\"user_id\":\"U0SELF\"}";
  private static final ConnectResponse GRANTED =
      new ConnectResponse(
          URI.create("ws://127.0.0.1:1/"),
          "U0SELF",
          "watcher",
          new Team("T1", "acme", "acme", "", null, null, null),
          Map.of());

  @Test
  void presenceBeforeTheHelloIsIgnored() throws Exception {
    RecordingWatchListener listener = new RecordingWatchListener(PresenceSnapshot.EMPTY);
    SightingPublisher publisher =
        new SightingPublisher(listener, WatchList.of(Set.of(GRACE)), WatchOptions.ALWAYS, T);
    publisher.open(new Workspace("T1", "acme"), () -> T);
    RtmSource live =
        new RtmSource(
            UNREACHABLE, publisher, new PollScheduler(), requests(_ -> {}), InstantSource.fixed(T));
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
        new RtmSource(
            UNREACHABLE, publisher, new PollScheduler(), requests(_ -> {}), InstantSource.fixed(T));
    live.handle(new WatcherMessage.ConnectionEvent(new LifecycleEvent.Ready(T)));
    live.handle(new WatcherMessage.PresenceEvent(List.of(GRACE), Presence.ACTIVE, T));
    Instant confirmed = T.plusSeconds(600);
    Instant check = T.plusSeconds(1500);
    live.handle(
        new WatcherMessage.Mismatch(
            new PresenceMismatch(
                Map.of(GRACE.value(), SlackPresence.AWAY), Set.of(), confirmed, confirmed, check)));
    live.handle(new WatcherMessage.PresenceEvent(List.of(GRACE), Presence.AWAY, check));
    Instant silent = check.plusSeconds(40);
    live.handle(new WatcherMessage.Unconfirmed(Set.of(GRACE), silent, check.plusSeconds(60)));
    live.handle(new WatcherMessage.Unconfirmed(Set.of(GRACE), silent, check.plusSeconds(90)));
    live.stop(Cause.APP_STOPPED);
    listener.onManualPresence(Presence.AWAY);
    listener.await(Presence.class, _ -> true);
    assertEquals(
        List.of(
            Sighting.unknown(GRACE, T, Cause.WATCH_STARTED),
            Sighting.of(GRACE, Presence.ACTIVE, T, Source.RTM, Cause.SNAPSHOT),
            Sighting.unknown(GRACE, confirmed, Cause.DISCONNECTED),
            Sighting.of(GRACE, Presence.AWAY, check, Source.RTM, Cause.RECONNECTED),
            Sighting.unknown(GRACE, silent, Cause.DISCONNECTED)),
        listener.all(Sighting.class, seen -> seen));
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
            new WatchStatus.MismatchSummary(1, new TreeSet<>(), check),
            new WatchStatus.MismatchSummary(
                1, new TreeSet<>(Set.of(GRACE)), check.plusSeconds(60))),
        listener.all(WatchStatus.Live.class, WatchStatus.Live::mismatches).stream()
            .filter(Objects::nonNull)
            .distinct()
            .toList());
  }

  @Test
  void afterAMismatchConfirmedPeopleAreUnknownFromTheLastPushedEventUntilTheNext()
      throws Exception {
    RecordingWatchListener listener = new RecordingWatchListener(PresenceSnapshot.EMPTY);
    RtmSource live = connected(listener, GRACE, KAI);
    live.handle(new WatcherMessage.PresenceEvent(List.of(GRACE, KAI), Presence.ACTIVE, T));
    Instant confirmed = T.plusSeconds(600);
    Instant lastEvent = T.plusSeconds(800);
    live.handle(new WatcherMessage.PresenceEvent(List.of(KAI), Presence.AWAY, lastEvent));
    // The answer about a person who was added.
    live.handle(
        new WatcherMessage.PresenceEvent(
            List.of(new UserId("U0G7H8J9K")), Presence.AWAY, T.plusSeconds(900)));
    Instant check = T.plusSeconds(1500);
    live.handle(
        new WatcherMessage.Mismatch(
            new PresenceMismatch(
                Map.of(GRACE.value(), SlackPresence.AWAY), Set.of(), confirmed, lastEvent, check)));
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
  void aMissingAnswerForAPersonWhoIsNoLongerWatchedIsNotRecorded() throws Exception {
    RecordingWatchListener listener = new RecordingWatchListener(PresenceSnapshot.EMPTY);
    RtmSource live = connected(listener, GRACE);
    live.handle(new WatcherMessage.Unconfirmed(Set.of(KAI), T, T.plusSeconds(30)));
    assertEquals(List.of(), sightings(listener, KAI));
    assertEquals(
        List.of(),
        listener.all(AuditEvent.class, event -> event).stream()
            .filter(event -> event.user() != null)
            .toList());
  }

  @Test
  void aMissingAnswerForOnePersonMakesNoOtherUnknown() throws Exception {
    RecordingWatchListener listener = new RecordingWatchListener(PresenceSnapshot.EMPTY);
    RtmSource live = connected(listener, GRACE, KAI);
    live.handle(new WatcherMessage.PresenceEvent(List.of(GRACE, KAI), Presence.ACTIVE, T));
    Instant check = T.plusSeconds(1500);
    live.handle(
        new WatcherMessage.Mismatch(
            new PresenceMismatch(
                Map.of(), Set.of(GRACE.value()), T.plusSeconds(600), T.plusSeconds(600), check)));
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
        new RtmSource(
            UNREACHABLE, publisher, new PollScheduler(), requests(_ -> {}), InstantSource.fixed(T));
    live.handle(new WatcherMessage.ConnectionEvent(new LifecycleEvent.Ready(T)));
    live.handle(new WatcherMessage.PresenceEvent(List.of(GRACE), Presence.ACTIVE, T));
    Instant last = T.plusSeconds(3590);
    Instant before = T.plusSeconds(3600);
    Instant behind = T.plusSeconds(600);
    publisher.auditEvents().clockSetBack(before, behind);
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
    publisher.auditEvents().checkClock(T);
    publisher.open(new Workspace("T1", "acme"), () -> T);
    var live = new WatchStatus.Live(1, null, T);
    publisher.status().publish(live);
    assertEquals(new WatchStatus.Behind(end), listener.status(WatchStatus.class));
    publisher.auditEvents().checkClock(T.plusSeconds(3000));
    publisher.status().refresh();
    var lost = new WatchStatus.Reconnecting(1, T, null, new Problem.ConnectionLost(""));
    publisher.status().publish(lost);
    assertEquals(lost, listener.status(WatchStatus.class));
    publisher.status().publish(live);
    listener.status(WatchStatus.Behind.class);
    publisher.auditEvents().checkClock(T.plusSeconds(3601));
    publisher.status().refresh();
    assertEquals(live, listener.status(WatchStatus.class));
  }

  @Test
  void aConnectionThatIsMadeWhileTheRecordIsOpenedIsDatedWithItsBegin() throws Exception {
    RecordingWatchListener listener = new RecordingWatchListener(PresenceSnapshot.EMPTY);
    SightingPublisher publisher =
        new SightingPublisher(listener, WatchList.of(Set.of(GRACE)), WatchOptions.ALWAYS, T);
    Instant begin = T.plusSeconds(2);
    publisher.open(new Workspace("T1", "acme"), () -> begin);
    publisher.auditEvents().connected(Source.RTM, T.plusSeconds(1), "");
    publisher.status().publish(new WatchStatus.Live(1, null, T));
    listener.status(WatchStatus.Live.class);
    assertEquals(
        List.of(AuditEvent.of(EventType.CONNECTED, begin, Source.RTM, "")),
        listener.all(AuditEvent.class, one -> one));
  }

  @Test
  void aClockSetBackBeforeThereIsARecordHasNoEffectOnIt() throws Exception {
    RecordingWatchListener listener = new RecordingWatchListener(PresenceSnapshot.EMPTY);
    Instant ahead = T.plus(Duration.ofHours(2));
    SightingPublisher publisher =
        new SightingPublisher(listener, WatchList.of(Set.of(GRACE)), WatchOptions.ALWAYS, ahead);
    publisher.auditEvents().checkClock(ahead);
    publisher.auditEvents().disconnected(Source.RTM, ahead, "no way to Slack");
    assertTrue(publisher.auditEvents().checkClock(T));
    publisher.open(new Workspace("T1", "acme"), () -> T);
    publisher.auditEvents().connected(Source.RTM, T.plusSeconds(1), "");
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
    try (FakeSlack slack = new FakeSlack()) {
      slack.on("auth.test", "{\"ok\":false,\"error\":\"token_revoked\"}");
      RecordingWatchListener listener = new RecordingWatchListener(PresenceSnapshot.EMPTY);
      BlockingQueue<WatcherMessage> inbox = new LinkedBlockingQueue<>();
      RtmSource live = connected(listener, access(slack), inbox, GRACE);
      live.handle(new WatcherMessage.PresenceEvent(List.of(GRACE), Presence.ACTIVE, T));
      Instant last = T.plusSeconds(50);
      Instant lost = T.plusSeconds(60);
      Instant refused = T.plusSeconds(61);
      live.handle(
          new WatcherMessage.ConnectionEvent(
              new LifecycleEvent.Reconnecting(1, lost, null, last, lost)));
      var revoked =
          new SlackException.Platform("rtm.connect", "token_revoked", null, null, List.of());
      assertEquals(
          live,
          live.handle(
              new WatcherMessage.ConnectionEvent(
                  new LifecycleEvent.Disconnected(revoked, last, refused))));
      assertInstanceOf(StoppedSource.class, live.handle(identified(inbox)));
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
  }

  @Test
  void anAttemptWithoutAnAnnouncedLossMakesPeopleUnknown() throws Exception {
    RecordingWatchListener listener = new RecordingWatchListener(PresenceSnapshot.EMPTY);
    RtmSource live = connected(listener, GRACE);
    live.handle(new WatcherMessage.PresenceEvent(List.of(GRACE), Presence.ACTIVE, T));
    Instant attempt = T.plusSeconds(60);
    live.handle(new WatcherMessage.ConnectionEvent(new LifecycleEvent.Connecting(1, attempt)));
    assertEquals(
        Sighting.unknown(GRACE, attempt, Cause.DISCONNECTED), sightings(listener, GRACE).getLast());
  }

  @Test
  void theEndOfAllAttemptsReplacesAnOlderCrossCheck() throws Exception {
    try (FakeSlack slack = new FakeSlack()) {
      slack.on("auth.test", IDENTITY);
      BlockingQueue<WatcherMessage> inbox = new LinkedBlockingQueue<>();
      RtmSource live =
          connecting(new RecordingWatchListener(PresenceSnapshot.EMPTY), access(slack), inbox);
      for (int i = 1; i <= 3; i++) {
        denied(live, new SlackException.Request(Failure.TIMED_OUT, "no answer", null));
      }
      WatcherMessage.FromSlack older = identified(inbox);
      assertEquals(live, ended(live, refused("invalid_auth")));
      assertEquals(live, live.handle(older));
      PollingSource polled = assertInstanceOf(PollingSource.class, live.handle(identified(inbox)));
      assertEquals(new Problem.LiveRefused("invalid_auth"), polled.reason());
    }
  }

  @Test
  void aRetryAfterTheEndOfAllAttemptsConnectsAgain() throws Exception {
    try (FakeSlack slack = new FakeSlack()) {
      slack.on("auth.test", IDENTITY);
      BlockingQueue<WatcherMessage> inbox = new LinkedBlockingQueue<>();
      RtmSource live =
          connecting(new RecordingWatchListener(PresenceSnapshot.EMPTY), access(slack), inbox);
      ended(live, refused("invalid_auth"));
      assertEquals(live, live.retryNow());
      slack.nextConnection();
      assertEquals(live, live.handle(identified(inbox)));
      live.stop(Cause.APP_STOPPED);
    }
  }

  @Test
  void aCodeAboutTheTokenIsNotConfirmedByAFailureOfAnotherKind() throws Exception {
    try (FakeSlack slack = new FakeSlack()) {
      slack.on("auth.test", _ -> FakeSlack.Answer.status(503, ""));
      AtomicReference<Instant> now = new AtomicReference<>(T);
      BlockingQueue<WatcherMessage> inbox = new LinkedBlockingQueue<>();
      RtmSource live =
          connecting(
              new RecordingWatchListener(PresenceSnapshot.EMPTY), access(slack), inbox, now::get);
      ended(live, refused("invalid_auth"));
      assertEquals(live, live.handle(identified(inbox)));
      assertEquals(Optional.of(T.plusSeconds(5)), live.due());
      now.set(T.plusSeconds(5));
      live.step(now.get());
      assertEquals(Optional.empty(), live.due());
      slack.on("auth.test", "{\"ok\":false,\"error\":\"invalid_auth\"}");
      assertEquals(live, live.handle(identified(inbox)));
      assertEquals(Optional.of(T.plusSeconds(15)), live.due());
      now.set(T.plusSeconds(15));
      live.step(now.get());
      assertInstanceOf(StoppedSource.class, live.handle(identified(inbox)));
    }
  }

  @Test
  void anotherRefusalOfTheCheckIsNotTheEndOfTheToken() throws Exception {
    try (FakeSlack slack = new FakeSlack()) {
      slack.on("auth.test", "{\"ok\":false,\"error\":\"access_denied\"}");
      BlockingQueue<WatcherMessage> inbox = new LinkedBlockingQueue<>();
      RecordingWatchListener listener = new RecordingWatchListener(PresenceSnapshot.EMPTY);
      RtmSource live = connecting(listener, access(slack), inbox, () -> T);
      ended(live, refused("invalid_auth"));
      assertInstanceOf(StoppedSource.class, live.handle(identified(inbox)));
      assertEquals(
          new Problem.Unrecognized("access_denied"),
          listener.status(WatchStatus.Stopped.class).problem());
    }
  }

  @Test
  void aClockSetBackDoesNotDelayTheNextCheckOfTheToken() throws Exception {
    AtomicReference<Instant> now = new AtomicReference<>(T);
    BlockingQueue<WatcherMessage> inbox = new LinkedBlockingQueue<>();
    RtmSource live =
        connecting(
            new RecordingWatchListener(PresenceSnapshot.EMPTY), UNREACHABLE, inbox, now::get);
    ended(live, refused("invalid_auth"));
    live.handle(identified(inbox));
    now.set(T.minusSeconds(3600));
    live.onClockChange(now.get(), Cause.CLOCK_ADJUSTED);
    assertEquals(Optional.of(now.get()), live.due());
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

  @Test
  void ifOnlyLiveIsAllowedNothingLeadsToPolling() throws Exception {
    RecordingWatchListener listener = new RecordingWatchListener(PresenceSnapshot.EMPTY);
    SlackAccess access = UNREACHABLE.withMode(ConnectionMode.LIVE);
    RtmSource live = connected(listener, access, new LinkedBlockingQueue<>(), GRACE);
    live.handle(new WatcherMessage.PresenceEvent(List.of(GRACE), Presence.ACTIVE, T));
    assertEquals(live, lost(live, T.plusSeconds(5)));
    for (int i = 0; i < 20; i++) {
      assertEquals(live, denied(live, refused("internal_error")), "attempt " + i);
    }
    assertInstanceOf(StoppedSource.class, ended(live, refused("not_allowed_token_type")));
    assertEquals(
        new Problem.LiveOnly("not_allowed_token_type"),
        listener.status(WatchStatus.Stopped.class).problem());
    assertEquals(Presence.UNKNOWN, sightings(listener, GRACE).getLast().presence());
  }

  @Test
  void aSocketAddressThatIsNotSafeLeadsToPolling() throws Exception {
    assertEquals(
        new Problem.LiveRefused("an unsafe address"),
        reasonToPoll(new SlackException.Request(Failure.INSECURE, "ws://other.example", null), 3));
  }

  @Test
  void aWaitOfAWeekForRtmConnectLeadsToPollingAtOnceAndIsKeptByTheTrial() throws Exception {
    var limited = new SlackException.RateLimited("rtm.connect", Duration.ofDays(7));
    PollingSource polled = pollingAfter(limited, 1);
    assertEquals(new Problem.LiveRefused("ratelimited"), polled.reason());
    assertEquals(T.plus(SlackException.RateLimited.LONGEST_WAIT), trial(polled));
  }

  @Test
  void shortWaitsForRtmConnectLeadToPollingWhenTheyDoNotEnd() throws Exception {
    var limited = new SlackException.RateLimited("rtm.connect", Duration.ofSeconds(30));
    assertEquals(new Problem.LiveRefused("ratelimited"), reasonToPoll(limited, 3));
  }

  @Test
  void refusalsCountAlthoughARateLimitOrATimeoutIsBetweenThem() throws Exception {
    RtmSource live = connecting(new RecordingWatchListener(PresenceSnapshot.EMPTY));
    SlackException gone = new SlackException.Http("rtm.connect", 404, "");
    assertEquals(live, denied(live, gone));
    assertEquals(
        live, denied(live, new SlackException.RateLimited("rtm.connect", Duration.ofSeconds(5))));
    assertEquals(live, denied(live, new SlackException.Request(Failure.TIMED_OUT, "slow", null)));
    assertInstanceOf(PollingSource.class, denied(live, gone));
  }

  @Test
  void refusalsDuringAHandoverLeadToPollingWhenTheOldConnectionEnds() throws Exception {
    RtmSource live = connected(new RecordingWatchListener(PresenceSnapshot.EMPTY), GRACE);
    live.handle(new WatcherMessage.PresenceEvent(List.of(GRACE), Presence.ACTIVE, T));
    Instant age = T.plus(Duration.ofHours(8));
    SlackException gone = new SlackException.Http("rtm.connect", 404, "");
    for (int i = 1; i <= 3; i++) {
      Instant at = age.minus(Duration.ofMinutes(10 - i));
      assertEquals(
          live,
          live.handle(
              new WatcherMessage.ConnectionEvent(new LifecycleEvent.UnableToRtmStart(gone, at))));
    }
    assertEquals(
        new Problem.LiveRefused("HTTP 404"),
        assertInstanceOf(PollingSource.class, lost(live, age)).reason());
  }

  @Test
  void refusalsDuringAHandoverOfYesterdayDoNotCount() throws Exception {
    RtmSource live = connected(new RecordingWatchListener(PresenceSnapshot.EMPTY), GRACE);
    SlackException gone = new SlackException.Http("rtm.connect", 404, "");
    for (int day = 0; day < 4; day++) {
      live.handle(
          new WatcherMessage.ConnectionEvent(
              new LifecycleEvent.UnableToRtmStart(gone, T.plus(Duration.ofHours(8L * day)))));
    }
    assertEquals(live, lost(live, T.plus(Duration.ofHours(24))));
  }

  @Test
  void connectionsThatEndSoonAfterTheirHelloLeadToPolling() throws Exception {
    RtmSource live = connecting(new RecordingWatchListener(PresenceSnapshot.EMPTY));
    for (int i = 1; i <= 4; i++) {
      assertEquals(live, shortConnection(live, T.plusSeconds(60L * i), 3));
    }
    Problem reason =
        assertInstanceOf(PollingSource.class, shortConnection(live, T.plusSeconds(300), 3))
            .reason();
    assertEquals(new Problem.LiveBlocked("The socket broke."), reason);
  }

  @Test
  void aConnectionThatLastsEndsARowOfShortOnes() throws Exception {
    RtmSource live = connecting(new RecordingWatchListener(PresenceSnapshot.EMPTY));
    for (int i = 1; i <= 12; i++) {
      assertEquals(live, shortConnection(live, T.plusSeconds(60L * i), i % 4 == 0 ? 30 : 3));
    }
  }

  @Test
  void aCodeAboutTheTokenAfterADayOfLiveIsTriedAgain() throws Exception {
    RtmSource live = connected(new RecordingWatchListener(PresenceSnapshot.EMPTY), GRACE);
    PollingSource polled =
        assertInstanceOf(PollingSource.class, ended(live, refused("not_allowed_token_type")));
    assertEquals(new Problem.LiveRefused("not_allowed_token_type"), polled.reason());
    assertEquals(T.plusSeconds(120), trial(polled));
  }

  @Test
  void aCodeThatIsNotAboutTheTokenIsTriedAgain() throws Exception {
    for (String code : List.of("unknown_method", "method_deprecated", "access_denied")) {
      RtmSource live = connecting(new RecordingWatchListener(PresenceSnapshot.EMPTY));
      PollingSource polled = assertInstanceOf(PollingSource.class, ended(live, refused(code)));
      assertEquals(new Problem.LiveRefused(code), polled.reason());
      assertEquals(T.plusSeconds(120), trial(polled));
    }
  }

  @Test
  void aTokenThatMayNotUseRtmIsNotTriedAgain() throws Exception {
    RtmSource live = connecting(new RecordingWatchListener(PresenceSnapshot.EMPTY));
    PollingSource polled =
        assertInstanceOf(PollingSource.class, ended(live, refused("missing_scope")));
    assertEquals(new Problem.LiveNotAllowed("missing_scope"), polled.reason());
    polled.start();
    polled.setPeople(Set.of());
    assertTrue(polled.due().isEmpty());
  }

  @Test
  void aProxyThatRefusesOnlyTheSocketLeadsToPolling() throws Exception {
    RtmSource live = connecting(new RecordingWatchListener(PresenceSnapshot.EMPTY));
    live.handle(new WatcherMessage.ConnectionEvent(new LifecycleEvent.Authenticated(GRANTED, T)));
    PollingSource polled =
        assertInstanceOf(
            PollingSource.class,
            ended(
                live,
                new SlackException.Request(
                    Failure.PROXY_UNSUPPORTED_SIGN_IN, "Only NTLM for wss.", null)));
    assertEquals(new Problem.LiveBlocked("Only NTLM for wss."), polled.reason());
  }

  @Test
  void aTokenThatOnlyRtmConnectRejectsLeadsToPolling() throws Exception {
    try (FakeSlack slack = new FakeSlack()) {
      slack.on("auth.test", IDENTITY);
      BlockingQueue<WatcherMessage> inbox = new LinkedBlockingQueue<>();
      RtmSource live =
          connecting(new RecordingWatchListener(PresenceSnapshot.EMPTY), access(slack), inbox);
      assertEquals(live, ended(live, refused("invalid_auth")));
      PollingSource polled = assertInstanceOf(PollingSource.class, live.handle(identified(inbox)));
      assertEquals(new Problem.LiveRefused("invalid_auth"), polled.reason());
      assertEquals(T.plusSeconds(120), trial(polled));
    }
  }

  @Test
  void rtmConnectWithoutAnAnswerLeadsToPollingIfAnotherMethodIsAnswered() throws Exception {
    try (FakeSlack slack = new FakeSlack()) {
      slack.on("auth.test", IDENTITY);
      BlockingQueue<WatcherMessage> inbox = new LinkedBlockingQueue<>();
      RtmSource live =
          connecting(new RecordingWatchListener(PresenceSnapshot.EMPTY), access(slack), inbox);
      SlackException silent =
          new SlackException.Request(Failure.TIMED_OUT, "rtm.connect: no answer", null);
      denied(live, silent);
      denied(live, silent);
      assertEquals(0, slack.calls("auth.test"), "an outage is the likely reason");
      denied(live, silent);
      assertEquals(live, live.handle(identified(inbox)));
      denied(live, silent);
      PollingSource polled = assertInstanceOf(PollingSource.class, live.handle(identified(inbox)));
      assertEquals(new Problem.LiveBlocked("rtm.connect: no answer"), polled.reason());
    }
  }

  @Test
  void anOutageOfEverythingDoesNotLeadToPolling() throws Exception {
    BlockingQueue<WatcherMessage> inbox = new LinkedBlockingQueue<>();
    RtmSource live =
        connecting(new RecordingWatchListener(PresenceSnapshot.EMPTY), UNREACHABLE, inbox);
    for (int i = 1; i <= 20; i++) {
      assertEquals(live, denied(live, new SlackException.Request(Failure.UNREACHABLE, "", null)));
      for (WatcherMessage.FromSlack answer = answer(inbox);
          answer != null;
          answer = answer(inbox)) {
        assertEquals(live, live.handle(answer));
      }
    }
  }

  @Test
  void aPersonWithoutAnswerAfterTheSwitchFromPollingIsUnknownFromTheLastPoll() throws Exception {
    RecordingWatchListener listener = new RecordingWatchListener(PresenceSnapshot.EMPTY);
    RtmSource live = connected(listener, GRACE);
    live.handle(new WatcherMessage.PresenceEvent(List.of(GRACE), Presence.ACTIVE, T));
    Instant poll = T.plusSeconds(5);
    live.continueFrom(Map.of(GRACE, poll), T.plusSeconds(30));
    live.handle(
        new WatcherMessage.Unconfirmed(Set.of(GRACE), T.plusSeconds(30), T.plusSeconds(50)));
    assertEquals(
        Sighting.unknown(GRACE, poll, Cause.DISCONNECTED), sightings(listener, GRACE).getLast());
  }

  @Test
  void reportsAfterTheSwitchFromPollingAreChecksOfOnePersonUntilAllAreReported() throws Exception {
    RecordingWatchListener listener = new RecordingWatchListener(PresenceSnapshot.EMPTY);
    RtmSource live = connected(listener, GRACE, KAI, ADA);
    live.handle(new WatcherMessage.PresenceEvent(List.of(GRACE, KAI), Presence.ACTIVE, T));
    Instant poll = T.plusSeconds(5);
    live.continueFrom(Map.of(GRACE, poll, KAI, poll), T.plusSeconds(30));
    live.handle(report(Presence.AWAY, 31, KAI));
    live.handle(report(Presence.ACTIVE, 32, KAI, ADA));
    live.handle(report(Presence.ACTIVE, 33, GRACE));
    live.handle(report(Presence.AWAY, 34, ADA));
    assertEquals(
        List.of(
            new Sighting(
                KAI, Presence.AWAY, poll, T.plusSeconds(31), Source.RTM, Cause.PRESENCE_CHECK),
            checked(KAI, Presence.ACTIVE, 32)),
        sightings(listener, KAI).subList(2, 4));
    assertEquals(
        List.of(
            checked(ADA, Presence.ACTIVE, 32),
            Sighting.of(ADA, Presence.AWAY, T.plusSeconds(34), Source.RTM, Cause.PRESENCE_CHANGE)),
        sightings(listener, ADA).subList(1, 3));
  }

  private static WatcherMessage.PresenceEvent report(
      Presence presence, long second, UserId... users) {
    return new WatcherMessage.PresenceEvent(List.of(users), presence, T.plusSeconds(second));
  }

  private static Sighting checked(UserId user, Presence presence, long second) {
    return Sighting.of(user, presence, T.plusSeconds(second), Source.RTM, Cause.PRESENCE_CHECK);
  }

  @Test
  void aPersonRemovedAfterTheSwitchFromPollingIsUnknownFromTheLastPoll() throws Exception {
    AtomicReference<Instant> now = new AtomicReference<>(T);
    RecordingWatchListener listener = new RecordingWatchListener(PresenceSnapshot.EMPTY);
    SightingPublisher publisher =
        new SightingPublisher(listener, WatchList.of(Set.of(GRACE)), WatchOptions.ALWAYS, T);
    publisher.open(new Workspace("T1", "acme"), now::get);
    publisher.onPresence(List.of(GRACE), Presence.ACTIVE, T.plusSeconds(1), Source.POLL);
    now.set(T.plusSeconds(60));
    BlockingQueue<WatcherMessage> inbox = new LinkedBlockingQueue<>();
    try (FakeSlack slack = new FakeSlack()) {
      RtmSource live =
          new RtmSource(
              access(slack), publisher, new PollScheduler(), requests(inbox::add), now::get);
      live.start();
      slack
          .nextConnection()
          .send("{\"type\":\"presence_change\",\"users\":[\"U0D4E5F6G\"],\"presence\":\"away\"}");
      awaitPresence(inbox);
      Instant poll = T.plusSeconds(30);
      live.continueFrom(Map.of(GRACE, poll), now.get());
      live.endObservation(Set.of(GRACE), T.plusSeconds(100), Cause.WATCH_STOPPED);
      live.stop(Cause.APP_STOPPED);
      assertEquals(
          Sighting.unknown(GRACE, poll, Cause.WATCH_STOPPED), sightings(listener, GRACE).getLast());
    }
  }

  private static void awaitPresence(BlockingQueue<WatcherMessage> inbox) throws Exception {
    WatcherMessage next = inbox.poll(60, TimeUnit.SECONDS);
    while (!(next instanceof WatcherMessage.PresenceEvent)) {
      next = Objects.requireNonNull(inbox.poll(60, TimeUnit.SECONDS), "presence is reported");
    }
  }

  /// Returns the reason for polling after exactly this many attempts.
  private static Problem reasonToPoll(SlackException refusal, int attempts) throws Exception {
    PollingSource polled = pollingAfter(refusal, attempts);
    polled.start();
    assertTrue(polled.due().isPresent(), "and try the live connection again");
    return polled.reason();
  }

  private static PollingSource pollingAfter(SlackException refusal, int attempts) throws Exception {
    RtmSource live = connecting(new RecordingWatchListener(PresenceSnapshot.EMPTY));
    PresenceSource next = live;
    for (int i = 1; i <= attempts; i++) {
      assertEquals(live, next, "attempt " + i);
      next = denied(live, refusal);
    }
    return assertInstanceOf(PollingSource.class, next);
  }

  /// Returns the time of the trial of the live connection.
  private static Instant trial(PollingSource polled) {
    polled.start();
    polled.setPeople(Set.of());
    return polled.due().orElseThrow();
  }

  /// `rtm.connect` fails once.
  private static PresenceSource denied(RtmSource live, SlackException refusal) {
    live.handle(new WatcherMessage.ConnectionEvent(new LifecycleEvent.Connecting(1, T)));
    return live.handle(
        new WatcherMessage.ConnectionEvent(
            new LifecycleEvent.Reconnecting(1, T, refusal, null, T)));
  }

  /// The client ends all attempts.
  private static PresenceSource ended(RtmSource live, SlackException failure) {
    return live.handle(
        new WatcherMessage.ConnectionEvent(new LifecycleEvent.Disconnected(failure, null, T)));
  }

  /// An established connection breaks.
  private static PresenceSource lost(RtmSource live, Instant at) {
    return live.handle(
        new WatcherMessage.ConnectionEvent(
            new LifecycleEvent.Reconnecting(
                1, at, new SlackException.Socket("The socket broke.", null), at, at)));
  }

  private static PresenceSource shortConnection(RtmSource live, Instant at, int seconds) {
    live.handle(new WatcherMessage.ConnectionEvent(new LifecycleEvent.Connecting(1, at)));
    live.handle(new WatcherMessage.ConnectionEvent(new LifecycleEvent.Authenticated(GRANTED, at)));
    live.handle(new WatcherMessage.ConnectionEvent(new LifecycleEvent.Connected(at)));
    live.handle(new WatcherMessage.ConnectionEvent(new LifecycleEvent.Ready(at)));
    return lost(live, at.plusSeconds(seconds));
  }

  private static WatcherMessage.FromSlack identified(BlockingQueue<WatcherMessage> inbox) {
    return Objects.requireNonNull(answer(inbox), "auth.test was called");
  }

  /// Returns the next answer to a request; null if there is none.
  private static WatcherMessage.FromSlack answer(BlockingQueue<WatcherMessage> inbox) {
    for (WatcherMessage next = inbox.poll(); next != null; next = inbox.poll()) {
      if (next instanceof WatcherMessage.AuthTestResult answer) {
        return answer;
      }
    }
    return null;
  }

  private static SlackAccess access(FakeSlack slack) {
    return new SlackAccess(
        new SlackToken("xoxb-1-2"), slack.apiUrl(), new ProxySettings.None(), false);
  }

  private static SlackException refused(String code) {
    return new SlackException.Platform("rtm.connect", code, null, null, List.of());
  }

  private static RtmSource connected(RecordingWatchListener listener, UserId... people)
      throws Exception {
    return connected(listener, UNREACHABLE, new LinkedBlockingQueue<>(), people);
  }

  private static RtmSource connected(
      RecordingWatchListener listener,
      SlackAccess access,
      BlockingQueue<WatcherMessage> inbox,
      UserId... people)
      throws Exception {
    RtmSource live = connecting(listener, access, inbox, people);
    live.handle(new WatcherMessage.ConnectionEvent(new LifecycleEvent.Ready(T)));
    return live;
  }

  private static RtmSource connecting(RecordingWatchListener listener) throws Exception {
    return connecting(listener, UNREACHABLE, new LinkedBlockingQueue<>(), GRACE);
  }

  private static RtmSource connecting(
      RecordingWatchListener listener,
      SlackAccess access,
      BlockingQueue<WatcherMessage> inbox,
      UserId... people)
      throws Exception {
    return connecting(listener, access, inbox, InstantSource.fixed(T), people);
  }

  private static RtmSource connecting(
      RecordingWatchListener listener,
      SlackAccess access,
      BlockingQueue<WatcherMessage> inbox,
      InstantSource clock,
      UserId... people)
      throws Exception {
    SightingPublisher publisher =
        new SightingPublisher(listener, WatchList.of(Set.of(people)), WatchOptions.ALWAYS, T);
    RtmSource live =
        new RtmSource(access, publisher, new PollScheduler(), requests(inbox::add), clock);
    live.handle(new WatcherMessage.ConnectionEvent(new LifecycleEvent.Authenticated(GRANTED, T)));
    live.handle(new WatcherMessage.ConnectionEvent(new LifecycleEvent.Connecting(1, T)));
    return live;
  }

  private static WebRequests requests(Consumer<WatcherMessage> inbox) {
    return new WebRequests(Runnable::run, inbox);
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
        new RtmSource(
            UNREACHABLE, publisher, new PollScheduler(), requests(_ -> {}), InstantSource.fixed(T));
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
