package rollcall.presence;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Hours and days in which people may be recorded, by each person's own clock: whenever that clock
/// shows a time within them, including days on which clocks are set. Pure.
///
/// @param from the first minute of the hours
/// @param to the end of the hours, exclusive; at or before `from` it means the next day, so
///   22:00–06:00 is a night and 00:00–00:00 a whole day
/// @param days the days on which hours begin, at least one: a night that begins on a Friday ends on
///   Saturday
public record RecordingSchedule(LocalTime from, LocalTime to, SortedSet<DayOfWeek> days) {
  /// Every hour of every day.
  public static final RecordingSchedule ALWAYS =
      new RecordingSchedule(
          LocalTime.MIDNIGHT, LocalTime.MIDNIGHT, new TreeSet<>(EnumSet.allOf(DayOfWeek.class)));

  /// Days to search: hours begin at least once a week, or twice that where clocks skip a day.
  private static final int LOOK_AHEAD = 16;

  /// The set is copied.
  ///
  /// @throws IllegalArgumentException when there is no day
  public RecordingSchedule {
    if (days.isEmpty()) {
      throw new IllegalArgumentException("Recording hours need at least one day, had none.");
    }
    days = Collections.unmodifiableSortedSet(new TreeSet<>(days));
  }

  /// Usual working hours: 08:00 to 18:00 on all days but these.
  public static RecordingSchedule workingHours(Set<DayOfWeek> weekend) {
    var days = new TreeSet<>(EnumSet.allOf(DayOfWeek.class));
    days.removeAll(weekend);
    return new RecordingSchedule(LocalTime.of(8, 0), LocalTime.of(18, 0), days);
  }

  /// Returns whether the hours cover all time.
  public boolean isAlways() {
    return from.equals(to) && days.size() == DayOfWeek.values().length;
  }

  /// Returns whether a person in this time zone may be recorded at that instant.
  public boolean isOpen(Instant at, ZoneId zone) {
    LocalDateTime shown = LocalDateTime.ofInstant(at, zone);
    LocalTime time = shown.toLocalTime();
    LocalDate today = shown.toLocalDate();
    if (from.isBefore(to)) {
      return days.contains(today.getDayOfWeek()) && !time.isBefore(from) && time.isBefore(to);
    }
    return time.isBefore(to)
        ? days.contains(today.minusDays(1).getDayOfWeek())
        : !time.isBefore(from) && days.contains(today.getDayOfWeek());
  }

  /// The first instant after `at` at which hours begin or end; empty when they cover all time.
  public Optional<Instant> next(Instant at, ZoneId zone) {
    boolean open = isOpen(at, zone);
    LocalDate today = LocalDate.ofInstant(at, zone);
    return isAlways()
        ? Optional.empty()
        : Stream.iterate(today, day -> day.plusDays(1))
            .limit(LOOK_AHEAD)
            .flatMap(day -> candidates(day, zone.getRules()))
            .filter(boundary -> boundary.isAfter(at) && isOpen(boundary, zone) != open)
            .min(Comparator.naturalOrder());
  }

  /// The instants around a local day at which hours may begin or end: where its clock shows their
  /// start or end, and where the clock is set, which may skip one or show it twice.
  private Stream<Instant> candidates(LocalDate day, ZoneRules rules) {
    return Stream.concat(
        Stream.of(LocalTime.MIDNIGHT, from, to).flatMap(time -> shown(day.atTime(time), rules)),
        set(day, rules).stream());
  }

  private static Stream<Instant> shown(LocalDateTime time, ZoneRules rules) {
    return rules.getValidOffsets(time).stream().map(time::toInstant);
  }

  /// The next clock change after the day before.
  private static Optional<Instant> set(LocalDate day, ZoneRules rules) {
    Instant eve = day.atStartOfDay(ZoneOffset.UTC).minusDays(1).toInstant();
    return Optional.ofNullable(rules.nextTransition(eve)).map(ZoneOffsetTransition::getInstant);
  }
}
