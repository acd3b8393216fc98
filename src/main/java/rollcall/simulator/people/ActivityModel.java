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
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Simulated activity of people: a pure function of the seed, the person and the time. The same
/// arguments always give the same result, for the past and for the future.
///
/// @param movedFrom the instant from which on another time of the people's lives is played: each
///   person's first played day is the one that lasts beyond it
/// @param move how much later that other time is
public record ActivityModel(long seed, Instant movedFrom, Duration move) {
  /// Part of a moved working day that lies before its instant.
  private static final Duration BEFORE = Duration.ofHours(9);

  /// Least time between the last day before the move and the first played day.
  private static final Duration NIGHT = Duration.ofHours(8);

  /// Time after the move in which a first played day may end.
  private static final Duration FIRST_DAY = Duration.ofDays(1);

  /// The hours of a Tuesday, in UTC, at which most people are at work.
  private static final LocalTime BUSY = LocalTime.of(13, 0);

  private static final int BUSY_QUARTERS = 16;

  /// The activity at its own time.
  public ActivityModel(long seed) {
    this(seed, Instant.MAX, Duration.ZERO);
  }

  /// The same activity, or, if fewer than a third of the people are active at this instant, one in
  /// which the busiest time of a Tuesday is played. Each person has that whole day instead of the
  /// day of their own that it would interrupt. Earlier days stay as they are.
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
    if (!isMoved()) {
      return planned(person, from, to, day -> true);
    }
    Instant firstPlayed = movedFrom.plus(move);
    Instant ownEnd = ownEnd(person);
    List<Interval> found =
        new ArrayList<>(planned(person, from, to, day -> !day.getLast().end().isAfter(ownEnd)));
    planned(person, from.plus(move), to.plus(move), day -> day.getLast().end().isAfter(firstPlayed))
        .stream()
        .map(each -> new Interval(each.start().minus(move), each.end().minus(move)))
        .forEach(found::add);
    return joined(found);
  }

  /// The instant at which the last day of a person's own has ended: a night before the first played
  /// day begins.
  private Instant ownEnd(Employee person) {
    Instant from = movedFrom.plus(move);
    return days(person, from, from.plus(FIRST_DAY))
        .filter(day -> day.getLast().end().isAfter(from))
        .findFirst()
        .map(day -> Interval.earlier(movedFrom, day.getFirst().start().minus(move).minus(NIGHT)))
        .orElse(movedFrom);
  }

  /// The intervals of those days that meet a condition, in their own time.
  private List<Interval> planned(
      Employee person, Instant from, Instant to, Predicate<List<Interval>> condition) {
    List<Interval> found = new ArrayList<>();
    days(person, from, to).filter(condition).forEach(found::addAll);
    return joined(found).stream()
        .filter(interval -> interval.end().isAfter(from) && interval.start().isBefore(to))
        .toList();
  }

  /// The days with activity of which a part may lie between these instants.
  private Stream<List<Interval>> days(Employee person, Instant from, Instant to) {
    // A night shift and a late check of messages extend into the next date.
    LocalDate first = LocalDate.ofInstant(from, person.zone()).minusDays(1);
    LocalDate last = LocalDate.ofInstant(to, person.zone());
    return first
        .datesUntil(last.plusDays(1))
        .filter(date -> DayPlan.overlaps(person, date, from, to))
        .map(date -> DayPlan.of(seed, person, date))
        .filter(day -> !day.isEmpty());
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
