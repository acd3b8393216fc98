package rollcall.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rollcall.presence.AuditEvent;
import rollcall.presence.Cause;
import rollcall.presence.ConnectionMode;
import rollcall.presence.Presence;
import rollcall.presence.PresenceSnapshot;
import rollcall.presence.RecordingSchedule;
import rollcall.presence.RecordingScheduleByPerson;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.presence.UserId;
import rollcall.simulator.ActiveOrAway;
import rollcall.simulator.DemoOptions;
import rollcall.simulator.HttpFault;
import rollcall.simulator.LoggedCall;
import rollcall.simulator.NamedFaults;
import rollcall.simulator.SlackSimulator;
import rollcall.simulator.TokenKind;
import rollcall.slack.ProxySettings;
import rollcall.slack.SlackToken;
import rollcall.testkit.AcceleratedClock;
import rollcall.testkit.FakeProxy;
import rollcall.testkit.RecordingWatchListener;

/// Watcher, with the real client and the demo workspace.
class WatcherTest {
  private final RecordingWatchListener listener =
      new RecordingWatchListener(PresenceSnapshot.EMPTY);
  private final AtomicInteger requests = new AtomicInteger();
  private final AcceleratedClock clock = new AcceleratedClock();
  private SlackSimulator workspace;
  private UserId grace;
  private UserId kai;
  private Watcher watcher;
  private Thread thread;

  @BeforeEach
  void open() throws Exception {
    workspace =
        SlackSimulator.start(
            DemoOptions.standard(InstantSource.system()).withoutLimits().withFrozenPeople());
    grace = new UserId(workspace.people().get(0).id());
    kai = new UserId(workspace.people().get(1).id());
  }

  @AfterEach
  void close() throws Exception {
    if (watcher != null) {
      watcher.stop(Cause.APP_STOPPED);
      thread.join();
    }
    workspace.close();
  }

  @Test
  void aChangeInTheWorkspaceIsASighting() {
    watch(workspace.token(), grace);
    assertEquals(Cause.WATCH_STARTED, listener.sighting(grace, Presence.UNKNOWN).cause());
    assertEquals(Cause.SNAPSHOT, listener.sighting(grace, Presence.AWAY).cause());
    workspace.setPresence(grace.value(), ActiveOrAway.ACTIVE);
    Sighting seen = listener.sighting(grace, Presence.ACTIVE);
    Instant truth =
        workspace.groundTruth(grace.value(), workspace.started(), Instant.MAX).getLast().at();
    assertEquals(Cause.PRESENCE_CHANGE, seen.cause());
    assertEquals(Source.RTM, seen.source());
    assertBetween(truth, seen.at(), InstantSource.system().instant());
  }

  @Test
  void theFirstStatesAreConfirmedAtOnceSoThatTheGapBeforeThemIsBridged() {
    watch(workspace.token(), grace);
    Sighting first = listener.sighting(grace, Presence.AWAY);
    assertTrue(
        listener
            .poll(Instant.class, until -> !until.isBefore(first.at()), Duration.ofSeconds(6))
            .isPresent());
  }

  @Test
  void aRetryOfThePersonSendsAPasswordThatTheProxyRefusedOnceMore() throws Exception {
    try (FakeProxy proxy = new FakeProxy(1, "HTTP/1.1 407 Proxy Authentication Required")) {
      ProxySettings wrong = ProxySettings.of("http://ann:wrong@127.0.0.1:" + proxy.port());
      URI slack = URI.create("https://slack.example/api/");
      watch(
          new SlackAccess(new SlackToken(workspace.token()), slack, wrong, false),
          WatchOptions.ALWAYS,
          grace);
      listener.status(WatchStatus.Stopped.class);
      assertEquals(1, proxy.requests().size());
      watcher.retryNow();
      listener.status(WatchStatus.Connecting.class);
      listener.status(WatchStatus.Stopped.class);
      assertEquals(2, proxy.requests().size());
    }
  }

