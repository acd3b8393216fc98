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
import rollcall.presence.HoursByPerson;
import rollcall.presence.OverlayKind;
import rollcall.presence.Source;
import rollcall.presence.UserId;
import rollcall.slack.rtm.LifecycleEvent;
import rollcall.slack.rtm.PresenceMismatch;

/// Looks at the people of one workspace, by whichever means its token allows, and tells an
/// [WatchListener] what it sees.
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

  private final BlockingQueue<WatcherMessage> inbox = new ArrayBlockingQueue<>(4096);
  private final SlackAccess access;
  private final SightingPublisher scribe;
  private final MembershipSync follower;
  private final OverlayWatch overlays;
  private final InstantSource clock;
  private final Executor beside;
  private volatile PresenceSource means;
  private Instant nextBeat;
  private Instant lastReading;
  private boolean stopped;

  /// @param list whom to watch from the start
  /// @param terms when to watch them
  /// @param beside does what takes a while, away from the link lane
  public Watcher(
      SlackAccess access,
      WatchList list,
      WatchOptions terms,
      WatchListener audience,
      InstantSource clock,
      Executor beside) {
    this.scribe = new SightingPublisher(audience, list, terms, clock.instant());
    this.follower = new MembershipSync(access, list, scribe, audience, this::enqueue, beside);
    this.overlays =
        new OverlayWatch(access, terms.overlays(), scribe, audience, clock, this::enqueue, beside);
    this.access = access;
    this.clock = clock;
    this.beside = beside;
    this.means = new RtmSource(access, scribe, this::enqueue, clock, beside);
    this.nextBeat = clock.instant();
    this.lastReading = nextBeat;
    scribe.onLeave((people, at) -> means.onMembersRemoved(people, at));
  }

  /// From now on exactly this list is watched.
  public void watch(WatchList list) {
    enqueue(new WatcherMessage.Watch(list));
  }

  /// From now on everybody is watched at these times only.
  public void setWatchList(HoursByPerson timetable) {
    enqueue(new WatcherMessage.Times(timetable));
  }

  /// From now on this is kept of people beside their presence.
  public void overlay(Set<OverlayKind> kinds) {
    enqueue(new WatcherMessage.Overlaying(Set.copyOf(kinds)));
  }

  /// Somebody looks at this person on the screen: where Slack must be asked, she is asked about
  /// more often for a while.
  public void prioritize(UserId user) {
    enqueue(new WatcherMessage.Favour(user));
  }

  /// Tries now instead of at the next deadline.
  public void retryNow() {
    enqueue(new WatcherMessage.Retry());
  }

  /// Ends the looking: from the last confirmed moment on everybody is unknown, for this reason; and
  /// from now on not watched, when somebody wants a pause. Then [#run()] returns.
  public void stop(Cause cause) {
    enqueue(new WatcherMessage.Stop(cause));
    means.pollNow();
  }

  /// Looks until stopped. To be called once.
  @Override
  public void run() {
    lastReading = clock.instant();
    means.start();
    try {
      while (!stopped) {
        runOnce();
      }
    } catch (InterruptedException e) {
      means.stop(Cause.APP_STOPPED);
      Thread.currentThread().interrupt();
    } finally {
      follower.close();
      overlays.close();
    }
  }

  private void runOnce() throws InterruptedException {
    try {
      Duration wait = untilDeadline();
      WatcherMessage signal = inbox.poll(wait.toMillis(), TimeUnit.MILLISECONDS);
      checkClock(wait);
      if (signal != null) {
        setRecordingHours(signal);
        on(signal);
        checkClock(Duration.ZERO);
      }
      onDeadline();
    } catch (RuntimeException e) {
      LOG.error("The watcher stopped: this is a bug", e);
      fail(e);
    }
  }

  /// Compares the clock with its last reading. More time than the wait and the stall limit means
  /// that this thread was held up, that the process stood still, that the computer slept, or that
  /// the clock was set forward. Work between two waits counts.
  private void checkClock(Duration wait) {
    Instant before = lastReading;
    Instant now = clock.instant();
    lastReading = now;
    if (scribe.onClockSetBack(now)) {
      means.onClockChange(now, Cause.CLOCK_ADJUSTED);
      if (!scribe.isOpen()) {
        means.people(scribe.people());
      }
    } else if (now.isAfter(before.plus(wait).plus(access.stallLimit()))) {
      scribe.connectionLog().onSleep(before, now);
      means.onClockChange(now, Cause.COMPUTER_SLEPT);
    }
  }

  /// A bug looks at nobody: from the last confirmed moment on everybody is unknown.
  private void fail(RuntimeException bug) {
    scribe.connectionLog().disconnected(Source.NONE, clock.instant(), "a bug in Rollcall");
    Optional<Instant> since = means.stop(Cause.DISCONNECTED);
    scribe.status(new WatchStatus.Stopped(new Problem.Bug(bug.toString()), since.orElse(null)));
    proceed(new StoppedSource(() -> new RtmSource(access, scribe, this::enqueue, clock, beside)));
  }

  private void on(WatcherMessage signal) {
    switch (signal) {
      case WatcherMessage.FromSlack news -> {
        proceed(means.handle(news));
        if (news instanceof WatcherMessage.ConnectionEvent(LifecycleEvent.Ready ready)) {
          follower.connected(ready.at());
          overlays.scheduleSoon(ready.at());
        } else if (news instanceof WatcherMessage.Mismatch(PresenceMismatch found)) {
          follower.connected(found.at());
        }
      }
      case WatcherMessage.Watch(WatchList list) -> {
        follower.list(list, clock.instant());
        onWatchList(true);
      }
      case WatcherMessage.OverlayEvent told -> overlays.on(told);
      case WatcherMessage.OverlaySnapshot answer -> overlays.on(answer, clock.instant());
      case WatcherMessage.Overlaying(Set<OverlayKind> kinds) ->
          overlays.kinds(kinds, clock.instant());
      case WatcherMessage.MembershipChange moved -> onWatchList(follower.on(moved));
      case WatcherMessage.BotCheckResult vetted -> onWatchList(follower.on(vetted));
      case WatcherMessage.MembershipResult counted ->
          onWatchList(follower.on(counted, clock.instant()));
      case WatcherMessage.Times(HoursByPerson timetable) -> {
        Instant now = lastReading;
        Set<UserId> closing = new TreeSet<>(scribe.people());
        closing.removeAll(timetable.open(closing, now));
        means.onMembersRemoved(closing, now);
        scribe.timetable(timetable, now);
        means.people(scribe.people());
      }
      case WatcherMessage.Favour(UserId user) -> means.prioritize(user);
      case WatcherMessage.Retry() -> {
        access.signIns().retry();
        proceed(means.retryNow());
      }
      case WatcherMessage.Stop(Cause cause) -> {
        stopped = true;
        means.stop(cause);
        if (cause == Cause.WATCH_PAUSED) {
          scribe.stopWatching(clock.instant(), cause);
        }
      }
    }
  }

  private void onWatchList(boolean otherPeople) {
    if (otherPeople) {
      means.people(scribe.people());
      overlays.scheduleSoon(clock.instant());
    }
  }

  /// What Slack told is judged by its own time; anything else finds the hours as they are now.
  private void setRecordingHours(WatcherMessage signal) {
    if (!(signal instanceof WatcherMessage.FromSlack)) {
      setRecordingHours(lastReading, Duration.ZERO);
    }
  }

  private void setRecordingHours(Instant now, Duration grace) {
    if (scribe.keepHours(now, grace)) {
      means.people(scribe.people());
    }
  }

  private void onDeadline() throws InterruptedException {
    if (stopped) {
      return;
    }
    // Borders are passed only up to a reading that was checked for a stall.
    Instant now = lastReading;
    if (inbox.isEmpty()) {
      // A loss that waits in the inbox comes before the borders behind it.
      setRecordingHours(now, means.shutdownGrace());
    }
    if (!(means instanceof StoppedSource)) {
      follower.step(now);
      overlays.step(now);
    }
    if (means.due().filter(due -> !due.isAfter(now)).isPresent()) {
      proceed(means.step(now));
    }
    if (!nextBeat.isAfter(now) || nextBeat.isAfter(now.plus(HEARTBEAT))) {
      means.confirmed().ifPresent(scribe::confirmedUntil);
      scribe.catchUp();
      nextBeat = now.plus(HEARTBEAT);
    }
  }

  private void proceed(PresenceSource next) {
    if (!next.equals(means)) {
      means = next;
      next.start();
    }
  }

  /// While nobody looks, nobody asks who is in what is followed.
  private Optional<Instant> nextLookup() {
    return means instanceof StoppedSource
        ? Optional.empty()
        : Stream.of(follower.due(), overlays.due())
            .flatMap(Optional::stream)
            .min(Comparator.naturalOrder());
  }

  private Duration untilDeadline() {
    Instant deadline =
        Stream.of(means.due(), scribe.activeHours().due(means.shutdownGrace()), nextLookup())
            .flatMap(Optional::stream)
            .filter(due -> due.isBefore(nextBeat))
            .min(Comparator.naturalOrder())
            .orElse(nextBeat);
    Duration wait = Duration.between(clock.instant(), deadline);
    return wait.isNegative() ? Duration.ZERO : wait.compareTo(PULSE) > 0 ? PULSE : wait;
  }

  private void enqueue(WatcherMessage signal) {
    try {
      inbox.put(signal);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
