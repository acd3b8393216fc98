package rollcall.watch;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import rollcall.presence.Cause;
import rollcall.presence.CurrentPresence;
import rollcall.presence.Presence;
import rollcall.presence.PresenceSnapshot;
import rollcall.presence.RecordingScheduleByPerson;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;

/// Publisher of sightings to the [WatchListener]. Thread: watcher.
///
/// After a gap, sightings of a person who is on the list only as a member of a followed group are
/// withheld until the membership is confirmed. A person who left during the gap was watched until
/// the last confirmed instant.
///
/// Boundaries of recording hours of such a person are withheld, too, in their order.
///
/// Before each sighting, the earlier boundaries of recording hours are passed: so the stored record
/// never extends beyond a boundary, even if the process is killed.
final class SightingPublisher {
  private final WatchListener listener;
  private final AuditEventPublisher auditEvents;
  private final RecordingHoursTracker recordingHours;
  private final UncheckedMembers unchecked;
  private final StatusPublisher status;
  private final boolean resumed;
  private final boolean sharesWatchList;
  private WatchList watchList;
  // Of a recorder that shares the list with others: null until it is known which people it watches.
  private @Nullable Set<UserId> assigned;
  private boolean boundaryPassed;
  private boolean passingBoundary;

  /// End of the pause that this watcher ends: people were not watched before, even in their hours.
  private Instant resumedAt = Instant.MIN;

  private ObservationEndListener observationEndListener = (_, _, _) -> {};
  private Consumer<Set<UserId>> gapListener = _ -> {};
  private @Nullable PresenceTracker tracker;
  private @Nullable Instant recordEnd;

  /// Listener for people who are no longer watched from an instant on.
  @FunctionalInterface
  interface ObservationEndListener {
    void onObservationEnd(Set<UserId> people, Instant at, Cause cause);
  }

  SightingPublisher(
      WatchListener listener, WatchList watchList, WatchOptions options, Instant now) {
    this.listener = listener;
    this.auditEvents = new AuditEventPublisher(listener);
    this.watchList = watchList;
    this.sharesWatchList = options.assigned();
    this.recordingHours =
        new RecordingHoursTracker(ownPeople(watchList.people()), options.timetable(), now);
    this.unchecked = new UncheckedMembers(ownPeople(watchList.groupMembers()));
    this.status = new StatusPublisher(listener, auditEvents, recordingHours);
    this.resumed = options.resumed();
  }

  /// People who are watched: on the list, with open recording hours.
  Set<UserId> people() {
    return recordingHours.open();
  }

  /// Recording hours of the people on the list.
  RecordingHoursTracker recordingHours() {
    return recordingHours;
  }

  /// Presence of a person as published; not watched before the workspace is known.
  Presence presence(UserId user) {
    return tracker == null
        ? Presence.NOT_WATCHED
        : tracker.snapshot().of(user).map(CurrentPresence::presence).orElse(Presence.NOT_WATCHED);
  }

  /// Members of followed groups whose membership is unchecked.
  UncheckedMembers uncheckedMembers() {
    return unchecked;
  }

  StatusPublisher status() {
    return status;
  }

  /// Receiver of the sightings.
  WatchListener listener() {
    return listener;
  }

  /// Returns whether the workspace is known.
  boolean isOpen() {
    return tracker != null;
  }

  /// End of the record when it was opened; empty if it was new.
  Optional<Instant> recordEnd() {
    return Optional.ofNullable(recordEnd);
  }

  /// Reports a mismatch of a person who is watched, and on the list for certain.
  ///
  /// @return whether it was reported
  boolean onMismatch(UserId user, Source source, Instant at, String note) {
    boolean watched = people().contains(user) && !unchecked.contains(user);
    if (watched) {
      auditEvents.mismatch(user, source, at, note);
    }
    return watched;
  }

  /// Log of connection events.
  AuditEventPublisher auditEvents() {
    return auditEvents;
  }

  /// Opens the record of the workspace. There are no sightings before.
  void open(Workspace workspace, InstantSource clock) throws IOException {
    tracker = new PresenceTracker(listener.onWorkspace(workspace));
    recordEnd =
        tracker.snapshot().all().stream()
            .map(CurrentPresence::since)
            .max(Comparator.naturalOrder())
            .orElse(null);
    Instant at = resumeAt(clock.instant());
    auditEvents.opened(at);
    resumedAt = resumed ? at : Instant.MIN;
    unchecked.onGap();
    if (!isWaiting()) {
      beginRecord(tracker, at);
    }
  }

