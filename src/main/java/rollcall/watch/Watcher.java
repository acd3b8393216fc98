package rollcall.watch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rollcall.presence.Cause;
import rollcall.presence.ConnectionMode;
import rollcall.presence.RecordingScheduleByPerson;
import rollcall.presence.SlackStatusKind;
import rollcall.presence.Source;
import rollcall.presence.UserId;
import rollcall.slack.rtm.LifecycleEvent;
import rollcall.slack.rtm.PresenceMismatch;
import rollcall.slack.rtm.RtmClient;
import rollcall.slack.rtm.SendReceipt;

/// Watcher: observes the presence of the people of one workspace and reports it to a
/// [WatchListener].
///
/// Uses RTM; if the token or the network does not allow it, polling; or only one of them, as the
/// user chose. All work happens on the thread that calls [#run()]; the other methods only put a
/// message into the inbox and may be called by all threads.
public final class Watcher implements Runnable {
  /// Interval of confirmations: the most that a crash can lose.
  public static final Duration HEARTBEAT = Duration.ofSeconds(10);

  /// Longest interval between two readings of the clock, at which a stall of this process is
  /// measured.
  public static final Duration CLOCK_INTERVAL = Duration.ofSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger(Watcher.class);

  private final BlockingQueue<WatcherMessage> inbox = new ArrayBlockingQueue<>(4096);
  private final SlackAccess access;
  private final SightingPublisher publisher;
  private final MembershipSync memberships;
  private final SlackStatusTracker slackStatuses;
  private final InstantSource clock;
  private final WebRequests requests;
  private final PollScheduler polls = new PollScheduler();
  private PresenceSource source;
  private Instant nextHeartbeat;
  private Instant lastReading;
  private boolean stopped;

  /// @param list people to watch
  /// @param options recording hours and Slack statuses
  /// @param executor runs requests that block
  public Watcher(
      SlackAccess access,
      WatchList list,
      WatchOptions options,
      WatchListener listener,
      InstantSource clock,
      Executor executor) {
    this.publisher = new SightingPublisher(listener, list, options, clock.instant());
    this.memberships =
        new MembershipSync(
            access,
            new MembershipClient(access),
            list,
            options.most(),
            publisher,
            this::onPeopleChanged,
            () -> source.isObserving(),
            this::enqueue,
            executor);
    this.slackStatuses =
        new SlackStatusTracker(
            access, options.slackStatuses(), publisher, clock, this::enqueue, executor);
    this.access = access;
    this.clock = clock;
    this.requests = new WebRequests(executor, this::enqueue);
    this.source = firstSource();
    this.nextHeartbeat = clock.instant();
    this.lastReading = nextHeartbeat;
    publisher.onObservationEnd((people, at, cause) -> source.endObservation(people, at, cause));
  }

  private PresenceSource firstSource() {
    return access.mode() == ConnectionMode.POLLING
        ? new PollingSource(access, publisher, null, Instant.MIN, false, polls, requests, clock)
        : new RtmSource(access, publisher, polls, requests, clock);
  }

  /// Replaces the watch list.
  public void setWatchList(WatchList list) {
    submit(now -> {
      memberships.setWatchList(list, now);
      onPeopleChanged();
    });
  }

  /// Changes the watch list in the thread of the watcher, which also reports its changes.
  public void changeWatchList(UnaryOperator<WatchList> change) {
    submit(now -> {
      WatchList before = memberships.list();
      WatchList next = change.apply(before);
      if (!next.equals(before)) {
        memberships.setWatchList(next, now);
        onPeopleChanged();
      }
    });
  }

  /// Removes a person from the watch list.
  ///
  /// @return completes with the list before, when the new one is reported
  public CompletableFuture<WatchList> remove(UserId person) {
    var done = new CompletableFuture<WatchList>();
    submit(now -> {
      WatchList before = memberships.list();
      memberships.setWatchList(before.without(person::equals), now);
      onPeopleChanged();
      done.complete(before);
    });
    return done;
  }

  /// Replaces the people of a recorder that shares the list with others.
  ///
  /// @return completes when the last sightings of people who are no longer watched are reported
  public CompletableFuture<Void> assign(Set<UserId> people) {
    Set<UserId> assigned = Set.copyOf(people);
    var done = new CompletableFuture<Void>();
    submit(now -> {
      publisher.assign(assigned, now);
      onPeopleChanged();
      done.complete(null);
    });
    return done;
  }

