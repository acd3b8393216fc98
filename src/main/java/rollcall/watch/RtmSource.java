package rollcall.watch;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import rollcall.presence.Cause;
import rollcall.presence.ConnectionMode;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.slack.AuthTest;
import rollcall.slack.SlackException;
import rollcall.slack.rtm.LifecycleEvent;
import rollcall.slack.rtm.PresenceMismatch;
import rollcall.slack.rtm.RtmClient;
import rollcall.slack.rtm.SendReceipt;
import rollcall.slack.web.ConnectResponse;
import rollcall.slack.web.SlackWebClient;

/// Presence source over RTM: Slack reports changes. Thread: watcher; the client's thread only fills
/// the inbox.
///
/// If HTTP works but the live connection does not, polling replaces it until it does.
final class RtmSource implements PresenceSource {
  /// Timeout of the request that shows whether another method is answered.
  private static final Duration CROSS_CHECK_TIMEOUT = Duration.ofSeconds(10);

  /// First and longest delay before another such request.
  private static final Duration FIRST_CROSS_CHECK_DELAY = Duration.ofSeconds(5);

  private static final Duration MAX_CROSS_CHECK_DELAY = Duration.ofMinutes(1);

  private static final Duration KEEPALIVE_GRACE = Duration.ofSeconds(12);

  private final SlackAccess access;
  private final SightingPublisher publisher;
  private final PollScheduler polls;
  private final WebRequests requests;
  private final InstantSource clock;
  private final RtmClient rtm;
  private final PresenceMismatches mismatches;
  private final LastPollsBeforeRtm lastPolls;
  private Phase phase = new Connecting(Attempt.NONE, null, null);
  private boolean opened;

  /// End of the last stall that the watcher noticed.
  private Instant stallEnd = Instant.MIN;

  private final PollingFallback failures = new PollingFallback();

  /// Question whether Slack answers another method than `rtm.connect`; null if none is open.
  private @Nullable CrossCheck crossCheck;

  /// Time of the next `auth.test` for the cross-check; null if none is due.
  private @Nullable Instant nextCrossCheck;

  /// Whether this token had a live connection before.
  private boolean wasConnected;

  private @Nullable Instant lastEvent;

  /// Phase of the connection.
  private sealed interface Phase {}

  /// Not connected.
  ///
  /// @param unknownSince time from which all people are unknown, or null if there was no connection
  /// @param problem failure of the previous attempt, or null
  private record Connecting(
      Attempt attempt, @Nullable Instant unknownSince, @Nullable Problem problem)
      implements Phase {}

  /// Connected: Slack reports all changes.
  ///
  /// @param since time of the hello
  private record Live(Instant since) implements Phase {}

  /// Cross-check whether a failure concerns `rtm.connect` alone: `auth.test` decides.
  ///
  /// @param end end of all attempts, or null if they go on
  /// @param delay delay until `auth.test` is called again, if it does not decide
  private record CrossCheck(
      SlackException failure, LifecycleEvent.@Nullable Disconnected end, Duration delay) {}

  /// Progress of an attempt to connect; `GRANTED` when Slack has answered `rtm.connect`.
  private enum Attempt {
    NONE,
    STARTED,
    GRANTED
  }

  /// @param polls scheduler to hand on to the next source that polls
  RtmSource(
      SlackAccess access,
      SightingPublisher publisher,
      PollScheduler polls,
      WebRequests requests,
      InstantSource clock) {
    this.access = access;
    this.publisher = publisher;
    this.polls = polls;
    this.requests = requests;
    this.clock = clock;
    this.mismatches = new PresenceMismatches(publisher, access.live());
    this.lastPolls = new LastPollsBeforeRtm(publisher, access.live());
    this.rtm = access.rtm().clock(clock).listenerExecutor(Runnable::run).build();
    RtmEventAdapter.register(rtm, access.live(), requests.inbox(), publisher.listener());
  }

  @Override
  public void start() {
    if (attempt() == Attempt.NONE) {
      setAttempt(Attempt.STARTED);
      subscribe(publisher.people());
      var _ = rtm.start();
    }
  }

