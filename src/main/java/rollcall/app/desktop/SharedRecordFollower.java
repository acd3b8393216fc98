package rollcall.app.desktop;

import static java.util.Comparator.naturalOrder;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rollcall.app.environment.ErrorText;
import rollcall.files.IoFunctions;
import rollcall.history.HistoryException;
import rollcall.history.RecordChanges;
import rollcall.history.RecorderState;
import rollcall.history.SharedHistory;
import rollcall.presence.Cause;
import rollcall.presence.PresenceSnapshot;
import rollcall.presence.PresenceTimeline;
import rollcall.presence.Sighting;
import rollcall.presence.SlackStatus;
import rollcall.presence.SlackStatusTimeline;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.ui.model.PresenceFeed;
import rollcall.watch.WatchList;
import rollcall.watch.WatchListState;
import rollcall.watch.WatchStatus;

/// Follower of a shared record: shows what recorders write into it. Nothing is recorded here.
///
/// A notification of the server only wakes it; it reads the changes by their numbers, also after a
/// lost connection. While a recorder or the server is silent, the people concerned are shown as
/// unknown from the last confirmed instant on, and nothing of that is stored.
///
/// Thread: its own ("shared-record").
final class SharedRecordFollower implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SharedRecordFollower.class);

  private static final Duration POLL_INTERVAL = Duration.ofSeconds(2);
  private static final Duration FIRST_RETRY = Duration.ofMillis(500);
  private static final Duration LONGEST_RETRY = Duration.ofSeconds(5);

  /// Length of the timelines: one year, and the day before its first day.
  private static final Duration TIMELINE_LENGTH = Duration.ofDays(367);

  /// Length of the Slack statuses, which are read for all people at once.
  private static final Duration SLACK_STATUS_LENGTH = Duration.ofDays(33);

  /// Number of people whose timelines are read at a time.
  private static final int PEOPLE_PER_READ = 250;

  private final String place;
  private final IoFunctions.Supplier<SharedHistory> opening;
  private final PresenceFeed feed;
  private final InstantSource clock;
  private final Consumer<Workspace> onOpened;
  private final RecorderLiveness liveness = new RecorderLiveness();
  private final Semaphore retryNow = new Semaphore(0);
  private final Thread thread;
  private volatile boolean closed;

  private RecordChanges.Position position = RecordChanges.all().last();
  // What may be on the screen beyond the position: a read contains what was committed after the
  // changes that led to it. It stays there after a lost connection, and the next server may lack
  // it.
  private RecordChanges shownBeyondPosition = RecordChanges.all();
  private Set<UserId> people = Set.of();
  private PresenceSnapshot storedPresence = PresenceSnapshot.EMPTY;
  // The sightings by which people are shown as unknown, and which the record does not have.
  private final Map<UserId, Sighting> shownUnknown = new HashMap<>();
  private @Nullable Instant lastKnown;
  private List<WatchStatus.Recorder> recorders = List.of();

  /// @param place address of the record, for the screen
  /// @param opening opens the record, with the password of this moment
  /// @param onOpened receives, on another thread, the workspace each time the record was opened
  SharedRecordFollower(
      String place,
      IoFunctions.Supplier<SharedHistory> opening,
      PresenceFeed feed,
      InstantSource clock,
      Consumer<Workspace> onOpened) {
    this.place = place;
    this.opening = opening;
    this.feed = feed;
    this.clock = clock;
    this.onOpened = onOpened;
    thread = Thread.ofPlatform().name("shared-record").daemon().unstarted(this::run);
  }

  /// Starts to follow the record.
  SharedRecordFollower start() {
    thread.start();
    return this;
  }

  /// Tries to open the record now.
  void retry() {
    retryNow.release();
  }

  @Override
  public void close() {
    closed = true;
    retryNow.release();
    try {
      thread.join(Duration.ofSeconds(3));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    publish(null);
    Duration wait = FIRST_RETRY;
    while (!closed) {
      try (SharedHistory history = opening.get()) {
        wait = FIRST_RETRY;
        follow(history);
      } catch (IOException | RuntimeException | Error e) {
        onLost(e);
        pause(wait);
        wait = Collections.min(List.of(wait.multipliedBy(2), LONGEST_RETRY));
      }
    }
  }

  private void pause(Duration wait) {
    try {
      if (!closed && retryNow.tryAcquire(wait.toMillis(), TimeUnit.MILLISECONDS)) {
        retryNow.drainPermits();
      }
    } catch (InterruptedException e) {
      closed = true;
    }
  }

  private void onLost(Throwable e) {
    if (closed) {
      return;
    }
    if (!(e instanceof IOException)) {
      LOG.error("A bug ended the following of the shared record", e);
    } else {
      LOG.info("{}", e.getMessage());
    }
    liveness.onLost();
    if (lastKnown != null) {
      showUnknown(markAll(lastKnown, Cause.DISCONNECTED));
    }
    boolean password = e instanceof HistoryException.OnServer server && server.isAboutPassword();
    publish(new WatchStatus.Unreachable(ErrorText.of(e), password));
  }

  private void follow(SharedHistory history) throws IOException {
    resume(history);
    history.workspace().ifPresent(onOpened);
    long polled = System.nanoTime() - POLL_INTERVAL.toNanos();
    while (!closed) {
      apply(history, history.changesAfter(position));
      if (System.nanoTime() - polled >= POLL_INTERVAL.toNanos()) {
        poll(history);
        polled = System.nanoTime();
      }
      history.await(POLL_INTERVAL);
    }
  }

  /// Reads what changed since the last connection, and again what may not be on this server.
  private void resume(SharedHistory history) throws HistoryException {
    if (shownBeyondPosition.complete()) {
      readAll(history);
      return;
    }
    RecordChanges changes = shownBeyondPosition.with(history.changesAfter(position));
    if (!changes.complete() && !shownBeyondPosition.people().isEmpty()) {
      readSlackStatuses(
          history, shownBeyondPosition.people(), clock.instant().minus(SLACK_STATUS_LENGTH));
    }
    apply(history, changes);
  }

  private void apply(SharedHistory history, RecordChanges changes) throws HistoryException {
    if (changes.complete()) {
      readAll(history);
      return;
    }
    shownBeyondPosition = shownBeyondPosition.with(changes);
    Set<UserId> added = Set.of();
    if (changes.details() || !people.containsAll(changes.people())) {
      added = readPeople(history);
    }
    if (!changes.people().isEmpty()) {
      replace(history, changes.since(), changes.people());
    }
    // What was read before these changes were asked for is among them.
    position = changes.last();
    shownBeyondPosition = changes.with(added, Instant.EPOCH);
  }

  private void readAll(SharedHistory history) throws HistoryException {
    shownBeyondPosition = RecordChanges.all();
    // Before the sightings: what is committed in the meantime is read again.
    RecordChanges.Position last = history.lastChange();
    shownUnknown.clear();
    showPeople(history);
    storedPresence = history.snapshot();
    if (history.isRecorded()) {
      lastKnown = history.lastKnown().orElse(lastKnown);
    }
    feed.onRecordedSince(history.firstSighting().orElse(null));
    feed.onPresence(storedPresence, List.of());
    readPast(history, people);
    if (people.isEmpty()) {
      feed.onHistory(List.of());
    }
    position = last;
  }

  /// Shows the past of these people in place of what is shown of them.
  private void readPast(SharedHistory history, Set<UserId> users) throws HistoryException {
    // Who was shown as unknown before is shown again by the next poll.
    users.forEach(shownUnknown::remove);
    Instant now = clock.instant();
    List<UserId> all = List.copyOf(users);
    for (int i = 0; i < all.size() && !closed; i += PEOPLE_PER_READ) {
      feed.onHistory(
          timelines(history, all.subList(i, Math.min(all.size(), i + PEOPLE_PER_READ)), now));
    }
    readSlackStatuses(history, users, now.minus(SLACK_STATUS_LENGTH));
  }

  private static List<PresenceTimeline> timelines(
      SharedHistory history, Collection<UserId> users, Instant now) throws HistoryException {
    history.prefetch(users, now.minus(TIMELINE_LENGTH), Instant.MAX);
    List<PresenceTimeline> timelines = new ArrayList<>();
    for (UserId user : users) {
      timelines.add(
          PresenceTimeline.ofSightings(
              user, history.sightings(user, now.minus(TIMELINE_LENGTH), Instant.MAX)));
    }
    history.prefetch(List.of(), now, now);
    return timelines;
  }

  /// Shows the names and the list, and the past of people who are new on it.
  ///
  /// @return those people
  private Set<UserId> readPeople(SharedHistory history) throws HistoryException {
    Set<UserId> before = people;
    try {
      showPeople(history);
      Set<UserId> added = new HashSet<>(people);
      added.removeAll(before);
      if (!added.isEmpty()) {
        shownBeyondPosition = shownBeyondPosition.with(added, Instant.EPOCH);
        readPast(history, added);
      }
      return added;
    } catch (HistoryException e) {
      // The next connection reads what this one did not.
      people = before;
      throw e;
    }
  }

  /// Shows the names and the list. The past of people who left is removed, because they may have
  /// been erased.
  private void showPeople(SharedHistory history) throws HistoryException {
    Set<UserId> gone = new HashSet<>(people);
    feed.onRememberedPeople(history.people());
    people = history.isRecorded() ? history.wanted() : watched(history.snapshot());
    feed.onWatching(WatchListState.of(WatchList.of(people)));
    gone.removeAll(people);
    if (!gone.isEmpty()) {
      feed.onHistory(gone.stream().map(PresenceTimeline::new).toList());
      feed.onHistorySlackStatuses(
          gone.stream().collect(toMap(user -> user, _ -> SlackStatusTimeline.NONE)));
    }
  }

  /// The people of a copy who were not taken from the list.
  private static Set<UserId> watched(PresenceSnapshot snapshot) {
    Set<UserId> watched = new HashSet<>();
    snapshot.all().stream()
        .filter(one -> one.cause() != Cause.WATCH_STOPPED)
        .forEach(one -> watched.add(one.user()));
    return watched;
  }

  private void readSlackStatuses(SharedHistory history, Set<UserId> users, Instant from)
      throws HistoryException {
    Map<UserId, SlackStatusTimeline> all = new HashMap<>();
    users.forEach(user -> all.put(user, SlackStatusTimeline.NONE));
    history.auditEvents(from, Instant.MAX).stream()
        .flatMap(event -> SlackStatus.of(event).stream())
        .filter(slackStatus -> all.containsKey(slackStatus.user()))
        .collect(groupingBy(SlackStatus::user))
        .forEach((user, own) -> all.put(user, SlackStatusTimeline.of(own)));
    feed.onHistorySlackStatuses(all);
  }

  /// Shows what the record has about these people from this instant on, and not from before the
  /// timelines: retention changes the oldest rows of everyone.
  private void replace(SharedHistory history, Instant changed, Set<UserId> users)
      throws HistoryException {
    Instant now = clock.instant();
    Instant from = later(changed, now.minus(TIMELINE_LENGTH));
    PresenceSnapshot newest = history.snapshot(users);
    for (UserId user : users) {
      if (newest.of(user).isEmpty() && storedPresence.of(user).isPresent()) {
        storedPresence = storedPresence.without(user);
      }
    }
    storedPresence = storedPresence.with(newest);
    // What was shown as unknown before is shown again by the next poll.
    users.forEach(shownUnknown::remove);
    List<UserId> all = List.copyOf(users);
    for (int i = 0; i < all.size() && !closed; i += PEOPLE_PER_READ) {
      List<UserId> part = all.subList(i, Math.min(all.size(), i + PEOPLE_PER_READ));
      Map<UserId, List<Sighting>> sightings = new HashMap<>();
      history.prefetch(part, from, Instant.MAX);
      for (UserId user : part) {
        sightings.put(user, history.sightings(user, from, Instant.MAX));
      }
      history.prefetch(List.of(), from, from);
      feed.onReplaced(shown(), from, sightings);
    }
    feed.onSlackStatus(
        history.auditEvents(later(changed, now.minus(SLACK_STATUS_LENGTH)), Instant.MAX).stream()
            .flatMap(event -> SlackStatus.of(event).stream())
            .filter(slackStatus -> users.contains(slackStatus.user()))
            .toList());
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /// Reads who records, and shows the people of the others as unknown.
  private void poll(SharedHistory history) throws HistoryException {
    if (!history.isRecorded()) {
      pollCopy(history);
      return;
    }
    if (!history.wanted().equals(people)) {
      var _ = readPeople(history);
    }
    List<RecorderState> all = history.recorders();
    liveness.onSeen(all, System.nanoTime(), clock.instant());
    Map<Integer, Instant> confirmed =
        all.stream().collect(toMap(RecorderState::number, RecorderState::knownUntil));
    lastKnown = history.lastKnown().orElse(lastKnown);
    Map<UserId, Instant> since = new HashMap<>();
    history
        .holders()
        .forEach((user, holder) -> {
          if (holder.until() != null || !liveness.isRecording(holder.recorder())) {
            holder.knownUntil(confirmed).ifPresent(until -> since.put(user, until));
          }
        });
    since.keySet().removeIf(user -> !isObserved(user));
    showObservedAgain(history, since.keySet());
    showUnknown(unknownSightings(since));
    recorders = all.stream().map(this::toStatus).toList();
    publish(null);
  }

  /// A copy is known until the end of its record.
  private void pollCopy(SharedHistory history) throws HistoryException {
    lastKnown = history.lastKnown().orElse(lastKnown);
    if (lastKnown != null) {
      showUnknown(markAll(lastKnown, Cause.APP_NOT_RUNNING));
    }
    publish(null);
  }

  private WatchStatus.Recorder toStatus(RecorderState one) {
    return new WatchStatus.Recorder(
        one.name(),
        one.since(),
        one.knownUntil(),
        liveness.isRecording(one.number()),
        one.people());
  }

  private boolean isObserved(UserId user) {
    return storedPresence.of(user).filter(one -> one.presence().isObserved()).isPresent();
  }

  private Map<UserId, Sighting> markAll(Instant at, Cause cause) {
    return storedPresence.markUnknown(at, cause).stream()
        .collect(toMap(Sighting::user, one -> one));
  }

  private Map<UserId, Sighting> unknownSightings(Map<UserId, Instant> since) {
    Map<UserId, Sighting> unknownSightings = new HashMap<>();
    since.forEach((user, at) ->
        storedPresence
            .of(user)
            .ifPresent(one ->
                unknownSightings.put(
                    user, Sighting.unknown(user, later(one.since(), at), Cause.APP_NOT_RUNNING))));
    return unknownSightings;
  }

  private void showUnknown(Map<UserId, Sighting> unknownSightings) {
    Map<UserId, List<Sighting>> shown = new HashMap<>();
    unknownSightings.forEach((user, mark) -> {
      if (shownUnknown.putIfAbsent(user, mark) == null) {
        shown.put(user, List.of(mark));
      }
    });
    if (!shown.isEmpty()) {
      // Nothing is replaced: the record has nothing after the last confirmed instant.
      feed.onReplaced(shown(), Instant.MAX, shown);
    }
  }

  /// Shows the people again who were unknown here, and whose recorder goes on.
  private void showObservedAgain(SharedHistory history, Set<UserId> stillUnknown)
      throws HistoryException {
    Map<UserId, Sighting> again = new HashMap<>(shownUnknown);
    again.keySet().removeAll(stillUnknown);
    Optional<Instant> first = again.values().stream().map(Sighting::at).min(naturalOrder());
    if (first.isPresent()) {
      shownBeyondPosition = shownBeyondPosition.with(again.keySet(), first.get());
      replace(history, first.get(), Set.copyOf(again.keySet()));
    }
  }

  private PresenceSnapshot shown() {
    return storedPresence.with(shownUnknown.values());
  }

  private void publish(WatchStatus.@Nullable Unreachable problem) {
    feed.onStatus(new WatchStatus.Following(place, recorders, people.size(), lastKnown, problem));
  }
}
