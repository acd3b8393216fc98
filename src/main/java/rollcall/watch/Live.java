package rollcall.watch;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import rollcall.presence.Cause;
import rollcall.presence.Presence;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.slack.SlackException;
import rollcall.slack.SlackPresence;
import rollcall.slack.User;
import rollcall.slack.rtm.Lifecycle;
import rollcall.slack.rtm.PresenceMismatch;
import rollcall.slack.rtm.PresenceUnconfirmed;
import rollcall.slack.rtm.RtmClient;
import rollcall.slack.rtm.RtmEvent;
import rollcall.slack.web.ConnectData;

/// Slack tells us of changes by itself, over RTM. Lane: link; the client's own thread only fills
/// the inbox.
///
/// Where HTTP gets through and the WebSocket does not, we ask in turn instead, until it does.
final class Live implements Means {
  /// So often the socket must have failed behind an `rtm.connect` that worked.
  private static final int BLOCKED_AFTER = 3;

  private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(12);

  /// After a start, Slack has told the state of everybody by then.
  private static final Duration FIRST_WORDS = Duration.ofMinutes(1);

  private final Access access;
  private final Scribe scribe;
  private final Consumer<Signal> inbox;
  private final InstantSource clock;
  private final RtmClient rtm;
  private boolean welcomed;
  private boolean ready;
  private boolean begun;
  private boolean granted;
  private int blocked;
  private @Nullable Instant lastEvent;

  private final Doubts doubts;

  /// When those were last looked at who were asked about before, and of whom Slack has not told
  /// yet.
  private final Map<UserId, Instant> lastLooks = new TreeMap<>();

  private @Nullable Instant lastLooksEnd;
  private @Nullable Instant darkSince;
  private @Nullable Problem whyAgain;

