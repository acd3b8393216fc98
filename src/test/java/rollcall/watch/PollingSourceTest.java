package rollcall.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rollcall.presence.Cause;
import rollcall.presence.Presence;
import rollcall.presence.PresenceSnapshot;
import rollcall.presence.Sighting;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.simulator.ActiveOrAway;
import rollcall.simulator.DemoOptions;
import rollcall.simulator.HttpFault;
import rollcall.simulator.NamedFaults;
import rollcall.simulator.SlackSimulator;
import rollcall.slack.ProxySettings;
import rollcall.slack.SlackException;
import rollcall.slack.SlackToken;
import rollcall.slack.rtm.LifecycleEvent;
import rollcall.testkit.RecordingWatchListener;

/// Polling with the demo workspace and a virtual clock.
class PollingSourceTest {
  private static final Instant T = Instant.parse("2026-09-17T07:00:00Z");

  private final RecordingWatchListener listener =
      new RecordingWatchListener(PresenceSnapshot.EMPTY);
  private SlackSimulator workspace;
  private SightingPublisher publisher;
  private UserId grace;
  private PollingSource polling;
  private final PollScheduler scheduler = new PollScheduler();
  private @Nullable PresenceSource next;
  private Instant now = T;

  @BeforeEach
  void open() throws Exception {
    workspace =
        SlackSimulator.start(
            DemoOptions.standard(InstantSource.system()).withoutLimits().withFrozenPeople());
    grace = new UserId(workspace.people().getFirst().id());
    publisher =
        new SightingPublisher(
            listener, WatchList.of(Set.of(grace)), WatchOptions.ALWAYS, Instant.EPOCH);
    publisher.onObservationEnd((people, at, cause) -> polling.endObservation(people, at, cause));
    publisher.open(new Workspace("T1", "acme"), () -> T);
    polling = polling(new Problem.LiveNotAllowed("missing_scope"), Runnable::run);
    polling.start();
  }

  private PollingSource polling(Problem reason, Executor executor) {
    return polling(reason, executor, true);
  }

  private PollingSource polling(Problem reason, Executor executor, boolean opened) {
    return new PollingSource(
        new SlackAccess(
            new SlackToken(workspace.token()), workspace.apiUrl(), new ProxySettings.None(), false),
        publisher,
        reason,
        Instant.MIN,
        opened,
        scheduler,
        new WebRequests(executor, this::on),
        () -> now);
  }

  private void on(WatcherMessage message) {
    if (message instanceof WatcherMessage.PollResult) {
      scheduler.onAnswer(now);
    }
    PresenceSource after = polling.handle((WatcherMessage.FromSlack) message);
    if (!after.equals(polling)) {
      next = after;
    }
  }

  @AfterEach
  void close() {
    polling.stop(Cause.APP_STOPPED);
    workspace.close();
  }

  @Test
  void aPersonWithoutAnswerIsPolledAgainAtTheUsualPace() throws Exception {
    NamedFaults.of(workspace).plan("users.getPresence", HttpFault.status(503), 1);
    NamedFaults.of(workspace).plan("users.getPresence", new HttpFault.NotOk("user_not_found"), 1);
    step(T);
    Instant retry = polling.due().orElseThrow();
    step(retry);
    for (int i = 0; i < 6; i++) {
      NamedFaults.of(workspace).plan("users.getPresence", new HttpFault.NotOk("user_not_found"), 1);
      step(retry);
    }
    // The burst of eight is used up, the first at T; the ninth waits for the pace.
    assertEquals(Optional.of(T.plus(PollScheduler.PACE)), polling.due());
  }

  @Test
  void oneCodeAboutTheTokenDoesNotEndPollingWhileAuthTestAcceptsIt() throws Exception {
    NamedFaults.of(workspace).plan("users.getPresence", new HttpFault.NotOk("token_revoked"), 1);
    step(T);
    step(T.plusSeconds(60));
    assertEquals(T.plusSeconds(60), listener.sighting(grace, Presence.AWAY).at());
    assertEquals(List.of(), listener.all(WatchStatus.Stopped.class, status -> status));
  }

