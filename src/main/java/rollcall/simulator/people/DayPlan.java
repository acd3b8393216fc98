package rollcall.simulator.people;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Simulated day of one person: start of work, coffee, lunch, meetings in which the computer is
/// idle, end of work, and sometimes a late check of messages.
///
/// A day belongs to the date on which it starts; a night startOffset ends on the next one.
final class DayPlan {
  /// Slack's auto-away: idle time after which a person is shown as away.
  private static final Duration AUTO_AWAY = Duration.ofMinutes(10);

  /// Limits: how long before its usual start a day may start, and how long after its usual end it
  /// may end.
  private static final Duration EARLIEST = Duration.ofMinutes(5 * 30 + 25);

  private static final Duration LATEST = Duration.ofMinutes(6 * 30 + 25 + 35 + 180 + 60 + 12 + 8);

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
    Instant from = arrival;
    for (Interval absence : absences(arrival)) {
      if (absence.start().isAfter(from)) {
        work(from, earlier(absence.start(), leaving));
      }
      from = absence.end().isAfter(from) ? absence.end() : from;
    }
    work(from, leaving);
    if (random.percent(30)) {
      Instant late = leaving.plus(around(180, 60));
      work(late, late.plus(around(12, 8)));
    }
  }

  /// Constant offset of a person's start of work: earlier or later than usual.
  private Duration startOffset() {
    boolean fixed =
        person.workPattern() == WorkPattern.NIGHT || person.workPattern() == WorkPattern.NEVER;
    return Duration.ofMinutes(fixed ? 0 : 30L * SeededRandom.of(0, person.id(), 0).between(-5, 6));
  }

  /// Coffee, lunch, more coffee and up to three meetings, in order of their start.
  private List<Interval> absences(Instant arrival) {
    List<Interval> absences = new ArrayList<>();
    absences.add(absence(arrival.plus(around(75, 25)), around(11, 4)));
    absences.add(absence(arrival.plus(around(215, 25)), around(45, 15)));
    absences.add(absence(arrival.plus(around(385, 25)), around(12, 5)));
    int meetings = random.between(0, 3);
    for (int i = 0; i < meetings; i++) {
      Instant start = arrival.plus(Duration.ofMinutes(15L * random.between(2, 30)));
      Duration length = Duration.ofMinutes(15L * random.between(2, 4));
      absences.add(absence(start.plus(AUTO_AWAY), length.minus(AUTO_AWAY)));
    }
    absences.sort(Comparator.comparing(Interval::start));
    return absences;
  }

  private static Interval absence(Instant start, Duration length) {
    return new Interval(start, start.plus(length));
  }

  /// Working time: active, with short absences according to the person's work pattern.
  private void work(Instant from, Instant to) {
    Instant start = from;
    while (start.isBefore(to)) {
      int length = random.durationAround(person.workPattern().activeSeconds());
      Instant end = earlier(start.plusSeconds(length), to);
      active.add(new Interval(start, end));
      start = end.plusSeconds(random.durationAround(person.workPattern().awaySeconds()));
    }
  }

  private Instant at(LocalTime time) {
    return date.atTime(time).atZone(person.zone()).toInstant();
  }

  private Duration around(int minutes, int spread) {
    return Duration.ofSeconds(60L * minutes + random.between(-60 * spread, 60 * spread));
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }
}
