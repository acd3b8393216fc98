package rollcall.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rollcall.presence.Cause;
import rollcall.presence.Presence;
import rollcall.presence.PresenceSnapshot;
import rollcall.presence.Sighting;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.simulator.DemoOptions;
import rollcall.simulator.DemoWorkspace;
import rollcall.simulator.HttpFault;
import rollcall.simulator.MemberPresence;
import rollcall.slack.ProxySettings;
import rollcall.slack.SlackToken;
import rollcall.testkit.RecordingWatchListener;

/// Asking in turn, against the demo workspace and by a clock of its own.
class PollingSourceTest {
  private static final Instant T = Instant.parse("2026-09-17T07:00:00Z");

  private final RecordingWatchListener witness = new RecordingWatchListener(PresenceSnapshot.EMPTY);
  private DemoWorkspace workspace;
  private UserId grace;
  private PollingSource polled;
  private Instant now = T;

  @BeforeEach
  void open() throws Exception {
    workspace =
        DemoWorkspace.start(
            DemoOptions.standard(InstantSource.system()).withoutLimits().withFrozenPeople());
    grace = new UserId(workspace.people().getFirst().id());
    SlackAccess access =
        new SlackAccess(
            new SlackToken(workspace.token()), workspace.apiUrl(), new ProxySettings.None(), false);
    SightingPublisher scribe =
        new SightingPublisher(
            witness, WatchList.of(Set.of(grace)), WatchOptions.ALWAYS, Instant.EPOCH);
    scribe.opened(new Workspace("T1", "acme"), () -> T);
    polled =
        new PollingSource(
            access,
            scribe,
            new Problem.LiveNotAllowed("missing_scope"),
            true,
            signal -> polled.handle((WatcherMessage.FromSlack) signal),
            () -> now,
            Runnable::run);
    polled.start();
  }

  @AfterEach
  void close() {
    polled.stop(Cause.APP_STOPPED);
    workspace.close();
  }

  @Test
  void aPersonOfWhomSlackSaysNothingIsAskedAgainAtTheUsualPace() throws Exception {
    workspace.faults().plan("users.getPresence", HttpFault.status(503), 1);
    workspace.faults().plan("users.getPresence", HttpFault.notOk("user_not_found"), 1);
    step(T);
    Instant retry = polled.due().orElseThrow();
    step(retry);
    for (int i = 0; i < 6; i++) {
      workspace.faults().plan("users.getPresence", HttpFault.notOk("user_not_found"), 1);
      step(retry);
    }
    // Of eight at once all are spent, the first at T; the ninth waits for the pace.
    assertEquals(Optional.of(T.plus(PollScheduler.PACE)), polled.due());
  }

  @Test
  void whoeverWasNotLookedAtForTwoRoundsIsUnknownFromTheLastLook() throws Exception {
    step(T);
    assertEquals(T, witness.sighting(grace, Presence.AWAY).at());
    workspace.faults().plan("users.getPresence", HttpFault.status(503), 1);
    step(T.plus(Duration.ofMinutes(3)));
    assertEquals(T, witness.sighting(grace, Presence.UNKNOWN).at());
    assertEquals(Optional.empty(), polled.confirmed());
  }

  @Test
  void aChangeMayHaveComeRightAfterTheLastQuestionHoweverLateItsAnswerWas() throws Exception {
    now = T.plusSeconds(5);
    polled.step(T);
    witness.sighting(grace, Presence.AWAY);
    workspace.setPresence(grace.value(), MemberPresence.ACTIVE);
    step(T.plusSeconds(60));
    Sighting found = witness.sighting(grace, Presence.ACTIVE);
    // The answer came at T + 5 s, but it tells of no moment later than the question.
    assertEquals(List.of(T, T.plusSeconds(60)), List.of(found.earliest(), found.at()));
  }

  @Test
  void asleepNobodyLookedAndTheNextLookBeginsAnew() throws Exception {
    step(T);
    witness.sighting(grace, Presence.AWAY);
    workspace.setPresence(grace.value(), MemberPresence.ACTIVE);
    Instant woke = T.plus(Duration.ofHours(8));
    now = woke;
    polled.onClockChange(woke, Cause.COMPUTER_SLEPT);
    Sighting dark = witness.sighting(grace, Presence.UNKNOWN);
    assertEquals(List.of(T, Cause.COMPUTER_SLEPT.word()), List.of(dark.at(), dark.cause().word()));
    step(woke);
    Sighting seen = witness.sighting(grace, Presence.ACTIVE);
    assertEquals(List.of(woke, woke), List.of(seen.earliest(), seen.at()));
    assertEquals(Cause.RECONNECTED, seen.cause());
  }