  /// Replaces the recording hours.
  public void setRecordingHours(RecordingScheduleByPerson timetable) {
    submit(_ -> {
      Instant now = lastReading;
      Set<UserId> closing = new TreeSet<>(publisher.people());
      closing.removeAll(timetable.open(closing, now));
      source.endObservation(closing, now, Cause.HOURS_CLOSED);
      publisher.setTimetable(timetable, now);
      onPeopleChanged();
    });
  }

  /// Replaces the Slack statuses to record.
  public void setSlackStatuses(Set<SlackStatusKind> kinds) {
    Set<SlackStatusKind> wanted = Set.copyOf(kinds);
    submit(now -> slackStatuses.setKinds(wanted, now));
  }

  /// Polls a person more often for a while, because the person is selected on the screen. No effect
  /// over RTM.
  public void prioritize(UserId user) {
    submit(_ -> source.prioritize(user));
  }

  /// Sends a message over the live connection.
  ///
  /// @param conversation id of the direct message
  /// @return completes with Slack's reply; fails as in [RtmClient#sendMessage], and with `NotSent`
  ///   without a live connection
  public CompletableFuture<SendReceipt> sendMessage(String text, String conversation) {
    var sent = new CompletableFuture<SendReceipt>();
    submit(_ -> {
      var _ =
          source
              .sendMessage(text, conversation)
              .whenComplete((receipt, failure) -> {
                if (failure == null) {
                  sent.complete(receipt);
                } else {
                  sent.completeExceptionally(failure);
                }
              });
    });
    return sent;
  }

  /// Retries now instead of at the next deadline.
  public void retryNow() {
    submit(_ -> {
      access.signIns().retry();
      switchTo(source.retryNow());
    });
  }

  /// Stops: all people are unknown from the last confirmed instant on, and with
  /// [Cause#WATCH_PAUSED] not watched from now on. Then [#run()] returns.
  public void stop(Cause cause) {
    submit(now -> {
      handleWaiting();
      stopped = true;
      source.stop(cause);
      if (cause == Cause.WATCH_PAUSED) {
        slackStatuses.discardWithheld();
        publisher.stopWatching(now, cause);
      }
    });
  }

  /// Handles what Slack reported by now: it is not later than the last confirmed instant.
  private void handleWaiting() {
    List<WatcherMessage> waiting = new ArrayList<>();
    inbox.drainTo(waiting);
    for (WatcherMessage message : waiting) {
      if (publisher.isOpen() && message instanceof WatcherMessage.FromSlack) {
        on(message);
      }
    }
  }

  /// Observes until stopped. Call it once.
  @Override
  public void run() {
    lastReading = clock.instant();
    source.start();
    try {
      while (!stopped) {
        runOnce();
      }
    } catch (InterruptedException e) {
      source.stop(Cause.APP_STOPPED);
      Thread.currentThread().interrupt();
    } finally {
      memberships.close();
      slackStatuses.close();
    }
  }

  private void runOnce() throws InterruptedException {
    try {
      Duration wait = untilDeadline();
      WatcherMessage message = inbox.poll(wait.toMillis(), TimeUnit.MILLISECONDS);
      checkClock(wait);
      if (message != null) {
        if (!(message instanceof WatcherMessage.FromSlack)) {
          // Messages from Slack have their own time.
          passBoundaries(lastReading, Duration.ZERO);
        }
        on(message);
        checkClock(Duration.ZERO);
      }
      onDeadline();
    } catch (RuntimeException | Error e) {
      LOG.error("The watcher stopped: this is a bug", e);
      fail(e);
    }
  }

  /// Compares the clock with its last reading. A difference above the wait and the stall limit
  /// means a delayed thread, a stopped process, sleep, or a clock set forward. Work between two
  /// waits counts.
  private void checkClock(Duration wait) {
    Instant before = lastReading;
    Instant now = clock.instant();
    lastReading = now;
    if (publisher.checkClock(now)) {
      source.onClockChange(now, Cause.CLOCK_ADJUSTED);
      if (!publisher.isOpen()) {
        source.setPeople(publisher.people());
      }
    } else if (now.isAfter(before.plus(wait).plus(access.stallLimit()))) {
      publisher.auditEvents().onSleep(before, now);
      source.onClockChange(now, Cause.COMPUTER_SLEPT);
    }
  }

