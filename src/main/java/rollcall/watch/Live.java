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
import rollcall.slack.rtm.Lifecycle;
import rollcall.slack.rtm.PresenceMismatch;
import rollcall.slack.rtm.RtmClient;
import rollcall.slack.web.ConnectData;

/// Slack tells us of changes by itself, over RTM. Lane: link; the client's own thread only fills
/// the inbox.
///
/// Where HTTP gets through and the WebSocket does not, we ask in turn instead, until it does.
final class Live implements Means {
  /// So often the socket must have failed behind an `rtm.connect` that worked.
  private static final int BLOCKED_AFTER = 3;

  private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(12);

  private final Access access;
  private final Scribe scribe;
  private final Consumer<Signal> inbox;
  private final InstantSource clock;
  private final Executor beside;
  private final RtmClient rtm;
  private boolean welcomed;
  private boolean ready;
  private boolean begun;
  private boolean granted;
  // Since the last connection began.
  private boolean stalled;
  private int blocked;
  private int refused;
  private @Nullable Instant lastEvent;

  private final Doubts doubts;
  private final LastLooks lastLooks;

  private @Nullable Instant darkSince;
  private @Nullable Problem whyAgain;

  Live(Access access, Scribe scribe, Consumer<Signal> inbox, InstantSource clock, Executor beside) {
    this.access = access;
    this.scribe = scribe;
    this.inbox = inbox;
    this.clock = clock;
    this.beside = beside;
    this.doubts = new Doubts(scribe, access.live());
    this.lastLooks = new LastLooks(scribe, access.live());
    this.rtm = access.rtm().clock(clock).build();
    Heard.all(rtm, access.live(), inbox);
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
  Live from(Map<UserId, Instant> looks, Instant now) {
    welcomed = true;
    ready = true;
    lastLooks.take(looks, now);
    scribe.diary().connected(access.live(), now, "the WebSocket gets through");
    subscribed(now);
    live();
    return this;
  }

  @Override
  public Means on(Signal.FromSlack signal) {
    return switch (signal) {
      // Without a hello we are not looking, and nothing would say when we stopped.
      case Signal.Told _ when !ready -> this;
      case Signal.Told told -> {
        lastEvent = told.at();
        doubts.toldOf(told.users());
        lastLooks.told(told);
        live();
        yield this;
      }
      case Signal.ToldByHand(Presence presence) -> {
        scribe.manualChange(presence);
        yield this;
      }
      case Signal.Mismatch(PresenceMismatch found) -> {
        lastLooks.drop(found.users());
        doubts.mismatch(found, lastEvent);
        liveIfReady();
        yield this;
      }
      case Signal.Mute(Set<UserId> users, Instant at) -> {
        doubts.mute(users, at);
        liveIfReady();
        yield this;
      }
      case Signal.Line(Lifecycle event) -> on(event);
      case Signal.Identified _, Signal.Answered _ -> this;
    };
  }

  private Means on(Lifecycle event) {
    return switch (event) {
      case Lifecycle.Connecting connecting -> {
        granted = false;
        scribe.status(trying(connecting.attempt(), null, whyAgain));
        yield this;
      }
      case Lifecycle.Authenticated(ConnectData data, _) -> {
        granted = true;
        yield welcome(data);
      }
      case Lifecycle.Connected(Instant at) -> {
        scribe.diary().connected(access.live(), at, "");
        yield this;
      }
      case Lifecycle.Ready(Instant at) -> {
        subscribed(at);
        ready = true;
        stalled = false;
        blocked = 0;
        refused = 0;
        live();
        yield this;
      }
      case Lifecycle.Reconnecting lost -> lost(lost);
      case Lifecycle.Disconnected gone -> gone(gone);
      case Lifecycle.Disconnecting _, Lifecycle.UnableToRtmStart _, Lifecycle.Problem _ -> this;
    };
  }

  private Means welcome(ConnectData data) {
    try {
      if (!welcomed) {
        scribe.opened(new Workspace(data.team().id(), data.team().name()), clock);
        welcomed = true;
      }
      return this;
    } catch (IOException e) {
      return over(new Problem.NoHistory(String.valueOf(e.getMessage())));
    }
  }

  private Means lost(Lifecycle.Reconnecting lost) {
    boolean served = ready;
    Silence silence = Silence.before(lost.lastHeard(), lost.at(), lost.problem());
    dark(lost.lastHeard(), silence.cause());
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
      return polled(new Problem.LiveRefused(refusal.get().code()));
    }
    if (blocked == BLOCKED_AFTER) {
      String detail = lost.reason().map(SlackException::getMessage).orElse("");
      return polled(new Problem.LiveBlocked(detail));
    }
    scribe.status(trying(lost.attempt(), lost.nextTry(), problem));
    // A rest that Slack asked for is over when the next attempt begins.
    whyAgain = problem instanceof Problem.RateLimited ? null : problem;
    return this;
  }