  /// Continues after polling, with a connection that has just become ready.
  RtmSource continueFrom(Map<UserId, Instant> polls, Instant now) {
    opened = true;
    lastPolls.take(polls, now);
    publisher.auditEvents().connected(access.live(), now, "the WebSocket gets through");
    logSubscription(now);
    goLive(now);
    return this;
  }

  @Override
  public PresenceSource handle(WatcherMessage.FromSlack message) {
    return switch (message) {
      // Before the hello, the end of the connection would not be reported.
      case WatcherMessage.PresenceEvent _ when !isLive() -> this;
      case WatcherMessage.PresenceEvent event -> {
        lastEvent = event.at();
        mismatches.reported(event.users());
        lastPolls.onPresence(event);
        goLive(event.at());
        yield this;
      }
      case WatcherMessage.Mismatch(PresenceMismatch found) -> {
        lastPolls.drop(found.users());
        mismatches.mismatch(found);
        updateIfLive();
        yield this;
      }
      case WatcherMessage.Unconfirmed unconfirmed -> {
        lastPolls.end(unconfirmed.users(), unconfirmed.since(), Cause.DISCONNECTED);
        mismatches.unconfirmed(unconfirmed);
        updateIfLive();
        yield this;
      }
      case WatcherMessage.ConnectionEvent(LifecycleEvent event) -> on(event);
      case WatcherMessage.AuthTestResult answer when answer.epoch().equals(crossCheck) ->
          on(answer);
      case WatcherMessage.AuthTestResult _, WatcherMessage.PollResult _ -> this;
    };
  }

  private PresenceSource on(LifecycleEvent event) {
    return switch (event) {
      case LifecycleEvent.Connecting connecting -> {
        if (isLive()) {
          // Normally the loss was announced before.
          Instant at = connecting.at();
          markUnknown(rtm.lastHeard().filter(at::isAfter).orElse(at), Cause.DISCONNECTED);
        }
        setAttempt(Attempt.STARTED);
        publisher.status().publish(status(connecting.attempt(), null, connectingPhase().problem()));
        yield this;
      }
      case LifecycleEvent.Authenticated(ConnectResponse data, _) -> {
        setAttempt(Attempt.GRANTED);
        yield onAuthenticated(data);
      }
      case LifecycleEvent.Connected(Instant at) -> {
        publisher.auditEvents().connected(access.live(), at, "");
        yield this;
      }
      case LifecycleEvent.Ready(Instant at) -> {
        logSubscription(at);
        failures.onReady();
        goLive(at);
        yield this;
      }
      case LifecycleEvent.UnableToRtmStart(SlackException problem, Instant at) when isLive() -> {
        // Slack has announced the end of this connection, and does not grant the next one.
        failures.onRefused(problem, at);
        yield this;
      }
      case LifecycleEvent.Reconnecting lost -> onLost(lost);
      case LifecycleEvent.Disconnected gone -> onDisconnected(gone);
      case LifecycleEvent.Disconnecting _,
          LifecycleEvent.UnableToRtmStart _,
          LifecycleEvent.Problem _ ->
          this;
    };
  }

  private PresenceSource onAuthenticated(ConnectResponse data) {
    try {
      if (!opened) {
        publisher.open(new Workspace(data.team().id(), data.team().name()), clock);
        opened = true;
      }
      return this;
    } catch (IOException e) {
      return stop(new Problem.NoHistory(String.valueOf(e.getLocalizedMessage())));
    }
  }

  private PresenceSource onLost(LifecycleEvent.Reconnecting lost) {
    boolean wasLive = isLive();
    Optional<Problem> reason = reasonToPoll(lost);
    SilenceBeforeLoss silence =
        SilenceBeforeLoss.before(lost.lastHeard(), lost.at(), lost.problem());
    markUnknown(lost.lastHeard(), silence.cause());
    Problem problem =
        lost.reason()
            .map(failure -> problem(failure, lost.at()))
            .orElse(new Problem.ConnectionLost("asked to reconnect"));
    logLoss(wasLive, silence, lost.problem(), problem);
    if (reason.isPresent() && mayPoll()) {
      return switchToPolling(reason.get());
    }
    if (failures.needsCrossCheck() && mayPoll()) {
      lost.reason().ifPresent(failure -> startCrossCheck(failure, null));
    }
    publisher.status().publish(status(lost.attempt(), lost.nextTry(), problem));
    // The waiting time that Slack demands ends with the next attempt.
    phase =
        new Connecting(
            Attempt.STARTED,
            connectingPhase().unknownSince(),
            problem instanceof Problem.RateLimited ? null : problem);
    return this;
  }