  @Test
  void aTokenThatAuthTestRejectsTooEndsPolling() throws Exception {
    NamedFaults.of(workspace).plan("*", new HttpFault.NotOk("token_revoked"), 2);
    step(T);
    assertEquals(
        new Problem.TokenEnded("token_revoked", T),
        listener.status(WatchStatus.Stopped.class).problem());
  }

  @Test
  void aPersonWithoutPollForTwoRoundsIsUnknownFromTheLastPoll() throws Exception {
    step(T);
    assertEquals(T, listener.sighting(grace, Presence.AWAY).at());
    NamedFaults.of(workspace).plan("users.getPresence", HttpFault.status(503), 1);
    step(T.plus(Duration.ofMinutes(3)));
    assertEquals(T, listener.sighting(grace, Presence.UNKNOWN).at());
    assertEquals(Optional.empty(), polling.confirmed());
  }

  @Test
  void anOutageOfAMinuteMakesPeopleUnknownSinceTheirLastPollsHoweverLongARoundIs()
      throws Exception {
    step(T);
    listener.sighting(grace, Presence.AWAY);
    Instant outage = T.plusSeconds(10);
    NamedFaults.of(workspace).plan("*", HttpFault.status(503), 99);
    step(outage);
    for (Instant due = polling.due().orElseThrow();
        due.isBefore(outage.plusSeconds(60));
        due = polling.due().orElseThrow()) {
      step(due);
    }
    assertEquals(Optional.of(T), polling.confirmed());
    assertEquals(Optional.of(outage.plusSeconds(60)), polling.due());
    step(outage.plusSeconds(60));
    Sighting gap = listener.sighting(grace, Presence.UNKNOWN);
    assertEquals(List.of(T, Cause.DISCONNECTED), List.of(gap.at(), gap.cause()));
    assertEquals(Optional.empty(), polling.confirmed());
    step(polling.due().orElseThrow());
    listener.await(
        WatchStatus.Reconnecting.class,
        status -> status.attempt() > 5 && status.unknownSince().equals(T));
    assertEquals(List.of(), listener.all(WatchStatus.Connecting.class, status -> status));
  }

  @Test
  void aMinuteInWhichSlackAllowsNoPollMakesPeopleUnknownHoweverLongARoundIs() throws Exception {
    step(T);
    listener.sighting(grace, Presence.AWAY);
    Instant refusal = T.plusSeconds(10);
    NamedFaults.of(workspace).plan("users.getPresence", HttpFault.rateLimited(300), 1);
    step(refusal);
    assertEquals(Optional.of(refusal.plusSeconds(60)), polling.due());
    step(refusal.plusSeconds(60));
    assertEquals(T, listener.sighting(grace, Presence.UNKNOWN).at());
    assertEquals(Optional.of(refusal.plusSeconds(300)), polling.due());
    step(refusal.plusSeconds(300));
    assertEquals(refusal.plusSeconds(300), listener.sighting(grace, Presence.AWAY).at());
  }

  @Test
  void aShorterRateLimitEndsNoObservation() throws Exception {
    step(T);
    listener.sighting(grace, Presence.AWAY);
    NamedFaults.of(workspace).plan("users.getPresence", HttpFault.rateLimited(30), 1);
    step(T.plusSeconds(10));
    step(T.plusSeconds(40));
    NamedFaults.of(workspace).plan("users.getPresence", HttpFault.rateLimited(30), 1);
    step(T.plusSeconds(75));
    step(T.plusSeconds(105));
    assertEquals(Optional.of(T.plusSeconds(105)), polling.confirmed());
    assertEquals(Optional.empty(), listener.poll(Sighting.class, _ -> true, Duration.ofMillis(1)));
  }

  @Test
  void afterTheClockWasSetBackAnOutageHasNoTimeInTheFuture() throws Exception {
    step(T);
    NamedFaults.of(workspace).plan("*", HttpFault.status(503), 99);
    step(T.plusSeconds(10));
    listener.status(WatchStatus.Reconnecting.class);
    now = T.minus(Duration.ofHours(1));
    polling.onClockChange(now, Cause.CLOCK_ADJUSTED);
    step(now);
    listener.status(WatchStatus.Connecting.class);
  }