  Live(Access access, Scribe scribe, Consumer<Signal> inbox, InstantSource clock) {
    this.access = access;
    this.scribe = scribe;
    this.inbox = inbox;
    this.clock = clock;
    this.doubts = new Doubts(scribe, access.live());
    this.rtm =
        RtmClient.builder(access.token())
            .apiUrl(access.apiUrl())
            .proxy(access.proxy())
            .clock(clock)
            .build();
    rtm.onLifecycle(event -> inbox.accept(new Signal.Line(event)));
    rtm.on(RtmEvent.PresenceChange.class, event -> inbox.accept(told(event)));
    rtm.onPresenceMismatch(found -> inbox.accept(new Signal.Mismatch(found)));
    rtm.onPresenceUnconfirmed(silent -> inbox.accept(mute(silent)));
    rtm.on(
        RtmEvent.ManualPresenceChange.class,
        event -> inbox.accept(new Signal.ToldByHand(presence(event.presence()))));
    rtm.on(
        RtmEvent.MemberJoinedChannel.class,
        event -> inbox.accept(moved(event.channel(), List.of(event.user()), List.of(), event)));
    rtm.on(
        RtmEvent.MemberLeftChannel.class,
        event -> inbox.accept(moved(event.channel(), List.of(), List.of(event.user()), event)));
    rtm.on(
        RtmEvent.SubteamMembersChanged.class,
        event -> inbox.accept(moved(event.usergroup(), event.added(), event.removed(), event)));
    rtm.on(RtmEvent.UserChange.class, event -> says(event.user(), event.at()));
    rtm.on(RtmEvent.UserStatusChange.class, event -> says(event.user(), event.at()));
    rtm.on(RtmEvent.DndUpdate.class, this::rests);
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
    lastLooks.putAll(looks);
    lastLooksEnd = now.plus(FIRST_WORDS);
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
        told(told);
        live();
        yield this;
      }
      case Signal.ToldByHand(Presence presence) -> {
        scribe.manualChange(presence);
        yield this;
      }
      case Signal.Mismatch(PresenceMismatch found) -> {
        found.users().forEach(user -> lastLooks.remove(new UserId(user)));
        doubts.mismatch(found);
        liveIfReady();
        yield this;
      }
      case Signal.Mute(Set<UserId> users, Instant at) -> {
        doubts.mute(users, at);
        liveIfReady();
        yield this;
      }
      case Signal.Line(Lifecycle event) -> on(event);
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
        blocked = 0;
        live();
        yield this;
      }
      case Lifecycle.Reconnecting lost -> {
        boolean served = ready;
        Silence silence = new Silence(lost.lastHeard(), lost.at());
        dark(lost.lastHeard(), silence.cause());
        Problem problem =
            lost.reason()
                .map(reason -> problem(reason, lost.at()))
                .orElse(new Problem.ConnectionLost("asked to reconnect"));
        noteLoss(served, silence, lost.problem(), problem);
        if (granted && !served) {
          blocked++;
        }
        if (blocked == BLOCKED_AFTER) {
          String detail = lost.reason().map(SlackException::getMessage).orElse("");
          yield polled(new Problem.LiveBlocked(detail));
        }
        scribe.status(trying(lost.attempt(), lost.nextTry(), problem));
        // A rest that Slack asked for is over when the next attempt begins.
        whyAgain = problem instanceof Problem.RateLimited ? null : problem;
        yield this;
      }
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
      Instant last = new Silence(gone.lastHeard(), gone.at()).begin();
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
    return new Polled(access, scribe, reason, welcomed, inbox, clock);
  }

  private Means over(Problem problem) {
    rtm.close();
    scribe.status(new WatchStatus.Stopped(problem, darkSince));
    return new Over(() -> new Live(access, scribe, inbox, clock));
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
    return lastLooks.isEmpty()
        ? rtm.lastHeard()
        : lastLooks.values().stream().min(Comparator.naturalOrder());
  }

  @Override
  public void end(Cause cause) {
    if (ready) {
      Instant last = rtm.lastHeard().orElseGet(clock::instant);
      darkFrom(last, cause);
      scribe.diary().disconnected(access.live(), last, Diary.wish(cause));
    }
    rtm.close();
  }

  @Override
  public Optional<Instant> due() {
    return lastLooks.isEmpty() ? Optional.empty() : Optional.ofNullable(lastLooksEnd);
  }

  /// Those of whom Slack has said nothing since we listen are no longer known.
  @Override
  public Means step(Instant now) {
    forgetLooks(Cause.DISCONNECTED);
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
      Cause cause = new Silence(heard, clock.instant()).cause();
      people.forEach(user -> scribe.dark(user, heard, cause));
    }
    people.forEach(user -> {
      Instant look = lastLooks.remove(user);
      if (look != null && look.isBefore(at)) {
        scribe.dark(user, look, Cause.HOURS_CLOSED);
      }
    });
  }

  /// The client notices by itself, and connects anew.
  @Override
  public void awoke(Instant now, Cause cause) {}

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
    forgetLooks(cause);
    scribe.dark(lastHeard, cause);
  }

  private void forgetLooks(Cause cause) {
    lastLooks.forEach((user, look) -> scribe.dark(user, look, cause));
    lastLooks.clear();
  }

  /// The first word about somebody who was asked about before continues from the last look.
  private void told(Signal.Told told) {
    doubts.toldOf(told.users());
    for (UserId user : told.users()) {
      Instant look = lastLooks.remove(user);
      if (look != null) {
        scribe.looked(user, told.presence(), look, told.at(), access.live());
      } else {
        scribe.told(List.of(user), told.presence(), told.at(), access.live());
      }
    }
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

  private static Signal mute(PresenceUnconfirmed silent) {
    return new Signal.Mute(
        silent.users().stream().map(UserId::new).collect(Collectors.toSet()), silent.at());
  }

  private static Signal told(RtmEvent.PresenceChange event) {
    List<UserId> users = event.users().stream().map(UserId::new).toList();
    return new Signal.Told(users, presence(event.presence()), event.at());
  }

  private void says(User user, Instant at) {
    if (!user.id().isBlank()) {
      inbox.accept(
          new Signal.Laid(
              OverlayWatch.of(new UserId(user.id()), user.status(), at, access.live())));
    }
  }

  private void rests(RtmEvent.DndUpdate event) {
    if (!event.user().isBlank()) {
      inbox.accept(
          new Signal.Laid(
              List.of(
                  OverlayWatch.of(
                      new UserId(event.user()), event.dnd(), event.at(), access.live()))));
    }
  }

  private static Signal moved(String id, List<String> came, List<String> left, RtmEvent event) {
    return new Signal.Moved(id, users(came), users(left), event.at());
  }

  private static List<UserId> users(List<String> ids) {
    return ids.stream().filter(id -> !id.isBlank()).map(UserId::new).toList();
  }

  static Presence presence(SlackPresence presence) {
    return switch (presence) {
      case ACTIVE -> Presence.ACTIVE;
      case AWAY -> Presence.AWAY;
    };
  }
}
