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
import rollcall.presence.Presence;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.slack.SlackException;
import rollcall.slack.rtm.LifecycleEvent;
import rollcall.slack.rtm.PresenceMismatch;
import rollcall.slack.rtm.RtmClient;
import rollcall.slack.web.ConnectResponse;

/// Slack tells us of changes by itself, over RTM. Lane: link; the client's own thread only fills
/// the inbox.
///
/// Where HTTP gets through and the WebSocket does not, we ask in turn instead, until it does.
final class RtmSource implements PresenceSource {
  /// So often the socket must have failed behind an `rtm.connect` that worked.
  private static final int BLOCKED_AFTER = 3;

  private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(12);

  private final SlackAccess access;
  private final SightingPublisher scribe;
  private final Consumer<WatcherMessage> inbox;
  private final InstantSource clock;
  private final Executor beside;
  private final RtmClient rtm;
  private boolean welcomed;
  private boolean ready;
  private boolean begun;
  private boolean granted;

  /// When the last stall ended that the watcher noticed.
  private Instant stallEnd = Instant.MIN;

  private int blocked;
  private int refused;
  private @Nullable Instant lastEvent;

  private final PresenceMismatches doubts;
  private final LastPolls lastLooks;

  private @Nullable Instant darkSince;
  private @Nullable Problem whyAgain;

  RtmSource(
      SlackAccess access,
      SightingPublisher scribe,
      Consumer<WatcherMessage> inbox,
      InstantSource clock,
      Executor beside) {
    this.access = access;
    this.scribe = scribe;
    this.inbox = inbox;
    this.clock = clock;
    this.beside = beside;
    this.doubts = new PresenceMismatches(scribe, access.live());
    this.lastLooks = new LastPolls(scribe, access.live());
    this.rtm = access.rtm().clock(clock).build();
    RtmEventAdapter.all(rtm, access.live(), inbox);
  }

  @Override
  public void start() {
    if (!begun) {
      begun = true;
      subscribe(scribe.people());
      var _ = rtm.start();
    }
  }

  /// Goes on from looks that were made by asking; the connection has just become ready.
  RtmSource since(Map<UserId, Instant> looks, Instant now) {
    welcomed = true;
    ready = true;
    lastLooks.take(looks, now);
    scribe.connectionLog().connected(access.live(), now, "the WebSocket gets through");
    subscribed(now);
    goLive();
    return this;
  }

  @Override
  public PresenceSource handle(WatcherMessage.FromSlack signal) {
    return switch (signal) {
      // Without a hello we are not looking, and nothing would say when we stopped.
      case WatcherMessage.PresenceEvent _ when !ready -> this;
      case WatcherMessage.PresenceEvent told -> {
        lastEvent = told.at();
        doubts.reported(told.users());
        lastLooks.onPresence(told);
        goLive();
        yield this;
      }
      case WatcherMessage.ManualPresenceChange(Presence presence) -> {
        scribe.manualChange(presence);
        yield this;
      }
      case WatcherMessage.Mismatch(PresenceMismatch found) -> {
        lastLooks.drop(found.users());
        doubts.mismatch(found, lastEvent);
        goLiveIfReady();
        yield this;
      }
      case WatcherMessage.Unconfirmed(Set<UserId> users, Instant at) -> {
        doubts.unconfirmed(users, at);
        goLiveIfReady();
        yield this;
      }
      case WatcherMessage.ConnectionEvent(LifecycleEvent event) -> on(event);
      case WatcherMessage.Identified _, WatcherMessage.Answered _ -> this;
    };
  }

  private PresenceSource on(LifecycleEvent event) {
    return switch (event) {
      case LifecycleEvent.Connecting connecting -> {
        granted = false;
        scribe.status(isTrying(connecting.attempt(), null, whyAgain));
        yield this;
      }
      case LifecycleEvent.Authenticated(ConnectResponse data, _) -> {
        granted = true;
        yield onMembersAdded(data);
      }
      case LifecycleEvent.Connected(Instant at) -> {
        scribe.connectionLog().connected(access.live(), at, "");
        yield this;
      }
      case LifecycleEvent.Ready(Instant at) -> {
        subscribed(at);
        ready = true;
        blocked = 0;
        refused = 0;
        goLive();
        yield this;
      }
      case LifecycleEvent.Reconnecting lost -> lost(lost);
      case LifecycleEvent.Disconnected gone -> onDisconnected(gone);
      case LifecycleEvent.Disconnecting _,
          LifecycleEvent.UnableToRtmStart _,
          LifecycleEvent.Problem _ ->
          this;
    };
  }

