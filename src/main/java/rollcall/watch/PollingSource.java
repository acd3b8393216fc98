package rollcall.watch;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
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
/// A person without a successful poll for two rounds is unknown from the last poll on. If only the
/// live connection fails, it is tried again from time to time while polling continues. Thread:
/// watcher; requests run on the executor.
final class PollingSource implements PresenceSource {
  private static final Duration MIN_STALE_AFTER = Duration.ofMinutes(2);

  /// Longest wait for a response, so that one without an answer delays no other for longer.
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);

  /// Limit of simultaneous requests.
  private static final int MAX_PENDING = 4;

  private static final Duration FIRST_TRIAL_DELAY = Duration.ofMinutes(2);
  private static final Duration MAX_TRIAL_DELAY = Duration.ofMinutes(30);

  private final SlackAccess access;
  private final SightingPublisher publisher;
  private final Problem reason;
  private final Consumer<WatcherMessage> inbox;
  private final InstantSource clock;
  private final SlackWebClient web;
  private final PollScheduler scheduler = new PollScheduler();
  private final Executor executor;
  private final PollFailures failures = new PollFailures();

  /// Pending requests with their start times.
  private final Map<UserId, Instant> pending = new HashMap<>();

  /// People about whom a missing answer was logged.
  private final Set<UserId> unanswered = new HashSet<>();

  /// Identity of the requests whose responses count: those since the last clock change.
  private Object asker = new Object();

  private boolean opened;
  private boolean identifying;
  private Instant notBefore = Instant.EPOCH;
  private @Nullable Instant nextTrial;
  private Duration trialDelay = FIRST_TRIAL_DELAY;
  private @Nullable RtmSource trial;

  /// @param reason why there is no live connection
  PollingSource(
      SlackAccess access,
      SightingPublisher publisher,
      Problem reason,
      boolean opened,
      Consumer<WatcherMessage> inbox,
      InstantSource clock,
      Executor executor) {
    this.access = access;
    this.publisher = publisher;
    this.reason = reason;
    this.opened = opened;
    this.inbox = inbox;
    this.clock = clock;
    this.executor = executor;
    this.web = access.web().unpaced().timeout(REQUEST_TIMEOUT).build();
  }

  /// Reason for polling.
  Problem reason() {
    return reason;
  }

  @Override
  public void start() {
    scheduler.setPeople(publisher.people());
    if (reason instanceof Problem.LiveBlocked || reason instanceof Problem.LiveRefused) {
      nextTrial = clock.instant().plus(trialDelay);
    }
    if (opened) {
      connected();
      publisher.publishStatus(polling(reason));
    }
  }

  @Override
  public Optional<Instant> due() {
    Optional<Instant> request = dueRequest();
    Instant trialAt = nextTrial;
    return trialAt == null || request.filter(at -> at.isBefore(trialAt)).isPresent()
        ? request
        : Optional.of(trialAt);
  }

  /// Time of the next request; empty while the limit of requests is reached.
  private Optional<Instant> dueRequest() {
    Optional<PollFailures.Outage> outage = failures.outage();
    if (!opened || outage.isPresent()) {
      return identifying || !pending.isEmpty()
          ? Optional.empty()
          : Optional.of(outage.map(PollFailures.Outage::nextTry).orElse(notBefore));
    }
    return pending.size() < MAX_PENDING && pending.size() < scheduler.size()
        ? scheduler.due()
        : Optional.empty();
  }

  @Override
  public PresenceSource step(Instant now) {
    dropStale(now);
    if (nextTrial != null && !nextTrial.isAfter(now)) {
      startTrial();
      return this;
    }
    if (dueRequest().filter(due -> !due.isAfter(now)).isEmpty()) {
      return this;
    }
    if (!opened) {
      identify();
    } else if (scheduler.size() > 0) {
      poll(scheduler.take(now, pending.keySet()), now);
    } else {
      onIdle();
    }
    return this;
  }

  private void startTrial() {
    nextTrial = null;
    trial = new RtmSource(access, publisher, inbox, clock, executor);
    trial.start();
  }

  private void endTrial() {
    if (trial != null) {
      trial.stop(Cause.DISCONNECTED);
      trial = null;
      nextTrial = clock.instant().plus(trialDelay);
      Duration longer = trialDelay.multipliedBy(2);
      trialDelay = longer.compareTo(MAX_TRIAL_DELAY) > 0 ? MAX_TRIAL_DELAY : longer;
    }
  }

  private void identify() {
    identifying = true;
    Object by = asker;
    executor.execute(() ->
        request(() -> web.auth().test(), outcome -> new WatcherMessage.Identified(by, outcome)));
  }

  private void poll(UserId user, Instant asked) {
    pending.put(user, asked);
    Object by = asker;
    executor.execute(() ->
        request(
            () -> RtmEventAdapter.presence(web.users().getPresence(user.value())),
            outcome -> new WatcherMessage.Answered(by, user, asked, clock.instant(), outcome)));
  }

  /// Sends a request and puts its result into the inbox. Runs on the executor.
  private <T> void request(Call<T> call, Function<WatcherMessage.Outcome<T>, WatcherMessage> as) {
    WatcherMessage.Outcome<T> outcome;
    try {
      T value = call.make();
      outcome = () -> value;
    } catch (SlackException e) {
      outcome =
          () -> {
            throw e;
          };
    } catch (RuntimeException e) {
      // The watcher handles bugs.
      outcome =
          () -> {
            throw e;
          };
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    inbox.accept(as.apply(outcome));
  }

  private PresenceSource on(WatcherMessage.Identified answer) {
    if (!answer.asker().equals(asker)) {
      return this;
    }
    identifying = false;
    try {
      AuthTest self = answer.outcome().get();
      publisher.open(new Workspace(self.teamId(), self.team()), clock);
      opened = true;
      failures.endOutage();
      connected();
      publisher.publishStatus(polling(reason));
      return this;
    } catch (SlackException e) {
      return onFailure(null, e, clock.instant());
    } catch (IOException e) {
      return stop(new Problem.NoHistory(String.valueOf(e.getMessage())));
    }
  }

  /// Handles an answer about one person. Slack's state is from some time between the request and
  /// the answer: it is observed at the answer, and confirmed only until the request.
  private PresenceSource on(WatcherMessage.Answered answer) {
    if (!answer.asker().equals(asker)) {
      // Sent before a stall or a clock change: its time is unknown.
      return this;
    }
    UserId user = answer.user();
    Instant at = answer.at();
    pending.remove(user);
    if (at.isBefore(answer.asked()) && clockSetBack(at)) {
      return this;
    }
    if (at.isAfter(answer.asked().plus(REQUEST_TIMEOUT).plus(access.stallLimit()))) {
      publisher.connectionLog().onSleep(answer.asked(), at);
      onClockChange(at, Cause.COMPUTER_SLEPT);
      return this;
    }
    try {
      Presence presence = answer.outcome().get();
      Optional<Instant> before = scheduler.lastPoll(user);
      boolean changed =
          publisher.onConfirmed(user, presence, before.orElse(at), at, access.polled());
      scheduler.onPolled(user, answer.asked());
      if (changed && before.isPresent()) {
        scheduler.prioritize(user, at);
      }
      unanswered.remove(user);
      if (failures.onAnswer(user)) {
        connected();
      }
      publisher.publishStatus(polling(reason));
      return this;
    } catch (SlackException e) {
      return onFailure(answer, e, clock.instant());
    }
  }

  private void onIdle() {
    if (failures.endOutage()) {
      connected();
    }
    publisher.publishStatus(polling(reason));
  }

  private void connected() {
    String why =
        switch (reason) {
          case Problem.LiveNotAllowed(String code) -> code;
          case Problem.LiveRefused(String code) -> "rtm.connect answers " + code;
          default -> "the WebSocket is blocked";
        };
    publisher
        .connectionLog()
        .connected(access.polled(), clock.instant(), "no live connection: " + why);
  }

  /// Returns whether the clock was set back during the request: then earlier polls no longer count.
  private boolean clockSetBack(Instant now) {
    boolean back = publisher.checkClock(now);
    if (back) {
      onClockChange(now, Cause.CLOCK_ADJUSTED);
    }
    return back;
  }

  /// @param poll the failed poll, or null for another request
  private PresenceSource onFailure(
      WatcherMessage.@Nullable Answered poll, SlackException failure, Instant now) {
    var _ = clockSetBack(now);
    Problem problem = ProblemMapper.of(failure, access, opened, now);
    if (problem instanceof Problem.RateLimited limited) {
      publisher.connectionLog().rateLimited(access.polled(), now, limited.until());
      scheduler.pause(limited.until());
      notBefore = limited.until();
      failures.retryAt(notBefore);
      publisher.publishStatus(polling(problem));
      return this;
    }
    if (stops(problem, poll == null) && failure.fatal()) {
      publisher.connectionLog().stopped(access.polled(), now, problem, failure);
      return stop(problem);
    }
    boolean wasOutage = failures.outage().isPresent();
    PollFailures.Owner owner =
        poll == null
            ? failures.onFailure(problem, failure.answered(), now)
            : failures.onFailure(
                poll.user(), failure, problem, scheduler.people(), poll.asked(), now);
    switch (owner) {
      case PollFailures.Person(UserId user, String why, _) -> {
        if (unanswered.add(user)) {
          publisher.connectionLog().mismatch(user, access.polled(), now, "poll failed: " + why);
        }
        if (wasOutage) {
          connected();
        }
        publisher.publishStatus(polling(reason));
      }
      case PollFailures.Outage outage -> {
        publisher
            .connectionLog()
            .disconnected(access.polled(), now, SilenceBeforeLoss.sentence(failure));
        publisher.publishStatus(outageStatus(outage));
      }
    }
    return this;
  }

  /// Returns whether only the user can solve the problem: an unknown code may concern the polled
  /// person instead of the token.
  private static boolean stops(Problem problem, boolean identifying) {
    return identifying || !(problem instanceof Problem.Unrecognised);
  }

  private WatchStatus outageStatus(PollFailures.Outage outage) {
    return scheduler
        .confirmed()
        .<WatchStatus>map(since ->
            new WatchStatus.Reconnecting(
                outage.attempts(), since, outage.nextTry(), outage.problem()))
        .orElse(new WatchStatus.Connecting(outage.attempts(), outage.problem(), outage.nextTry()));
  }

  private PresenceSource stop(Problem problem) {
    Optional<Instant> since =
        stop(problem instanceof Problem.TokenEnded ? Cause.TOKEN_INVALID : Cause.DISCONNECTED);
    publisher.publishStatus(new WatchStatus.Stopped(problem, since.orElse(null)));
    return new StoppedSource(
        () -> new PollingSource(access, publisher, reason, opened, inbox, clock, executor));
  }

  /// Marks people unknown whose last poll is too old.
  private void dropStale(Instant now) {
    Duration twoRounds = scheduler.round().multipliedBy(2);
    Duration staleAfter = twoRounds.compareTo(MIN_STALE_AFTER) > 0 ? twoRounds : MIN_STALE_AFTER;
    for (UserId user : publisher.people()) {
      scheduler
          .lastPoll(user)
          .filter(poll -> poll.plus(staleAfter).isBefore(now))
          .ifPresent(poll -> {
            publisher.markUnknown(user, poll, Cause.DISCONNECTED);
            scheduler.forget(user);
          });
    }
  }

  @Override
  public PresenceSource handle(WatcherMessage.FromSlack message) {
    return switch (message) {
      case WatcherMessage.ConnectionEvent(LifecycleEvent event) -> on(event);
      case WatcherMessage.Identified answer -> on(answer);
      case WatcherMessage.Answered answer -> on(answer);
      case WatcherMessage.PresenceEvent _,
          WatcherMessage.Mismatch _,
          WatcherMessage.Unconfirmed _,
          WatcherMessage.ManualPresenceChange _ ->
          this;
    };
  }

  /// Handles an event of the trial connection.
  private PresenceSource on(LifecycleEvent event) {
    return switch (event) {
      case LifecycleEvent.Ready _ when trial != null -> {
        RtmSource live = trial;
        trial = null;
        Map<UserId, Instant> polls = scheduler.lastPolls();
        web.close();
        yield live.continueFrom(polls, clock.instant());
      }
      case LifecycleEvent.Reconnecting _, LifecycleEvent.Disconnected _ -> {
        endTrial();
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

  /// Zero: each request is made within the recording hours.
  @Override
  public Duration reportDelay() {
    return Duration.ZERO;
  }

  @Override
  public void onHoursEnd(Set<UserId> people, Instant at) {
    for (UserId user : people) {
      scheduler
          .lastPoll(user)
          .filter(poll -> poll.isBefore(at))
          .ifPresent(poll -> publisher.markUnknown(user, poll, Cause.HOURS_CLOSED));
    }
  }

  @Override
  public void onClockChange(Instant now, Cause cause) {
    for (UserId user : publisher.people()) {
      scheduler.lastPoll(user).ifPresent(poll -> publisher.markUnknown(user, poll, cause));
      scheduler.forget(user);
    }
    asker = new Object();
    pending.clear();
    identifying = false;
    if (cause == Cause.CLOCK_ADJUSTED) {
      // Deadlines from before may never come. After a stall they still hold: several stalls in a
      // row must not exceed Slack's limits.
      scheduler.reset();
      notBefore = Instant.EPOCH;
      failures.retryAt(now);
      if (nextTrial != null) {
        nextTrial = now.plus(trialDelay);
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
    if (trial != null) {
      trial.setPeople(people);
    }
    if (opened) {
      publisher.publishStatus(polling(reason));
    }
  }

  @Override
  public PresenceSource retryNow() {
    notBefore = Instant.EPOCH;
    failures.retryAt(clock.instant());
    if (nextTrial != null) {
      nextTrial = clock.instant();
    }
    // A request of the user overrides Slack's waiting time.
    scheduler.pause(clock.instant());
    return this;
  }

  @Override
  public Optional<Instant> confirmed() {
    return scheduler.confirmed();
  }

  @Override
  public Optional<Instant> stop(Cause cause) {
    Optional<Instant> last = scheduler.confirmed();
    for (UserId user : publisher.people()) {
      scheduler.lastPoll(user).ifPresent(poll -> publisher.markUnknown(user, poll, cause));
    }
    if (trial != null) {
      trial.stop(cause);
    }
    publisher
        .connectionLog()
        .disconnected(access.polled(), clock.instant(), ConnectionLog.describe(cause));
    web.close();
    return last;
  }

  @Override
  public void pollNow() {
    web.close();
  }

  private WatchStatus polling(Problem why) {
    return new WatchStatus.Polling(
        scheduler.size(),
        scheduler.round(),
        scheduler.oldest(failures.unanswered(scheduler.people())).orElse(null),
        why,
        failures.summary(scheduler.people()));
  }

  /// Request to Slack.
  private interface Call<T> {
    T make() throws SlackException, InterruptedException;
  }
}