  @Test
  void choosingPeopleChangesTheSubscriptionOnTheWire() {
    watch(workspace.token(), grace);
    listener.sighting(grace, Presence.AWAY);
    watcher.setWatchList(WatchList.of(Set.of(kai)));
    assertEquals(Cause.WATCH_STOPPED, listener.sighting(grace, Presence.NOT_WATCHED).cause());
    listener.sighting(kai, Presence.AWAY);
    assertEquals(List.of(Set.of(kai.value())), workspace.subscriptions());
  }

  @Test
  void onlyAssignedPeopleAreWatchedOnAListThatRecordersShare() throws Exception {
    watch(
        workspace.token(),
        new WatchOptions(RecordingScheduleByPerson.ALWAYS, false, Set.of(), true),
        grace);
    listener.status(WatchStatus.Live.class);
    assertEquals(List.of(), listener.all(Sighting.class, seen -> seen));
    watcher.assign(Set.of(grace, kai)).get();
    Set<UserId> seen = new TreeSet<>();
    while (seen.size() < 2) {
      seen.add(listener.await(Sighting.class, one -> one.presence() == Presence.AWAY).user());
    }
    assertEquals(Set.of(grace, kai), seen);
    watcher.assign(Set.of(kai)).get();
    assertEquals(Cause.WATCH_STOPPED, listener.sighting(grace, Presence.NOT_WATCHED).cause());
    watcher.setWatchList(WatchList.of(Set.of(grace)));
    workspace.setPresence(kai.value(), ActiveOrAway.ACTIVE);
    listener.sighting(kai, Presence.ACTIVE);
    awaitSubscription(kai);
  }

  @Test
  void recordingHoursTakeEffectAtOnceAndOutsideOfThemSlackIsNotPolled() {
    watch(workspace.token(), grace);
    listener.sighting(grace, Presence.AWAY);
    watcher.setRecordingHours(new RecordingScheduleByPerson(longAgo(), Map.of(), ZoneOffset.UTC));
    assertEquals(Cause.HOURS_CLOSED, listener.sighting(grace, Presence.NOT_WATCHED).cause());
    var outside = listener.status(WatchStatus.OutsideHours.class);
    assertTrue(outside.until().isAfter(InstantSource.system().instant()));
    watcher.setWatchList(WatchList.of(Set.of(grace, kai)));
    watcher.setRecordingHours(RecordingScheduleByPerson.ALWAYS);
    assertEquals(Cause.WATCH_STARTED, listener.sighting(kai, Presence.UNKNOWN).cause());
    workspace.setPresence(grace.value(), ActiveOrAway.ACTIVE);
    listener.sighting(grace, Presence.ACTIVE);
    assertEquals(Cause.HOURS_OPENED, causeBeforeActive());
  }

  @Test
  void aPausedPersonIsUnsubscribedAtOnceAndSubscribedAgainAfterThePause() throws Exception {
    watch(workspace.token(), grace, kai);
    listener.sighting(grace, Presence.AWAY);
    listener.sighting(kai, Presence.AWAY);
    Instant before = InstantSource.system().instant();
    watcher.setRecordingHours(RecordingScheduleByPerson.ALWAYS.withPaused(Set.of(grace)));
    Sighting pause = listener.sighting(grace, Presence.NOT_WATCHED);
    assertEquals(Cause.WATCH_PAUSED, pause.cause());
    assertBetween(before.minusSeconds(1), pause.at(), InstantSource.system().instant());
    awaitSubscription(kai);
    workspace.setPresence(grace.value(), ActiveOrAway.ACTIVE);
    workspace.setPresence(kai.value(), ActiveOrAway.ACTIVE);
    listener.sighting(kai, Presence.ACTIVE);
    watcher.setRecordingHours(RecordingScheduleByPerson.ALWAYS);
    assertEquals(Cause.SNAPSHOT, listener.sighting(grace, Presence.ACTIVE).cause());
    assertEquals(Cause.WATCH_RESUMED, causeBeforeActive());
  }

