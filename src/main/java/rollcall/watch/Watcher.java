package rollcall.watch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rollcall.presence.Cause;
import rollcall.presence.OverlayKind;
import rollcall.presence.Source;
import rollcall.presence.Timetable;
import rollcall.presence.UserId;
import rollcall.slack.rtm.Lifecycle;
import rollcall.slack.rtm.PresenceMismatch;

/// Looks at the people of one workspace, by whichever means its token allows, and tells an
/// [Audience] what it sees.
///
/// First over RTM; where Slack keeps that from the token, by asking in turn. Everything happens on
/// the thread that calls [#run()] (lane: link); the other methods only put a signal into the inbox,
/// from any thread, and [#stop] also hurries whatever `means` is waiting for.
public final class Watcher implements Runnable {
  /// How often the audience hears until when the record holds: the most that a crash can lose.
  public static final Duration HEARTBEAT = Duration.ofSeconds(10);

  /// How often the clock is read at least: the interval at which a stall of this process is
  /// measured.
  public static final Duration PULSE = Duration.ofSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger(Watcher.class);

  private final BlockingQueue<Signal> inbox = new ArrayBlockingQueue<>(4096);
  private final Access access;
  private final Scribe scribe;
  private final Follower follower;
  private final OverlayWatch overlays;
  private final InstantSource clock;
  private final Executor beside;
  private volatile Means means;
  private Instant nextBeat;
  private Instant looked;
  private boolean stopped;

  /// @param list whom to watch from the start
  /// @param terms when to watch them
  /// @param beside does what takes a while, away from the link lane
  public Watcher(
      Access access,
      WatchList list,
      Terms terms,
      Audience audience,
      InstantSource clock,
      Executor beside) {
    this.scribe = new Scribe(audience, list, terms, clock.instant());
    this.follower = new Follower(access, list, scribe, audience, this::put, beside);
    this.overlays =
        new OverlayWatch(access, terms.overlays(), scribe, audience, clock, this::put, beside);
    this.access = access;
    this.clock = clock;
    this.beside = beside;
    this.means = new Live(access, scribe, this::put, clock, beside);
    this.nextBeat = clock.instant();
    this.looked = nextBeat;
    scribe.onLeave((people, at) -> means.leave(people, at));
  }

  /// From now on exactly this list is watched.
  public void watch(WatchList list) {
    put(new Signal.Watch(list));
  }

  /// From now on everybody is watched at these times only.
  public void keep(Timetable timetable) {
    put(new Signal.Times(timetable));
  }

  /// From now on this is kept of people beside their presence.
  public void overlay(Set<OverlayKind> kinds) {
    put(new Signal.Overlaying(Set.copyOf(kinds)));
  }

  /// Somebody looks at this person on the screen: where Slack must be asked, she is asked about
  /// more often for a while.
  public void favour(UserId user) {
    put(new Signal.Favour(user));
  }

  /// Tries now instead of at the next deadline.
  public void retryNow() {
    put(new Signal.Retry());
  }

  /// Ends the looking: from the last confirmed moment on everybody is unknown, for this reason; and
  /// from now on not watched, when somebody wants a pause. Then [#run()] returns.
  public void stop(Cause cause) {
    put(new Signal.Stop(cause));
    means.hurry();
  }

  /// Looks until stopped. To be called once.
  @Override
  public void run() {
    looked = clock.instant();
    means.start();
    try {
      while (!stopped) {
        turn();
      }
    } catch (InterruptedException e) {
      means.end(Cause.APP_STOPPED);
      Thread.currentThread().interrupt();
    } finally {
      follower.close();
      overlays.close();
    }
  }

  private void turn() throws InterruptedException {
    try {
      Duration wait = untilDeadline();
      Instant before = clock.instant();
      noticeOwnStall(before);
      Signal signal = inbox.poll(wait.toMillis(), TimeUnit.MILLISECONDS);
      notice(before, wait);
      if (signal != null) {
        keepHours(signal);
        on(signal);
      }
      onTime();
    } catch (RuntimeException e) {
      LOG.error("The watcher stopped: this is a bug", e);
      giveUp(e);
    }
  }

  /// Only this thread was held up, such as by a disk: what is received elsewhere is dated there,
  /// but no person was asked about meanwhile.
  private void noticeOwnStall(Instant now) {
    if (means instanceof Polled && now.isAfter(looked.plus(access.stallLimit()))) {
      scribe.diary().slept(looked, now);
      means.awoke(now, Cause.COMPUTER_SLEPT);
    }
  }