  /// Counts a failure; returns the reason for polling, or empty for another attempt.
  private Optional<Problem> reasonToPoll(LifecycleEvent.Reconnecting lost) {
    if (phase instanceof Live(Instant since)) {
      return failures.onLost(since, lost.at(), lost.problem());
    }
    return attempt() == Attempt.GRANTED
        ? failures.onBlocked(lost.problem())
        : lost.reason().flatMap(failure -> failures.onRefused(failure, lost.at()));
  }

  private PresenceSource onDisconnected(LifecycleEvent.Disconnected event) {
    SlackException failure = event.problem();
    if (failure == null) {
      return this;
    }
    boolean granted = isLive() || attempt() == Attempt.GRANTED;
    Problem problem = problem(failure, event.at());
    return switch (problem) {
      case Problem.LiveNotAllowed(String code) when wasConnected ->
          pollFrom(event, new Problem.LiveRefused(code), failure);
      case Problem.LiveNotAllowed _, Problem.LiveRefused _ -> pollFrom(event, problem, failure);
      case Problem.TokenEnded _, Problem.TokenRejected _ -> {
        markLost(event, problem, failure);
        startCrossCheck(failure, event);
        yield this;
      }
      // Only the way to the socket may be closed; polling stops if the way to Slack is, too.
      default ->
          granted
              ? pollFrom(event, PollingFallback.blocked(failure), failure)
              : stopAfter(event, problem, failure);
    };
  }

  private static String detail(SlackException failure) {
    return failure instanceof SlackException.Platform || failure instanceof SlackException.Http
        ? ProblemMapper.code(failure)
        : String.valueOf(failure.getMessage());
  }

  private boolean mayPoll() {
    return access.mode() != ConnectionMode.LIVE;
  }

  private PresenceSource pollFrom(
      LifecycleEvent.Disconnected event, Problem reason, SlackException failure) {
    if (!mayPoll()) {
      return stopAfter(event, new Problem.LiveOnly(detail(failure)), failure);
    }
    markUnknown(event.lastHeard(), Cause.DISCONNECTED);
    return switchToPolling(reason);
  }

  private PresenceSource stopAfter(
      LifecycleEvent.Disconnected event, Problem problem, SlackException failure) {
    markLost(event, problem, failure);
    publisher.auditEvents().stopped(access.live(), event.at(), problem, failure);
    return stop(problem);
  }

  private void markLost(
      LifecycleEvent.Disconnected event, Problem problem, SlackException failure) {
    if (isLive()) {
      Instant last = SilenceBeforeLoss.before(event.lastHeard(), event.at(), failure).start();
      publisher
          .auditEvents()
          .disconnected(access.live(), last, SilenceBeforeLoss.sentence(failure));
    }
    boolean token = problem instanceof Problem.TokenEnded;
    markUnknown(event.lastHeard(), token ? Cause.TOKEN_INVALID : Cause.DISCONNECTED);
  }

  /// Calls `auth.test`, to know whether the failure concerns `rtm.connect` alone. The end of all
  /// attempts replaces an older cross-check.
  private void startCrossCheck(SlackException failure, LifecycleEvent.@Nullable Disconnected end) {
    if (crossCheck == null || end != null) {
      sendCrossCheck(new CrossCheck(failure, end, FIRST_CROSS_CHECK_DELAY));
    }
  }

  private void sendCrossCheck(CrossCheck open) {
    crossCheck = open;
    nextCrossCheck = null;
    requests.send(this::identify, outcome -> new WatcherMessage.AuthTestResult(open, outcome));
  }

  private AuthTest identify() throws SlackException, InterruptedException {
    try (SlackWebClient web = access.web().unpaced().timeout(CROSS_CHECK_TIMEOUT).build()) {
      return web.auth().test();
    }
  }

