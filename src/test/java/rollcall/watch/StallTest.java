package rollcall.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rollcall.presence.AuditEvent;
import rollcall.presence.Cause;
import rollcall.presence.EventType;
import rollcall.presence.Presence;
import rollcall.presence.PresenceSnapshot;
import rollcall.presence.RecordingSchedule;
import rollcall.presence.RecordingScheduleByPerson;
import rollcall.presence.Sighting;
import rollcall.presence.UserId;
import rollcall.simulator.ActiveOrAway;
import rollcall.simulator.DemoOptions;
import rollcall.simulator.SlackSimulator;
import rollcall.simulator.TokenKind;
import rollcall.slack.ProxySettings;
import rollcall.slack.SlackToken;
import rollcall.testkit.RecordingWatchListener;
import rollcall.testkit.VirtualClock;

/// Stalls and clock changes, with the real client. A jump of the clock forward has the same effect
/// as a stopped process.
class StallTest {
  private static final Instant T = Instant.parse("2026-09-17T07:00:00Z");

  /// Person who is not on the list: a request to prioritize this person only wakes the watcher.
  private static final UserId UNWATCHED = new UserId("U00");

  private final RecordingWatchListener listener =
      new RecordingWatchListener(PresenceSnapshot.EMPTY);
  private final VirtualClock clock = new VirtualClock(T);
  private SlackSimulator workspace;
  private UserId grace;
  private Watcher watcher;
  private Thread thread;

  @BeforeEach
  void open() throws Exception {
    workspace =
        SlackSimulator.start(
            DemoOptions.standard(InstantSource.system()).withoutLimits().withFrozenPeople());
    grace = new UserId(workspace.people().getFirst().id());
  }

