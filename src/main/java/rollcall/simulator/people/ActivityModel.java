package rollcall.simulator.people;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Simulated activity of people: a pure function of the seed, the person and the time. The same
/// arguments always give the same result, for the past and for the future.
///
/// @param movedFrom the instant from which on another time of the people's lives is played
/// @param move how much later that other time is
public record ActivityModel(long seed, Instant movedFrom, Duration move) {
  /// Part of a moved working day that lies before its instant.
  private static final Duration BEFORE = Duration.ofHours(9);

  /// The hours of a Tuesday, in UTC, at which most people are at work.
  private static final LocalTime BUSY = LocalTime.of(13, 0);

  private static final int BUSY_QUARTERS = 16;

  /// The activity at its own time.
  public ActivityModel(long seed) {
    this(seed, Instant.MAX, Duration.ZERO);
  }

  /// The same activity, or, if fewer than a third of the people are active at this instant, one in
  /// which the busiest time of a Tuesday is played from nine hours before it on. Earlier days stay
  /// as they are.
  public ActivityModel busyAt(Instant at, List<Employee> people) {
    if (3 * activeCount(at, people) >= people.size()) {
      return this;
    }
    LocalDate tuesday =
        LocalDate.ofInstant(at, ZoneOffset.UTC).with(TemporalAdjusters.next(DayOfWeek.TUESDAY));
    Instant first = tuesday.atTime(BUSY).toInstant(ZoneOffset.UTC);
    Instant busiest =
        IntStream.range(0, BUSY_QUARTERS)
            .mapToObj(quarter -> first.plus(Duration.ofMinutes(15L * quarter)))
            .max(Comparator.comparingLong(candidate -> activeCount(candidate, people)))
            .orElseThrow();
    return new ActivityModel(seed, at.minus(BEFORE), Duration.between(at, busiest));
  }

  private long activeCount(Instant at, List<Employee> people) {
    return people.stream().filter(person -> isActive(person, at)).count();
  }

  /// Returns whether another time than the people's own is played.
  public boolean isMoved() {
    return !move.isZero();
  }

  /// The intervals in which the person is active that touch the time from `from` until `to`,
  /// sorted, without overlap and with a pause between any two.
  public List<Interval> active(Employee person, Instant from, Instant to) {
    if (!to.isAfter(movedFrom)) {
      return planned(person, from, to);
    }
    List<Interval> found = new ArrayList<>();
    if (from.isBefore(movedFrom)) {
      planned(person, from, movedFrom).stream()
          .map(each -> new Interval(each.start(), Interval.earlier(each.end(), movedFrom)))
          .forEach(found::add);
    }
    Instant first = from.isBefore(movedFrom) ? movedFrom : from;
    planned(person, first.plus(move), to.plus(move)).stream()
        .map(each ->
            new Interval(
                Interval.later(each.start().minus(move), movedFrom), each.end().minus(move)))
        .forEach(found::add);
    return joined(found);
  }

  private List<Interval> planned(Employee person, Instant from, Instant to) {
    List<Interval> found = new ArrayList<>();
    LocalDate last = LocalDate.ofInstant(to, person.zone());
    // A night shift and a late check of messages extend into the next date.
    LocalDate date = LocalDate.ofInstant(from, person.zone()).minusDays(1);
    for (; !date.isAfter(last); date = date.plusDays(1)) {
      if (DayPlan.overlaps(person, date, from, to)) {
        found.addAll(DayPlan.of(seed, person, date));
      }
    }
    return joined(found).stream()
        .filter(interval -> interval.end().isAfter(from) && interval.start().isBefore(to))
        .toList();
  }

  public boolean isActive(Employee person, Instant at) {
    return active(person, at, at.plusNanos(1)).stream().anyMatch(interval -> interval.contains(at));
  }

  private static List<Interval> joined(List<Interval> intervals) {
    intervals.sort(Comparator.comparing(Interval::start));
    List<Interval> joined = new ArrayList<>();
    for (Interval next : intervals) {
      if (joined.isEmpty() || joined.getLast().end().isBefore(next.start())) {
        joined.add(next);
      } else if (next.end().isAfter(joined.getLast().end())) {
        joined.set(joined.size() - 1, new Interval(joined.getLast().start(), next.end()));
      }
    }
    return joined;
  }
}
