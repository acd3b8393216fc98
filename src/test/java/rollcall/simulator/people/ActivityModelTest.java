package rollcall.simulator.people;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The simulated days are plausible and reproducible.
public class ActivityModelTest {
  private static final ActivityModel LIFE = new ActivityModel(1);
  private static final List<Employee> PEOPLE = Company.people(1, 24);
  private static final Instant MONTH = Instant.parse("2026-10-20T00:00:00Z");
  private static final Duration DAYS_30 = Duration.ofDays(30);

  @Test
  void theCompanyHasTwentyFourPeopleInFiveZones() {
    assertEquals(5, PEOPLE.stream().map(Employee::zone).distinct().count());
    assertEquals(24, PEOPLE.stream().map(Employee::id).distinct().count());
    assertEquals(24, PEOPLE.stream().map(Employee::handle).distinct().count());
    assertTrue(PEOPLE.stream().allMatch(person -> person.id().matches("U[0-9A-Z]{10}")));
    assertTrue(PEOPLE.stream().noneMatch(person -> person.realName().startsWith("=")));
    assertTrue(PEOPLE.stream().anyMatch(person -> person.realName().contains("🦊")));
    assertTrue(PEOPLE.stream().anyMatch(person -> person.displayName().isEmpty()));
  }

  @Test
  void idsAndHandlesOfALargeCompanyAreUnique() {
    List<Employee> many = Company.people(1, 10_000);
    assertEquals(10_000, many.stream().map(Employee::id).distinct().count());
    assertEquals(10_000, many.stream().map(Employee::handle).distinct().count());
    assertEquals(PEOPLE, many.subList(0, 24));
  }

  @Test
  void overlappingQueriesGiveTheSameResult() {
    for (Employee person : PEOPLE) {
      List<Interval> whole = LIFE.active(person, MONTH, MONTH.plus(DAYS_30));
      for (int day = 0; day < 30; day++) {
        Instant from = MONTH.plus(Duration.ofDays(day));
        Instant to = from.plus(Duration.ofDays(1));
        assertEquals(
            whole.stream()
                .filter(each -> each.end().isAfter(from) && each.start().isBefore(to))
                .toList(),
            LIFE.active(person, from, to));
      }
    }
  }

  @Test
  void everyDayStaysWithinItsLimits() {
    for (Employee person : Company.people(1, 1000)) {
      for (int day = 0; day < 30; day++) {
        LocalDate date = LocalDate.ofInstant(MONTH, ZoneOffset.UTC).plusDays(day);
        for (Interval each : DayPlan.of(1, person, date)) {
          assertTrue(DayPlan.overlaps(person, date, each.start(), each.start().plusMillis(1)));
          assertTrue(DayPlan.overlaps(person, date, each.end().minusMillis(1), each.end()));
        }
      }
    }
  }

  @Test
  void anotherSeedGivesOtherDays() {
    Employee ada = PEOPLE.getFirst();
    assertNotEquals(
        LIFE.active(ada, MONTH, MONTH.plus(DAYS_30)),
        new ActivityModel(2).active(ada, MONTH, MONTH.plus(DAYS_30)));
  }

  @Test
  void intervalsAreSortedAndSeparate() {
    for (Employee person : PEOPLE) {
      Instant last = Instant.MIN;
      for (Interval each : LIFE.active(person, MONTH, MONTH.plus(DAYS_30))) {
        assertTrue(each.start().isAfter(last), person + " " + each);
        assertTrue(each.end().isAfter(each.start()), person + " " + each);
        last = each.end();
      }
    }
  }

  @Test
  void mostPeopleRestAtTheWeekend() {
    Employee jonas = PEOPLE.get(1);
    Set<DayOfWeek> days =
        LIFE.active(jonas, MONTH, MONTH.plus(DAYS_30)).stream()
            .map(each -> LocalDate.ofInstant(each.start(), jonas.zone()).getDayOfWeek())
            .collect(Collectors.toSet());
    assertEquals(
        Set.of(
            DayOfWeek.MONDAY,
            DayOfWeek.TUESDAY,
            DayOfWeek.WEDNESDAY,
            DayOfWeek.THURSDAY,
            DayOfWeek.FRIDAY),
        days);
  }

