package rollcall.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rollcall.presence.Cause;
import rollcall.presence.Presence;
import rollcall.presence.PresenceSnapshot;
import rollcall.presence.Sighting;
import rollcall.presence.UserId;
import rollcall.simulator.DemoOptions;
import rollcall.simulator.DemoPresence;
import rollcall.simulator.DemoWorkspace;
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
    workspace.setPresence(grace.value(), DemoPresence.ACTIVE);
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
    workspace.setPresence(grace.value(), DemoPresence.ACTIVE);
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
    workspace.setPresence(grace.value(), DemoPresence.ACTIVE);
    Sighting change = witness.sighting(grace, Presence.ACTIVE);
    assertEquals(Cause.PRESENCE_CHANGE, change.cause());
    assertEquals(T.plusSeconds(3), change.at());
  }

  @Test
  void pollingAStallWithinTheBoundIsSeenThrough() {
    watch(workspace.token(TokenKind.GRANULAR_BOT));
    witness.sighting(grace, Presence.AWAY);
    workspace.setPresence(grace.value(), DemoPresence.ACTIVE);
    clock.advance(Duration.ofSeconds(3));
    watcher.prioritize(NOBODY);
    Sighting change = witness.sighting(grace, Presence.ACTIVE);
    assertEquals(Cause.PRESENCE_CHECK, change.cause());
    assertFalse(change.at().isAfter(T.plusSeconds(3)));
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

  @Test
  void pollingAThreadThatWasHeldUpAskedAboutNoOneMeanwhile() {
    AtomicBoolean once = new AtomicBoolean();
    // The disk takes 40 s over what follows the first round.
    witness.failOnce(
        status -> {
          if (status instanceof WatchStatus.Polling polling
              && polling.oldest() != null
              && once.compareAndSet(false, true)) {
            clock.advance(Duration.ofSeconds(40));
          }
          return false;
        },
        new IllegalStateException());
    watch(workspace.token(TokenKind.GRANULAR_BOT));
    witness.sighting(grace, Presence.AWAY);
    assertUnknownFrom(T, Cause.COMPUTER_SLEPT);
    assertEquals(T.plusSeconds(40), witness.sighting(grace, Presence.AWAY).at());
  }

  @Test
  void aStallAcrossABorderOfRecordingHoursLeavesNothingBehindTheBorder() {
    var hours =
        new rollcall.presence.RecordingHours(
            java.time.LocalTime.of(5, 0),
            java.time.LocalTime.of(7, 0, 30),
            new java.util.TreeSet<>(java.util.EnumSet.allOf(java.time.DayOfWeek.class)));
    var timetable =
        new rollcall.presence.RecordingSchedule(
            hours, java.util.Map.of(), java.time.ZoneOffset.UTC);
    watch(workspace.token(), new WatchOptions(timetable, false, Set.of()));
    witness.sighting(grace, Presence.AWAY);
    clock.advance(Duration.ofSeconds(90));
    watcher.prioritize(NOBODY);
    assertUnknownFrom(T, Cause.COMPUTER_SLEPT);
    Sighting closed = witness.sighting(grace, Presence.NOT_WATCHED);
    assertEquals(
        List.of(T.plusSeconds(30), Cause.HOURS_CLOSED), List.of(closed.at(), closed.cause()));
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