  private void beginRecord(PresenceTracker current, Instant at) {
    backfill(recordingHours.people(), at);
    publish(watch(current, _ -> true, at));
  }

  /// Checks the clock. Before there is a record, setting the clock back also sets the recording
  /// hours back.
  ///
  /// @return whether the clock was set back since the last check
  boolean checkClock(Instant now) {
    boolean back = auditEvents.checkClock(now);
    if (back && tracker == null) {
      recordingHours.update(now);
    }
    return back;
  }

  /// Time at which the record continues: its end, if the clock is behind it.
  private Instant resumeAt(Instant now) {
    recordEnd()
        .filter(last -> now.isBefore(last.minus(AuditEventPublisher.SET_BACK_LIMIT)))
        .ifPresent(last -> auditEvents.clockSetBack(last, now));
    return auditEvents.ordered(now);
  }

  /// Returns those of these people on the list that this recorder watches.
  private Set<UserId> ownPeople(Set<UserId> listed) {
    if (!sharesWatchList) {
      return listed;
    }
    Set<UserId> own = new TreeSet<>(listed);
    own.retainAll(assigned == null ? Set.of() : assigned);
    return own;
  }

  /// Replaces the people of a recorder that shares the list with others. Some of them may be on the
  /// lists of others only.
  void assign(Set<UserId> people, Instant now) {
    boolean first = isWaiting();
    assigned = people;
    if (first && tracker != null) {
      Instant at = auditEvents.ordered(now);
      recordingHours.setPeople(people, at);
      unchecked.setGroupMembers(ownPeople(watchList.groupMembers()));
      unchecked.onGap();
      beginRecord(tracker, at);
    } else {
      setWatchList(watchList, now);
    }
  }

  private boolean isWaiting() {
    return sharesWatchList && assigned == null;
  }

  /// Replaces the watch list.
  void setWatchList(WatchList wanted, Instant now) {
    watchList = wanted;
    Instant at = auditEvents.ordered(now);
    passBoundariesUntil(at);
    Set<UserId> people =
        sharesWatchList && assigned != null ? assigned : ownPeople(watchList.people());
    Set<UserId> others = unchecked.setGroupMembers(ownPeople(watchList.groupMembers()));
    Set<UserId> removed = new TreeSet<>(recordingHours.open());
    removed.removeAll(people);
    if (!removed.isEmpty()) {
      observationEndListener.onObservationEnd(removed, at, Cause.WATCH_STOPPED);
    }
    recordingHours.setPeople(people, at);
    watch(at);
    confirm(others, at);
  }

  /// Confirms people as members of their groups, or as no longer on the list, and publishes their
  /// withheld sightings.
  void confirm(Collection<UserId> known, Instant now) {
    if (!unchecked.confirm(known)) {
      return;
    }
    if (tracker != null) {
      Set<UserId> listed = new TreeSet<>(known);
      listed.retainAll(recordingHours.people());
      tracker.addPeople(listed);
    }
    publish(current ->
        unchecked.release().stream().flatMap(change -> change.apply(current).stream()).toList());
    watch(auditEvents.ordered(now));
  }

  /// Replaces the recording hours.
  void setTimetable(RecordingScheduleByPerson timetable, Instant now) {
    Instant at = auditEvents.ordered(now);
    passBoundariesUntil(at);
    Set<UserId> decided = recordingHours.withoutZone();
    Set<UserId> before = recordingHours.open();
    recordingHours.setTimetable(timetable, at);
    decided.removeAll(recordingHours.withoutZone());
    backfill(decided, at);
    withholdBoundary(before, at);
    unchecked.discard(timetable.paused());
    watch(at);
  }

  /// Sets the listener for people whose hours end or who are removed from the list, called before
  /// they are no longer watched.
  void onObservationEnd(ObservationEndListener listener) {
    observationEndListener = listener;
  }

  /// Sets the listener for people whose presence is unknown or not watched from now on.
  void onGap(Consumer<Set<UserId>> listener) {
    gapListener = listener;
  }