  private PresenceSource onMembersAdded(ConnectResponse data) {
    try {
      if (!welcomed) {
        scribe.opened(new Workspace(data.team().id(), data.team().name()), clock);
        welcomed = true;
      }
      return this;
    } catch (IOException e) {
      return stop(new Problem.NoHistory(String.valueOf(e.getMessage())));
    }
  }

  private PresenceSource lost(LifecycleEvent.Reconnecting lost) {
    boolean served = ready;
    SilenceBeforeLoss silence =
        SilenceBeforeLoss.before(lost.lastHeard(), lost.at(), lost.problem());
    markUnknown(lost.lastHeard(), silence.cause());
    Problem problem =
        lost.reason()
            .map(reason -> problem(reason, lost.at()))
            .orElse(new Problem.ConnectionLost("asked to reconnect"));
    noteLoss(served, silence, lost.problem(), problem);
    if (granted && !served) {
      blocked++;
    }
    Optional<Refusal> refusal = granted ? Optional.empty() : lost.reason().flatMap(Refusal::of);
    refused = refusal.isPresent() ? refused + 1 : 0;
    if (refusal.filter(one -> refused >= one.most()).isPresent()) {
      return switchToPolling(new Problem.LiveRefused(refusal.get().code()));
    }
    if (blocked == BLOCKED_AFTER) {
      String detail = lost.reason().map(SlackException::getMessage).orElse("");
      return switchToPolling(new Problem.LiveBlocked(detail));
    }
    scribe.status(isTrying(lost.attempt(), lost.nextTry(), problem));
    // A rest that Slack asked for is over when the next attempt begins.
    whyAgain = problem instanceof Problem.RateLimited ? null : problem;
    return this;
  }

  private PresenceSource onDisconnected(LifecycleEvent.Disconnected gone) {
    if (gone.problem() == null) {
      return this;
    }
    Problem problem = problem(gone.problem(), gone.at());
    if (problem instanceof Problem.LiveNotAllowed) {
      markUnknown(gone.lastHeard(), Cause.DISCONNECTED);
      return switchToPolling(problem);
    }
    if (ready) {
      Instant last = SilenceBeforeLoss.before(gone.lastHeard(), gone.at(), gone.problem()).begin();
      scribe
          .connectionLog()
          .disconnected(access.live(), last, SilenceBeforeLoss.sentence(gone.problem()));
    }
    scribe.connectionLog().onGiveUp(access.live(), gone.at(), problem, gone.problem());
    boolean token = problem instanceof Problem.TokenEnded;
    markUnknown(gone.lastHeard(), token ? Cause.TOKEN_INVALID : Cause.DISCONNECTED);
    return stop(problem);
  }

  private void noteLoss(
      boolean served,
      SilenceBeforeLoss silence,
      @Nullable SlackException failure,
      Problem problem) {
    ConnectionLog diary = scribe.connectionLog();
    if (served) {
      diary.disconnected(access.live(), silence.begin(), silence.describe(failure));
    } else if (failure != null) {
      diary.disconnected(access.live(), silence.noticed(), SilenceBeforeLoss.sentence(failure));
    }
    if (problem instanceof Problem.RateLimited(Instant until)) {
      diary.rateLimited(access.live(), silence.noticed(), until);
    }
  }

  private void subscribed(Instant at) {
    scribe.connectionLog().subscribed(access.live(), at, scribe.people().size());
  }

  private PresenceSource switchToPolling(Problem reason) {
    rtm.close();
    return new PollingSource(access, scribe, reason, welcomed, inbox, clock, beside);
  }

  private PresenceSource stop(Problem problem) {
    rtm.close();
    scribe.status(new WatchStatus.Stopped(problem, darkSince));
    return new StoppedSource(() -> new RtmSource(access, scribe, inbox, clock, beside));
  }