  @Test
  void theNightWorkerWorksThroughMidnight() {
    Employee diego = with(WorkPattern.NIGHT);
    Instant midnight =
        LocalDate.of(2026, 11, 18).plusDays(1).atStartOfDay(diego.zone()).toInstant();
    Duration around =
        LIFE.active(diego, midnight.minusSeconds(3600), midnight.plusSeconds(3600)).stream()
            .map(each -> Duration.between(each.start(), each.end()))
            .reduce(Duration.ZERO, Duration::plus);
    assertTrue(around.compareTo(Duration.ofMinutes(30)) > 0, around + "");
  }

  @Test
  void onePersonIsNeverActive() {
    assertEquals(List.of(), LIFE.active(with(WorkPattern.NEVER), MONTH, MONTH.plus(DAYS_30)));
  }

  @Test
  void onePersonHasAnAbsenceOfOneSecondOnEachWorkingDay() {
    Map<Long, Long> gaps = gaps(List.of(with(WorkPattern.BLIPS)));
    assertTrue(gaps.get(1L) >= 18 && gaps.get(1L) <= 22, gaps.get(1L) + " blips");
    assertEquals(Map.of(), gaps(without(WorkPattern.BLIPS, WorkPattern.NEVER), 1, 599));
  }

  @Test
  void activityLastsAsLongAsSlackCanShow() {
    List<Long> lengths =
        without(WorkPattern.BLIPS, WorkPattern.NEVER).stream()
            .flatMap(person -> LIFE.active(person, MONTH, MONTH.plus(DAYS_30)).stream())
            .map(each -> Duration.between(each.start(), each.end()).toMinutes())
            .sorted()
            .toList();
    assertTrue(lengths.getFirst() >= 10, "shortest " + lengths.getFirst() + " min");
    assertTrue(lengths.getLast() <= 120, "longest " + lengths.getLast() + " min");
    assertQuantile(lengths, 0.1, 18, 25);
    assertQuantile(lengths, 0.5, 35, 50);
    assertQuantile(lengths, 0.9, 70, 100);
  }

  @Test
  void pausesOfAWorkingDayLastAsLongAsSlackCanShow() {
    List<Long> pauses =
        gaps(without(WorkPattern.BLIPS, WorkPattern.NEVER), 0, 7200).entrySet().stream()
            .flatMap(
                gap -> Collections.nCopies(gap.getValue().intValue(), gap.getKey() / 60).stream())
            .sorted()
            .toList();
    assertTrue(pauses.getFirst() >= 10, "shortest " + pauses.getFirst() + " min");
    assertQuantile(pauses, 0.5, 12, 20);
    assertQuantile(pauses, 0.95, 35, 60);
  }

  @Test
  void aboutHalfOfThePeopleAreActiveInTheBusiestHourOfAWorkingDay() {
    List<Long> busiest = new ArrayList<>();
    List<Long> sundays = new ArrayList<>();
    for (int day = 0; day < 28; day++) {
      Instant date = MONTH.plus(Duration.ofDays(day));
      DayOfWeek weekday = date.atZone(ZoneOffset.UTC).getDayOfWeek();
      long most =
          IntStream.range(0, 24)
              .mapToLong(hour -> activeAt(LIFE, date.plus(Duration.ofHours(hour))))
              .max()
              .orElseThrow();
      if (weekday == DayOfWeek.SUNDAY) {
        sundays.add(most);
      } else if (weekday != DayOfWeek.SATURDAY) {
        busiest.add(most);
      }
    }
    busiest.sort(null);
    assertTrue(busiest.getFirst() >= 9 && busiest.getLast() <= 16, busiest.toString());
    assertTrue(sundays.stream().allMatch(most -> most <= 5), sundays.toString());
  }

  @Test
  void atMostHoursOfAWeekdayAPersonChanges() {
    List<Long> weekdays = new ArrayList<>();
    for (int hour = 0; hour < 30 * 24; hour++) {
      Instant from = MONTH.plus(Duration.ofHours(hour));
      if (from.atZone(ZoneOffset.UTC).getDayOfWeek().getValue() <= 5) {
        weekdays.add(changes(from, from.plus(Duration.ofHours(1))));
      }
    }
    assertQuantile(weekdays.stream().sorted().toList(), 0.1, 2, 8);
    assertQuantile(weekdays.stream().sorted().toList(), 0.5, 8, 20);
  }

