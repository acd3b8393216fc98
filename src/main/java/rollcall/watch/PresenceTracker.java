package rollcall.watch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import rollcall.presence.Cause;
import rollcall.presence.CurrentPresence;
import rollcall.presence.Presence;
import rollcall.presence.PresenceSnapshot;
import rollcall.presence.RecordingScheduleByPerson;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.presence.UserId;

/// Converts presence reports and gaps into sightings: the watcher's decisions, without effects.
///
/// Each method returns the resulting sightings in order and has already applied them to
/// [#snapshot()]. No sighting is earlier than the beginning of the state that it ends, even after
/// the clock was set back. Thread: watcher.
public final class PresenceTracker {
  private static final Set<Cause> RECONNECTS =
      EnumSet.of(Cause.DISCONNECTED, Cause.COMPUTER_SLEPT, Cause.CLOCK_ADJUSTED);

  private PresenceSnapshot snapshot;
  private Set<UserId> people = Set.of();

  /// @param snapshot presence of all people at the last end of watching
  public PresenceTracker(PresenceSnapshot snapshot) {
    this.snapshot = snapshot;
  }

  /// Presence of all people after all sightings so far.
  public PresenceSnapshot snapshot() {
    return snapshot;
  }

  /// People who are watched.
  public Set<UserId> people() {
    return people;
  }

  /// Replaces the watched people: new people are unknown until Slack reports them, removed people
  /// are not watched.
  ///
  /// @param list people on the watch list
  /// @param open those of them who may be recorded now
  /// @param closedBy reason why another person on the list may not be recorded
  /// @param unconfirmed people whose membership of a followed group was unknown after a gap: if
  ///   they are not on the list, they were watched until the last confirmed instant
  /// @param at time of the change for each person
  public List<Sighting> watch(
      Set<UserId> list,
      Set<UserId> open,
      Function<UserId, Cause> closedBy,
      Predicate<UserId> unconfirmed,
      Function<UserId, Instant> at) {
    return change(
        open,
        user ->
            !list.contains(user) && unconfirmed.test(user)
                ? unknownSince(user).orElse(at.apply(user))
                : at.apply(user),
        user -> list.contains(user) ? closedBy.apply(user) : Cause.WATCH_STOPPED,
        user -> snapshot.of(user).map(PresenceTracker::causeOfStart).orElse(Cause.WATCH_STARTED));
  }

  /// Updates at `at` the reason for which people are not watched, as far as it matters to
  /// [#backfill]: outside the recording hours, or paused or not on the list.
  ///
  /// @param undecided people on the list whose hours are not known yet: their reason stays
  /// @param closedBy reason why another person on the list may not be recorded
  public List<Sighting> updateReasons(
      Set<UserId> list, Set<UserId> undecided, Function<UserId, Cause> closedBy, Instant at) {
    Function<UserId, Cause> reason =
        user -> list.contains(user) ? closedBy.apply(user) : Cause.WATCH_STOPPED;
    return apply(
        snapshot.all().stream()
            .filter(current -> current.presence() == Presence.NOT_WATCHED)
            .filter(current -> !undecided.contains(current.user()))
            .filter(current ->
                (current.cause() == Cause.HOURS_CLOSED)
                    != (reason.apply(current.user()) == Cause.HOURS_CLOSED))
            .map(CurrentPresence::user)
            .sorted()
            .map(user -> Sighting.notWatched(user, notBeforeCurrent(user, at), reason.apply(user)))
            .toList());
  }

  /// Passes a boundary of recording hours at `at`.
  ///
  /// @param open people on the list whose hours are open from then on
  public List<Sighting> onBoundary(Set<UserId> open, Instant at) {
    return change(open, _ -> at, _ -> Cause.HOURS_CLOSED, _ -> Cause.HOURS_OPENED);
  }

