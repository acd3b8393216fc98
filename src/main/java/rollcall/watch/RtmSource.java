package rollcall.watch;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import rollcall.presence.Cause;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.slack.SlackException;
import rollcall.slack.rtm.LifecycleEvent;
import rollcall.slack.rtm.PresenceMismatch;
import rollcall.slack.rtm.RtmClient;
import rollcall.slack.web.ConnectResponse;

/// Presence source over RTM: Slack reports changes. Thread: watcher; the client's thread only fills
/// the inbox.
///
/// If HTTP works but the live connection does not, polling replaces it until it does.
final class RtmSource implements PresenceSource {
  /// Consecutive failures of the socket after a successful `rtm.connect` that lead to polling.
  private static final int BLOCKED_AFTER = 3;

  private static final Duration KEEPALIVE_GRACE = Duration.ofSeconds(12);

  private final SlackAccess access;
  private final SightingPublisher publisher;
  private final Consumer<WatcherMessage> inbox;
  private final InstantSource clock;
  private final Executor executor;
  private final RtmClient rtm;
  private final PresenceMismatches mismatches;
  private final LastPolls lastPolls;
  private Phase phase = new Connecting(Attempt.NONE, null, null);
  private boolean opened;

  /// End of the last stall that the watcher noticed.
  private Instant stallEnd = Instant.MIN;

  private int blockedAttempts;
  private int refusedAttempts;
  private @Nullable Instant lastEvent;

  /// Phase of the connection.
  private sealed interface Phase {}

  /// Not connected.
  ///
  /// @param unknownSince time from which all people are unknown, or null if there was no connection
  /// @param problem failure of the previous attempt, or null
  private record Connecting(
      Attempt attempt, @Nullable Instant unknownSince, @Nullable Problem problem) implements Phase {
    Connecting with(Attempt next) {
      return new Connecting(next, unknownSince, problem);
    }
  }

  /// Connected: Slack reports all changes.
  private record Live() implements Phase {}

  /// Progress of an attempt to connect; `GRANTED` when Slack has answered `rtm.connect`.
  private enum Attempt {
    NONE,
    STARTED,
    GRANTED
  }

