package rollcall.watch;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import rollcall.presence.Cause;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.slack.AuthTest;
import rollcall.slack.SlackException;
import rollcall.slack.rtm.Lifecycle;
import rollcall.slack.web.SlackWebClient;

/// We ask Slack about one person after the other, for tokens that cannot open RTM.
///
/// A person who could not be looked at for two rounds is unknown from the last look on. Where only
/// the WebSocket is blocked, it is tried again now and then, while the asking goes on. Lane: link.
final class Polled implements Means {
  private static final Duration LEAST_PATIENCE = Duration.ofMinutes(2);
  private static final Duration MOST_REST = Duration.ofMinutes(5);

  /// Where Slack was not reached, so that its return is noticed soon.
  private static final Duration MOST_REST_UNANSWERED = Duration.ofSeconds(8);

  private static final Duration FIRST_CLIMB = Duration.ofMinutes(2);
  private static final Duration MOST_CLIMB = Duration.ofMinutes(30);

  private final Access access;
  private final Scribe scribe;
  private final Problem reason;
  private final Consumer<Signal> inbox;
  private final InstantSource clock;
  private final SlackWebClient web;
  private final Turns turns = new Turns();
  private boolean welcomed;
  private int failures;
  private @Nullable Instant nextTry;
  private @Nullable Instant nextClimb;
  private Duration climbRest = FIRST_CLIMB;
  private @Nullable Live climbing;

  /// @param reason why Slack is not simply listened to
  Polled(
      Access access,
      Scribe scribe,
      Problem reason,
      boolean welcomed,
      Consumer<Signal> inbox,
      InstantSource clock) {
    this.access = access;
    this.scribe = scribe;
    this.reason = reason;
    this.welcomed = welcomed;
    this.inbox = inbox;
    this.clock = clock;
    this.web = access.web().unpaced().build();
  }

  @Override
  public void start() {
    turns.people(scribe.people());
    if (reason instanceof Problem.LiveBlocked) {
      nextClimb = clock.instant().plus(climbRest);
    }
    if (welcomed) {
      connected();
      scribe.status(polling(reason));
    } else {
      nextTry = clock.instant();
    }
  }

  @Override
  public Optional<Instant> due() {
    Optional<Instant> look = nextTry != null ? Optional.of(nextTry) : turns.due();
    Instant climb = nextClimb;
    return climb == null || look.filter(at -> at.isBefore(climb)).isPresent()
        ? look
        : Optional.of(climb);
  }

  @Override
  public Means step(Instant now) throws InterruptedException {
    forgetTheStale(now);
    if (nextClimb != null && !nextClimb.isAfter(now)) {
      climb();
      return this;
    }
    try {
      if (!welcomed) {
        welcome();
      } else if (turns.size() > 0) {
        look(turns.take(now), now);
      }
      if (failures > 0) {
        connected();
      }
      failures = 0;
      nextTry = null;
      scribe.status(polling(reason));
      return this;
    } catch (SlackException e) {
      return failed(e);
    } catch (IOException e) {
      return over(new Problem.NoHistory(String.valueOf(e.getMessage())));
    }
  }

  private void climb() {
    nextClimb = null;
    climbing = new Live(access, scribe, inbox, clock);
    climbing.start();
  }

  private void notYet() {
    if (climbing != null) {
      climbing.end(Cause.DISCONNECTED);
      climbing = null;
      nextClimb = clock.instant().plus(climbRest);
      Duration longer = climbRest.multipliedBy(2);
      climbRest = longer.compareTo(MOST_CLIMB) > 0 ? MOST_CLIMB : longer;
    }
  }

  private void welcome() throws IOException, InterruptedException {
    AuthTest self = web.auth().test();
    scribe.opened(new Workspace(self.teamId(), self.team()), clock);
    welcomed = true;
    connected();
  }

  private void connected() {
    String why =
        reason instanceof Problem.LiveNotAllowed(String code) ? code : "the WebSocket is blocked";
    scribe.diary().connected(access.polled(), clock.instant(), "asking in turn: " + why);
  }

  /// Slack looked at some moment between our question and its answer: a state is seen when the
  /// answer comes, and known to hold only until the question was asked.
  private void look(UserId user, Instant asked) throws SlackException, InterruptedException {
    var presence = Heard.presence(web.users().getPresence(user.value()));
    Instant at = clock.instant();
    if (at.isBefore(asked) && clockSetBack(at)) {
      return;
    }
    if (at.isAfter(asked.plus(Watcher.OVERSLEPT))) {
      // The computer slept while the answer was on its way: it tells of no moment that we know.
      scribe.diary().slept(asked, at);
      awoke(at, Cause.COMPUTER_SLEPT);
      return;
    }
    Optional<Instant> before = turns.lastLook(user);
    boolean news = scribe.looked(user, presence, before.orElse(at), at, access.polled());
    turns.looked(user, asked);
    if (news && before.isPresent()) {
      turns.favour(user, at);
    }
  }

  /// Whether the clock was set back while Slack was asked: then no look from before counts.
  private boolean clockSetBack(Instant now) {
    boolean back = scribe.setBack(now);
    if (back) {
      awoke(now, Cause.CLOCK_ADJUSTED);
    }
    return back;
  }