  /// A wait that took far longer than was asked for means that this process stood still, that the
  /// computer slept, or that its clock was set forward: either way nobody looked.
  private void notice(Instant before, Duration wait) {
    Instant now = clock.instant();
    looked = now;
    if (scribe.setBack(now)) {
      means.awoke(now, Cause.CLOCK_ADJUSTED);
      if (!scribe.isOpen()) {
        means.people(scribe.people());
      }
    } else if (now.isAfter(before.plus(wait).plus(access.stallLimit()))) {
      scribe.diary().slept(before, now);
      means.awoke(now, Cause.COMPUTER_SLEPT);
    }
  }

  /// A bug looks at nobody: from the last confirmed moment on everybody is unknown.
  private void giveUp(RuntimeException bug) {
    scribe.diary().disconnected(Source.NONE, clock.instant(), "a bug in Rollcall");
    Optional<Instant> since = means.end(Cause.DISCONNECTED);
    scribe.status(new WatchStatus.Stopped(new Problem.Bug(bug.toString()), since.orElse(null)));
    goOn(new Over(() -> new Live(access, scribe, this::put, clock, beside)));
  }

  private void on(Signal signal) {
    switch (signal) {
      case Signal.FromSlack news -> {
        goOn(means.on(news));
        if (news instanceof Signal.Line(Lifecycle.Ready ready)) {
          follower.connected(ready.at());
          overlays.soon(ready.at());
        } else if (news instanceof Signal.Mismatch(PresenceMismatch found)) {
          follower.connected(found.at());
        }
      }
      case Signal.Watch(WatchList list) -> {
        follower.list(list, clock.instant());
        listed(true);
      }
      case Signal.Laid told -> overlays.on(told);
      case Signal.LaidAll answer -> overlays.on(answer, clock.instant());
      case Signal.Overlaying(Set<OverlayKind> kinds) -> overlays.kinds(kinds, clock.instant());
      case Signal.Moved moved -> listed(follower.on(moved));
      case Signal.Vetted vetted -> listed(follower.on(vetted));
      case Signal.Counted counted -> listed(follower.on(counted, clock.instant()));
      case Signal.Times(Timetable timetable) -> {
        Instant now = clock.instant();
        Set<UserId> closing = new TreeSet<>(scribe.people());
        closing.removeAll(timetable.open(closing, now));
        means.leave(closing, now);
        scribe.timetable(timetable, now);
        means.people(scribe.people());
      }
      case Signal.Favour(UserId user) -> means.favour(user);
      case Signal.Retry() -> goOn(means.retryNow());
      case Signal.Stop(Cause cause) -> {
        stopped = true;
        means.end(cause);
        if (cause == Cause.WATCH_PAUSED) {
          scribe.leaveOff(clock.instant(), cause);
        }
      }
    }
  }

  private void listed(boolean otherPeople) {
    if (otherPeople) {
      means.people(scribe.people());
      overlays.soon(clock.instant());
    }
  }

  /// What Slack told is judged by its own time; anything else finds the hours as they are now.
  private void keepHours(Signal signal) {
    if (!(signal instanceof Signal.FromSlack)) {
      keepHours(clock.instant(), Duration.ZERO);
    }
  }

  private void keepHours(Instant now, Duration grace) {
    if (scribe.keepHours(now, grace)) {
      means.people(scribe.people());
    }
  }

  private void onTime() throws InterruptedException {
    if (stopped) {
      return;
    }
    Instant now = clock.instant();
    if (inbox.isEmpty()) {
      // A loss that waits in the inbox comes before the borders behind it.
      keepHours(now, means.grace());
    }
    if (!(means instanceof Over)) {
      follower.step(now);
      overlays.step(now);
    }
    if (means.due().filter(due -> !due.isAfter(now)).isPresent()) {
      goOn(means.step(now));
    }
    if (!nextBeat.isAfter(now) || nextBeat.isAfter(now.plus(HEARTBEAT))) {
      means.confirmed().ifPresent(scribe::confirmed);
      scribe.catchUp();
      nextBeat = now.plus(HEARTBEAT);
    }
  }

  private void goOn(Means next) {
    if (!next.equals(means)) {
      means = next;
      next.start();
    }
  }

  /// While nobody looks, nobody asks who is in what is followed.
  private Optional<Instant> dueToAsk() {
    return means instanceof Over
        ? Optional.empty()
        : Stream.of(follower.due(), overlays.due())
            .flatMap(Optional::stream)
            .min(Comparator.naturalOrder());
  }

  private Duration untilDeadline() {
    Instant deadline =
        Stream.of(means.due(), scribe.openings().due(means.grace()), dueToAsk())
            .flatMap(Optional::stream)
            .filter(due -> due.isBefore(nextBeat))
            .min(Comparator.naturalOrder())
            .orElse(nextBeat);
    Duration wait = Duration.between(clock.instant(), deadline);
    return wait.isNegative() ? Duration.ZERO : wait.compareTo(PULSE) > 0 ? PULSE : wait;
  }

  private void put(Signal signal) {
    try {
      inbox.put(signal);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
