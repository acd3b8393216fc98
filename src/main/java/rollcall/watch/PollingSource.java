package rollcall.watch;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import rollcall.presence.Cause;
import rollcall.presence.Presence;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.slack.AuthTest;
import rollcall.slack.SlackException;
import rollcall.slack.rtm.LifecycleEvent;
import rollcall.slack.web.SlackWebClient;

/// Presence source that polls one person after the other, for tokens and networks without RTM.
///
/// A person without a successful poll for two rounds is unknown from the last poll on, and everyone
/// is after a minute in which Slack answered about no person, or allowed no request. If only the
/// live connection fails, it is tried again from time to time while polling continues. Thread:
/// watcher; requests run on the executor.
final class PollingSource implements PresenceSource {
  private static final Duration MIN_STALE_AFTER = Duration.ofMinutes(2);

  /// Duration of an outage that ends the observation of everyone: the shortest round, which leaves
  /// as much time between two polls.
  private static final Duration MAX_BRIDGED_OUTAGE = Duration.ofMinutes(1);

  /// Time for which a call counts against Slack's limit.
  private static final Duration LIMIT_WINDOW = Duration.ofMinutes(1);

  /// Longest wait for a response, so that one without an answer delays no other for longer.
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);

  /// Limit of simultaneous requests.
  private static final int MAX_PENDING = 4;

  private static final Duration FIRST_TRIAL_DELAY = Duration.ofMinutes(2);
  private static final Duration MAX_TRIAL_DELAY = Duration.ofMinutes(30);

  private final SlackAccess access;
  private final SightingPublisher publisher;
  private final @Nullable Problem reason;
  private final Instant notBefore;
  private final WebRequests requests;
  private final InstantSource clock;
  private final SlackWebClient web;
  private final PollScheduler scheduler;
  private final PollFailures failures = new PollFailures();

  /// Pending requests with their start times.
  private final Map<UserId, Instant> pending = new HashMap<>();

  /// People with a logged missing answer.
  private final Set<UserId> unanswered = new HashSet<>();

  /// Oldest last poll at the beginning of the outage; null without one.
  private @Nullable Instant unknownSince;

  /// Beginning of the time in which Slack allows no request; null without one.
  private @Nullable Instant limitedSince;

  /// Identity of the requests whose responses count: those since the last clock change.
  private Object epoch = new Object();

  private Phase phase;
  private @Nullable Trial trial;

  /// Poll that Slack answered with a code about the token, until `auth.test` is answered; or null.
  private @Nullable CrossCheck crossCheck;

  /// Cross-check whether a code about the token is true.
  private record CrossCheck(WatcherMessage.PollResult poll, SlackException failure) {}

  /// Phase of polling.
  private sealed interface Phase {}

  /// The workspace of the token is not known yet.
  ///
  /// @param due time of the next request for it, or null while one is pending
  private record Identifying(@Nullable Instant due) implements Phase {}

  /// People are polled.
  private record Polling() implements Phase {}

  /// Trial of the live connection while polling.
  private sealed interface Trial {}

  /// Trial in the future.
  ///
  /// @param delay delay until the next one, if it fails
  private record ScheduledTrial(Instant at, Duration delay) implements Trial {}

  /// Trial under way.
  ///
  /// @param delay delay until the next one, if it fails
  private record RunningTrial(RtmSource source, Duration delay) implements Trial {}

  /// @param reason why there is no live connection, or null if the user chose polling
  /// @param notBefore earliest time for a trial of the live connection
  /// @param scheduler scheduler that the earlier sources handed on
  PollingSource(
      SlackAccess access,
      SightingPublisher publisher,
      @Nullable Problem reason,
      Instant notBefore,
      boolean opened,
      PollScheduler scheduler,
      WebRequests requests,
      InstantSource clock) {
    this.access = access;
    this.publisher = publisher;
    this.reason = reason;
    this.notBefore = notBefore;
    this.phase = opened ? new Polling() : new Identifying(Instant.EPOCH);
    this.scheduler = scheduler;
    this.requests = requests;
    this.clock = clock;
    this.web = access.web().unpaced().timeout(REQUEST_TIMEOUT).build();
  }

  /// Reason for polling; null if the user chose it.
  @Nullable Problem reason() {
    return reason;
  }

  @Override
  public void start() {
    scheduler.begin(clock.instant());
    scheduler.setPeople(publisher.people());
    if (reason instanceof Problem.LiveBlocked || reason instanceof Problem.LiveRefused) {
      Instant first = clock.instant().plus(FIRST_TRIAL_DELAY);
      trial = new ScheduledTrial(PresenceSource.later(first, notBefore), FIRST_TRIAL_DELAY);
    }
    if (isPolling()) {
      countEarlierRun();
      publishConnected();
      publisher.status().publish(pollingStatus(reason));
    }
  }

  /// Uses up the burst if an earlier run may have made calls within the last minute, such as one
  /// that crashed: its record ends at its oldest poll.
  private void countEarlierRun() {
    Instant now = clock.instant();
    publisher
        .recordEnd()
        .filter(end -> end.plus(staleAfter()).plus(LIMIT_WINDOW).isAfter(now))
        .ifPresent(_ -> scheduler.spendBurst(now));
  }

  @Override
  public Optional<Instant> due() {
    return Stream.of(dueRequest(), dueTrial(), dueLoss())
        .flatMap(Optional::stream)
        .min(Comparator.naturalOrder());
  }

  /// Time of the next request; empty while the limit of requests is reached.
  private Optional<Instant> dueRequest() {
    Optional<Instant> retry = failures.outage().map(this::nextTry);
    return switch (phase) {
      case Identifying(Instant due) -> Optional.ofNullable(due).map(at -> retry.orElse(at));
      case Polling _ when scheduler.size() == 0 -> retry.filter(_ -> pending.isEmpty());
      case Polling _ ->
          pending.size() < (retry.isPresent() ? 1 : Math.min(MAX_PENDING, scheduler.size()))
              ? scheduler.due().map(due -> PresenceSource.later(due, retry.orElse(due)))
              : Optional.empty();
    };
  }

  private Instant nextTry(PollFailures.Outage outage) {
    return PresenceSource.later(outage.nextTry(), scheduler.notBefore());
  }

  /// Time at which the outage, or the rate limit, ends the observation of everyone; empty once it
  /// has.
  private Optional<Instant> dueLoss() {
    return scheduler
        .confirmed()
        .flatMap(_ ->
            Stream.concat(
                    failures.outage().map(PollFailures.Outage::since).stream(),
                    Optional.ofNullable(limitedSince).stream())
                .min(Comparator.naturalOrder()))
        .map(since -> since.plus(MAX_BRIDGED_OUTAGE));
  }

  private Optional<Instant> dueTrial() {
    return trial instanceof ScheduledTrial(Instant at, _) ? Optional.of(at) : Optional.empty();
  }

  @Override
  public void step(Instant now) {
    dropStale(now);
    if (trial instanceof ScheduledTrial(Instant at, Duration delay) && !at.isAfter(now)) {
      startTrial(delay);
    } else if (dueRequest().filter(due -> !due.isAfter(now)).isEmpty()) {
      return;
    } else if (!isPolling()) {
      identify();
    } else if (scheduler.size() > 0) {
      poll(scheduler.take(now, pending.keySet()), now);
    } else {
      failures.outage().ifPresent(this::onIdle);
    }
  }

  private boolean isPolling() {
    return phase instanceof Polling;
  }

  private void startTrial(Duration delay) {
    RtmSource live = new RtmSource(access, publisher, scheduler, requests, clock);
    trial = new RunningTrial(live, delay);
    live.start();
  }

  /// @param notBefore time before which Slack allows no other trial
  private void endTrial(Instant notBefore) {
    if (trial instanceof RunningTrial(RtmSource live, Duration delay)) {
      live.stop(Cause.DISCONNECTED);
      Duration next = Collections.min(List.of(delay.multipliedBy(2), MAX_TRIAL_DELAY));
      trial =
          new ScheduledTrial(PresenceSource.later(clock.instant().plus(delay), notBefore), next);
    }
  }

  private void identify() {
    phase = new Identifying(null);
    identify(epoch);
  }

  /// @param request identity of the request
  private void identify(Object request) {
    requests.send(
        () -> web.auth().test(), outcome -> new WatcherMessage.AuthTestResult(request, outcome));
  }

  private void poll(UserId user, Instant requestedAt) {
    pending.put(user, requestedAt);
    Object current = epoch;
    requests.send(
        () -> RtmEventAdapter.presence(web.users().getPresence(user.value())),
        outcome ->
            new WatcherMessage.PollResult(current, user, requestedAt, clock.instant(), outcome));
  }

  private PresenceSource on(WatcherMessage.AuthTestResult answer) {
    CrossCheck open = crossCheck;
    if (open != null && answer.epoch().equals(open)) {
      crossCheck = null;
      return WebRequests.failure(answer.outcome()).filter(SlackException::fatal).isPresent()
          ? stopAfter(open.failure(), clock.instant())
          : countFailure(open.poll(), open.failure(), clock.instant());
    }
    if (!answer.epoch().equals(epoch)) {
      return this;
    }
    phase = new Identifying(Instant.EPOCH);
    try {
      AuthTest self = WebRequests.result(answer.outcome());
      if (!publisher.isOpen()) {
        publisher.open(new Workspace(self.teamId(), self.team()), clock);
        countEarlierRun();
      }
      phase = new Polling();
      endOutage();
      return this;
    } catch (SlackException e) {
      return onFailure(null, e, clock.instant());
    } catch (IOException e) {
      return stop(new Problem.NoHistory(String.valueOf(e.getLocalizedMessage())));
    }
  }

  /// Handles an answer about one person. Slack's state is from some time between the request and
  /// the answer: it is observed at the answer, and confirmed only until the request.
  private PresenceSource on(WatcherMessage.PollResult answer) {
    if (!answer.epoch().equals(epoch)) {
      // Sent before a stall or a clock change, or by an earlier source: its time is unknown.
      return this;
    }
    UserId user = answer.user();
    Instant at = answer.at();
    pending.remove(user);
    if (at.isBefore(answer.requestedAt()) && checkClockSetBack(at)) {
      return this;
    }
    if (at.isAfter(answer.requestedAt().plus(REQUEST_TIMEOUT).plus(access.stallLimit()))) {
      publisher.auditEvents().onSleep(answer.requestedAt(), at);
      onClockChange(at, Cause.COMPUTER_SLEPT);
      return this;
    }
    try {
      Presence presence = WebRequests.result(answer.outcome());
      Optional<Instant> before = scheduler.lastPoll(user);
      boolean changed =
          publisher.onConfirmed(user, presence, before.orElse(at), at, access.polled());
      scheduler.onPolled(user, answer.requestedAt());
      if (changed && before.isPresent()) {
        scheduler.prioritize(user, at);
      }
      unanswered.remove(user);
      // A request from before the limit may be answered during it.
      limitedSince = scheduler.notBefore().isAfter(at) ? at : null;
      if (failures.onAnswer(user)) {
        publishConnected();
      }
      publisher.status().publish(pollingStatus(reason));
      return this;
    } catch (SlackException e) {
      return onFailure(answer, e, clock.instant());
    }
  }

  /// Ends an outage without people: only another method than that of polls can tell that Slack
  /// answers again.
  private void onIdle(PollFailures.Outage outage) {
    if (outage.problem() instanceof Problem.MethodRefused) {
      endOutage();
    } else {
      identify();
    }
  }

  private void endOutage() {
    failures.endOutage();
    publishConnected();
    publisher.status().publish(pollingStatus(reason));
  }

  private void publishConnected() {
    unknownSince = null;
    String why =
        switch (reason) {
          case null -> "polling is chosen";
          case Problem.LiveNotAllowed(String code) -> "no live connection: " + code;
          case Problem.LiveRefused(String code) ->
              "no live connection: rtm.connect answers " + code;
          default -> "no live connection: the WebSocket is blocked";
        };
    publisher.auditEvents().connected(access.polled(), clock.instant(), why);
  }

  /// Returns whether the clock was set back during the request: then earlier polls no longer count.
  private boolean checkClockSetBack(Instant now) {
    boolean back = publisher.checkClock(now);
    if (back) {
      onClockChange(now, Cause.CLOCK_ADJUSTED);
    }
    return back;
  }

  /// @param poll the failed poll, or null for another request
  private PresenceSource onFailure(
      WatcherMessage.@Nullable PollResult poll, SlackException failure, Instant now) {
    var _ = checkClockSetBack(now);
    Problem problem = ProblemMapper.of(failure, access, isPolling(), now);
    if (problem instanceof Problem.RateLimited limited) {
      publisher.auditEvents().rateLimited(access.polled(), now, limited.until());
      scheduler.pause(limited.until());
      limitedSince = limitedSince == null ? now : limitedSince;
      Instant until = scheduler.notBefore();
      failures.retryAt(until);
      if (!isPolling()) {
        phase = new Identifying(until);
      }
      publisher.status().publish(pollingStatus(new Problem.RateLimited(until)));
      return this;
    }
    if (poll != null && problem instanceof Problem.TokenEnded) {
      startCrossCheck(poll, failure);
      return this;
    }
    // An unknown code may concern the polled person instead of the token.
    boolean isPersonal = poll != null && problem instanceof Problem.Unrecognized;
    return failure.fatal() && !isPersonal
        ? stopAfter(failure, now)
        : countFailure(poll, failure, now);
  }

  /// Calls `auth.test`: one odd answer does not end the recording.
  private void startCrossCheck(WatcherMessage.PollResult poll, SlackException failure) {
    if (crossCheck == null) {
      crossCheck = new CrossCheck(poll, failure);
      identify(crossCheck);
    }
  }

  private PresenceSource stopAfter(SlackException failure, Instant now) {
    Problem problem = ProblemMapper.of(failure, access, isPolling(), now);
    publisher.auditEvents().stopped(access.polled(), now, problem, failure);
    return stop(problem);
  }

  /// Counts a failure for the person, the method or the workspace.
  ///
  /// @param poll the failed poll, or null for another request
  private PresenceSource countFailure(
      WatcherMessage.@Nullable PollResult poll, SlackException failure, Instant now) {
    Problem problem = ProblemMapper.of(failure, access, isPolling(), now);
    boolean wasOutage = failures.outage().isPresent();
    PollFailures.Scope scope =
        poll == null
            ? failures.onFailure(problem, failure.answered(), now)
            : failures.onFailure(
                poll.user(), failure, problem, scheduler.people(), poll.requestedAt(), now);
    switch (scope) {
      case PollFailures.Person(UserId user, String why, _) -> {
        if (!unanswered.contains(user)
            && publisher.onMismatch(user, access.polled(), now, "poll failed: " + why)) {
          unanswered.add(user);
        }
        if (wasOutage) {
          publishConnected();
        }
        publisher.status().publish(pollingStatus(reason));
      }
      case PollFailures.Outage outage -> {
        if (unknownSince == null) {
          unknownSince = scheduler.confirmed().orElse(null);
        }
        publisher
            .auditEvents()
            .disconnected(access.polled(), now, SilenceBeforeLoss.sentence(failure));
        publisher.status().publish(outageStatus(outage));
      }
    }
    return this;
  }

  private WatchStatus outageStatus(PollFailures.Outage outage) {
    Instant nextTry = nextTry(outage);
    return unknownSince == null
        ? new WatchStatus.Connecting(outage.attempts(), outage.problem(), nextTry)
        : new WatchStatus.Reconnecting(outage.attempts(), unknownSince, nextTry, outage.problem());
  }

  private PresenceSource stop(Problem problem) {
    Optional<Instant> since =
        stop(problem instanceof Problem.TokenEnded ? Cause.TOKEN_INVALID : Cause.DISCONNECTED);
    publisher.status().publish(new WatchStatus.Stopped(problem, since.orElse(unknownSince)));
    return new StoppedSource(() ->
        new PollingSource(
            access, publisher, reason, notBefore, isPolling(), scheduler, requests, clock));
  }

  /// Marks people unknown whose last poll is too old.
  private void dropStale(Instant now) {
    boolean isLost = dueLoss().filter(due -> !due.isAfter(now)).isPresent();
    Duration staleAfter = staleAfter();
    for (UserId user : publisher.people()) {
      scheduler
          .lastPoll(user)
          .filter(poll -> isLost || poll.plus(staleAfter).isBefore(now))
          .ifPresent(poll -> {
            publisher.markUnknown(user, poll, Cause.DISCONNECTED);
            scheduler.forget(user);
          });
    }
    if (isLost) {
      scheduler.forgetAll();
    }
  }

  private Duration staleAfter() {
    Duration twoRounds = scheduler.round().multipliedBy(2);
    return twoRounds.compareTo(MIN_STALE_AFTER) > 0 ? twoRounds : MIN_STALE_AFTER;
  }

  @Override
  public PresenceSource handle(WatcherMessage.FromSlack message) {
    return switch (message) {
      case WatcherMessage.ConnectionEvent(LifecycleEvent event) -> on(event);
      case WatcherMessage.AuthTestResult answer -> on(answer);
      case WatcherMessage.PollResult answer -> on(answer);
      case WatcherMessage.PresenceEvent _,
          WatcherMessage.Mismatch _,
          WatcherMessage.Unconfirmed _ ->
          this;
    };
  }

  /// Handles an event of the trial connection.
  private PresenceSource on(LifecycleEvent event) {
    return switch (event) {
      case LifecycleEvent.Ready _ when trial instanceof RunningTrial(RtmSource live, _) -> {
        trial = null;
        dropStale(clock.instant());
        web.close();
        yield live.continueFrom(scheduler.lastPolls(), clock.instant());
      }
      case LifecycleEvent.Reconnecting lost -> {
        endTrial(
            lost.problem() instanceof SlackException.RateLimited ? lost.nextTry() : Instant.MIN);
        yield this;
      }
      case LifecycleEvent.Disconnected _ -> {
        endTrial(Instant.MIN);
        yield this;
      }
      case LifecycleEvent.Ready _,
          LifecycleEvent.Connecting _,
          LifecycleEvent.Authenticated _,
          LifecycleEvent.Connected _,
          LifecycleEvent.Disconnecting _,
          LifecycleEvent.UnableToRtmStart _,
          LifecycleEvent.Problem _ ->
          this;
    };
  }

  @Override
  public void endObservation(Set<UserId> people, Instant at, Cause cause) {
    for (UserId user : people) {
      scheduler
          .lastPoll(user)
          .filter(poll -> poll.isBefore(at))
          .ifPresent(poll -> publisher.markUnknown(user, poll, cause));
    }
  }

  @Override
  public void onClockChange(Instant now, Cause cause) {
    for (UserId user : publisher.people()) {
      scheduler.lastPoll(user).ifPresent(poll -> publisher.markUnknown(user, poll, cause));
      scheduler.forget(user);
    }
    epoch = new Object();
    pending.clear();
    if (phase instanceof Identifying(Instant due)
        && (due == null || cause == Cause.CLOCK_ADJUSTED)) {
      phase = new Identifying(Instant.EPOCH);
    }
    if (cause == Cause.CLOCK_ADJUSTED) {
      unknownSince = null;
      limitedSince = null;
      // Deadlines from before may never come. After a stall they still hold: several stalls in a
      // row must not exceed Slack's limits.
      scheduler.reset(now);
      failures.retryAt(now);
      if (trial instanceof ScheduledTrial(_, Duration delay)) {
        trial = new ScheduledTrial(now.plus(delay), delay);
      }
    }
  }

  @Override
  public void prioritize(UserId user) {
    scheduler.prioritize(user, clock.instant());
  }

  @Override
  public void setPeople(Set<UserId> people) {
    scheduler.setPeople(people);
    unanswered.retainAll(people);
    if (trial instanceof RunningTrial(RtmSource live, _)) {
      live.setPeople(people);
    }
    if (isPolling()) {
      publisher
          .status()
          .publish(
              failures.outage().map(this::outageStatus).orElseGet(() -> pollingStatus(reason)));
    }
  }

  @Override
  public PresenceSource retryNow() {
    Instant now = clock.instant();
    failures.retryAt(now);
    if (phase instanceof Identifying(Instant due) && due != null) {
      phase = new Identifying(Instant.EPOCH);
    }
    if (trial instanceof ScheduledTrial(_, Duration delay)) {
      trial = new ScheduledTrial(now, delay);
    }
    // A request of the user overrides Slack's waiting time.
    scheduler.endPause();
    return this;
  }

  @Override
  public Optional<Instant> confirmed() {
    return scheduler.confirmed();
  }

  /// Polls from before an outage still confirm the states until then, but none is observed now.
  @Override
  public boolean isObserving() {
    return failures.outage().isEmpty() && confirmed().isPresent();
  }

  @Override
  public Optional<Instant> stop(Cause cause) {
    Optional<Instant> last = scheduler.confirmed();
    for (UserId user : publisher.people()) {
      scheduler.lastPoll(user).ifPresent(poll -> publisher.markUnknown(user, poll, cause));
    }
    if (trial instanceof RunningTrial(RtmSource live, _)) {
      live.stop(cause);
    }
    publisher
        .auditEvents()
        .disconnected(access.polled(), clock.instant(), AuditEventPublisher.describe(cause));
    web.close();
    return last;
  }

  private WatchStatus pollingStatus(@Nullable Problem why) {
    return new WatchStatus.Polling(
        scheduler.size(),
        scheduler.round(),
        scheduler.oldest(failures.unanswered(scheduler.people())).orElse(null),
        why,
        failures.summary(scheduler.people()));
  }
}
