package rollcall.presence;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Recording schedule of each person. Pure.
///
/// @param hours in each person's own time
/// @param clocks the time zone of each person, where known
/// @param otherwise the time zone of the others; null while the user list is not loaded: then they
///   may not be recorded, unless the hours cover all time
/// @param paused people who may not be recorded at any time
public record RecordingScheduleByPerson(
    RecordingSchedule hours,
    Map<UserId, ZoneId> clocks,
    @Nullable ZoneId otherwise,
    Set<UserId> paused) {
  /// Everyone, always.
  public static final RecordingScheduleByPerson ALWAYS =
      new RecordingScheduleByPerson(RecordingSchedule.ALWAYS, Map.of(), null);

  public RecordingScheduleByPerson {
    clocks = Map.copyOf(clocks);
    paused = Set.copyOf(paused);
  }

  /// A schedule without paused people.
  public RecordingScheduleByPerson(
      RecordingSchedule hours, Map<UserId, ZoneId> clocks, @Nullable ZoneId otherwise) {
    this(hours, clocks, otherwise, Set.of());
  }

  /// The same schedule with these people paused.
  public RecordingScheduleByPerson withPaused(Set<UserId> people) {
    return new RecordingScheduleByPerson(hours, clocks, otherwise, people);
  }

  /// The schedule of these people, as the user list describes them.
  ///
  /// @param report the time zone of people without one, if the list is complete
  /// @param complete whether the list is complete; otherwise people without a time zone are not
  ///   recorded yet
  public static RecordingScheduleByPerson of(
      RecordingSchedule hours, Collection<Person> people, ZoneId report, boolean complete) {
    Map<UserId, ZoneId> clocks = new HashMap<>();
    for (Person person : people) {
      person.clock().ifPresent(zone -> clocks.put(person.id(), zone));
    }
    return new RecordingScheduleByPerson(hours, clocks, complete ? report : null);
  }

  /// The time zone used for this person; empty while it is not known.
  public Optional<ZoneId> clock(UserId user) {
    ZoneId own = clocks.get(user);
    return Optional.ofNullable(own == null ? otherwise : own);
  }

  /// Returns whether this person may be recorded at that instant.
  public boolean open(UserId user, Instant at) {
    return !paused.contains(user)
        && (hours.isAlways() || clock(user).filter(zone -> hours.isOpen(at, zone)).isPresent());
  }

  /// The subset of these people who may be recorded at that instant.
  public Set<UserId> open(Set<UserId> people, Instant at) {
    if (hours.isAlways() && paused.isEmpty()) {
      return people;
    }
    Map<ZoneId, Boolean> open = new HashMap<>();
    return people.stream()
        .filter(user -> !paused.contains(user))
        .filter(user ->
            hours.isAlways()
                || clock(user)
                    .filter(zone -> open.computeIfAbsent(zone, one -> hours.isOpen(at, one)))
                    .isPresent())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// The first instant after `at` at which this person's hours begin or end; empty when they cover
  /// all time.
  public Optional<Instant> next(UserId user, Instant at) {
    return clock(user).flatMap(zone -> hours.next(at, zone));
  }

  /// The reason why this person may not be recorded when the schedule is closed.
  public Cause closedBy(UserId user) {
    return paused.contains(user) ? Cause.WATCH_PAUSED : Cause.HOURS_CLOSED;
  }

  /// The first instant after `at` at which the hours of any of these people begin or end.
  public Optional<Instant> next(Collection<UserId> people, Instant at) {
    return hours.isAlways()
        ? Optional.empty()
        : people.stream()
            .filter(user -> !paused.contains(user))
            .flatMap(user -> clock(user).stream())
            .distinct()
            .flatMap(zone -> hours.next(at, zone).stream())
            .min(Comparator.naturalOrder());
  }
}
