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

/// We ask Slack about one person after the other, for tokens that cannot open RTM.
///
/// A person who could not be looked at for two rounds is unknown from the last look on. Where only
/// the WebSocket is blocked, it is tried again now and then, while the asking goes on. Lane: link.
final class PollingSource implements PresenceSource {
  private static final Duration LEAST_PATIENCE = Duration.ofMinutes(2);

  /// Longest time that an answer may take: one that hangs holds up no other for longer.
  private static final Duration LONGEST_LOOK = Duration.ofSeconds(10);

  /// How many answers may be awaited at the same time.
  private static final int MOST_OPEN = 4;

  private static final Duration FIRST_CLIMB = Duration.ofMinutes(2);
  private static final Duration MOST_CLIMB = Duration.ofMinutes(30);

  private final SlackAccess access;
  private final SightingPublisher scribe;
  private final Problem reason;
  private final Consumer<WatcherMessage> inbox;
  private final InstantSource clock;
  private final SlackWebClient web;
  private final PollScheduler turns = new PollScheduler();
  private final Executor beside;
  private final PollFailures failures = new PollFailures();

  /// Whom is being asked about, and since when.
  private final Map<UserId, Instant> open = new HashMap<>();

  /// Those about whom it was noted that Slack does not answer.
  private final Set<UserId> unanswered = new HashSet<>();

  /// Marks the requests whose answers count: those since the last stall.
  private Object asker = new Object();

  private boolean welcomed;
  private boolean identifying;
  private Instant rested = Instant.EPOCH;
  private @Nullable Instant nextClimb;
  private Duration climbRest = FIRST_CLIMB;
  private @Nullable RtmSource climbing;

  /// @param reason why Slack is not simply listened to
  PollingSource(
      SlackAccess access,
      SightingPublisher scribe,
      Problem reason,
      boolean welcomed,
      Consumer<WatcherMessage> inbox,
      InstantSource clock,
      Executor beside) {
    this.access = access;
    this.scribe = scribe;
    this.reason = reason;
    this.welcomed = welcomed;
    this.inbox = inbox;
    this.clock = clock;
    this.beside = beside;
    this.web = access.web().unpaced().timeout(LONGEST_LOOK).build();
  }

  /// Why Slack is asked in turn.
  Problem reason() {
    return reason;
  }

  @Override
  public void start() {
    turns.people(scribe.people());
    if (reason instanceof Problem.LiveBlocked || reason instanceof Problem.LiveRefused) {
      nextClimb = clock.instant().plus(climbRest);
    }
    if (welcomed) {
      connected();
      scribe.status(polling(reason));
    }
  }

  @Override
  public Optional<Instant> due() {
    Optional<Instant> request = dueRequest();
    Instant climb = nextClimb;
    return climb == null || request.filter(at -> at.isBefore(climb)).isPresent()
        ? request
        : Optional.of(climb);
  }

  /// Empty while as many answers are awaited as may be.
  private Optional<Instant> dueRequest() {
    Optional<PollFailures.Outage> outage = failures.outage();
    if (!welcomed || outage.isPresent()) {
      return identifying || !open.isEmpty()
          ? Optional.empty()
          : Optional.of(outage.map(PollFailures.Outage::nextTry).orElse(rested));
    }
    return open.size() < MOST_OPEN && open.size() < turns.size() ? turns.due() : Optional.empty();
  }

  @Override
  public PresenceSource step(Instant now) {
    dropStale(now);
    if (nextClimb != null && !nextClimb.isAfter(now)) {
      tryLive();
      return this;
    }
    if (dueRequest().filter(due -> !due.isAfter(now)).isEmpty()) {
      return this;
    }
    if (!welcomed) {
      identify();
    } else if (turns.size() > 0) {
      poll(turns.take(now, open.keySet()), now);
    } else {
      goOn();
    }
    return this;
  }

  private void tryLive() {
    nextClimb = null;
    climbing = new RtmSource(access, scribe, inbox, clock, beside);
    climbing.start();
  }

  private void isWaiting() {
    if (climbing != null) {
      climbing.stop(Cause.DISCONNECTED);
      climbing = null;
      nextClimb = clock.instant().plus(climbRest);
      Duration longer = climbRest.multipliedBy(2);
      climbRest = longer.compareTo(MOST_CLIMB) > 0 ? MOST_CLIMB : longer;
    }
  }

  private void identify() {
    identifying = true;
    Object by = asker;
    beside.execute(() ->
        request(() -> web.auth().test(), outcome -> new WatcherMessage.Identified(by, outcome)));
  }