  @Test
  void aPausedPersonIsNotPolledAndStaysNotWatchedAfterARestart() throws Exception {
    WatchOptions paused =
        new WatchOptions(
            RecordingScheduleByPerson.ALWAYS.withPaused(Set.of(grace)), false, Set.of());
    watch(workspace.token(TokenKind.GRANULAR_BOT), paused, grace, kai);
    listener.sighting(kai, Presence.AWAY);
    assertEquals(1, listener.status(WatchStatus.Polling.class).people());
    watcher.stop(Cause.APP_STOPPED);
    thread.join();
    assertEquals(
        List.of(kai),
        listener.all(Sighting.class, seen -> seen).stream()
            .map(Sighting::user)
            .distinct()
            .toList());
  }

  private Cause causeBeforeActive() {
    return listener.all(Sighting.class, seen -> seen).stream()
        .filter(seen -> seen.user().equals(grace) && seen.presence() == Presence.UNKNOWN)
        .toList()
        .getLast()
        .cause();
  }

  @Test
  void noPersonIsPolledOutsideRecordingHours() throws Exception {
    WatchOptions options =
        new WatchOptions(
            new RecordingScheduleByPerson(longAgo(), Map.of(), ZoneOffset.UTC), false, Set.of());
    watch(workspace.token(TokenKind.GRANULAR_BOT), options, grace, kai);
    listener.status(WatchStatus.OutsideHours.class);
    watcher.setRecordingHours(RecordingScheduleByPerson.ALWAYS);
    // Both are polled at the same time, and answered in any order.
    Set<UserId> answered = new TreeSet<>();
    while (answered.size() < 2) {
      answered.add(listener.await(Sighting.class, seen -> seen.presence() == Presence.AWAY).user());
    }
    assertEquals(Set.of(grace, kai), answered);
    watcher.setRecordingHours(options.timetable());
    listener.sighting(grace, Presence.NOT_WATCHED);
    listener.status(WatchStatus.OutsideHours.class);
    // Counted at the start of requests: an earlier one may still be pending.
    int asked = requests.get();
    assertTrue(asked >= 2);
    watcher.retryNow();
    watcher.stop(Cause.APP_STOPPED);
    thread.join();
    assertEquals(asked, requests.get());
    assertEquals(0, workspace.subscriptions().stream().mapToLong(Set::size).sum());
  }

  /// Hours of another day of the week.
  private static RecordingSchedule longAgo() {
    DayOfWeek day = InstantSource.system().instant().atZone(ZoneOffset.UTC).getDayOfWeek().minus(2);
    return new RecordingSchedule(LocalTime.MIDNIGHT, LocalTime.NOON, new TreeSet<>(Set.of(day)));
  }

  @Test
  void aLostConnectionIsUnknownFromTheLastFrameUntilTheNextReport() {
    watch(workspace.token(), grace);
    listener.sighting(grace, Presence.AWAY);
    Instant before = InstantSource.system().instant();
    NamedFaults.of(workspace).cutSockets();
    Sighting gap = listener.sighting(grace, Presence.UNKNOWN);
    assertEquals(Cause.DISCONNECTED, gap.cause());
    assertFalse(gap.at().isAfter(before), "unknown from the last frame, not from the loss");
    var lost = listener.status(WatchStatus.Reconnecting.class);
    assertEquals(gap.at(), lost.unknownSince());
    assertEquals(Cause.RECONNECTED, listener.sighting(grace, Presence.AWAY).cause());
    assertEquals(1, listener.status(WatchStatus.Live.class).people());
  }

  @Test
  void timeBetweenAConnectionAndAManualReconnectIsUnknown() {
    watch(workspace.token(), grace);
    listener.sighting(grace, Presence.AWAY);
    Instant before = InstantSource.system().instant();
    watcher.retryNow();
    Sighting gap = listener.sighting(grace, Presence.UNKNOWN);
    assertEquals(Cause.DISCONNECTED, gap.cause());
    assertFalse(gap.at().isAfter(before), "unknown from the last frame");
    assertEquals(Cause.RECONNECTED, listener.sighting(grace, Presence.AWAY).cause());
  }

