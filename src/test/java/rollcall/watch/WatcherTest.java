package rollcall.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
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
import rollcall.presence.HoursByPerson;
import rollcall.presence.Presence;
import rollcall.presence.PresenceSnapshot;
import rollcall.presence.RecordingHours;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.presence.UserId;
import rollcall.simulator.DemoOptions;
import rollcall.simulator.DemoWorkspace;
import rollcall.simulator.HttpFault;
import rollcall.simulator.MemberPresence;
import rollcall.simulator.TokenKind;
import rollcall.slack.ProxySettings;
import rollcall.slack.SlackToken;
import rollcall.testkit.FakeProxy;
import rollcall.testkit.RecordingWatchListener;

/// The watcher, with the real client, against the demo workspace.
class WatcherTest {
  private final RecordingWatchListener witness = new RecordingWatchListener(PresenceSnapshot.EMPTY);
  private final AtomicInteger requests = new AtomicInteger();
  private DemoWorkspace workspace;
  private UserId grace;
  private UserId kai;
  private Watcher watcher;
  private Thread link;

  @BeforeEach
  void open() throws Exception {
    workspace =
        DemoWorkspace.start(
            DemoOptions.standard(InstantSource.system()).withoutLimits().withFrozenPeople());
    grace = new UserId(workspace.people().get(0).id());
    kai = new UserId(workspace.people().get(1).id());
  }

  @AfterEach
  void close() throws Exception {
    if (watcher != null) {
      watcher.stop(Cause.APP_STOPPED);
      link.join();
    }
    workspace.close();
  }

