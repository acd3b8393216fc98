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
import rollcall.presence.HoursByPerson;
import rollcall.presence.Presence;
import rollcall.presence.PresenceSnapshot;
import rollcall.presence.RecordingHours;
import rollcall.presence.Sighting;
import rollcall.presence.UserId;
import rollcall.simulator.DemoOptions;
import rollcall.simulator.DemoWorkspace;
import rollcall.simulator.MemberPresence;
import rollcall.simulator.TokenKind;
import rollcall.slack.ProxySettings;
import rollcall.slack.SlackToken;
import rollcall.testkit.RecordingWatchListener;
import rollcall.testkit.VirtualClock;

/// A process that stands still, and a clock that is set: the watcher with the real client. For a
/// process that was stopped its clock jumps, as it does when it is set forward.
class StallTest {
  private static final Instant T = Instant.parse("2026-09-17T07:00:00Z");

  /// Of no one on the list: asking for more of this person only wakes the watcher.
  private static final UserId NOBODY = new UserId("U00");

  private final RecordingWatchListener witness = new RecordingWatchListener(PresenceSnapshot.EMPTY);
  private final VirtualClock clock = new VirtualClock(T);
  private DemoWorkspace workspace;
  private UserId grace;
  private Watcher watcher;
  private Thread link;

  @BeforeEach
  void open() throws Exception {
    workspace =
        DemoWorkspace.start(
            DemoOptions.standard(InstantSource.system()).withoutLimits().withFrozenPeople());
    grace = new UserId(workspace.people().getFirst().id());
  }