  @Test
  void anOutageThatEndsInARejectedTokenSaysSinceWhenAllIsUnknown() throws Exception {
    step(T);
    NamedFaults.of(workspace).plan("*", HttpFault.status(503), 2);
    step(T.plusSeconds(10));
    step(T.plusSeconds(70));
    assertEquals(Optional.empty(), polling.confirmed());
    NamedFaults.of(workspace).plan("*", new HttpFault.NotOk("token_revoked"), 2);
    step(T.plusSeconds(90));
    assertEquals(T, listener.status(WatchStatus.Stopped.class).since());
  }

  @Test
  void afterAShorterOutageTheLastPollsStillCount() throws Exception {
    step(T);
    NamedFaults.of(workspace).plan("*", HttpFault.status(503), 2);
    step(T.plusSeconds(10));
    step(T.plusSeconds(20));
    step(T.plusSeconds(69));
    assertEquals(Optional.of(T.plusSeconds(69)), polling.confirmed());
    listener.sighting(grace, Presence.AWAY);
    assertEquals(Optional.empty(), listener.poll(Sighting.class, _ -> true, Duration.ofMillis(1)));
  }

  @Test
  void aPersonWhoIsRemovedIsUnknownSinceTheLastPoll() throws Exception {
    step(T);
    assertEquals(T, listener.sighting(grace, Presence.AWAY).at());
    Instant removed = T.plus(Duration.ofMinutes(4));
    publisher.setWatchList(WatchList.of(Set.of()), removed);
    Sighting gap = listener.sighting(grace, Presence.UNKNOWN);
    assertEquals(List.of(T, Cause.WATCH_STOPPED), List.of(gap.at(), gap.cause()));
    Sighting end = listener.sighting(grace, Presence.NOT_WATCHED);
    assertEquals(List.of(removed, Cause.WATCH_STOPPED), List.of(end.at(), end.cause()));
  }

  @Test
  void aChangeMayFollowTheLastRequestDirectlyHoweverLateItsResponseWas() throws Exception {
    now = T.plusSeconds(5);
    polling.step(T);
    listener.sighting(grace, Presence.AWAY);
    workspace.setPresence(grace.value(), ActiveOrAway.ACTIVE);
    step(T.plusSeconds(60));
    Sighting found = listener.sighting(grace, Presence.ACTIVE);
    // The response came at T + 5 s, but confirms no time after the request.
    assertEquals(List.of(T, T.plusSeconds(60)), List.of(found.earliest(), found.at()));
  }

  @Test
  void afterSleepTheNextPollContinuesNoEarlierOne() throws Exception {
    step(T);
    listener.sighting(grace, Presence.AWAY);
    workspace.setPresence(grace.value(), ActiveOrAway.ACTIVE);
    Instant woke = T.plus(Duration.ofHours(8));
    now = woke;
    polling.onClockChange(woke, Cause.COMPUTER_SLEPT);
    Sighting gap = listener.sighting(grace, Presence.UNKNOWN);
    assertEquals(List.of(T, Cause.COMPUTER_SLEPT.word()), List.of(gap.at(), gap.cause().word()));
    step(woke);
    Sighting seen = listener.sighting(grace, Presence.ACTIVE);
    assertEquals(List.of(woke, woke), List.of(seen.earliest(), seen.at()));
    assertEquals(Cause.RECONNECTED, seen.cause());
  }

  @Test
  void aResponseReceivedAfterSleepIsIgnored() throws Exception {
    step(T);
    listener.sighting(grace, Presence.AWAY);
    Instant woke = T.plus(Duration.ofHours(8));
    now = woke;
    polling.step(T.plusSeconds(60));
    Sighting gap = listener.sighting(grace, Presence.UNKNOWN);
    assertEquals(List.of(T, Cause.COMPUTER_SLEPT.word()), List.of(gap.at(), gap.cause().word()));
    step(woke);
    Sighting seen = listener.sighting(grace, Presence.AWAY);
    assertEquals(List.of(woke, woke), List.of(seen.earliest(), seen.at()));
  }

  @Test
  void afterTheClockWasSetBackPollingContinuesAtOnce() throws Exception {
    step(T);
    listener.sighting(grace, Presence.AWAY);
    now = T.minus(Duration.ofHours(1));
    polling.onClockChange(now, Cause.CLOCK_ADJUSTED);
    assertEquals(Cause.CLOCK_ADJUSTED, listener.sighting(grace, Presence.UNKNOWN).cause());
    assertFalse(polling.due().orElseThrow().isAfter(now));
    step(now);
    // No second counts twice: the repeated time is already on record.
    assertEquals(T, listener.sighting(grace, Presence.AWAY).at());
  }