  RtmSource(
      SlackAccess access,
      SightingPublisher publisher,
      Consumer<WatcherMessage> inbox,
      InstantSource clock,
      Executor executor) {
    this.access = access;
    this.publisher = publisher;
    this.inbox = inbox;
    this.clock = clock;
    this.executor = executor;
    this.mismatches = new PresenceMismatches(publisher, access.live());
    this.lastPolls = new LastPolls(publisher, access.live());
    this.rtm = access.rtm().clock(clock).listenerExecutor(Runnable::run).build();
    RtmEventAdapter.register(rtm, access.live(), inbox, publisher.listener());
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
    publisher.connectionLog().connected(access.live(), now, "the WebSocket gets through");
    logSubscription(now);
    goLive();
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
        goLive();
        yield this;
      }
      case WatcherMessage.Mismatch(PresenceMismatch found) -> {
        lastPolls.drop(found.users());
        mismatches.mismatch(found, lastEvent);
        updateIfLive();
        yield this;
      }
      case WatcherMessage.Unconfirmed(Set<UserId> users, Instant at) -> {
        mismatches.unconfirmed(users, at);
        updateIfLive();
        yield this;
      }
      case WatcherMessage.ConnectionEvent(LifecycleEvent event) -> on(event);
      case WatcherMessage.Identified _, WatcherMessage.Answered _ -> this;
    };
  }

  private PresenceSource on(LifecycleEvent event) {
    return switch (event) {
      case LifecycleEvent.Connecting connecting -> {
        setAttempt(Attempt.STARTED);
        publisher.status().publish(status(connecting.attempt(), null, gap().problem()));
        yield this;
      }
      case LifecycleEvent.Authenticated(ConnectResponse data, _) -> {
        setAttempt(Attempt.GRANTED);
        yield onAuthenticated(data);
      }
      case LifecycleEvent.Connected(Instant at) -> {
        publisher.connectionLog().connected(access.live(), at, "");
        yield this;
      }
      case LifecycleEvent.Ready(Instant at) -> {
        logSubscription(at);
        blockedAttempts = 0;
        refusedAttempts = 0;
        goLive();
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
      return stop(new Problem.NoHistory(String.valueOf(e.getMessage())));
    }
  }

  private PresenceSource onLost(LifecycleEvent.Reconnecting lost) {
    boolean wasLive = isLive();
    boolean granted = wasLive || attempt() == Attempt.GRANTED;
    SilenceBeforeLoss silence =
        SilenceBeforeLoss.before(lost.lastHeard(), lost.at(), lost.problem());
    markUnknown(lost.lastHeard(), silence.cause());
    Problem problem =
        lost.reason()
            .map(reason -> problem(reason, lost.at()))
            .orElse(new Problem.ConnectionLost("asked to reconnect"));
    logLoss(wasLive, silence, lost.problem(), problem);
    if (granted && !wasLive) {
      blockedAttempts++;
    }
    Optional<Refusal> refusal = granted ? Optional.empty() : lost.reason().flatMap(Refusal::of);
    refusedAttempts = refusal.isPresent() ? refusedAttempts + 1 : 0;
    if (refusal.filter(one -> refusedAttempts >= one.limit()).isPresent()) {
      return switchToPolling(new Problem.LiveRefused(refusal.get().code()));
    }
    if (blockedAttempts == BLOCKED_AFTER) {
      String detail = lost.reason().map(SlackException::getMessage).orElse("");
      return switchToPolling(new Problem.LiveBlocked(detail));
    }
    publisher.status().publish(status(lost.attempt(), lost.nextTry(), problem));
    // The waiting time that Slack demands ends with the next attempt.
    phase =
        new Connecting(
            Attempt.STARTED,
            gap().unknownSince(),
            problem instanceof Problem.RateLimited ? null : problem);
    return this;
  }

  private PresenceSource onDisconnected(LifecycleEvent.Disconnected event) {
    SlackException failure = event.problem();
    if (failure == null) {
      return this;
    }
    Problem problem = problem(failure, event.at());
    if (problem instanceof Problem.LiveNotAllowed) {
      markUnknown(event.lastHeard(), Cause.DISCONNECTED);
      return switchToPolling(problem);
    }
    ConnectionLog log = publisher.connectionLog();
    if (isLive()) {
      Instant last = SilenceBeforeLoss.before(event.lastHeard(), event.at(), failure).start();
      log.disconnected(access.live(), last, SilenceBeforeLoss.sentence(failure));
    }
    log.stopped(access.live(), event.at(), problem, failure);
    boolean token = problem instanceof Problem.TokenEnded;
    markUnknown(event.lastHeard(), token ? Cause.TOKEN_INVALID : Cause.DISCONNECTED);
    return stop(problem);
  }

  private void logLoss(
      boolean wasLive,
      SilenceBeforeLoss silence,
      @Nullable SlackException failure,
      Problem problem) {
    ConnectionLog log = publisher.connectionLog();
    if (wasLive) {
      log.disconnected(access.live(), silence.start(), silence.describe(failure));
    } else if (failure != null) {
      log.disconnected(access.live(), silence.noticed(), SilenceBeforeLoss.sentence(failure));
    }
    if (problem instanceof Problem.RateLimited(Instant until)) {
      log.rateLimited(access.live(), silence.noticed(), until);
    }
  }

  private void logSubscription(Instant at) {
    publisher.connectionLog().subscribed(access.live(), at, publisher.people().size());
  }

  private PresenceSource switchToPolling(Problem reason) {
    rtm.close();
    return new PollingSource(access, publisher, reason, opened, inbox, clock, executor);
  }

  private PresenceSource stop(Problem problem) {
    rtm.close();
    publisher.status().publish(new WatchStatus.Stopped(problem, gap().unknownSince()));
    return new StoppedSource(() -> new RtmSource(access, publisher, inbox, clock, executor));
  }

  @Override
  public void setPeople(Set<UserId> people) {
    subscribe(people);
    mismatches.retain(people);
    if (isLive()) {
      logSubscription(clock.instant());
      goLive();
    }
  }

  @Override
  public PresenceSource retryNow() {
    rtm.reconnectNow();
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
      publisher.connectionLog().disconnected(access.live(), last, ConnectionLog.describe(cause));
    }
    rtm.close();
    return Optional.ofNullable(last);
  }

  @Override
  public Optional<Instant> due() {
    return lastPolls.due();
  }

  /// Marks people unknown without an RTM event since the switch from polling.
  @Override
  public void step(Instant now) {
    lastPolls.forget(Cause.DISCONNECTED);
  }

  /// A little more than the client's ping interval and pong timeout.
  @Override
  public Duration reportDelay() {
    return isLive() ? KEEPALIVE_GRACE : Duration.ZERO;
  }

  @Override
  public void onHoursEnd(Set<UserId> people, Instant at) {
    Instant heard = rtm.lastHeard().orElse(at);
    if (isLive() && heard.isBefore(at)) {
      Cause cause = new SilenceBeforeLoss(heard, clock.instant(), heard.isBefore(stallEnd)).cause();
      people.forEach(user -> publisher.markUnknown(user, heard, cause));
    }
    lastPolls.remove(people, at);
  }

  /// The client notices it too, and reconnects.
  @Override
  public void onClockChange(Instant now, Cause cause) {
    if (cause == Cause.COMPUTER_SLEPT) {
      stallEnd = now;
    }
  }

  private boolean isLive() {
    return phase instanceof Live;
  }

  private Attempt attempt() {
    return gap().attempt();
  }

  private void setAttempt(Attempt attempt) {
    phase = gap().with(attempt);
  }

  /// State of the connection attempts; after a connection, the beginning of the next one.
  private Connecting gap() {
    return phase instanceof Connecting connecting
        ? connecting
        : new Connecting(Attempt.STARTED, null, null);
  }

  private void updateIfLive() {
    if (isLive()) {
      goLive();
    }
  }

  private void goLive() {
    phase = new Live();
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
    phase = since == null ? gap() : new Connecting(Attempt.STARTED, since, null);
  }

  private void markUnknownFrom(Instant lastHeard, Cause cause) {
    lastPolls.forget(cause);
    publisher.markUnknown(lastHeard, cause);
  }

  /// Refusal of `rtm.connect` by a reachable Slack.
  ///
  /// @param limit number of consecutive refusals that lead to polling; lower for permanent errors
  private record Refusal(String code, int limit) {
    private static final int PERMANENT_LIMIT = 3;
    private static final int TRANSIENT_LIMIT = 10;

    static Optional<Refusal> of(SlackException failure) {
      return switch (failure) {
        case SlackException.Platform platform ->
            Optional.of(
                new Refusal(
                    platform.code(),
                    TRANSIENT.contains(platform.code()) ? TRANSIENT_LIMIT : PERMANENT_LIMIT));
        case SlackException.Http http ->
            Optional.of(
                new Refusal(
                    "HTTP " + http.status(),
                    http.status() >= 500 ? TRANSIENT_LIMIT : PERMANENT_LIMIT));
        case SlackException.RateLimited _,
            SlackException.Request _,
            SlackException.Socket _,
            SlackException.Stalled _,
            SlackException.SendRefused _,
            SlackException.NoReply _,
            SlackException.NotSent _ ->
            Optional.empty();
      };
    }

    /// Temporary error codes of Slack.
    private static final Set<String> TRANSIENT =
        Set.of(
            "internal_error",
            "fatal_error",
            "service_unavailable",
            "migration_in_progress",
            "request_timeout",
            "team_added_to_org");
  }

  private WatchStatus status(int attempt, @Nullable Instant nextTry, @Nullable Problem problem) {
    Instant since = gap().unknownSince();
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