  /// Passes a boundary of one person's recording hours at `at`.
  public List<Sighting> onBoundary(UserId user, boolean open, Instant at) {
    boolean watched =
        snapshot.of(user).filter(one -> one.presence() != Presence.NOT_WATCHED).isPresent();
    if (!people.contains(user) || watched == open) {
      return List.of();
    }
    return apply(List.of(boundary(user, open, notBeforeCurrent(user, at))));
  }

  private static Sighting boundary(UserId user, boolean open, Instant at) {
    return open
        ? Sighting.unknown(user, at, Cause.HOURS_OPENED)
        : Sighting.notWatched(user, at, Cause.HOURS_CLOSED);
  }

  /// Adds watched people whose changes follow.
  public void addPeople(Set<UserId> added) {
    Set<UserId> all = new TreeSet<>(people);
    all.addAll(added);
    people = Set.copyOf(all);
  }

  private List<Sighting> change(
      Set<UserId> open,
      Function<UserId, Instant> at,
      Function<UserId, Cause> endCause,
      Function<UserId, Cause> startCause) {
    people = Set.copyOf(open);
    List<Sighting> sightings = new ArrayList<>();
    snapshot.all().stream()
        .filter(current -> current.presence() != Presence.NOT_WATCHED)
        .map(CurrentPresence::user)
        .filter(user -> !people.contains(user))
        .sorted()
        .forEach(user ->
            sightings.add(
                Sighting.notWatched(
                    user, notBeforeCurrent(user, at.apply(user)), endCause.apply(user))));
    for (UserId user : new TreeSet<>(people)) {
      Optional<CurrentPresence> current = snapshot.of(user);
      if (current.isEmpty() || current.get().presence() == Presence.NOT_WATCHED) {
        sightings.add(
            Sighting.unknown(user, notBeforeCurrent(user, at.apply(user)), startCause.apply(user)));
      }
    }
    return apply(sightings);
  }

  private Optional<Instant> unknownSince(UserId user) {
    return snapshot
        .of(user)
        .filter(current -> current.presence() == Presence.UNKNOWN)
        .map(CurrentPresence::since);
  }

  /// Backfills the recording hours of a time without recording: since the last end of watching for
  /// people who were unknown then, and since the end of their hours for people outside of them. The
  /// time of paused people is left as it is.
  ///
  /// @param from earliest beginning of the hours of people outside of them: a pause ended then.
  ///   They are outside of them from then on, also for the next backfill.
  public List<Sighting> backfill(
      Set<UserId> list, RecordingScheduleByPerson timetable, Instant from, Instant now) {
    List<Sighting> sightings = new ArrayList<>();
    for (UserId user : new TreeSet<>(list)) {
      snapshot
          .of(user)
          .filter(_ -> !timetable.paused().contains(user))
          .filter(current ->
              current.presence() == Presence.UNKNOWN || current.cause() == Cause.HOURS_CLOSED)
          .ifPresent(current -> sightings.addAll(backfill(current, timetable, from, now)));
    }
    return apply(sightings);
  }

  private static List<Sighting> backfill(
      CurrentPresence last, RecordingScheduleByPerson timetable, Instant from, Instant now) {
    List<Sighting> sightings = new ArrayList<>();
    boolean watched = last.presence() == Presence.UNKNOWN;
    boolean decided = timetable.clock(last.user()).isPresent();
    if (watched && decided && !timetable.open(last.user(), last.since())) {
      // Watching ended exactly at the boundary, or the hours were shortened afterwards.
      sightings.add(boundary(last.user(), false, last.since()));
      watched = false;
    }
    Instant begin = last.since();
    if (last.presence() == Presence.NOT_WATCHED && !from.isBefore(begin) && !from.isAfter(now)) {
      watched = timetable.open(last.user(), from);
      if (watched || from.isAfter(begin)) {
        sightings.add(boundary(last.user(), watched, from));
      }
      begin = from;
    }
    for (Optional<Instant> boundary = timetable.next(last.user(), begin);
        boundary.filter(at -> !at.isAfter(now)).isPresent();
        boundary = timetable.next(last.user(), boundary.get())) {
      boolean open = timetable.open(last.user(), boundary.get());
      if (open != watched) {
        sightings.add(boundary(last.user(), open, boundary.get()));
        watched = open;
      }
    }
    return sightings;
  }