  @Test
  void aSilentServerIsNoticedAndTheSilenceIsUnknown() {
    watch(workspace.token(), grace);
    Sighting seen = listener.sighting(grace, Presence.AWAY);
    NamedFaults.of(workspace).startSilence();
    Instant silent = clock.instant();
    clock.accelerate();
    Sighting gap = listener.sighting(grace, Presence.UNKNOWN);
    clock.slowDown();
    NamedFaults.of(workspace).endSilence();
    assertEquals(Cause.DISCONNECTED, gap.cause());
    assertBetween(seen.at(), gap.at(), silent);
    assertEquals(Cause.RECONNECTED, listener.sighting(grace, Presence.AWAY).cause());
  }

  @Test
  void anUnknownIdIsLoggedOnceLive() {
    UserId missing = new UserId("U0N0B0DY00");
    watch(workspace.token(), grace, missing);
    listener.sighting(grace, Presence.AWAY);
    clock.accelerate();
    WatchStatus.Live live =
        listener.await(WatchStatus.Live.class, status -> status.mismatches() != null);
    clock.slowDown();
    assertEquals(Set.of(missing), Objects.requireNonNull(live.mismatches()).silent());
    assertLoggedOnce(missing, "no answer to subscription and query");
  }

  @Test
  void anUnknownIdIsLoggedOnceByPolling() {
    UserId missing = new UserId("U0N0B0DY00");
    watch(workspace.token(TokenKind.GRANULAR_BOT), grace, missing);
    WatchStatus.Polling polling =
        listener.await(WatchStatus.Polling.class, status -> status.unanswered() != null);
    assertEquals(
        new WatchStatus.Unanswered(new TreeSet<>(Set.of(missing)), "user_not_found"),
        polling.unanswered());
    assertLoggedOnce(missing, "poll failed: user_not_found");
  }

  private void assertLoggedOnce(UserId user, String note) {
    workspace.setPresence(grace.value(), ActiveOrAway.ACTIVE);
    listener.sighting(grace, Presence.ACTIVE);
    assertEquals(
        List.of(note),
        listener.all(AuditEvent.class, event -> event).stream()
            .filter(event -> user.equals(event.user()))
            .map(AuditEvent::note)
            .toList());
  }

  @Test
  void aTokenThatSlackDoesNotAcceptStopsWithThatProblem() {
    watch("xoxb-not-a-token-of-this-workspace", grace);
    var stopped = listener.status(WatchStatus.Stopped.class);
    assertEquals(new Problem.TokenRejected("invalid_auth"), stopped.problem());
    assertEquals(
        List.of("rtm.connect", "auth.test"),
        workspace.calls().stream().map(LoggedCall::method).toList(),
        "a second method confirms it, once");
  }

  @Test
  void ifPollingIsChosenATokenThatAllowsLiveIsNotUsedForIt() {
    watch(
        new SlackAccess(
                new SlackToken(workspace.token()),
                workspace.apiUrl(),
                new ProxySettings.None(),
                false)
            .withMode(ConnectionMode.POLLING),
        WatchOptions.ALWAYS,
        grace);
    assertNull(listener.status(WatchStatus.Polling.class).reason());
    assertEquals(Source.POLL, listener.sighting(grace, Presence.AWAY).source());
    assertTrue(workspace.calls().stream().noneMatch(call -> call.method().equals("rtm.connect")));
  }

  @Test
  void ifOnlyLiveIsAllowedAModernTokenStops() {
    watch(
        new SlackAccess(
                new SlackToken(workspace.token(TokenKind.GRANULAR_BOT)),
                workspace.apiUrl(),
                new ProxySettings.None(),
                false)
            .withMode(ConnectionMode.LIVE),
        WatchOptions.ALWAYS,
        grace);
    assertEquals(
        new Problem.LiveOnly("not_allowed_token_type"),
        listener.status(WatchStatus.Stopped.class).problem());
  }

