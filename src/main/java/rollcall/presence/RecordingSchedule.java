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

/// When each person may be recorded. Pure.
///
/// @param hours in everybody's own time
/// @param clocks by which clock each person is judged
/// @param otherwise by which clock the others are judged; null while it is not known who they are,
///   and then they may not be recorded, unless everybody always may
public record RecordingSchedule(
    RecordingHours hours, Map<UserId, ZoneId> clocks, @Nullable ZoneId otherwise) {
  /// Everybody, always.
  public static final RecordingSchedule ALWAYS =
      new RecordingSchedule(RecordingHours.ALWAYS, Map.of(), null);

  /// The map is copied.
  public RecordingSchedule {
    clocks = Map.copyOf(clocks);
  }

  /// The timetable of these people, as the directory describes them.
  ///
  /// @param report the clock of those who name none
  /// @param complete whether nobody else will be described
  public static RecordingSchedule of(
      RecordingHours hours, Collection<Person> people, ZoneId report, boolean complete) {
    Map<UserId, ZoneId> clocks = new HashMap<>();
    people.forEach(person -> clocks.put(person.id(), person.clock().orElse(report)));
    return new RecordingSchedule(hours, clocks, complete ? report : null);
  }

  /// By which clock this person is judged; empty while that is not known.
  public Optional<ZoneId> clock(UserId user) {
    ZoneId own = clocks.get(user);
    return Optional.ofNullable(own == null ? otherwise : own);
  }

  /// Whether this person may be recorded then.
  public boolean open(UserId user, Instant at) {
    return hours.always() || clock(user).filter(zone -> hours.open(at, zone)).isPresent();
  }

  /// Those of these people who may be recorded then.
  public Set<UserId> open(Set<UserId> people, Instant at) {
    if (hours.always()) {
      return people;
    }
    Map<ZoneId, Boolean> open = new HashMap<>();
    return people.stream()
        .filter(user ->
            clock(user)
                .filter(zone -> open.computeIfAbsent(zone, one -> hours.open(at, one)))
                .isPresent())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// The first instant after `at` at which this person's hours begin or end; empty when they never
  /// do.
  public Optional<Instant> next(UserId user, Instant at) {
    return clock(user).flatMap(zone -> hours.next(at, zone));
  }

  /// The first instant after `at` at which the hours of any of these people begin or end.
  public Optional<Instant> next(Collection<UserId> people, Instant at) {
    return hours.always()
        ? Optional.empty()
        : people.stream()
            .flatMap(user -> clock(user).stream())
            .distinct()
            .flatMap(zone -> hours.next(at, zone).stream())
            .min(Comparator.naturalOrder());
  }
}