  /// Passes all boundaries of recording hours that are due, in order.
  ///
  /// @param grace longest delay of presence reports from before a boundary
  /// @return whether boundaries were passed since the last call
  boolean passBoundaries(Instant now, Duration grace) {
    while (recordingHours.due(grace).filter(due -> !due.isAfter(now)).isPresent()) {
      passBoundary(recordingHours.next().orElseThrow());
    }
    boolean changed = boundaryPassed;
    boundaryPassed = false;
    return changed;
  }

  /// Passes the boundaries up to `at`: later sightings must not be stored before them.
  private void passBoundariesUntil(Instant at) {
    // The end of an observation at a boundary comes before it, also when its time is that of the
    // boundary because the clock was set back.
    while (!passingBoundary
        && recordingHours.next().filter(boundary -> !boundary.at().isAfter(at)).isPresent()) {
      passBoundary(recordingHours.next().orElseThrow());
    }
  }

  private void passBoundary(RecordingHoursTracker.Boundary boundary) {
    passingBoundary = true;
    try {
      observationEndListener.onObservationEnd(
          boundary.closing(), boundary.at(), Cause.HOURS_CLOSED);
    } finally {
      passingBoundary = false;
    }
    Set<UserId> before = recordingHours.open();
    recordingHours.update(boundary.at());
    withholdBoundary(before, boundary.at());
    if (tracker != null) {
      publish(tracker.onBoundary(watched(tracker.snapshot()), boundary.at()));
    }
    boundaryPassed = true;
  }

  /// Withholds the beginning or end of the hours of unchecked people, which follows their earlier
  /// withheld changes.
  ///
  /// @param before people whose hours were open before
  private void withholdBoundary(Set<UserId> before, Instant at) {
    for (UserId user : unchecked.all()) {
      boolean open = recordingHours.open().contains(user);
      if (open != before.contains(user)) {
        publish(user, current -> current.onBoundary(user, open, at));
      }
    }
  }

  private void backfill(Set<UserId> people, Instant at) {
    if (tracker == null) {
      return;
    }
    RecordingScheduleByPerson timetable = recordingHours.timetable();
    Set<UserId> checked = new TreeSet<>(people);
    checked.removeAll(unchecked.all());
    publish(tracker.backfill(checked, timetable, resumedAt, at));
    for (UserId user : unchecked.all()) {
      if (people.contains(user)) {
        publish(user, current -> current.backfill(listed(user), timetable, resumedAt, at));
      }
    }
  }

  /// Returns the person if still on the list.
  private Set<UserId> listed(UserId user) {
    return recordingHours.people().contains(user) ? Set.of(user) : Set.of();
  }

  private void watch(Instant at) {
    if (tracker != null && !isWaiting()) {
      publish(watch(tracker, unchecked::contains, at));
    }
  }

  private List<Sighting> watch(PresenceTracker current, Predicate<UserId> isUnchecked, Instant at) {
    Function<UserId, Cause> closedBy = recordingHours.timetable()::closedBy;
    List<Sighting> sightings =
        new ArrayList<>(
            current.watch(
                recordingHours.people(),
                watched(current.snapshot()),
                closedBy,
                isUnchecked,
                user -> recordingHours.notBeforeHours(user, at)));
    if (!sharesWatchList) {
      // The leases of a shared record say which recorder watches a person outside the hours.
      sightings.addAll(
          current.updateReasons(
              recordingHours.people(), recordingHours.withoutZone(), closedBy, at));
    }
    return sightings;
  }

  /// People to watch: those with open hours, and unknown people whose hours or membership are
  /// undecided. Unconfirmed people outside their hours begin when they are confirmed, at the
  /// withheld boundary.
  private Set<UserId> watched(PresenceSnapshot snapshot) {
    Set<UserId> watched = new TreeSet<>(recordingHours.open());
    watched.removeIf(user ->
        unchecked.contains(user)
            && snapshot.of(user).filter(one -> one.cause() == Cause.HOURS_CLOSED).isPresent()
            && presence(user) == Presence.NOT_WATCHED);
    Set<UserId> open = recordingHours.withoutZone();
    unchecked.all().stream()
        .filter(user -> recordingHours.people().contains(user) && !recordingHours.isPaused(user))
        .forEach(open::add);
    for (UserId user : open) {
      snapshot
          .of(user)
          .filter(current -> current.presence() == Presence.UNKNOWN)
          .ifPresent(current -> watched.add(current.user()));
    }
    return watched;
  }