  @Test
  void aModernTokenUsesPollingAndReportsIt() {
    watch(workspace.token(TokenKind.GRANULAR_BOT), grace);
    var polling = listener.status(WatchStatus.Polling.class);
    assertEquals(new Problem.LiveNotAllowed("not_allowed_token_type"), polling.reason());
    assertEquals(Source.POLL, listener.sighting(grace, Presence.AWAY).source());
    workspace.setPresence(grace.value(), ActiveOrAway.ACTIVE);
    Sighting found = listener.sighting(grace, Presence.ACTIVE);
    assertEquals(Cause.PRESENCE_CHECK, found.cause());
    Instant truth =
        workspace.groundTruth(grace.value(), workspace.started(), Instant.MAX).getLast().at();
    assertFalse(truth.isBefore(found.earliest()), "the change is after the previous poll");
    assertFalse(truth.isAfter(found.at()), "and before the poll that found it");
  }

  @Test
  void aBlockedWebSocketLeadsToPollingUntilItConnects() {
    NamedFaults.of(workspace).refuseSockets(403, 3);
    watch(workspace.token(), grace);
    var polling = listener.status(WatchStatus.Polling.class);
    assertInstanceOf(Problem.LiveBlocked.class, polling.reason());
    Sighting seen = listener.sighting(grace, Presence.AWAY);
    assertEquals(Source.POLL, seen.source());
    watcher.retryNow();
    listener.await(WatchStatus.Live.class, live -> live.lastEvent() != null);
    workspace.setPresence(grace.value(), ActiveOrAway.ACTIVE);
    Sighting change = listener.sighting(grace, Presence.ACTIVE);
    assertEquals(
        List.of(Source.RTM, Cause.PRESENCE_CHANGE), List.of(change.source(), change.cause()));
    assertEquals(
        List.of(Presence.UNKNOWN, Presence.AWAY, Presence.ACTIVE),
        listener.all(Sighting.class, Sighting::presence));
  }

  @Test
  void aRefusedRtmConnectLeadsToPollingUntilItIsGranted() {
    NamedFaults.of(workspace).plan("rtm.connect", HttpFault.status(404), 3);
    watch(workspace.token(), grace);
    var polling = listener.status(WatchStatus.Polling.class);
    assertEquals(new Problem.LiveRefused("HTTP 404"), polling.reason());
    assertEquals(Source.POLL, listener.sighting(grace, Presence.AWAY).source());
    watcher.retryNow();
    listener.await(WatchStatus.Live.class, live -> live.lastEvent() != null);
  }

  @Test
  void aTokenThatOnlyRtmConnectRejectsIsUsedForPolling() {
    NamedFaults.of(workspace).plan("rtm.connect", new HttpFault.NotOk("account_inactive"), 1);
    watch(workspace.token(), grace);
    var polling = listener.status(WatchStatus.Polling.class);
    assertEquals(new Problem.LiveRefused("account_inactive"), polling.reason());
    assertEquals(Source.POLL, listener.sighting(grace, Presence.AWAY).source());
    watcher.retryNow();
    listener.await(WatchStatus.Live.class, live -> live.lastEvent() != null);
  }

  @Test
  void whileTheWebSocketIsStillBlockedPollingContinues() {
    NamedFaults.of(workspace).refuseSockets(403, 4);
    watch(workspace.token(), grace);
    listener.status(WatchStatus.Polling.class);
    listener.sighting(grace, Presence.AWAY);
    watcher.retryNow();
    workspace.setPresence(grace.value(), ActiveOrAway.ACTIVE);
    Sighting change = listener.sighting(grace, Presence.ACTIVE);
    assertEquals(
        List.of(Source.POLL, Cause.PRESENCE_CHECK), List.of(change.source(), change.cause()));
  }