  /// Stops after a bug: all people are unknown from the last confirmed instant on.
  private void fail(Throwable bug) {
    publisher.auditEvents().disconnected(Source.NONE, clock.instant(), "a bug in Rollcall");
    Optional<Instant> since = source.stop(Cause.DISCONNECTED);
    publisher
        .status()
        .publish(new WatchStatus.Stopped(new Problem.Bug(bug.toString()), since.orElse(null)));
    switchTo(new StoppedSource(this::firstSource));
  }

  private void on(WatcherMessage message) {
    switch (message) {
      case WatcherMessage.FromSlack event -> {
        if (event instanceof WatcherMessage.PollResult) {
          // Also one to an earlier source.
          polls.onAnswer(clock.instant());
        }
        switchTo(source.handle(event));
        if (event instanceof WatcherMessage.ConnectionEvent(LifecycleEvent.Ready ready)) {
          memberships.scheduleSoon(ready.at());
          slackStatuses.scheduleSoon(ready.at());
        } else if (event instanceof WatcherMessage.Mismatch(PresenceMismatch found)) {
          memberships.scheduleSoon(found.at());
        } else if (event instanceof WatcherMessage.Unconfirmed found
            && !publisher.uncheckedMembers().all().isEmpty()) {
          memberships.scheduleSoon(found.at());
        }
      }
      case WatcherMessage.Command(Consumer<Instant> action) -> action.accept(clock.instant());
      case WatcherMessage.SlackStatusEvent event -> slackStatuses.on(event);
      case WatcherMessage.MembershipChange change -> memberships.on(change);
    }
  }

  private void onPeopleChanged() {
    source.setPeople(publisher.people());
    slackStatuses.onPeopleChanged(clock.instant());
  }

  private void passBoundaries(Instant now, Duration grace) {
    if (publisher.passBoundaries(now, grace)) {
      onPeopleChanged();
    }
  }

  private void onDeadline() {
    if (stopped) {
      return;
    }
    // Boundaries are passed only up to a reading that was checked for a stall.
    Instant now = lastReading;
    if (inbox.isEmpty()) {
      // A lost connection in the inbox comes before the boundaries after it.
      passBoundaries(now, source.reportDelay());
    }
    if (!(source instanceof StoppedSource)) {
      memberships.step(now);
      slackStatuses.step(now);
    }
    if (source.due().filter(due -> !due.isAfter(now)).isPresent()) {
      source.step(now);
    }
    if (!nextHeartbeat.isAfter(now) || nextHeartbeat.isAfter(now.plus(HEARTBEAT))) {
      Optional<Instant> confirmed = source.confirmed();
      if (!inbox.isEmpty()) {
        // It confirms the states after the changes that wait there.
        return;
      }
      confirmed.ifPresent(publisher::confirmedUntil);
      publisher.status().refresh();
      // Totals end at the last confirmation: without one, the gap before the first states is open.
      nextHeartbeat = now.plus(confirmed.isPresent() ? HEARTBEAT : CLOCK_INTERVAL);
    }
  }

  private void switchTo(PresenceSource next) {
    if (!next.equals(source)) {
      source = next;
      next.start();
    }
  }

  /// Time of the next membership or Slack status request; empty while stopped.
  private Optional<Instant> nextLookup() {
    return source instanceof StoppedSource
        ? Optional.empty()
        : Stream.of(memberships.due(), slackStatuses.due())
            .flatMap(Optional::stream)
            .min(Comparator.naturalOrder());
  }

  private Duration untilDeadline() {
    Instant deadline =
        Stream.of(source.due(), publisher.recordingHours().due(source.reportDelay()), nextLookup())
            .flatMap(Optional::stream)
            .filter(due -> due.isBefore(nextHeartbeat))
            .min(Comparator.naturalOrder())
            .orElse(nextHeartbeat);
    Duration wait = Duration.between(clock.instant(), deadline);
    return wait.isNegative()
        ? Duration.ZERO
        : wait.compareTo(CLOCK_INTERVAL) > 0 ? CLOCK_INTERVAL : wait;
  }

  private void submit(Consumer<Instant> action) {
    enqueue(new WatcherMessage.Command(action));
  }

  private void enqueue(WatcherMessage message) {
    try {
      inbox.put(message);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