  /// Stops watching all people at `at`, also those on the list who are outside their recording
  /// hours; the list is kept.
  public List<Sighting> stopWatching(Set<UserId> list, Instant at, Cause cause) {
    return apply(
        snapshot.all().stream()
            .filter(current ->
                current.presence() != Presence.NOT_WATCHED
                    || (current.cause() == Cause.HOURS_CLOSED && list.contains(current.user())))
            .map(CurrentPresence::user)
            .sorted()
            .map(user -> Sighting.notWatched(user, notBeforeCurrent(user, at), cause))
            .toList());
  }

  /// Handles reported presence. Ignores people who are not watched, and states that are already
  /// known: the client's subscription checks repeat them.
  public List<Sighting> onPresence(
      Collection<UserId> users, Presence presence, Instant at, Source source) {
    return apply(
        users.stream()
            .filter(people::contains)
            .filter(user -> !isKnown(user, presence))
            .map(user ->
                Sighting.of(user, presence, notBeforeCurrent(user, at), source, causeOf(user)))
            .toList());
  }

  /// Handles the answer to a poll, or a report that confirms only this person, as a poll does. An
  /// unchanged state gives no sighting.
  ///
  /// @param previousPoll time of the previous poll, or `at` if there is none to continue from
  public List<Sighting> onConfirmed(
      UserId user, Presence presence, Instant previousPoll, Instant at, Source source) {
    Optional<CurrentPresence> current = snapshot.of(user);
    if (!people.contains(user) || isKnown(user, presence)) {
      return List.of();
    }
    boolean connects = current.filter(one -> one.presence().isObserved()).isPresent();
    Instant seen = notBeforeCurrent(user, at);
    Instant earliest = connects && previousPoll.isBefore(seen) ? previousPoll : seen;
    Cause cause = connects || source == Source.RTM ? Cause.PRESENCE_CHECK : causeOf(user);
    return apply(List.of(new Sighting(user, presence, earliest, seen, source, cause)));
  }

  /// Marks all people unknown from `at`, the last confirmed instant.
  public List<Sighting> markUnknown(Instant at, Cause cause) {
    return apply(snapshot.markUnknown(at, cause));
  }

  /// Marks one person unknown from `at`.
  public List<Sighting> markUnknown(UserId user, Instant at, Cause cause) {
    return snapshot
        .of(user)
        .filter(current -> current.presence().isObserved())
        .map(current -> apply(List.of(Sighting.unknown(user, notBeforeCurrent(user, at), cause))))
        .orElse(List.of());
  }

  private List<Sighting> apply(List<Sighting> sightings) {
    snapshot = snapshot.with(sightings);
    return List.copyOf(sightings);
  }

  private static Cause causeOfStart(CurrentPresence before) {
    return before.cause() == Cause.WATCH_PAUSED
        ? Cause.WATCH_RESUMED
        : before.cause() == Cause.HOURS_CLOSED ? Cause.HOURS_OPENED : Cause.WATCH_STARTED;
  }

  private boolean isKnown(UserId user, Presence presence) {
    return snapshot.of(user).filter(current -> current.presence() == presence).isPresent();
  }

  private Cause causeOf(UserId user) {
    CurrentPresence before = snapshot.of(user).orElse(null);
    if (before == null || before.presence() != Presence.UNKNOWN) {
      return Cause.PRESENCE_CHANGE;
    }
    return RECONNECTS.contains(before.cause()) ? Cause.RECONNECTED : Cause.SNAPSHOT;
  }

  private Instant notBeforeCurrent(UserId user, Instant at) {
    Instant since = snapshot.of(user).map(CurrentPresence::since).orElse(at);
    return since.isAfter(at) ? since : at;
  }
}
