package rollcall.simulator.people;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Simulated day of one person: start of work, stretches of activity with pauses between them,
/// lunch, end of work, and sometimes a late check of messages.
///
/// The lengths are those that Slack can show: it makes a person away after ten minutes without
/// activity, so short states are rare. A day belongs to the date on which it starts; a night shift
/// ends on the next one.
final class DayPlan {
  /// Limits: how long before its usual start a day may start, and how long after its usual end it
  /// may end.
  private static final Duration EARLIEST = Duration.ofMinutes(3 * 30 + 25);

  private static final Duration LATEST = Duration.ofMinutes(3 * 30 + 25 + 35 + 180 + 60 + 25);

  private static final Duration SHORTEST_ACTIVE = Duration.ofMinutes(20);

  private final Employee person;
  private final LocalDate date;
  private final SeededRandom random;
  private final List<Interval> active = new ArrayList<>();

  private DayPlan(long seed, Employee person, LocalDate date) {
    this.person = person;
    this.date = date;
    this.random = SeededRandom.of(seed, person.id(), date.toEpochDay());
  }

  /// The active intervals of the day that starts on `date`, sorted, without overlap.
  static List<Interval> of(long seed, Employee person, LocalDate date) {
    boolean free = person.workPattern().isDayOffOn(date.getDayOfWeek());
    DayPlan day = new DayPlan(seed, person, date);
    boolean onLeave = day.random.percent(4) && person.workPattern() != WorkPattern.WEEKEND_ROTA;
    if (free || onLeave) {
      return List.of();
    }
    day.generate();
    return day.active;
  }

  /// Returns whether a part of the day that starts on `date` may lie between `from` and `to`.
  /// Cheap; false is always correct.
  static boolean overlaps(Employee person, LocalDate date, Instant from, Instant to) {
    Instant start = date.atTime(person.workPattern().start()).atZone(person.zone()).toInstant();
    return start.minus(EARLIEST).isBefore(to)
        && start.plus(person.workPattern().length()).plus(LATEST).isAfter(from);
  }

  private void generate() {
    Instant arrival = at(person.workPattern().start()).plus(startOffset()).plus(around(0, 25));
    Instant leaving = arrival.plus(person.workPattern().length()).plus(around(0, 35));
    work(arrival, leaving);
    if (random.percent(30)) {
      Instant late = leaving.plus(around(180, 60));
      active.add(new Interval(late, late.plus(around(18, 7))));
    }
    if (person.workPattern() == WorkPattern.BLIPS) {
      addBlip();
    }
  }

  /// Constant offset of a person's start of work: earlier or later than usual.
  private Duration startOffset() {
    boolean fixed =
        person.workPattern() == WorkPattern.NIGHT || person.workPattern() == WorkPattern.NEVER;
    return Duration.ofMinutes(fixed ? 0 : 30L * SeededRandom.of(0, person.id(), 0).between(-3, 3));
  }

  /// Working time: stretches of activity with pauses; the pause around midday is lunch.
  private void work(Instant from, Instant to) {
    Instant lunch = from.plus(around(215, 25));
    Instant start = from;
    while (!start.plus(SHORTEST_ACTIVE).isAfter(to)) {
      Instant end =
          start.plusSeconds(random.durationAround(person.workPattern().activeSeconds(), 20, 120));
      boolean eats = start.isBefore(lunch) && end.isAfter(lunch);
      end = eats ? Interval.later(lunch, start.plus(SHORTEST_ACTIVE)) : end;
      active.add(new Interval(start, Interval.earlier(end, to)));
      start =
          end.plus(
              eats
                  ? around(45, 12)
                  : Duration.ofSeconds(
                      random.durationAround(person.workPattern().awaySeconds(), 10, 60)));
    }
  }

  /// Splits the longest interval by an absence of one second.
  private void addBlip() {
    Interval longest =
        active.stream()
            .max(Comparator.comparing(each -> Duration.between(each.start(), each.end())))
            .orElseThrow();
    Instant blip =
        longest.start().plus(Duration.between(longest.start(), longest.end()).dividedBy(2));
    int index = active.indexOf(longest);
    active.set(index, new Interval(longest.start(), blip));
    active.add(index + 1, new Interval(blip.plusSeconds(1), longest.end()));
  }

  private Instant at(LocalTime time) {
    return date.atTime(time).atZone(person.zone()).toInstant();
  }

  private Duration around(int minutes, int spread) {
    return Duration.ofSeconds(60L * minutes + random.between(-60 * spread, 60 * spread));
  }
}
