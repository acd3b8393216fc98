package rollcall.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import rollcall.presence.HoursByPerson;
import rollcall.presence.UserId;

/// Who is watched as time goes by: those on the list whose recording hours are open. The next
/// border of anybody's hours is data, to be passed when its time has come. Lane: link.
final class CurrentlyRecorded {
  private Set<UserId> list;
  private HoursByPerson timetable;
  private Set<UserId> open;
  private @Nullable Border next;

  CurrentlyRecorded(Set<UserId> people, HoursByPerson timetable, Instant now) {
    this.list = people;
    this.timetable = timetable;
    open = timetable.open(list, now);
    next = nextBoundary(now).orElse(null);
  }

  /// Whose hours begin or end, if anybody's do.
  ///
  /// @param closing those who are watched until then
  record Border(Instant at, Set<UserId> closing) {}

  /// Who is on the list.
  Set<UserId> list() {
    return list;
  }

  /// Who is watched.
  Set<UserId> open() {
    return open;
  }

  /// Those on the list of whom it is not known by which clock they are judged.
  Set<UserId> pendingUsers() {
    return timetable.hours().isAlways()
        ? new TreeSet<>()
        : list.stream()
            .filter(user -> timetable.clock(user).isEmpty())
            .collect(Collectors.toCollection(TreeSet::new));
  }

  HoursByPerson timetable() {
    return timetable;
  }

  /// Whether somebody is on the list, and nobody's hours are open.
  boolean allClosed() {
    return open.isEmpty() && !list.isEmpty();
  }

  /// The border that comes next; empty when none ever will.
  Optional<Border> next() {
    return Optional.ofNullable(next);
  }

  /// When the next border wants to be passed.
  ///
  /// @param grace how long the last words from before it may be on their way
  Optional<Instant> due(Duration grace) {
    return next().map(border -> border.closing().isEmpty() ? border.at() : border.at().plus(grace));
  }

  /// The latest instant of which everything is recorded as the hours allow.
  Instant within(Instant at) {
    return next().map(Border::at).filter(border -> border.isBefore(at)).orElse(at);
  }

  /// The border lies behind.
  void advance(Border border) {
    settle(border.at());
  }

  /// Exactly these people are on the list from now on.
  void list(Set<UserId> people, Instant now) {
    list = people;
    settle(now);
  }

  /// This is the timetable from now on.
  void timetable(HoursByPerson newTimetable, Instant now) {
    timetable = newTimetable;
    settle(now);
  }

  private void settle(Instant at) {
    open = timetable.open(list, at);
    next = nextBoundary(at).orElse(null);
  }

  private Optional<Border> nextBoundary(Instant after) {
    return timetable
        .next(list, after)
        .map(at -> {
          Set<UserId> closing = new TreeSet<>(open);
          closing.removeAll(timetable.open(list, at));
          return new Border(at, closing);
        });
  }
}