  @Test
  void anAnswerThatCameAfterASleepTellsOfNoMoment() throws Exception {
    step(T);
    witness.sighting(grace, Presence.AWAY);
    Instant woke = T.plus(Duration.ofHours(8));
    now = woke;
    polled.step(T.plusSeconds(60));
    Sighting dark = witness.sighting(grace, Presence.UNKNOWN);
    assertEquals(List.of(T, Cause.COMPUTER_SLEPT.word()), List.of(dark.at(), dark.cause().word()));
    step(woke);
    Sighting seen = witness.sighting(grace, Presence.AWAY);
    assertEquals(List.of(woke, woke), List.of(seen.earliest(), seen.at()));
  }

  @Test
  void afterTheClockWasSetBackLookingGoesOnAtOnce() throws Exception {
    step(T);
    witness.sighting(grace, Presence.AWAY);
    now = T.minus(Duration.ofHours(1));
    polled.onClockChange(now, Cause.CLOCK_ADJUSTED);
    assertEquals(Cause.CLOCK_ADJUSTED, witness.sighting(grace, Presence.UNKNOWN).cause());
    assertFalse(polled.due().orElseThrow().isAfter(now));
    step(now);
    // No second is counted twice: what the clock says again is on record already.
    assertEquals(T, witness.sighting(grace, Presence.AWAY).at());
  }

  @Test
  void stallsOneAfterAnotherKeepToTheTimeThatSlackAskedFor() throws Exception {
    workspace.faults().plan("users.getPresence", HttpFault.rateLimited(60), 1);
    step(T);
    for (int seconds = 6; seconds < 60; seconds += 6) {
      now = T.plusSeconds(seconds);
      polled.onClockChange(now, Cause.COMPUTER_SLEPT);
      assertEquals(Optional.of(T.plusSeconds(60)), polled.due());
    }
    step(T.plusSeconds(60));
    assertEquals(T.plusSeconds(60), witness.sighting(grace, Presence.AWAY).at());
  }

  @Test
  void stallsOneAfterAnotherDoNotExceedThePace() throws Exception {
    for (int seconds = 0; seconds < 60; seconds += 6) {
      now = T.plusSeconds(seconds);
      polled.onClockChange(now, Cause.COMPUTER_SLEPT);
      while (!polled.due().orElseThrow().isAfter(now)) {
        polled.step(now);
      }
    }
    long calls =
        workspace.calls().stream().filter(c -> c.method().equals("users.getPresence")).count();
    long most = 8 + Duration.between(T, now).dividedBy(PollScheduler.PACE);
    assertTrue(calls <= most, calls + " calls, at most " + most);
  }

  @Test
  void whileSlackIsNotReachedItIsAskedEveryEightSecondsAtTheLatest() throws Exception {
    step(T);
    workspace.close();
    Instant at = T;
    for (int failures = 1; failures <= 12; failures++) {
      at = at.plusSeconds(20);
      step(at);
      assertEquals(
          Duration.ofSeconds(Math.min(8, 1L << (failures - 1))),
          Duration.between(at, polled.due().orElseThrow()));
    }
  }

  @Test
  void aPersonNeedNotWaitAsLongAsSlackAskedFor() throws Exception {
    workspace.faults().plan("users.getPresence", HttpFault.rateLimited(999_999), 1);
    step(T);
    assertEquals(Optional.of(T.plus(Duration.ofMinutes(15))), polled.due());
    polled.retryNow();
    assertFalse(polled.due().orElseThrow().isAfter(now));
    step(T.plusSeconds(1));
    witness.sighting(grace, Presence.AWAY);
  }

  @Test
  void whenNobodyIsLeftAFailedLookIsNotTriedAgain() throws Exception {
    workspace.faults().plan("users.getPresence", HttpFault.status(503), 1);
    step(T);
    polled.people(Set.of());
    step(polled.due().orElseThrow());
    assertEquals(Optional.empty(), polled.due());
  }

  @Test
  void theFirstLookFavoursNobodyAndAChangeDoes() throws Exception {
    step(T);
    assertEquals(PollScheduler.PACE, rounds().getLast());
    workspace.setPresence(grace.value(), MemberPresence.ACTIVE);
    step(T.plusSeconds(30));
    assertEquals(PollScheduler.PACE.multipliedBy(PollScheduler.FAVOUR), rounds().getLast());
  }

  private List<Duration> rounds() {
    witness.await(WatchStatus.Polling.class, status -> status.oldest() != null);
    return witness.all(WatchStatus.Polling.class, WatchStatus.Polling::round);
  }

  private void step(Instant at) throws InterruptedException {
    now = at;
    polled.step(at);
  }
}