  @Test
  void aChangeInTheWorkspaceIsASighting() {
    watch(workspace.token(), grace);
    assertEquals(Cause.WATCH_STARTED, witness.sighting(grace, Presence.UNKNOWN).cause());
    assertEquals(Cause.SNAPSHOT, witness.sighting(grace, Presence.AWAY).cause());
    workspace.setPresence(grace.value(), MemberPresence.ACTIVE);
    Sighting seen = witness.sighting(grace, Presence.ACTIVE);
    Instant truth =
        workspace.groundTruth(grace.value(), workspace.started(), Instant.MAX).getLast().at();
    assertEquals(Cause.PRESENCE_CHANGE, seen.cause());
    assertEquals(Source.RTM, seen.source());
    assertBetween(truth, seen.at(), InstantSource.system().instant());
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
      witness.status(WatchStatus.Stopped.class);
      assertEquals(1, proxy.requests().size());
      watcher.retryNow();
      witness.status(WatchStatus.Connecting.class);
      witness.status(WatchStatus.Stopped.class);
      assertEquals(2, proxy.requests().size());
    }
  }

  @Test
  void choosingPeopleChangesTheSubscriptionOnTheWire() {
    watch(workspace.token(), grace);
    witness.sighting(grace, Presence.AWAY);
    watcher.watch(WatchList.of(Set.of(kai)));
    assertEquals(Cause.WATCH_STOPPED, witness.sighting(grace, Presence.NOT_WATCHED).cause());
    witness.sighting(kai, Presence.AWAY);
    assertEquals(List.of(Set.of(kai.value())), workspace.subscriptions());
  }

  @Test
  void recordingHoursTakeEffectAtOnceAndOutsideOfThemSlackIsNotAsked() {
    watch(workspace.token(), grace);
    witness.sighting(grace, Presence.AWAY);
    watcher.setWatchList(new HoursByPerson(longAgo(), Map.of(), ZoneOffset.UTC));
    assertEquals(Cause.HOURS_CLOSED, witness.sighting(grace, Presence.NOT_WATCHED).cause());
    var outside = witness.status(WatchStatus.OutsideHours.class);
    assertTrue(outside.until().isAfter(InstantSource.system().instant()));
    watcher.watch(WatchList.of(Set.of(grace, kai)));
    watcher.setWatchList(HoursByPerson.ALWAYS);
    assertEquals(Cause.WATCH_STARTED, witness.sighting(kai, Presence.UNKNOWN).cause());
    workspace.setPresence(grace.value(), MemberPresence.ACTIVE);
    witness.sighting(grace, Presence.ACTIVE);
    assertEquals(Cause.HOURS_OPENED, causeBeforeActive());
  }

  private Cause causeBeforeActive() {
    return witness.all(Sighting.class, seen -> seen).stream()
        .filter(seen -> seen.user().equals(grace) && seen.presence() == Presence.UNKNOWN)
        .toList()
        .getLast()
        .cause();
  }

  @Test
  void byPollingNobodyIsAskedAboutOutsideTheirHours() throws Exception {
    WatchOptions terms =
        new WatchOptions(new HoursByPerson(longAgo(), Map.of(), ZoneOffset.UTC), false, Set.of());
    watch(workspace.token(TokenKind.GRANULAR_BOT), terms, grace, kai);
    witness.status(WatchStatus.OutsideHours.class);
    watcher.setWatchList(HoursByPerson.ALWAYS);
    // Both are asked about at the same time, and answered in any order.
    Set<UserId> answered = new TreeSet<>();
    while (answered.size() < 2) {
      answered.add(witness.await(Sighting.class, seen -> seen.presence() == Presence.AWAY).user());
    }
    assertEquals(Set.of(grace, kai), answered);
    watcher.setWatchList(terms.timetable());
    witness.sighting(grace, Presence.NOT_WATCHED);
    witness.status(WatchStatus.OutsideHours.class);
    // Counted where requests begin: one from before may still be on its way.
    int asked = requests.get();
    assertTrue(asked >= 2);
    watcher.retryNow();
    watcher.stop(Cause.APP_STOPPED);
    link.join();
    assertEquals(asked, requests.get());
    assertEquals(0, workspace.subscriptions().stream().mapToLong(Set::size).sum());
  }

  /// Hours of a day that does not come for days.
  private static RecordingHours longAgo() {
    DayOfWeek day = InstantSource.system().instant().atZone(ZoneOffset.UTC).getDayOfWeek().minus(2);
    return new RecordingHours(LocalTime.MIDNIGHT, LocalTime.NOON, new TreeSet<>(Set.of(day)));
  }

  @Test
  void aCutConnectionIsUnknownFromTheLastWordUntilSlackSpeaksAgain() {
    watch(workspace.token(), grace);
    witness.sighting(grace, Presence.AWAY);
    Instant before = InstantSource.system().instant();
    workspace.faults().cutSockets();
    Sighting dark = witness.sighting(grace, Presence.UNKNOWN);
    assertEquals(Cause.DISCONNECTED, dark.cause());
    assertFalse(dark.at().isAfter(before), "unknown from the last frame, not from the loss");
    var lost = witness.status(WatchStatus.Reconnecting.class);
    assertEquals(dark.at(), lost.unknownSince());
    assertEquals(Cause.RECONNECTED, witness.sighting(grace, Presence.AWAY).cause());
    assertEquals(1, witness.status(WatchStatus.Live.class).people());
  }

  @Test
  void betweenAConnectionAndTheNextThatIsMadeByHandIsUnknown() {
    watch(workspace.token(), grace);
    witness.sighting(grace, Presence.AWAY);
    Instant before = InstantSource.system().instant();
    watcher.retryNow();
    Sighting dark = witness.sighting(grace, Presence.UNKNOWN);
    assertEquals(Cause.DISCONNECTED, dark.cause());
    assertFalse(dark.at().isAfter(before), "unknown from the last frame");
    assertEquals(Cause.RECONNECTED, witness.sighting(grace, Presence.AWAY).cause());
  }

  @Test
  void aSilentServerIsNoticedAndTheSilenceIsUnknown() {
    watch(workspace.token(), grace);
    Sighting seen = witness.sighting(grace, Presence.AWAY);
    workspace.faults().startSilence();
    Instant silent = InstantSource.system().instant();
    Sighting dark = witness.sighting(grace, Presence.UNKNOWN);
    workspace.faults().endSilence();
    assertEquals(Cause.DISCONNECTED, dark.cause());
    assertBetween(seen.at(), dark.at(), silent);
    assertEquals(Cause.RECONNECTED, witness.sighting(grace, Presence.AWAY).cause());
  }

  @Test
  void anIdThatDoesNotExistIsNamedOnceLive() {
    UserId missing = new UserId("U0N0B0DY00");
    watch(workspace.token(), grace, missing);
    witness.sighting(grace, Presence.AWAY);
    WatchStatus.Live live = witness.await(WatchStatus.Live.class, status -> status.doubt() != null);
    assertEquals(Set.of(missing), Objects.requireNonNull(live.doubt()).mute());
    assertNamedOnce(missing, "subscribed to and asked for, no answer");
  }

  @Test
  void anIdThatDoesNotExistIsNamedOnceByPolling() {
    UserId missing = new UserId("U0N0B0DY00");
    watch(workspace.token(TokenKind.GRANULAR_BOT), grace, missing);
    WatchStatus.Polling polling =
        witness.await(WatchStatus.Polling.class, status -> status.unanswered() != null);
    assertEquals(
        new WatchStatus.Unanswered(new TreeSet<>(Set.of(missing)), "user_not_found"),
        polling.unanswered());
    assertNamedOnce(missing, "asked for: user_not_found");
  }

  private void assertNamedOnce(UserId user, String note) {
    workspace.setPresence(grace.value(), MemberPresence.ACTIVE);
    witness.sighting(grace, Presence.ACTIVE);
    assertEquals(
        List.of(note),
        witness.all(AuditEvent.class, event -> event).stream()
            .filter(event -> user.equals(event.user()))
            .map(AuditEvent::note)
            .toList());
  }

  @Test
  void aTokenThatSlackDoesNotAcceptStopsWithThatProblem() {
    watch("xoxb-not-a-token-of-this-workspace", grace);
    var stopped = witness.status(WatchStatus.Stopped.class);
    assertEquals(new Problem.TokenRejected("invalid_auth"), stopped.problem());
    assertEquals(1, workspace.calls().size());
  }

  @Test
  void aModernTokenIsPolledAndSaysSo() {
    watch(workspace.token(TokenKind.GRANULAR_BOT), grace);
    var polling = witness.status(WatchStatus.Polling.class);
    assertEquals(new Problem.LiveNotAllowed("not_allowed_token_type"), polling.reason());
    assertEquals(Source.POLL, witness.sighting(grace, Presence.AWAY).source());
    workspace.setPresence(grace.value(), MemberPresence.ACTIVE);
    Sighting found = witness.sighting(grace, Presence.ACTIVE);
    assertEquals(Cause.PRESENCE_CHECK, found.cause());
    Instant truth =
        workspace.groundTruth(grace.value(), workspace.started(), Instant.MAX).getLast().at();
    assertFalse(truth.isBefore(found.earliest()), "the change lies after the look before");
    assertFalse(truth.isAfter(found.at()), "and before the look that found it");
  }

  @Test
  void whereTheWebSocketIsBlockedWeAskInTurnUntilItGetsThrough() {
    workspace.faults().refuseSockets(403, 3);
    watch(workspace.token(), grace);
    var polling = witness.status(WatchStatus.Polling.class);
    assertInstanceOf(Problem.LiveBlocked.class, polling.reason());
    Sighting seen = witness.sighting(grace, Presence.AWAY);
    assertEquals(Source.POLL, seen.source());
    watcher.retryNow();
    witness.await(WatchStatus.Live.class, live -> live.lastEvent() != null);
    workspace.setPresence(grace.value(), MemberPresence.ACTIVE);
    Sighting change = witness.sighting(grace, Presence.ACTIVE);
    assertEquals(
        List.of(Source.RTM, Cause.PRESENCE_CHANGE), List.of(change.source(), change.cause()));
    assertEquals(
        List.of(Presence.UNKNOWN, Presence.AWAY, Presence.ACTIVE),
        witness.all(Sighting.class, Sighting::presence));
  }

  @Test
  void whereRtmConnectIsRefusedForALongTimeWeAskInTurnUntilItIsGranted() {
    workspace.faults().plan("rtm.connect", HttpFault.status(404), 3);
    watch(workspace.token(), grace);
    var polling = witness.status(WatchStatus.Polling.class);
    assertEquals(new Problem.LiveRefused("HTTP 404"), polling.reason());
    assertEquals(Source.POLL, witness.sighting(grace, Presence.AWAY).source());
    watcher.retryNow();
    witness.await(WatchStatus.Live.class, live -> live.lastEvent() != null);
  }

  @Test
  void whereItIsStillBlockedTheAskingGoesOn() {
    workspace.faults().refuseSockets(403, 4);
    watch(workspace.token(), grace);
    witness.status(WatchStatus.Polling.class);
    witness.sighting(grace, Presence.AWAY);
    watcher.retryNow();
    workspace.setPresence(grace.value(), MemberPresence.ACTIVE);
    Sighting change = witness.sighting(grace, Presence.ACTIVE);
    assertEquals(
        List.of(Source.POLL, Cause.PRESENCE_CHECK), List.of(change.source(), change.cause()));
  }

  @Test
  void stoppingEndsWhatWasSeenAtTheLastWord() throws Exception {
    watch(workspace.token(), grace);
    witness.sighting(grace, Presence.AWAY);
    watcher.stop(Cause.APP_STOPPED);
    link.join();
    assertEquals(Cause.APP_STOPPED, witness.sighting(grace, Presence.UNKNOWN).cause());
  }

  @Test
  void aFailingSlackIsSaidAndOvercome() {
    workspace.faults().plan("rtm.connect", HttpFault.status(503), 1);
    watch(workspace.token(), grace);
    var failing = witness.await(WatchStatus.Connecting.class, status -> status.problem() != null);
    assertEquals(new Problem.SlackFailing("503"), failing.problem());
    witness.sighting(grace, Presence.AWAY);
  }

  @Test
  void whenSlackAsksUsToSlowDownWeWaitAsLongAsItSays() {
    Instant before = InstantSource.system().instant();
    workspace.faults().plan("rtm.connect", HttpFault.rateLimited(2), 1);
    watch(workspace.token(), grace);
    var limited = witness.await(WatchStatus.Connecting.class, status -> status.problem() != null);
    assertInstanceOf(Problem.RateLimited.class, limited.problem());
    Sighting seen = witness.sighting(grace, Presence.AWAY);
    assertFalse(seen.at().isBefore(before.plusSeconds(2)), "connected again at " + seen.at());
  }

  @Test
  void aBugOfOursIsUnknownFromTheLastWordAndStopsUntilSomebodyRetries() {
    var bug = new IllegalStateException("a bug");
    // Over what follows the first word.
    witness.failOnce(
        status -> status instanceof WatchStatus.Live live && live.lastEvent() != null, bug);
    watch(workspace.token(), grace);
    Sighting seen = witness.sighting(grace, Presence.AWAY);
    Sighting dark = witness.sighting(grace, Presence.UNKNOWN);
    var stopped = witness.status(WatchStatus.Stopped.class);
    assertEquals(new Problem.Bug(bug.toString()), stopped.problem());
    assertEquals(dark.at(), stopped.since());
    assertFalse(dark.at().isBefore(seen.at()));
    watcher.retryNow();
    witness.sighting(grace, Presence.AWAY);
  }

  private static void assertBetween(Instant earliest, Instant at, Instant latest) {
    Instant from = earliest.truncatedTo(ChronoUnit.MILLIS);
    assertFalse(at.isBefore(from) || at.isAfter(latest), earliest + " " + at + " " + latest);
  }

  private void watch(String token, UserId... people) {
    watch(token, WatchOptions.ALWAYS, people);
  }

  private void watch(String token, WatchOptions terms, UserId... people) {
    watch(
        new SlackAccess(
            new SlackToken(token), workspace.apiUrl(), new ProxySettings.None(), false),
        terms,
        people);
  }

  private void watch(SlackAccess way, WatchOptions terms, UserId... people) {
    SlackAccess access = way.withStallLimit(Duration.ofSeconds(60));
    watcher =
        new Watcher(
            access,
            WatchList.of(Set.of(people)),
            terms,
            witness,
            InstantSource.system(),
            request -> {
              requests.incrementAndGet();
              Thread.startVirtualThread(request);
            });
    link = Thread.ofVirtual().start(watcher);
  }
}