  private PresenceSource on(WatcherMessage.AuthTestResult answer) {
    CrossCheck open = crossCheck;
    crossCheck = null;
    if (open == null || isLive()) {
      return this;
    }
    SlackException failure = open.failure();
    SlackException refusal = WebRequests.failure(answer.outcome()).orElse(null);
    LifecycleEvent.Disconnected end = open.end();
    if (end == null) {
      return failures
          .onCrossCheck(refusal == null, failure)
          .map(this::switchToPolling)
          .orElse(this);
    }
    if (refusal instanceof SlackException.Request || (refusal != null && !refusal.fatal())) {
      // It says nothing about the token: a proxy, for example, lets no call pass.
      repeatCrossCheck(open, refusal);
      return this;
    }
    if (refusal != null) {
      Problem problem = problem(refusal, end.at());
      return problem instanceof Problem.TokenEnded || problem instanceof Problem.TokenRejected
          ? stopAfter(end, problem(failure, end.at()), failure)
          : stopAfter(end, problem, refusal);
    }
    return mayPoll()
        ? switchToPolling(new Problem.LiveRefused(ProblemMapper.code(failure)))
        : stopAfter(end, new Problem.LiveOnly(detail(failure)), failure);
  }

  /// Calls `auth.test` again after a failure that says nothing about the token.
  private void repeatCrossCheck(CrossCheck open, SlackException failure) {
    Instant now = clock.instant();
    Problem problem = problem(failure, now);
    Instant next = now.plus(open.delay());
    nextCrossCheck =
        problem instanceof Problem.RateLimited(Instant until) && until.isAfter(next) ? until : next;
    Duration delay = Collections.min(List.of(open.delay().multipliedBy(2), MAX_CROSS_CHECK_DELAY));
    crossCheck = new CrossCheck(open.failure(), open.end(), delay);
    publisher.status().publish(status(1, nextCrossCheck, problem));
  }

  private void logLoss(
      boolean wasLive,
      SilenceBeforeLoss silence,
      @Nullable SlackException failure,
      Problem problem) {
    AuditEventPublisher auditEvents = publisher.auditEvents();
    if (wasLive) {
      auditEvents.disconnected(access.live(), silence.start(), silence.describe(failure));
    } else if (failure != null) {
      auditEvents.disconnected(
          access.live(), silence.noticed(), SilenceBeforeLoss.sentence(failure));
    }
    if (problem instanceof Problem.RateLimited(Instant until)) {
      auditEvents.rateLimited(access.live(), silence.noticed(), until);
    }
  }

  private void logSubscription(Instant at) {
    publisher.auditEvents().subscribed(access.live(), at, publisher.people().size());
  }

  private PresenceSource switchToPolling(Problem reason) {
    rtm.close();
    return new PollingSource(
        access, publisher, reason, failures.notBefore(), opened, polls, requests, clock);
  }

  private PresenceSource stop(Problem problem) {
    rtm.close();
    publisher.status().publish(new WatchStatus.Stopped(problem, connectingPhase().unknownSince()));
    return new StoppedSource(() -> new RtmSource(access, publisher, polls, requests, clock));
  }

  @Override
  public void setPeople(Set<UserId> people) {
    subscribe(people);
    mismatches.retain(people);
    if (isLive()) {
      logSubscription(clock.instant());
      goLive(clock.instant());
    }
  }

  @Override
  public CompletableFuture<SendReceipt> sendMessage(String text, String conversation) {
    return isLive()
        ? rtm.sendMessage(text, conversation)
        : PresenceSource.super.sendMessage(text, conversation);
  }

  @Override
  public PresenceSource retryNow() {
    CrossCheck open = crossCheck;
    if (open != null && open.end() != null) {
      crossCheck = null;
      nextCrossCheck = null;
      var _ = rtm.start();
    } else {
      rtm.reconnectNow();
    }
    return this;
  }

  @Override
  public Optional<Instant> confirmed() {
    return isLive() ? lastPolls.oldest().or(rtm::lastHeard) : Optional.empty();
  }