  @Test
  void aBusyHourStaysAsItIs() {
    Instant wednesday = Instant.parse("2026-11-18T15:20:00Z");
    assertSame(LIFE, LIFE.busyAt(wednesday, PEOPLE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-22T02:00:00Z",
        "2026-11-22T14:00:00Z",
        "2026-11-25T02:30:00Z",
        "2026-12-31T23:59:59Z"
      })
  void atAQuietHourTheBusiestTimeOfATuesdayIsPlayed(String start) {
    Instant at = Instant.parse(start);
    ActivityModel moved = LIFE.busyAt(at, PEOPLE);
    assertTrue(moved.isMoved());
    assertTrue(activeAt(moved, at) >= 10, activeAt(moved, at) + " active");
    Instant earlier = at.minus(Duration.ofDays(2));
    for (Employee person : PEOPLE) {
      assertEquals(LIFE.active(person, MONTH, earlier), moved.active(person, MONTH, earlier));
      List<Interval> across =
          moved.active(person, at.minus(Duration.ofDays(1)), at.plus(Duration.ofDays(1)));
      for (int i = 1; i < across.size(); i++) {
        assertTrue(across.get(i).start().isAfter(across.get(i - 1).end()));
      }
      assertEquals(
          across.stream().filter(each -> each.start().isAfter(at)).toList(),
          moved.active(person, at, at.plus(Duration.ofDays(1))).stream()
              .filter(each -> each.start().isAfter(at))
              .toList());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-22T02:00:00Z",
        "2026-11-22T14:00:00Z",
        "2026-11-25T02:30:00Z",
        "2026-11-30T22:45:00Z",
        "2026-12-31T23:59:59Z"
      })
  void thePlayedTuesdayIsAWholeDayWithANightBeforeIt(String start) {
    Instant at = Instant.parse(start);
    ActivityModel moved = LIFE.busyAt(at, PEOPLE);
    for (Employee person : PEOPLE) {
      List<Interval> active =
          moved.active(person, at.minus(Duration.ofDays(3)), at.plus(Duration.ofDays(2)));
      Instant morning = null;
      Instant last = Instant.MIN;
      for (Interval each : active) {
        if (morning == null || each.start().isAfter(last.plus(Duration.ofHours(5)))) {
          morning = each.start();
        }
        Duration day = Duration.between(morning, each.end());
        assertTrue(day.toHours() < 15, person.handle() + " works " + day + " from " + morning);
        boolean sliver = Duration.between(each.start(), each.end()).toMinutes() < 10;
        assertFalse(sliver, person.handle() + " " + each);
        last = each.end();
      }
    }
  }

  private static void assertQuantile(List<Long> sorted, double share, long least, long most) {
    long value = sorted.get((int) (sorted.size() * share));
    assertTrue(
        value >= least && value <= most,
        share + " quantile: " + value + ", not " + least + " to " + most);
  }

  private static long activeAt(ActivityModel model, Instant at) {
    return PEOPLE.stream().filter(person -> model.isActive(person, at)).count();
  }

  /// The number of pauses of each length in seconds.
  private static Map<Long, Long> gaps(List<Employee> people) {
    Map<Long, Long> gaps = new TreeMap<>();
    for (Employee person : people) {
      List<Interval> active = LIFE.active(person, MONTH, MONTH.plus(DAYS_30));
      for (int i = 1; i < active.size(); i++) {
        gaps.merge(
            Duration.between(active.get(i - 1).end(), active.get(i).start()).toSeconds(),
            1L,
            Long::sum);
      }
    }
    return gaps;
  }

  private static Map<Long, Long> gaps(List<Employee> people, long shortest, long longest) {
    Map<Long, Long> gaps = gaps(people);
    gaps.keySet().removeIf(length -> length < shortest || length > longest);
    return gaps;
  }

  private static List<Employee> without(WorkPattern... patterns) {
    return PEOPLE.stream()
        .filter(person -> !List.of(patterns).contains(person.workPattern()))
        .toList();
  }

  private static long changes(Instant from, Instant to) {
    return PEOPLE.stream()
        .flatMap(person -> LIFE.active(person, from, to).stream())
        .flatMap(each -> Stream.of(each.start(), each.end()))
        .filter(at -> !at.isBefore(from) && at.isBefore(to))
        .count();
  }

  private static Employee with(WorkPattern habit) {
    return PEOPLE.stream()
        .filter(person -> person.workPattern() == habit)
        .findFirst()
        .orElseThrow();
  }
}