  @Test
  void repeatedStallsRespectRetryAfter() throws Exception {
    NamedFaults.of(workspace).plan("users.getPresence", HttpFault.rateLimited(60), 1);
    step(T);
    for (int seconds = 6; seconds < 60; seconds += 6) {
      now = T.plusSeconds(seconds);
      polling.onClockChange(now, Cause.COMPUTER_SLEPT);
      assertEquals(Optional.of(T.plusSeconds(60)), polling.due());
    }
    step(T.plusSeconds(60));
    assertEquals(T.plusSeconds(60), listener.sighting(grace, Presence.AWAY).at());
  }

  @Test
  void repeatedStallsDoNotExceedThePace() throws Exception {
    for (int seconds = 0; seconds < 60; seconds += 6) {
      now = T.plusSeconds(seconds);
      polling.onClockChange(now, Cause.COMPUTER_SLEPT);
      while (!polling.due().orElseThrow().isAfter(now)) {
        polling.step(now);
      }
    }
    long calls = polls();
    long most = 8 + Duration.between(T, now).dividedBy(PollScheduler.PACE);
    assertTrue(calls <= most, calls + " calls, at most " + most);
  }

  /// Slack may receive them later, together with those that follow.
  @Test
  void requestsFromBeforeAStallCountUntilTheyAreAnswered() throws Exception {
    List<Runnable> requests = requestsOf(20);
    for (int i = 0; i < 4; i++) {
      step(T);
    }
    assertEquals(Optional.empty(), polling.due());
    now = T.plusSeconds(30);
    polling.onClockChange(now, Cause.COMPUTER_SLEPT);
    for (int i = 0; i < 4; i++) {
      step(now);
    }
    now = T.plusSeconds(60);
    polling.onClockChange(now, Cause.COMPUTER_SLEPT);
    assertEquals(Optional.empty(), polling.due());
    requests.forEach(Runnable::run);
    assertEquals(Optional.of(now.plus(PollScheduler.PACE)), polling.due());
  }

  @Test
  void aPollThatIsTooOldAtTheSwitchToRtmDoesNotReachToItsFirstReport() throws Exception {
    polling.stop(Cause.DISCONNECTED);
    polling = polling(new Problem.LiveRefused("HTTP 404"), Runnable::run);
    polling.start();
    step(T.plusSeconds(30));
    // Slack allows no poll until then; the trial takes half a minute.
    step(T.plusSeconds(120));
    now = T.plusSeconds(155);
    PresenceSource live = ready();
    live.handle(new WatcherMessage.PresenceEvent(List.of(grace), Presence.AWAY, now));
    live.stop(Cause.APP_STOPPED);
    listener.sighting(grace, Presence.AWAY);
    assertEquals(T.plusSeconds(30), listener.sighting(grace, Presence.UNKNOWN).at());
    assertEquals(now, listener.sighting(grace, Presence.AWAY).at());
  }

  /// The trial of the live connection succeeds.
  private PresenceSource ready() {
    return polling.handle(new WatcherMessage.ConnectionEvent(new LifecycleEvent.Ready(now)));
  }

  @Test
  void repeatedRetriesOfTheUserDoNotExceedThePace() throws Exception {
    NamedFaults.of(workspace).plan("users.getPresence", HttpFault.status(503), 100);
    for (int i = 0; i < 100; i++) {
      now = T.plusMillis(200 * i);
      polling.retryNow();
      polling.step(now);
    }
    assertEquals(8 + 13, polls());
  }

  @Test
  void aRetryAfterAStopDoesNotBeginWithAnotherBurst() throws Exception {
    polling.setPeople(people(20));
    for (int i = 0; i < 7; i++) {
      step(T);
    }
    NamedFaults.of(workspace).plan("*", new HttpFault.NotOk("token_revoked"), 2);
    step(T);
    polling = (PollingSource) Objects.requireNonNull(next).retryNow();
    polling.start();
    polling.setPeople(people(20));
    assertEquals(Optional.of(T.plus(PollScheduler.PACE)), polling.due());
    assertEquals(Optional.empty(), polling.confirmed());
  }