  /// Publishes reported presence. Reports from outside recording hours are ignored.
  void onPresence(Collection<UserId> users, Presence presence, Instant reportedAt, Source source) {
    Instant at = auditEvents.ordered(reportedAt);
    passBoundariesUntil(at);
    List<UserId> checked = new ArrayList<>();
    for (UserId user : users) {
      if (!recordingHours.timetable().open(user, at)) {
        continue;
      }
      if (unchecked.contains(user)) {
        publish(user, current -> current.onPresence(List.of(user), presence, at, source), true);
      } else {
        checked.add(user);
      }
    }
    publish(current -> current.onPresence(checked, presence, at, source));
  }

  /// Publishes the answer to a poll.
  ///
  /// @return whether the presence changed
  boolean onConfirmed(
      UserId user, Presence presence, Instant previousPoll, Instant reportedAt, Source source) {
    Instant at = auditEvents.ordered(reportedAt);
    passBoundariesUntil(at);
    return recordingHours.timetable().open(user, at)
        && publish(
            user, current -> current.onConfirmed(user, presence, previousPoll, at, source), true);
  }

  /// Marks all people unknown from `since`.
  void markUnknown(Instant since, Cause cause) {
    Instant at = timeOfGap(since, cause);
    passBoundariesUntil(at);
    publish(current -> current.markUnknown(at, cause));
    for (UserId user : unchecked.all()) {
      publish(user, current -> current.markUnknown(user, at, cause));
    }
    gapListener.accept(unchecked.all());
    unchecked.onGap();
  }

  /// Marks one person unknown from `since`.
  void markUnknown(UserId user, Instant since, Cause cause) {
    Instant at = timeOfGap(since, cause);
    passBoundariesUntil(at);
    publish(user, current -> current.markUnknown(user, at, cause));
    if (unchecked.contains(user)) {
      gapListener.accept(Set.of(user));
    }
    unchecked.onGap(user);
  }

  /// Returns the time of a gap in the record; a gap after a clock change begins before the change.
  private Instant timeOfGap(Instant since, Cause cause) {
    return cause == Cause.CLOCK_ADJUSTED ? since : auditEvents.ordered(since);
  }

  /// Stops watching all people at `now`. Withheld presence is discarded, as at any other end.
  void stopWatching(Instant now, Cause cause) {
    Instant at = auditEvents.ordered(now);
    unchecked.discardObserved();
    confirm(unchecked.all(), at);
    publish(current -> current.stopWatching(recordingHours.people(), at, cause));
  }

  void confirmedUntil(Instant until) {
    listener.onConfirmed(recordingHours.limit(until));
  }

  /// Publishes a gap or a boundary of one person, or withholds it while the person is unchecked.
  private void publish(UserId user, Function<PresenceTracker, List<Sighting>> change) {
    var _ = publish(user, change, false);
  }

  /// Publishes a change of one person, or withholds it while the person is unchecked.
  ///
  /// @param observed whether it is presence, and not a gap or a boundary of recording hours
  /// @return whether the presence changed
  private boolean publish(
      UserId user, Function<PresenceTracker, List<Sighting>> change, boolean observed) {
    if (!unchecked.contains(user)) {
      return publish(change);
    }
    if (tracker != null) {
      unchecked.withhold(user, change, observed);
    }
    return false;
  }

  private boolean publish(Function<PresenceTracker, List<Sighting>> change) {
    if (tracker == null) {
      return false;
    }
    List<Sighting> sightings = change.apply(tracker);
    publish(sightings);
    return !sightings.isEmpty();
  }

  private void publish(List<Sighting> sightings) {
    if (!sightings.isEmpty()) {
      listener.onSightings(sightings);
      Set<UserId> unobserved = new TreeSet<>();
      sightings.stream()
          .filter(seen -> !seen.presence().isObserved())
          .forEach(seen -> unobserved.add(seen.user()));
      gapListener.accept(unobserved);
    }
  }
}
