package rollcall.simulator.people;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

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
    assertTrue(PEOPLE.stream().anyMatch(person -> person.realName().startsWith("=")));
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
  void onePersonHasAbsencesOfSeconds() {
    List<Interval> active = LIFE.active(with(WorkPattern.BLIPS), MONTH, MONTH.plus(DAYS_30));
    long blips = 0;
    for (int i = 1; i < active.size(); i++) {
      Duration gap = Duration.between(active.get(i - 1).end(), active.get(i).start());
      blips += gap.equals(Duration.ofSeconds(1)) ? 1 : 0;
    }
    assertTrue(blips > 200, blips + " blips");
  }

  @Test
  void atAnyHourOnePersonIsActiveAndOneChanges() {
    List<Long> weekdays = new ArrayList<>();
    List<Long> weekends = new ArrayList<>();
    for (int hour = 0; hour < 30 * 24; hour++) {
      Instant from = MONTH.plus(Duration.ofHours(hour));
      boolean weekend = from.atZone(ZoneOffset.UTC).getDayOfWeek().getValue() > 5;
      (weekend ? weekends : weekdays).add(changes(from, from.plus(Duration.ofHours(1))));
    }
    weekdays.sort(null);
    weekends.sort(null);
    assertTrue(weekdays.getFirst() >= 5, "the stillest weekday hour: " + weekdays.getFirst());
    long usual = weekdays.get(weekdays.size() / 2);
    assertTrue(usual >= 60 && usual <= 180, "in a usual weekday hour: " + usual);
    assertTrue(weekends.getFirst() >= 5, "the stillest weekend hour: " + weekends.getFirst());
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