  @Test
  void requestsOfAnEarlierSourceCountUntilTheyAreAnswered() {
    List<Runnable> earlier = requestsOf(20);
    for (int i = 0; i < 4; i++) {
      step(T);
    }
    List<Runnable> requests = requestsOf(20);
    for (int i = 0; i < 4; i++) {
      step(T);
    }
    assertEquals(4, requests.size());
    assertEquals(Optional.empty(), polling.due());
    earlier.forEach(Runnable::run);
    assertEquals(Optional.empty(), polling.confirmed());
    requests.forEach(Runnable::run);
    assertEquals(Optional.of(T.plus(PollScheduler.PACE)), polling.due());
  }

  @Test
  void aSourceThatBeginsAfterTheClockWasSetBackPollsAtOnce() {
    step(T);
    polling.stop(Cause.DISCONNECTED);
    now = T.minus(Duration.ofHours(1));
    polling = polling(new Problem.LiveNotAllowed("missing_scope"), Runnable::run);
    polling.start();
    assertEquals(Optional.of(now), polling.due());
  }

  @Test
  void afterARestartTheCallsOfTheEarlierRunCount() throws Exception {
    restart(T.minusSeconds(150));
    step(T);
    assertEquals(Optional.of(T.plus(PollScheduler.PACE)), polling.due());
  }

  @Test
  void longAfterAnEarlierRunPollingBeginsWithABurst() throws Exception {
    restart(T.minusSeconds(180));
    for (int i = 0; i < 8; i++) {
      assertFalse(polling.due().orElseThrow().isAfter(T));
      step(T);
    }
    assertEquals(Optional.of(T.plus(PollScheduler.PACE)), polling.due());
  }

  /// Restarts with a record that ends then; the workspace is not known yet.
  private void restart(Instant end) throws Exception {
    polling.stop(Cause.DISCONNECTED);
    var earlier =
        PresenceSnapshot.EMPTY.with(
            List.of(Sighting.unknown(new UserId("U0"), end, Cause.APP_CRASHED)));
    publisher =
        new SightingPublisher(
            new RecordingWatchListener(earlier),
            WatchList.of(people(20)),
            WatchOptions.ALWAYS,
            Instant.EPOCH);
    polling = polling(new Problem.LiveNotAllowed("missing_scope"), Runnable::run, false);
    polling.start();
    step(T);
  }

  private Set<UserId> people(int count) {
    return workspace.people().stream()
        .limit(count)
        .map(person -> new UserId(person.id()))
        .collect(Collectors.toSet());
  }

  private long polls() {
    return workspace.calls().stream().filter(c -> c.method().equals("users.getPresence")).count();
  }

  @Test
  void whileSlackIsUnreachableRequestsAreAtMostEightSecondsApart() throws Exception {
    step(T);
    workspace.close();
    Instant at = T;
    for (int failures = 1; failures <= 12; failures++) {
      at = at.plusSeconds(20);
      step(at);
      assertEquals(
          Duration.ofSeconds(Math.min(8, 1L << (failures - 1))),
          Duration.between(at, polling.due().orElseThrow()));
    }
  }

  @Test
  void aRetryOfTheUserOverridesRetryAfter() throws Exception {
    NamedFaults.of(workspace).plan("users.getPresence", HttpFault.rateLimited(999_999), 1);
    step(T);
    assertEquals(Optional.of(T.plus(Duration.ofMinutes(15))), polling.due());
    polling.retryNow();
    assertFalse(polling.due().orElseThrow().isAfter(now));
    step(T.plusSeconds(1));
    listener.sighting(grace, Presence.AWAY);
  }

  @Test
  void aShorterRetryAfterDoesNotShortenTheLongerOne() throws Exception {
    NamedFaults.of(workspace).plan("users.getPresence", HttpFault.rateLimited(60), 1);
    NamedFaults.of(workspace).plan("users.getPresence", HttpFault.rateLimited(5), 1);
    twoRequests().forEach(Runnable::run);
    assertEquals(Optional.of(T.plusSeconds(60)), polling.due());
  }