  private Means failed(SlackException failure) {
    Instant now = clock.instant();
    var _ = clockSetBack(now);
    Problem problem = Problems.of(failure, access, welcomed, now);
    if (problem instanceof Problem.RateLimited limited) {
      scribe.diary().rateLimited(access.polled(), now, limited.until());
      turns.rest(limited.until());
      nextTry = welcomed ? null : limited.until();
      scribe.status(polling(problem));
      return this;
    }
    if (failure.fatal()) {
      scribe.diary().gaveUp(access.polled(), now, problem, failure);
      return over(problem);
    }
    if (failure instanceof SlackException.Platform && welcomed) {
      // Slack answers, but not about this one person, who stays as unknown as before.
      failures = 0;
      nextTry = null;
      scribe.status(polling(reason));
      return this;
    }
    failures++;
    scribe.diary().disconnected(access.polled(), now, Silence.sentence(failure));
    Duration rest = Duration.ofSeconds(1L << Math.min(failures - 1, 9));
    Duration most = failure.answered() ? MOST_REST : MOST_REST_UNANSWERED;
    Instant until = now.plus(rest.compareTo(most) > 0 ? most : rest);
    nextTry = until;
    scribe.status(
        turns
            .confirmed()
            .<WatchStatus>map(
                since -> new WatchStatus.Reconnecting(failures, since, until, problem))
            .orElse(new WatchStatus.Connecting(failures, problem, until)));
    return this;
  }

  private Means over(Problem problem) {
    Optional<Instant> since =
        end(problem instanceof Problem.TokenEnded ? Cause.TOKEN_INVALID : Cause.DISCONNECTED);
    scribe.status(new WatchStatus.Stopped(problem, since.orElse(null)));
    return new Over(() -> new Polled(access, scribe, reason, welcomed, inbox, clock));
  }

  /// What was seen too long ago may no longer be so.
  private void forgetTheStale(Instant now) {
    Duration twoRounds = turns.round().multipliedBy(2);
    Duration patience = twoRounds.compareTo(LEAST_PATIENCE) > 0 ? twoRounds : LEAST_PATIENCE;
    for (UserId user : scribe.people()) {
      turns
          .lastLook(user)
          .filter(look -> look.plus(patience).isBefore(now))
          .ifPresent(look -> {
            scribe.dark(user, look, Cause.DISCONNECTED);
            turns.forget(user);
          });
    }
  }

  @Override
  public Means on(Signal.FromSlack signal) {
    return switch (signal) {
      case Signal.Line(Lifecycle event) -> on(event);
      case Signal.Told _, Signal.Mismatch _, Signal.Mute _, Signal.ToldByHand _ -> this;
    };
  }

  /// News of the connection on trial.
  private Means on(Lifecycle event) {
    return switch (event) {
      case Lifecycle.Ready _ when climbing != null -> {
        Live live = climbing;
        climbing = null;
        Map<UserId, Instant> looks = turns.lastLooks();
        web.close();
        yield live.from(looks, clock.instant());
      }
      case Lifecycle.Reconnecting _, Lifecycle.Disconnected _ -> {
        notYet();
        yield this;
      }
      case Lifecycle.Ready _,
          Lifecycle.Connecting _,
          Lifecycle.Authenticated _,
          Lifecycle.Connected _,
          Lifecycle.Disconnecting _,
          Lifecycle.UnableToRtmStart _,
          Lifecycle.Problem _ ->
          this;
    };
  }

  /// Whoever is asked must be within the hours.
  @Override
  public Duration grace() {
    return Duration.ZERO;
  }

  @Override
  public void leave(Set<UserId> people, Instant at) {
    for (UserId user : people) {
      turns
          .lastLook(user)
          .filter(look -> look.isBefore(at))
          .ifPresent(look -> scribe.dark(user, look, Cause.HOURS_CLOSED));
    }
  }

  @Override
  public void awoke(Instant now, Cause cause) {
    for (UserId user : scribe.people()) {
      turns.lastLook(user).ifPresent(look -> scribe.dark(user, look, cause));
      turns.forget(user);
    }
    turns.startOver();
    if (nextTry != null) {
      nextTry = now;
    }
    if (nextClimb != null) {
      nextClimb = now.plus(climbRest);
    }
  }

  @Override
  public void favour(UserId user) {
    turns.favour(user, clock.instant());
  }

  @Override
  public void people(Set<UserId> people) {
    turns.people(people);
    if (climbing != null) {
      climbing.people(people);
    }
    if (welcomed) {
      scribe.status(polling(reason));
    }
  }

  @Override
  public Means retryNow() {
    if (nextTry != null) {
      nextTry = clock.instant();
    }
    if (nextClimb != null) {
      nextClimb = clock.instant();
    }
    // A person need not wait until Slack's "not before".
    turns.rest(clock.instant());
    return this;
  }

  @Override
  public Optional<Instant> confirmed() {
    return turns.confirmed();
  }

  @Override
  public Optional<Instant> end(Cause cause) {
    Optional<Instant> last = turns.confirmed();
    for (UserId user : scribe.people()) {
      turns.lastLook(user).ifPresent(look -> scribe.dark(user, look, cause));
    }
    if (climbing != null) {
      climbing.end(cause);
    }
    scribe.diary().disconnected(access.polled(), clock.instant(), Diary.wish(cause));
    web.close();
    return last;
  }

  @Override
  public void hurry() {
    web.close();
  }

  private WatchStatus polling(Problem why) {
    return new WatchStatus.Polling(turns.size(), turns.round(), turns.oldest().orElse(null), why);
  }
}
