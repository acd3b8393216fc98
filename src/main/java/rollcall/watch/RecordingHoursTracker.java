package rollcall.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import rollcall.presence.RecordingScheduleByPerson;
import rollcall.presence.UserId;

/// Tracker of the recording hours of the people on the watch list: whose are open, and the next
/// boundary of any person's hours. The boundary is data: the caller passes it when its time has
/// come. Thread: watcher.
final class RecordingHoursTracker {
  private Set<UserId> people;
  private RecordingScheduleByPerson timetable;
  private Set<UserId> open;
  private @Nullable Boundary next;
  // Time until which boundaries are passed. A change of the list may be older.
  private Instant passed;

  RecordingHoursTracker(Set<UserId> people, RecordingScheduleByPerson timetable, Instant now) {
    this.people = people;
    this.timetable = timetable;
    passed = now;
    open = timetable.open(people, now);
    next = nextBoundary(now).orElse(null);
  }

  /// End or beginning of the recording hours of at least one person.
  ///
  /// @param closing people whose hours end
  record Boundary(Instant at, Set<UserId> closing) {}

  /// All people on the watch list.
  Set<UserId> people() {
    return people;
  }

  /// People whose recording hours are open.
  Set<UserId> open() {
    return open;
  }

  /// People on the list whose time zone is unknown, so that their hours are undecided.
  Set<UserId> withoutZone() {
    return timetable.hours().isAlways()
        ? new TreeSet<>()
        : people.stream()
            .filter(user -> !isPaused(user) && timetable.clock(user).isEmpty())
            .collect(Collectors.toCollection(TreeSet::new));
  }

  RecordingScheduleByPerson timetable() {
    return timetable;
  }

  /// Returns whether this person may not be recorded at any time.
  boolean isPaused(UserId user) {
    return timetable.paused().contains(user);
  }

  /// Returns whether there are people who are not paused, and the hours of all of them are closed.
  boolean allClosed() {
    return open.isEmpty() && people.stream().anyMatch(user -> !isPaused(user));
  }

  /// Next boundary; empty if there is none.
  Optional<Boundary> next() {
    return Optional.ofNullable(next);
  }

  /// Time at which the next boundary is due.
  ///
  /// @param grace longest delay of presence reports from before the boundary
  Optional<Instant> due(Duration grace) {
    return next()
        .map(boundary -> boundary.closing().isEmpty() ? boundary.at() : boundary.at().plus(grace));
  }

  /// Returns the given time, or the next boundary if that is earlier.
  Instant limit(Instant at) {
    return next().map(Boundary::at).filter(boundary -> boundary.isBefore(at)).orElse(at);
  }

  /// Returns the given time; if boundaries were passed since, and the hours of the person were not
  /// open then, the last of them.
  Instant notBeforeHours(UserId user, Instant at) {
    return at.isBefore(passed) && !timetable.open(user, at) ? passed : at;
  }

  /// Replaces the people on the list. Boundaries that were passed since this time stay passed.
  void setPeople(Set<UserId> newPeople, Instant at) {
    people = newPeople;
    advance(at);
  }

  /// Replaces the timetable. Boundaries that were passed since this time stay passed.
  void setTimetable(RecordingScheduleByPerson newTimetable, Instant at) {
    timetable = newTimetable;
    advance(at);
  }

  private void advance(Instant at) {
    update(at.isAfter(passed) ? at : passed);
  }

  /// Determines the people whose hours are open at this time, and the next boundary after it.
  void update(Instant at) {
    passed = at;
    open = timetable.open(people, at);
    next = nextBoundary(at).orElse(null);
  }

  private Optional<Boundary> nextBoundary(Instant after) {
    return timetable
        .next(people, after)
        .map(at -> {
          Set<UserId> closing = new TreeSet<>(open);
          closing.removeAll(timetable.open(people, at));
          return new Boundary(at, closing);
        });
  }
}
