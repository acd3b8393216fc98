package rollcall.watch;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import rollcall.presence.Cause;
import rollcall.presence.Presence;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.slack.SlackException;
import rollcall.slack.SlackPresence;
import rollcall.slack.rtm.Lifecycle;
import rollcall.slack.rtm.RtmClient;
import rollcall.slack.rtm.RtmEvent;
import rollcall.slack.web.ConnectData;

/// Slack tells us of changes by itself, over RTM. Lane: link; the client's own thread only fills
/// the inbox.
final class Live implements Means {
  private final Access access;
  private final Scribe scribe;
  private final Consumer<Signal> inbox;
  private final InstantSource clock;
  private final RtmClient rtm;
  private boolean welcomed;
  private boolean ready;
  private @Nullable Instant lastEvent;
  private @Nullable Instant darkSince;
  private @Nullable Problem whyAgain;

  Live(Access access, Scribe scribe, Consumer<Signal> inbox, InstantSource clock) {
    this.access = access;
    this.scribe = scribe;
    this.inbox = inbox;
    this.clock = clock;
    this.rtm =
        RtmClient.builder(access.token())
            .apiUrl(access.apiUrl())
            .proxy(access.proxy())
            .clock(clock)
            .build();
    rtm.onLifecycle(event -> inbox.accept(new Signal.Line(event)));
    rtm.on(RtmEvent.PresenceChange.class, event -> inbox.accept(told(event)));
    rtm.on(
        RtmEvent.ManualPresenceChange.class,
        event -> inbox.accept(new Signal.ToldByHand(presence(event.presence()))));
  }

  @Override
  public void start() {
    subscribe(scribe.people());
    var _ = rtm.start();
  }

  @Override
  public Means on(Signal.FromSlack signal) {
    return switch (signal) {
      // Without a hello we are not looking, and nothing would say when we stopped.
      case Signal.Told _ when !ready -> this;
      case Signal.Told told -> {
        lastEvent = told.at();
        scribe.told(told.users(), told.presence(), told.at(), access.live());
        live();
        yield this;
      }
      case Signal.ToldByHand(Presence presence) -> {
        scribe.manualChange(presence);
        yield this;
      }
      case Signal.Line(Lifecycle event) -> on(event);
    };
  }

  private Means on(Lifecycle event) {
    return switch (event) {
      case Lifecycle.Connecting connecting -> {
        scribe.status(trying(connecting.attempt(), null, whyAgain));
        yield this;
      }
      case Lifecycle.Authenticated(ConnectData data, Instant at) -> welcome(data, at);
      case Lifecycle.Ready _ -> {
        ready = true;
        live();
        yield this;
      }
      case Lifecycle.Reconnecting lost -> {
        dark(lost.lastHeard(), Cause.DISCONNECTED);
        Problem problem =
            lost.reason()
                .map(reason -> problem(reason, lost.at()))
                .orElse(new Problem.ConnectionLost("asked to reconnect"));
        scribe.status(trying(lost.attempt(), lost.nextTry(), problem));
        // A rest that Slack asked for is over when the next attempt begins.
        whyAgain = problem instanceof Problem.RateLimited ? null : problem;
        yield this;
      }
      case Lifecycle.Disconnected gone -> gone(gone);
      case Lifecycle.Connected _,
          Lifecycle.Disconnecting _,
          Lifecycle.UnableToRtmStart _,
          Lifecycle.Problem _ ->
          this;
    };
  }

  private Means welcome(ConnectData data, Instant at) {
    try {
      if (!welcomed) {
        scribe.opened(new Workspace(data.team().id(), data.team().name()), at);
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
      rtm.close();
      return new Polled(access, scribe, problem, welcomed, clock);
    }
    boolean token = problem instanceof Problem.TokenEnded;
    dark(gone.lastHeard(), token ? Cause.TOKEN_INVALID : Cause.DISCONNECTED);
    return over(problem);
  }

  private Means over(Problem problem) {
    rtm.close();
    scribe.status(new WatchStatus.Stopped(problem, darkSince));
    return new Over(() -> new Live(access, scribe, inbox, clock));
  }

  @Override
  public void people(Set<UserId> people) {
    subscribe(people);
    if (ready) {
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
    return ready ? rtm.lastHeard() : Optional.empty();
  }

  @Override
  public void end(Cause cause) {
    confirmed().ifPresent(at -> scribe.dark(at, cause));
    rtm.close();
  }

  @Override
  public Optional<Instant> due() {
    return Optional.empty();
  }

  @Override
  public Means step(Instant now) {
    return this;
  }

  @Override
  public void hurry() {}

  private void live() {
    Instant heard = rtm.lastHeard().orElse(clock.instant());
    darkSince = null;
    whyAgain = null;
    scribe.status(new WatchStatus.Live(scribe.people().size(), lastEvent, heard));
  }

  private void dark(@Nullable Instant lastHeard, Cause cause) {
    if (ready && lastHeard != null) {
      scribe.dark(lastHeard, cause);
      darkSince = lastHeard;
    }
    ready = false;
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

  private static Signal told(RtmEvent.PresenceChange event) {
    List<UserId> users = event.users().stream().map(UserId::new).toList();
    return new Signal.Told(users, presence(event.presence()), event.at());
  }

  static Presence presence(SlackPresence presence) {
    return switch (presence) {
      case ACTIVE -> Presence.ACTIVE;
      case AWAY -> Presence.AWAY;
    };
  }
}