  @Test
  void anOutageDoesNotShortenRetryAfter() throws Exception {
    NamedFaults.of(workspace).plan("users.getPresence", HttpFault.rateLimited(60), 1);
    List<Runnable> requests = twoRequests();
    requests.getFirst().run();
    workspace.close();
    requests.getLast().run();
    assertEquals(Optional.of(T.plusSeconds(60)), polling.due());
    polling.retryNow();
    assertEquals(Optional.of(T), polling.due());
  }

  /// Returns two requests that are under way.
  private List<Runnable> twoRequests() {
    List<Runnable> requests = requestsOf(2);
    step(T);
    step(T);
    return requests;
  }

  /// Polls so many people, and returns the list of the requests, which are not sent.
  private List<Runnable> requestsOf(int count) {
    List<Runnable> requests = new ArrayList<>();
    polling.stop(Cause.DISCONNECTED);
    polling = polling(new Problem.LiveNotAllowed("missing_scope"), requests::add);
    polling.start();
    polling.setPeople(people(count));
    return requests;
  }

  @Test
  void theTrialOfTheLiveConnectionRespectsRetryAfter() {
    polling.stop(Cause.DISCONNECTED);
    polling = polling(new Problem.LiveRefused("HTTP 404"), Runnable::run);
    polling.start();
    polling.setPeople(Set.of());
    step(polling.due().orElseThrow());
    var limited = new SlackException.RateLimited("rtm.connect", Duration.ofMinutes(15));
    Instant nextTry = now.plus(Duration.ofMinutes(15));
    polling.handle(
        new WatcherMessage.ConnectionEvent(
            new LifecycleEvent.Reconnecting(1, nextTry, limited, null, now)));
    assertEquals(Optional.of(nextTry), polling.due());
  }

  @Test
  void withoutPeopleAnotherMethodTellsThatSlackAnswersAgain() throws Exception {
    NamedFaults.of(workspace).plan("users.getPresence", HttpFault.status(503), 1);
    step(T);
    NamedFaults.of(workspace).plan("auth.test", HttpFault.status(503), 1);
    polling.setPeople(Set.of());
    step(polling.due().orElseThrow());
    assertFalse(listener.all(WatchStatus.Polling.class, WatchStatus.Polling::people).contains(0));
    step(polling.due().orElseThrow());
    listener.await(WatchStatus.Polling.class, status -> status.people() == 0);
    assertEquals(Optional.empty(), polling.due());
  }

  @Test
  void aNewListDoesNotEndAnOutage() throws Exception {
    NamedFaults.of(workspace).plan("users.getPresence", HttpFault.status(503), 1);
    step(T);
    listener.status(WatchStatus.Connecting.class);
    UserId kai = new UserId(workspace.people().get(1).id());
    polling.setPeople(Set.of(grace, kai));
    listener.status(WatchStatus.Connecting.class);
    assertFalse(listener.all(WatchStatus.Polling.class, WatchStatus.Polling::people).contains(2));
    step(polling.due().orElseThrow());
    listener.await(WatchStatus.Polling.class, status -> status.people() == 2);
  }

  @Test
  void duringAnOutageNothingIsObservedAlthoughEarlierPollsStillCount() throws Exception {
    assertFalse(polling.isObserving());
    step(T);
    assertTrue(polling.isObserving());
    NamedFaults.of(workspace).plan("*", HttpFault.status(503), 2);
    step(T.plusSeconds(30));
    assertEquals(Optional.of(T), polling.confirmed());
    assertFalse(polling.isObserving());
    step(polling.due().orElseThrow());
    step(polling.due().orElseThrow());
    assertTrue(polling.isObserving());
  }

  @Test
  void theFirstPollPrioritizesNoPersonAndAChangeDoes() throws Exception {
    step(T);
    assertEquals(PollScheduler.PACE, rounds().getLast());
    workspace.setPresence(grace.value(), ActiveOrAway.ACTIVE);
    step(T.plusSeconds(30));
    assertEquals(
        PollScheduler.PACE.multipliedBy(PollScheduler.PRIORITY_WEIGHT), rounds().getLast());
  }

  private List<Duration> rounds() {
    listener.await(WatchStatus.Polling.class, status -> status.oldest() != null);
    return listener.all(WatchStatus.Polling.class, WatchStatus.Polling::round);
  }

  private void step(Instant at) {
    now = at;
    polling.step(at);
  }
}