  @Override
  public void people(Set<UserId> people) {
    subscribe(people);
    doubts.people(people);
    if (ready) {
      subscribed(clock.instant());
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
    if (!ready) {
      return Optional.empty();
    }
    return lastLooks.oldest().or(rtm::lastHeard);
  }

  @Override
  public Optional<Instant> stop(Cause cause) {
    Instant last = ready ? rtm.lastHeard().orElseGet(clock::instant) : null;
    if (last != null) {
      unknownSince(last, cause);
      scribe.connectionLog().disconnected(access.live(), last, ConnectionLog.onRequest(cause));
    }
    rtm.close();
    return Optional.ofNullable(last);
  }

  @Override
  public Optional<Instant> due() {
    return lastLooks.clear();
  }

  /// Those of whom Slack has said nothing since we listen are no longer known.
  @Override
  public PresenceSource step(Instant now) {
    lastLooks.forget(Cause.DISCONNECTED);
    return this;
  }

  /// A little more than the client waits before it asks for a sign of life, and for the answer.
  @Override
  public Duration shutdownGrace() {
    return ready ? SIGN_OF_LIFE : Duration.ZERO;
  }

  @Override
  public void onMembersRemoved(Set<UserId> people, Instant at) {
    Instant heard = rtm.lastHeard().orElse(at);
    if (ready && heard.isBefore(at)) {
      Cause cause = new SilenceBeforeLoss(heard, clock.instant(), heard.isBefore(stallEnd)).cause();
      people.forEach(user -> scribe.markUnknown(user, heard, cause));
    }
    lastLooks.remove(people, at);
  }

  /// The client notices by itself, and connects anew.
  @Override
  public void onClockChange(Instant now, Cause cause) {
    if (cause == Cause.COMPUTER_SLEPT) {
      stallEnd = now;
    }
  }

  /// Slack tells of everybody at once.
  @Override
  public void prioritize(UserId user) {}

  @Override
  public void pollNow() {}

  private void goLiveIfReady() {
    if (ready) {
      goLive();
    }
  }

  private void goLive() {
    Instant heard = rtm.lastHeard().orElse(clock.instant());
    darkSince = null;
    whyAgain = null;
    scribe.status(new WatchStatus.Live(scribe.people().size(), lastEvent, heard, doubts.summary()));
  }

  private void markUnknown(@Nullable Instant lastHeard, Cause cause) {
    if (ready && lastHeard != null) {
      unknownSince(lastHeard, cause);
      darkSince = lastHeard;
    }
    ready = false;
  }

  private void unknownSince(Instant lastHeard, Cause cause) {
    lastLooks.forget(cause);
    scribe.markUnknown(lastHeard, cause);
  }

  /// An answer of `rtm.connect` that grants nothing although Slack can be reached.
  ///
  /// @param most so many of them one after the other, and we poll: fewer of one that will not pass
  private record Refusal(String code, int most) {
    private static final int LASTING = 3;
    private static final int PASSING = 10;

    static Optional<Refusal> of(SlackException failure) {
      return switch (failure) {
        case SlackException.Platform platform ->
            Optional.of(
                new Refusal(
                    platform.code(), TRANSIENT.contains(platform.code()) ? PASSING : LASTING));
        case SlackException.Http http ->
            Optional.of(
                new Refusal("HTTP " + http.status(), http.status() >= 500 ? PASSING : LASTING));
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

    /// Slack's codes for trouble of its own.
    private static final Set<String> TRANSIENT =
        Set.of(
            "internal_error",
            "fatal_error",
            "service_unavailable",
            "migration_in_progress",
            "request_timeout",
            "team_added_to_org");
  }

  private WatchStatus isTrying(int attempt, @Nullable Instant nextTry, @Nullable Problem problem) {
    if (darkSince == null) {
      return new WatchStatus.Connecting(attempt, problem, nextTry);
    }
    Problem why = problem == null ? new Problem.ConnectionLost("") : problem;
    return new WatchStatus.Reconnecting(attempt, darkSince, nextTry, why);
  }

  private Problem problem(SlackException failure, Instant at) {
    return ProblemMapper.of(failure, access, welcomed, at);
  }

  private void subscribe(Set<UserId> people) {
    var _ = rtm.subscribePresence(people.stream().map(UserId::value).sorted().toList());
  }
}