  @AfterEach
  void close() throws Exception {
    watcher.stop(Cause.APP_STOPPED);
    link.join();
    workspace.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 15, 40, 60, 90})
  void liveAStallIsUnknownAndAFrameThatIsReadAfterItIsNotDatedToTheWaking(int seconds) {
    watch(workspace.token());
    assertEquals(T, witness.sighting(grace, Presence.AWAY).at());
    clock.advance(Duration.ofSeconds(seconds));
    workspace.setPresence(grace.value(), MemberPresence.ACTIVE);
    assertUnknownFrom(T, Cause.COMPUTER_SLEPT);
    watcher.retryNow();
    Sighting again = witness.sighting(grace, Presence.ACTIVE);
    assertEquals(Cause.RECONNECTED, again.cause(), "never as a change that was seen");
    assertEquals(T.plusSeconds(seconds), again.at());
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 15, 40, 60, 90})
  void pollingAStallIsUnknownAndTheNextAnswerContinuesNothing(int seconds) {
    watch(workspace.token(TokenKind.GRANULAR_BOT));
    assertEquals(T, witness.sighting(grace, Presence.AWAY).at());
    workspace.setPresence(grace.value(), MemberPresence.ACTIVE);
    clock.advance(Duration.ofSeconds(seconds));
    watcher.prioritize(NOBODY);
    assertUnknownFrom(T, Cause.COMPUTER_SLEPT);
    Sighting again = witness.sighting(grace, Presence.ACTIVE);
    assertEquals(
        List.of(T.plusSeconds(seconds), T.plusSeconds(seconds)),
        List.of(again.earliest(), again.at()));
    assertEquals(Cause.RECONNECTED, again.cause());
  }

  @Test
  void liveAStallWithinTheBoundIsSeenThrough() {
    watch(workspace.token());
    witness.sighting(grace, Presence.AWAY);
    clock.advance(Duration.ofSeconds(3));
    workspace.setPresence(grace.value(), MemberPresence.ACTIVE);
    Sighting change = witness.sighting(grace, Presence.ACTIVE);
    assertEquals(Cause.PRESENCE_CHANGE, change.cause());
    assertEquals(T.plusSeconds(3), change.at());
  }

  @Test
  void pollingAStallWithinTheBoundIsSeenThrough() {
    watch(workspace.token(TokenKind.GRANULAR_BOT));
    witness.sighting(grace, Presence.AWAY);
    workspace.setPresence(grace.value(), MemberPresence.ACTIVE);
    clock.advance(Duration.ofSeconds(3));
    watcher.prioritize(NOBODY);
    Sighting change = witness.sighting(grace, Presence.ACTIVE);
    assertEquals(Cause.PRESENCE_CHECK, change.cause());
    assertFalse(change.at().isAfter(T.plusSeconds(3)));
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 15, 40, 60, 90})
  void liveAClockThatIsSetBackTakesNothingBackAndIsUnknownUntilSlackSpeaksAgain(int seconds) {
    watch(workspace.token());
    witness.sighting(grace, Presence.AWAY);
    clock.advance(Duration.ofSeconds(-seconds));
    watcher.prioritize(NOBODY);
    assertUnknownFrom(T, Cause.CLOCK_ADJUSTED);
    watcher.retryNow();
    // What was sent under the later time counts against the limit for one second more.
    clock.advance(Duration.ofSeconds(1));
    assertEquals(T, witness.sighting(grace, Presence.AWAY).at());
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 15, 40, 60, 90})
  void liveAStallWithAnEqualStepBackIsUnknownAndTakesNothingBack(int seconds) {
    watch(workspace.token());
    witness.sighting(grace, Presence.AWAY);
    clock.advance(Duration.ofSeconds(seconds));
    Instant woke = T.plusSeconds(seconds);
    awaitStallNoticed();
    clock.advance(Duration.ofSeconds(-seconds));
    // The client has read the clock when its next attempt is no longer due after it.
    witness.await(
        WatchStatus.Reconnecting.class,
        status -> status.nextTry() == null || status.nextTry().isBefore(woke));
    clock.advance(Duration.ofSeconds(1));
    Sighting again = witness.sighting(grace, Presence.AWAY);
    assertEquals(List.of(woke, Cause.RECONNECTED), List.of(again.at(), again.cause()));
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 15, 40, 60, 90})
  void pollingAStallWithAnEqualStepBackIsUnknownAndTakesNothingBack(int seconds) {
    watch(workspace.token(TokenKind.GRANULAR_BOT));
    witness.sighting(grace, Presence.AWAY);
    clock.advance(Duration.ofSeconds(seconds));
    Instant woke = T.plusSeconds(seconds);
    assertUnknownFrom(T, Cause.COMPUTER_SLEPT);
    assertEquals(woke, witness.sighting(grace, Presence.AWAY).at());
    clock.advance(Duration.ofSeconds(-seconds));
    assertUnknownFrom(woke, Cause.CLOCK_ADJUSTED);
    Sighting again = witness.sighting(grace, Presence.AWAY);
    assertEquals(List.of(woke, Cause.RECONNECTED), List.of(again.at(), again.cause()));
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 15, 40, 60, 90})
  void pollingAClockThatIsSetBackTakesNothingBack(int seconds) {
    watch(workspace.token(TokenKind.GRANULAR_BOT));
    witness.sighting(grace, Presence.AWAY);
    clock.advance(Duration.ofSeconds(-seconds));
    watcher.prioritize(NOBODY);
    assertUnknownFrom(T, Cause.CLOCK_ADJUSTED);
    assertEquals(T, witness.sighting(grace, Presence.AWAY).at());
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 15, 40, 60, 90})
  void liveAThreadThatWasHeldUpIsUnknownFromTheLastFrame(int seconds) {
    holdUpOnce(StallTest::isFirstRound, seconds);
    watch(workspace.token());
    assertEquals(T, witness.sighting(grace, Presence.AWAY).at());
    assertUnknownFrom(T, Cause.COMPUTER_SLEPT);
    watcher.retryNow();
    Sighting again = witness.sighting(grace, Presence.AWAY);
    assertEquals(
        List.of(T.plusSeconds(seconds), Cause.RECONNECTED), List.of(again.at(), again.cause()));
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 15, 40, 60, 90})
  void pollingAThreadThatWasHeldUpAskedAboutNoOneMeanwhile(int seconds) {
    holdUpOnce(StallTest::isFirstRound, seconds);
    watch(workspace.token(TokenKind.GRANULAR_BOT));
    witness.sighting(grace, Presence.AWAY);
    assertUnknownFrom(T, Cause.COMPUTER_SLEPT);
    assertEquals(T.plusSeconds(seconds), witness.sighting(grace, Presence.AWAY).at());
  }

  @Test
  void liveAThreadThatWasHeldUpWithinTheBoundSawThrough() {
    holdUpOnce(StallTest::isFirstRound, 3);
    watch(workspace.token());
    witness.await(WatchStatus.class, StallTest::isFirstRound);
    workspace.setPresence(grace.value(), MemberPresence.ACTIVE);
    Sighting change = witness.sighting(grace, Presence.ACTIVE);
    assertEquals(
        List.of(T.plusSeconds(3), Cause.PRESENCE_CHANGE), List.of(change.at(), change.cause()));
  }

  @Test
  void pollingAThreadThatWasHeldUpWithinTheBoundSawThrough() {
    holdUpOnce(StallTest::isFirstRound, 3);
    workspace.setPresence(grace.value(), MemberPresence.ACTIVE);
    watch(workspace.token(TokenKind.GRANULAR_BOT));
    witness.await(WatchStatus.class, StallTest::isFirstRound);
    workspace.setPresence(grace.value(), MemberPresence.AWAY);
    clock.advance(Duration.ofSeconds(2));
    Sighting change = witness.sighting(grace, Presence.AWAY);
    assertEquals(Cause.PRESENCE_CHECK, change.cause());
    assertFalse(change.at().isAfter(T.plusSeconds(5)));
  }

  @Test
  void aThreadThatWasHeldUpAcrossABorderOfRecordingHoursLeavesNothingBehindTheBorder() {
    holdUpOnce(StallTest::isFirstRound, 90);
    watch(workspace.token(), untilHalfAMinuteAfter());
    witness.sighting(grace, Presence.AWAY);
    assertUnknownFrom(T, Cause.COMPUTER_SLEPT);
    assertClosedAtTheBorder();
  }

  @Test
  void aStallAcrossABorderOfRecordingHoursLeavesNothingBehindTheBorder() {
    watch(workspace.token(), untilHalfAMinuteAfter());
    witness.sighting(grace, Presence.AWAY);
    clock.advance(Duration.ofSeconds(90));
    watcher.prioritize(NOBODY);
    assertUnknownFrom(T, Cause.COMPUTER_SLEPT);
    assertClosedAtTheBorder();
  }

  private void assertClosedAtTheBorder() {
    Sighting closed = witness.sighting(grace, Presence.NOT_WATCHED);
    assertEquals(
        List.of(T.plusSeconds(30), Cause.HOURS_CLOSED), List.of(closed.at(), closed.cause()));
  }

  /// Recording hours that end at T + 30 s.
  private static WatchOptions untilHalfAMinuteAfter() {
    RecordingHours hours =
        new RecordingHours(
            LocalTime.of(5, 0),
            LocalTime.of(7, 0, 30),
            new TreeSet<>(EnumSet.allOf(DayOfWeek.class)));
    return new WatchOptions(new HoursByPerson(hours, Map.of(), ZoneOffset.UTC), false, Set.of());
  }

  /// The first presence was received: over RTM or at the end of the first round.
  private static boolean isFirstRound(WatchStatus status) {
    return switch (status) {
      case WatchStatus.Live live -> live.lastEvent() != null;
      case WatchStatus.Polling polling -> polling.oldest() != null;
      default -> false;
    };
  }

  /// Holds the watcher's thread up for so long over the first such status, as a slow disk does.
  private void holdUpOnce(Predicate<WatchStatus> over, int seconds) {
    AtomicBoolean once = new AtomicBoolean();
    witness.failOnce(
        status -> {
          if (over.test(status) && once.compareAndSet(false, true)) {
            clock.advance(Duration.ofSeconds(seconds));
          }
          return false;
        },
        new IllegalStateException());
  }

  /// Both the client and the watcher have noticed the stall, in any order.
  private void awaitStallNoticed() {
    assertUnknownFrom(T, Cause.COMPUTER_SLEPT);
    if (!witness.all(AuditEvent.class, AuditEvent::type).contains(EventType.WAKE)) {
      witness.await(AuditEvent.class, event -> event.type() == EventType.WAKE);
    }
  }

  private void assertUnknownFrom(Instant at, Cause cause) {
    // The first one is from before Slack's first word.
    Sighting dark =
        witness.await(
            Sighting.class,
            seen -> seen.presence() == Presence.UNKNOWN && seen.cause() != Cause.WATCH_STARTED);
    assertEquals(List.of(at, cause), List.of(dark.at(), dark.cause()));
    assertTrue(
        witness.all(Sighting.class, Sighting::presence).stream()
            .noneMatch(presence -> presence == Presence.ACTIVE),
        "nothing late was taken for a change");
  }

  private void watch(String token) {
    watch(token, WatchOptions.ALWAYS);
  }

  private void watch(String token, WatchOptions terms) {
    SlackAccess access =
        new SlackAccess(new SlackToken(token), workspace.apiUrl(), new ProxySettings.None(), false);
    watcher =
        new Watcher(
            access, WatchList.of(Set.of(grace)), terms, witness, clock, Thread::startVirtualThread);
    link = Thread.ofVirtual().start(watcher);
  }
}