  private Means gone(Lifecycle.Disconnected gone) {
    if (gone.problem() == null) {
      return this;
    }
    Problem problem = problem(gone.problem(), gone.at());
    if (problem instanceof Problem.LiveNotAllowed) {
      dark(gone.lastHeard(), Cause.DISCONNECTED);
      return polled(problem);
    }
    if (ready) {
      Instant last = Silence.before(gone.lastHeard(), gone.at(), gone.problem()).begin();
      scribe.diary().disconnected(access.live(), last, Silence.sentence(gone.problem()));
    }
    scribe.diary().gaveUp(access.live(), gone.at(), problem, gone.problem());
    boolean token = problem instanceof Problem.TokenEnded;
    dark(gone.lastHeard(), token ? Cause.TOKEN_INVALID : Cause.DISCONNECTED);
    return over(problem);
  }

  private void noteLoss(
      boolean served, Silence silence, @Nullable SlackException failure, Problem problem) {
    Diary diary = scribe.diary();
    if (served) {
      diary.disconnected(access.live(), silence.begin(), silence.words(failure));
    } else if (failure != null) {
      diary.disconnected(access.live(), silence.noticed(), Silence.sentence(failure));
    }
    if (problem instanceof Problem.RateLimited(Instant until)) {
      diary.rateLimited(access.live(), silence.noticed(), until);
    }
  }

  private void subscribed(Instant at) {
    scribe.diary().subscribed(access.live(), at, scribe.people().size());
  }

  private Means polled(Problem reason) {
    rtm.close();
    return new Polled(access, scribe, reason, welcomed, inbox, clock, beside);
  }

  private Means over(Problem problem) {
    rtm.close();
    scribe.status(new WatchStatus.Stopped(problem, darkSince));
    return new Over(() -> new Live(access, scribe, inbox, clock, beside));
  }

  @Override
  public void people(Set<UserId> people) {
    subscribe(people);
    doubts.people(people);
    if (ready) {
      subscribed(clock.instant());
      live();
    }
  }

  @Override
  public Means retryNow() {
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
  public Optional<Instant> end(Cause cause) {
    Instant last = ready ? rtm.lastHeard().orElseGet(clock::instant) : null;
    if (last != null) {
      darkFrom(last, cause);
      scribe.diary().disconnected(access.live(), last, Diary.wish(cause));
    }
    rtm.close();
    return Optional.ofNullable(last);
  }

  @Override
  public Optional<Instant> due() {
    return lastLooks.end();
  }

  /// Those of whom Slack has said nothing since we listen are no longer known.
  @Override
  public Means step(Instant now) {
    lastLooks.forget(Cause.DISCONNECTED);
    return this;
  }

  /// A little more than the client waits before it asks for a sign of life, and for the answer.
  @Override
  public Duration grace() {
    return ready ? SIGN_OF_LIFE : Duration.ZERO;
  }

  @Override
  public void leave(Set<UserId> people, Instant at) {
    Instant heard = rtm.lastHeard().orElse(at);
    if (ready && heard.isBefore(at)) {
      Cause cause = new Silence(heard, clock.instant(), stalled).cause();
      people.forEach(user -> scribe.dark(user, heard, cause));
    }
    lastLooks.leave(people, at);
  }

  /// The client notices by itself, and connects anew.
  @Override
  public void awoke(Instant now, Cause cause) {
    stalled = cause == Cause.COMPUTER_SLEPT;
  }

  /// Slack tells of everybody at once.
  @Override
  public void favour(UserId user) {}

  @Override
  public void hurry() {}

  private void liveIfReady() {
    if (ready) {
      live();
    }
  }

  private void live() {
    Instant heard = rtm.lastHeard().orElse(clock.instant());
    darkSince = null;
    whyAgain = null;
    scribe.status(new WatchStatus.Live(scribe.people().size(), lastEvent, heard, doubts.gist()));
  }

  private void dark(@Nullable Instant lastHeard, Cause cause) {
    if (ready && lastHeard != null) {
      darkFrom(lastHeard, cause);
      darkSince = lastHeard;
    }
    ready = false;
  }

  private void darkFrom(Instant lastHeard, Cause cause) {
    lastLooks.forget(cause);
    scribe.dark(lastHeard, cause);
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

  private WatchStatus trying(int attempt, @Nullable Instant nextTry, @Nullable Problem problem) {
    if (darkSince == null) {
      return new WatchStatus.Connecting(attempt, problem, nextTry);
    }
    Problem why = problem == null ? new Problem.ConnectionLost("") : problem;
    return new WatchStatus.Reconnecting(attempt, darkSince, nextTry, why);
  }

  private Problem problem(SlackException failure, Instant at) {
    return Problems.of(failure, access, welcomed, at);
  }

  private void subscribe(Set<UserId> people) {
    var _ = rtm.subscribePresence(people.stream().map(UserId::value).sorted().toList());
  }
}