  private void poll(UserId user, Instant asked) {
    open.put(user, asked);
    Object by = asker;
    beside.execute(() ->
        request(
            () -> RtmEventAdapter.presence(web.users().getPresence(user.value())),
            outcome -> new WatcherMessage.Answered(by, user, asked, clock.instant(), outcome)));
  }

  /// Makes a request and puts its outcome into the inbox. Thread: not the link's, which waits for
  /// no answer.
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
      // A bug belongs to the watcher's loop.
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
      scribe.opened(new Workspace(self.teamId(), self.team()), clock);
      welcomed = true;
      failures.ended();
      connected();
      scribe.status(polling(reason));
      return this;
    } catch (SlackException e) {
      return failed(null, e, clock.instant());
    } catch (IOException e) {
      return stop(new Problem.NoHistory(String.valueOf(e.getMessage())));
    }
  }

  /// Slack looked at some moment between our question and its answer: a state is seen when the
  /// answer comes, and known to hold only until the question was asked.
  private PresenceSource on(WatcherMessage.Answered answer) {
    if (!answer.asker().equals(asker)) {
      // From before a stall, or before the clock was set: it tells of no moment that we know.
      return this;
    }
    UserId user = answer.user();
    Instant at = answer.at();
    open.remove(user);
    if (at.isBefore(answer.asked()) && clockSetBack(at)) {
      return this;
    }
    if (at.isAfter(answer.asked().plus(LONGEST_LOOK).plus(access.stallLimit()))) {
      scribe.connectionLog().onSleep(answer.asked(), at);
      onClockChange(at, Cause.COMPUTER_SLEPT);
      return this;
    }
    try {
      Presence presence = answer.outcome().get();
      Optional<Instant> before = turns.lastLook(user);
      boolean news = scribe.onConfirmed(user, presence, before.orElse(at), at, access.polled());
      turns.onPolled(user, answer.asked());
      if (news && before.isPresent()) {
        turns.prioritize(user, at);
      }
      unanswered.remove(user);
      if (failures.answered(user)) {
        connected();
      }
      scribe.status(polling(reason));
      return this;
    } catch (SlackException e) {
      return failed(answer, e, clock.instant());
    }
  }

  private void goOn() {
    if (failures.ended()) {
      connected();
    }
    scribe.status(polling(reason));
  }

  private void connected() {
    String why =
        switch (reason) {
          case Problem.LiveNotAllowed(String code) -> code;
          case Problem.LiveRefused(String code) -> "rtm.connect answers " + code;
          default -> "the WebSocket is blocked";
        };
    scribe.connectionLog().connected(access.polled(), clock.instant(), "asking in turn: " + why);
  }

  /// Whether the clock was set back while Slack was asked: then no look from before counts.
  private boolean clockSetBack(Instant now) {
    boolean back = scribe.onClockSetBack(now);
    if (back) {
      onClockChange(now, Cause.CLOCK_ADJUSTED);
    }
    return back;
  }

  /// @param look the one that failed, or null if it was another request
  private PresenceSource failed(
      WatcherMessage.@Nullable Answered look, SlackException failure, Instant now) {
    var _ = clockSetBack(now);
    Problem problem = ProblemMapper.of(failure, access, welcomed, now);
    if (problem instanceof Problem.RateLimited limited) {
      scribe.connectionLog().rateLimited(access.polled(), now, limited.until());
      turns.pause(limited.until());
      rested = limited.until();
      failures.hurry(rested);
      scribe.status(polling(problem));
      return this;
    }
    if (ends(problem, look == null) && failure.fatal()) {
      scribe.connectionLog().onGiveUp(access.polled(), now, problem, failure);
      return stop(problem);
    }
    boolean outage = failures.outage().isPresent();
    PollFailures.Owner owner =
        look == null
            ? failures.failed(problem, failure.answered(), now)
            : failures.failed(look.user(), failure, problem, turns.people(), look.asked(), now);
    switch (owner) {
      case PollFailures.Person(UserId user, String why, _) -> {
        if (unanswered.add(user)) {
          scribe.connectionLog().mismatch(user, access.polled(), now, "asked for: " + why);
        }
        if (outage) {
          connected();
        }
        scribe.status(polling(reason));
      }
      case PollFailures.Outage down -> {
        scribe
            .connectionLog()
            .disconnected(access.polled(), now, SilenceBeforeLoss.sentence(failure));
        scribe.status(down(down));
      }
    }
    return this;
  }

  /// Whether only a person can solve it: a code that is not about the token may be about whom we
  /// asked for.
  private static boolean ends(Problem problem, boolean identifying) {
    return identifying || !(problem instanceof Problem.Unrecognised);
  }

  private WatchStatus down(PollFailures.Outage outage) {
    return turns
        .confirmed()
        .<WatchStatus>map(since ->
            new WatchStatus.Reconnecting(
                outage.attempts(), since, outage.nextTry(), outage.problem()))
        .orElse(new WatchStatus.Connecting(outage.attempts(), outage.problem(), outage.nextTry()));
  }

  private PresenceSource stop(Problem problem) {
    Optional<Instant> since =
        stop(problem instanceof Problem.TokenEnded ? Cause.TOKEN_INVALID : Cause.DISCONNECTED);
    scribe.status(new WatchStatus.Stopped(problem, since.orElse(null)));
    return new StoppedSource(
        () -> new PollingSource(access, scribe, reason, welcomed, inbox, clock, beside));
  }

  /// What was seen too long ago may no longer be so.
  private void dropStale(Instant now) {
    Duration twoRounds = turns.round().multipliedBy(2);
    Duration patience = twoRounds.compareTo(LEAST_PATIENCE) > 0 ? twoRounds : LEAST_PATIENCE;
    for (UserId user : scribe.people()) {
      turns
          .lastLook(user)
          .filter(look -> look.plus(patience).isBefore(now))
          .ifPresent(look -> {
            scribe.markUnknown(user, look, Cause.DISCONNECTED);
            turns.forget(user);
          });
    }
  }

  @Override
  public PresenceSource handle(WatcherMessage.FromSlack signal) {
    return switch (signal) {
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

  /// News of the connection on trial.
  private PresenceSource on(LifecycleEvent event) {
    return switch (event) {
      case LifecycleEvent.Ready _ when climbing != null -> {
        RtmSource live = climbing;
        climbing = null;
        Map<UserId, Instant> looks = turns.lastLooks();
        web.close();
        yield live.since(looks, clock.instant());
      }
      case LifecycleEvent.Reconnecting _, LifecycleEvent.Disconnected _ -> {
        isWaiting();
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

  /// Whoever is asked must be within the hours.
  @Override
  public Duration shutdownGrace() {
    return Duration.ZERO;
  }

  @Override
  public void onMembersRemoved(Set<UserId> people, Instant at) {
    for (UserId user : people) {
      turns
          .lastLook(user)
          .filter(look -> look.isBefore(at))
          .ifPresent(look -> scribe.markUnknown(user, look, Cause.HOURS_CLOSED));
    }
  }

  @Override
  public void onClockChange(Instant now, Cause cause) {
    for (UserId user : scribe.people()) {
      turns.lastLook(user).ifPresent(look -> scribe.markUnknown(user, look, cause));
      turns.forget(user);
    }
    asker = new Object();
    open.clear();
    identifying = false;
    if (cause == Cause.CLOCK_ADJUSTED) {
      // Deadlines from before may never come. After a stall they hold: stalls one after the other
      // must not exceed Slack's limits.
      turns.startOver();
      rested = Instant.EPOCH;
      failures.hurry(now);
      if (nextClimb != null) {
        nextClimb = now.plus(climbRest);
      }
    }
  }

  @Override
  public void prioritize(UserId user) {
    turns.prioritize(user, clock.instant());
  }

  @Override
  public void people(Set<UserId> people) {
    turns.people(people);
    unanswered.retainAll(people);
    if (climbing != null) {
      climbing.people(people);
    }
    if (welcomed) {
      scribe.status(polling(reason));
    }
  }

  @Override
  public PresenceSource retryNow() {
    rested = Instant.EPOCH;
    failures.hurry(clock.instant());
    if (nextClimb != null) {
      nextClimb = clock.instant();
    }
    // A person need not wait until Slack's "not before".
    turns.pause(clock.instant());
    return this;
  }

  @Override
  public Optional<Instant> confirmed() {
    return turns.confirmed();
  }

  @Override
  public Optional<Instant> stop(Cause cause) {
    Optional<Instant> last = turns.confirmed();
    for (UserId user : scribe.people()) {
      turns.lastLook(user).ifPresent(look -> scribe.markUnknown(user, look, cause));
    }
    if (climbing != null) {
      climbing.stop(cause);
    }
    scribe
        .connectionLog()
        .disconnected(access.polled(), clock.instant(), ConnectionLog.onRequest(cause));
    web.close();
    return last;
  }

  @Override
  public void pollNow() {
    web.close();
  }

  private WatchStatus polling(Problem why) {
    return new WatchStatus.Polling(
        turns.size(),
        turns.round(),
        turns.oldest(failures.unanswered(turns.people())).orElse(null),
        why,
        failures.said(turns.people()));
  }

  /// A request to Slack.
  private interface Call<T> {
    T make() throws SlackException, InterruptedException;
  }
}