  @Test
  void stoppingIsUnknownFromTheLastFrame() throws Exception {
    watch(workspace.token(), grace);
    listener.sighting(grace, Presence.AWAY);
    watcher.stop(Cause.APP_STOPPED);
    thread.join();
    assertEquals(Cause.APP_STOPPED, listener.sighting(grace, Presence.UNKNOWN).cause());
  }

  @Test
  void aServerErrorOfSlackIsReportedAndRetried() {
    NamedFaults.of(workspace).plan("rtm.connect", HttpFault.status(503), 1);
    watch(workspace.token(), grace);
    var failing = listener.await(WatchStatus.Connecting.class, status -> status.problem() != null);
    assertEquals(new Problem.SlackFailing("503"), failing.problem());
    listener.sighting(grace, Presence.AWAY);
  }

  @Test
  void aRateLimitIsWaitedFor() {
    Instant before = InstantSource.system().instant();
    NamedFaults.of(workspace).plan("rtm.connect", HttpFault.rateLimited(2), 1);
    watch(workspace.token(), grace);
    var limited = listener.await(WatchStatus.Connecting.class, status -> status.problem() != null);
    assertInstanceOf(Problem.RateLimited.class, limited.problem());
    Sighting seen = listener.sighting(grace, Presence.AWAY);
    assertFalse(seen.at().isBefore(before.plusSeconds(2)), "connected again at " + seen.at());
  }

  @Test
  void aBugIsUnknownFromTheLastFrameAndStopsUntilARetry() {
    stopsUntilARetry(new IllegalStateException("a bug"));
  }

  @Test
  void anEndlessRecursionOrALackOfMemoryStopsWatchingWithThatProblemToo() {
    stopsUntilARetry(new StackOverflowError());
  }

  private void stopsUntilARetry(Throwable bug) {
    // At the status after the first report.
    listener.failOnce(
        status -> status instanceof WatchStatus.Live live && live.lastEvent() != null, bug);
    watch(workspace.token(), grace);
    Sighting seen = listener.sighting(grace, Presence.AWAY);
    Sighting gap = listener.sighting(grace, Presence.UNKNOWN);
    var stopped = listener.status(WatchStatus.Stopped.class);
    assertEquals(new Problem.Bug(bug.toString()), stopped.problem());
    assertEquals(gap.at(), stopped.since());
    assertFalse(gap.at().isBefore(seen.at()));
    watcher.retryNow();
    listener.sighting(grace, Presence.AWAY);
  }

  private static void assertBetween(Instant earliest, Instant at, Instant latest) {
    Instant from = earliest.truncatedTo(ChronoUnit.MILLIS);
    assertFalse(at.isBefore(from) || at.isAfter(latest), earliest + " " + at + " " + latest);
  }

  private void awaitSubscription(UserId user) throws InterruptedException {
    for (int i = 0;
        i < 6000 && !workspace.subscriptions().equals(List.of(Set.of(user.value())));
        i++) {
      Thread.sleep(10);
    }
    assertEquals(List.of(Set.of(user.value())), workspace.subscriptions());
  }

  private void watch(String token, UserId... people) {
    watch(token, WatchOptions.ALWAYS, people);
  }

  private void watch(String token, WatchOptions options, UserId... people) {
    watch(
        new SlackAccess(new SlackToken(token), workspace.apiUrl(), new ProxySettings.None(), false),
        options,
        people);
  }

  private void watch(SlackAccess way, WatchOptions options, UserId... people) {
    SlackAccess access = way.withStallLimit(Duration.ofSeconds(60));
    watcher =
        new Watcher(
            access,
            WatchList.of(Set.of(people)),
            options,
            listener,
            clock,
            request -> {
              requests.incrementAndGet();
              Thread.startVirtualThread(request);
            });
    thread = Thread.ofVirtual().start(watcher);
  }
}