  @Override
  public Optional<Instant> stop(Cause cause) {
    Instant last = isLive() ? rtm.lastHeard().orElseGet(clock::instant) : null;
    if (last != null) {
      markUnknownFrom(last, cause);
      publisher
          .auditEvents()
          .disconnected(access.live(), last, AuditEventPublisher.describe(cause));
    }
    rtm.close();
    return Optional.ofNullable(last);
  }

  @Override
  public Optional<Instant> due() {
    return Stream.of(lastPolls.due(), Optional.ofNullable(nextCrossCheck))
        .flatMap(Optional::stream)
        .min(Comparator.naturalOrder());
  }

  /// Marks people unknown without an RTM event since the switch from polling, and calls `auth.test`
  /// again.
  @Override
  public void step(Instant now) {
    if (lastPolls.due().filter(due -> !due.isAfter(now)).isPresent()) {
      lastPolls.forget(Cause.DISCONNECTED);
    }
    if (crossCheck != null && nextCrossCheck != null && !nextCrossCheck.isAfter(now)) {
      sendCrossCheck(crossCheck);
    }
  }

  /// A little more than the client's ping interval and pong timeout.
  @Override
  public Duration reportDelay() {
    return isLive() ? KEEPALIVE_GRACE : Duration.ZERO;
  }

  @Override
  public void endObservation(Set<UserId> people, Instant at, Cause end) {
    // A poll confirms less than the connection after it.
    lastPolls.end(people, at, end);
    Instant heard = rtm.lastHeard().orElse(at);
    if (isLive() && heard.isBefore(at)) {
      Cause cause = new SilenceBeforeLoss(heard, clock.instant(), heard.isBefore(stallEnd)).cause();
      people.forEach(user -> publisher.markUnknown(user, heard, cause));
    }
  }

  /// The client notices it too, and reconnects.
  @Override
  public void onClockChange(Instant now, Cause cause) {
    if (cause == Cause.COMPUTER_SLEPT) {
      stallEnd = now;
    } else if (nextCrossCheck != null) {
      nextCrossCheck = now;
    }
  }

  private boolean isLive() {
    return phase instanceof Live;
  }

  private Attempt attempt() {
    return connectingPhase().attempt();
  }

  private void setAttempt(Attempt attempt) {
    phase = new Connecting(attempt, connectingPhase().unknownSince(), connectingPhase().problem());
  }

  /// State of the connection attempts; after a connection, the beginning of the next one.
  private Connecting connectingPhase() {
    return phase instanceof Connecting connecting
        ? connecting
        : new Connecting(Attempt.STARTED, null, null);
  }

  private void updateIfLive() {
    if (isLive()) {
      goLive(clock.instant());
    }
  }

  private void goLive(Instant at) {
    wasConnected = true;
    phase = phase instanceof Live live ? live : new Live(at);
    Instant heard = rtm.lastHeard().orElse(clock.instant());
    publisher
        .status()
        .publish(
            new WatchStatus.Live(
                publisher.people().size(), lastEvent, heard, mismatches.summary()));
  }

  private void markUnknown(@Nullable Instant lastHeard, Cause cause) {
    Instant since = isLive() ? lastHeard : null;
    if (since != null) {
      markUnknownFrom(since, cause);
    }
    phase = since == null ? connectingPhase() : new Connecting(Attempt.STARTED, since, null);
  }

  private void markUnknownFrom(Instant lastHeard, Cause cause) {
    lastPolls.forget(cause);
    publisher.markUnknown(lastHeard, cause);
  }

  private WatchStatus status(int attempt, @Nullable Instant nextTry, @Nullable Problem problem) {
    Instant since = connectingPhase().unknownSince();
    return since == null
        ? new WatchStatus.Connecting(attempt, problem, nextTry)
        : new WatchStatus.Reconnecting(
            attempt, since, nextTry, problem == null ? new Problem.ConnectionLost("") : problem);
  }

  private Problem problem(SlackException failure, Instant at) {
    return ProblemMapper.of(failure, access, opened, at);
  }

  private void subscribe(Set<UserId> people) {
    var _ = rtm.subscribePresence(people.stream().map(UserId::value).sorted().toList());
  }
}