  @AfterEach
  void close() throws Exception {
    watcher.stop(Cause.APP_STOPPED);
    thread.join();
    workspace.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 15, 40, 60, 90})
  void liveAStallIsUnknownAndAFrameReadAfterItIsNoChangeAtWaking(int seconds) {
    watch(workspace.token());
    assertEquals(T, listener.sighting(grace, Presence.AWAY).at());
    clock.advance(Duration.ofSeconds(seconds));
    workspace.setPresence(grace.value(), ActiveOrAway.ACTIVE);
    assertUnknownFrom(T, Cause.COMPUTER_SLEPT);
    watcher.retryNow();
    Sighting again = listener.sighting(grace, Presence.ACTIVE);
    assertEquals(Cause.RECONNECTED, again.cause(), "never as a change that was seen");
    assertEquals(T.plusSeconds(seconds), again.at());
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 15, 40, 60, 90})
  void pollingAStallIsUnknownAndTheNextAnswerContinuesNoEarlierPoll(int seconds) {
    watch(workspace.token(TokenKind.GRANULAR_BOT));
    assertEquals(T, listener.sighting(grace, Presence.AWAY).at());
    workspace.setPresence(grace.value(), ActiveOrAway.ACTIVE);
    clock.advance(Duration.ofSeconds(seconds));
    watcher.prioritize(UNWATCHED);
    assertUnknownFrom(T, Cause.COMPUTER_SLEPT);
    Sighting again = listener.sighting(grace, Presence.ACTIVE);
    assertEquals(
        List.of(T.plusSeconds(seconds), T.plusSeconds(seconds)),
        List.of(again.earliest(), again.at()));
    assertEquals(Cause.RECONNECTED, again.cause());
  }

  @Test
  void liveAStallWithinTheLimitIsNoGap() {
    watch(workspace.token());
    listener.sighting(grace, Presence.AWAY);
    clock.advance(Duration.ofSeconds(3));
    workspace.setPresence(grace.value(), ActiveOrAway.ACTIVE);
    Sighting change = listener.sighting(grace, Presence.ACTIVE);
    assertEquals(Cause.PRESENCE_CHANGE, change.cause());
    assertEquals(T.plusSeconds(3), change.at());
  }

  @Test
  void pollingAStallWithinTheLimitIsNoGap() {
    watch(workspace.token(TokenKind.GRANULAR_BOT));
    listener.sighting(grace, Presence.AWAY);
    workspace.setPresence(grace.value(), ActiveOrAway.ACTIVE);
    clock.advance(Duration.ofSeconds(3));
    watcher.prioritize(UNWATCHED);
    Sighting change = listener.sighting(grace, Presence.ACTIVE);
    assertEquals(Cause.PRESENCE_CHECK, change.cause());
    assertFalse(change.at().isAfter(T.plusSeconds(3)));
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 15, 40, 60, 90})
  void liveAClockSetBackChangesNoRecordAndIsUnknownUntilSlackReportsAgain(int seconds) {
    watch(workspace.token());
    listener.sighting(grace, Presence.AWAY);
    clock.advance(Duration.ofSeconds(-seconds));
    watcher.prioritize(UNWATCHED);
    assertUnknownFrom(T, Cause.CLOCK_ADJUSTED);
    watcher.retryNow();
    // Frames sent at the later time count against the rate limit for one second more.
    clock.advance(Duration.ofSeconds(1));
    assertEquals(T, listener.sighting(grace, Presence.AWAY).at());
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 15, 40, 60, 90})
  void liveAStallWithAnEqualStepBackIsUnknownAndChangesNoRecord(int seconds) {
    watch(workspace.token());
    listener.sighting(grace, Presence.AWAY);
    clock.advance(Duration.ofSeconds(seconds));
    Instant wokeUp = T.plusSeconds(seconds);
    awaitStallNoticed();
    clock.advance(Duration.ofSeconds(-seconds));
    // The client has read the clock when its next attempt is no longer due after it.
    listener.await(
        WatchStatus.Reconnecting.class,
        status -> status.nextTry() == null || status.nextTry().isBefore(wokeUp));
    Sighting again = sightingAsTimePasses();
    assertEquals(Cause.RECONNECTED, again.cause());
    assertFalse(again.at().isBefore(wokeUp), again.toString());
    assertTrue(again.at().equals(wokeUp) || clock.instant().isAfter(wokeUp), again.toString());
  }

  /// An attempt that was under way when the clock was set back makes the next one wait for the rate
  /// limit; then one second is not enough.
  private Sighting sightingAsTimePasses() {
    for (int seconds = 0; seconds < 60; seconds++) {
      clock.advance(Duration.ofSeconds(1));
      Optional<Sighting> again =
          listener.poll(
              Sighting.class,
              seen -> seen.user().equals(grace) && seen.presence() == Presence.AWAY,
              Duration.ofMillis(500));
      if (again.isPresent()) {
        return again.get();
      }
    }
    return listener.sighting(grace, Presence.AWAY);
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 15, 40, 60, 90})
  void pollingAStallWithAnEqualStepBackIsUnknownAndChangesNoRecord(int seconds) {
    watch(workspace.token(TokenKind.GRANULAR_BOT));
    listener.sighting(grace, Presence.AWAY);
    clock.advance(Duration.ofSeconds(seconds));
    Instant wokeUp = T.plusSeconds(seconds);
    assertUnknownFrom(T, Cause.COMPUTER_SLEPT);
    assertEquals(wokeUp, listener.sighting(grace, Presence.AWAY).at());
    clock.advance(Duration.ofSeconds(-seconds));
    assertUnknownFrom(wokeUp, Cause.CLOCK_ADJUSTED);
    Sighting again = listener.sighting(grace, Presence.AWAY);
    assertEquals(List.of(wokeUp, Cause.RECONNECTED), List.of(again.at(), again.cause()));
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 15, 40, 60, 90})
  void pollingAClockSetBackChangesNoRecord(int seconds) {
    watch(workspace.token(TokenKind.GRANULAR_BOT));
    listener.sighting(grace, Presence.AWAY);
    clock.advance(Duration.ofSeconds(-seconds));
    watcher.prioritize(UNWATCHED);
    assertUnknownFrom(T, Cause.CLOCK_ADJUSTED);
    assertEquals(T, listener.sighting(grace, Presence.AWAY).at());
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 15, 40, 60, 90})
  void liveADelayedThreadIsUnknownFromTheLastFrame(int seconds) {
    delayOnce(StallTest::isFirstRound, seconds);
    watch(workspace.token());
    assertEquals(T, listener.sighting(grace, Presence.AWAY).at());
    assertUnknownFrom(T, Cause.COMPUTER_SLEPT);
    watcher.retryNow();
    Sighting again = listener.sighting(grace, Presence.AWAY);
    assertEquals(
        List.of(T.plusSeconds(seconds), Cause.RECONNECTED), List.of(again.at(), again.cause()));
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 15, 40, 60, 90})
  void pollingADelayedThreadIsUnknownFromTheLastPoll(int seconds) {
    delayOnce(StallTest::isFirstRound, seconds);
    watch(workspace.token(TokenKind.GRANULAR_BOT));
    listener.sighting(grace, Presence.AWAY);
    assertUnknownFrom(T, Cause.COMPUTER_SLEPT);
    assertEquals(T.plusSeconds(seconds), listener.sighting(grace, Presence.AWAY).at());
  }

  @Test
  void liveADelayWithinTheLimitIsNoGap() {
    delayOnce(StallTest::isFirstRound, 3);
    watch(workspace.token());
    listener.await(WatchStatus.class, StallTest::isFirstRound);
    workspace.setPresence(grace.value(), ActiveOrAway.ACTIVE);
    Sighting change = listener.sighting(grace, Presence.ACTIVE);
    assertEquals(
        List.of(T.plusSeconds(3), Cause.PRESENCE_CHANGE), List.of(change.at(), change.cause()));
  }

  @Test
  void pollingADelayWithinTheLimitIsNoGap() {
    delayOnce(StallTest::isFirstRound, 3);
    workspace.setPresence(grace.value(), ActiveOrAway.ACTIVE);
    watch(workspace.token(TokenKind.GRANULAR_BOT));
    listener.await(WatchStatus.class, StallTest::isFirstRound);
    workspace.setPresence(grace.value(), ActiveOrAway.AWAY);
    clock.advance(Duration.ofSeconds(2));
    Sighting change = listener.sighting(grace, Presence.AWAY);
    assertEquals(Cause.PRESENCE_CHECK, change.cause());
    assertFalse(change.at().isAfter(T.plusSeconds(5)));
  }

  @Test
  void aDelayAcrossABoundaryOfRecordingHoursRecordsNothingAfterIt() {
    delayOnce(StallTest::isFirstRound, 90);
    watch(workspace.token(), untilHalfAMinuteAfter());
    listener.sighting(grace, Presence.AWAY);
    assertUnknownFrom(T, Cause.COMPUTER_SLEPT);
    assertClosedAtTheBoundary();
  }

  @Test
  void aStallAcrossABoundaryOfRecordingHoursRecordsNothingAfterIt() {
    watch(workspace.token(), untilHalfAMinuteAfter());
    listener.sighting(grace, Presence.AWAY);
    clock.advance(Duration.ofSeconds(90));
    watcher.prioritize(UNWATCHED);
    assertUnknownFrom(T, Cause.COMPUTER_SLEPT);
    assertClosedAtTheBoundary();
  }

  private void assertClosedAtTheBoundary() {
    Sighting closed = listener.sighting(grace, Presence.NOT_WATCHED);
    assertEquals(
        List.of(T.plusSeconds(30), Cause.HOURS_CLOSED), List.of(closed.at(), closed.cause()));
  }

  /// Recording hours that end at T + 30 s.
  private static WatchOptions untilHalfAMinuteAfter() {
    RecordingSchedule hours =
        new RecordingSchedule(
            LocalTime.of(5, 0),
            LocalTime.of(7, 0, 30),
            new TreeSet<>(EnumSet.allOf(DayOfWeek.class)));
    return new WatchOptions(
        new RecordingScheduleByPerson(hours, Map.of(), ZoneOffset.UTC), false, Set.of());
  }

  /// The first presence was received: over RTM or at the end of the first round.
  private static boolean isFirstRound(WatchStatus status) {
    return switch (status) {
      case WatchStatus.Live live -> live.lastEvent() != null;
      case WatchStatus.Polling polling -> polling.oldest() != null;
      default -> false;
    };
  }

  /// Delays the watcher's thread at the first such status, like a slow disk.
  private void delayOnce(Predicate<WatchStatus> at, int seconds) {
    AtomicBoolean once = new AtomicBoolean();
    listener.failOnce(
        status -> {
          if (at.test(status) && once.compareAndSet(false, true)) {
            clock.advance(Duration.ofSeconds(seconds));
          }
          return false;
        },
        new IllegalStateException());
  }

  /// Both the client and the watcher have noticed the stall, in any order.
  private void awaitStallNoticed() {
    assertUnknownFrom(T, Cause.COMPUTER_SLEPT);
    if (!listener.all(AuditEvent.class, AuditEvent::type).contains(EventType.WAKE)) {
      listener.await(AuditEvent.class, event -> event.type() == EventType.WAKE);
    }
  }

  private void assertUnknownFrom(Instant at, Cause cause) {
    // Skips the one before the first report.
    Sighting gap =
        listener.await(
            Sighting.class,
            seen -> seen.presence() == Presence.UNKNOWN && seen.cause() != Cause.WATCH_STARTED);
    assertEquals(List.of(at, cause), List.of(gap.at(), gap.cause()));
    assertTrue(
        listener.all(Sighting.class, Sighting::presence).stream()
            .noneMatch(presence -> presence == Presence.ACTIVE),
        "no late frame counts as a change");
  }

  private void watch(String token) {
    watch(token, WatchOptions.ALWAYS);
  }

  private void watch(String token, WatchOptions options) {
    SlackAccess access =
        new SlackAccess(new SlackToken(token), workspace.apiUrl(), new ProxySettings.None(), false);
    watcher =
        new Watcher(
            access,
            WatchList.of(Set.of(grace)),
            options,
            listener,
            clock,
            Thread::startVirtualThread);
    thread = Thread.ofVirtual().start(watcher);
  }
}
