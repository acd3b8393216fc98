package rollcall.presence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Recording hours in summer and winter, around clock changes, and on days that do not exist.
class RecordingScheduleTest {
  private static final String WEEK = "1234567";

  @ParameterizedTest(name = "{0}–{1} on {2} in {3} from {4}")
  @CsvSource({
    // An office, over a weekend.
    "08:00, 18:00, 12345, Europe/Berlin, 2026-09-17T10:00:00Z, -2026-09-17T16:00:00Z"
        + " +2026-09-18T06:00:00Z -2026-09-18T16:00:00Z +2026-09-21T06:00:00Z",
    // A night shift that begins on Fridays ends on Saturday.
    "22:00, 06:00, 5, Europe/Berlin, 2026-09-17T10:00:00Z,"
        + " +2026-09-18T20:00:00Z -2026-09-19T04:00:00Z +2026-09-25T20:00:00Z",
    // Clocks are put back at 03:00 summer time: the hour from 02:00 is shown twice.
    "02:30, 08:00, 1234567, Europe/Berlin, 2026-10-24T20:00:00Z, +2026-10-25T00:30:00Z"
        + " -2026-10-25T01:00:00Z +2026-10-25T01:30:00Z -2026-10-25T07:00:00Z",
    "22:00, 02:30, 1234567, Europe/Berlin, 2026-10-24T20:30:00Z, -2026-10-25T00:30:00Z"
        + " +2026-10-25T01:00:00Z -2026-10-25T01:30:00Z +2026-10-25T21:00:00Z",
    // Clocks are put forward at 02:00: 02:30 is never shown.
    "02:30, 08:00, 1234567, Europe/Berlin, 2026-03-28T20:00:00Z,"
        + " +2026-03-29T01:00:00Z -2026-03-29T06:00:00Z",
    "22:00, 02:30, 1234567, Europe/Berlin, 2026-03-28T22:00:00Z,"
        + " -2026-03-29T01:00:00Z +2026-03-29T20:00:00Z",
    // Half an hour, on Lord Howe Island.
    "02:15, 09:00, 1234567, Australia/Lord_Howe, 2026-10-03T10:00:00Z,"
        + " +2026-10-03T15:30:00Z -2026-10-03T22:00:00Z",
    // Whole days; in Cairo a day of April begins at 01:00.
    "00:00, 00:00, 5, Africa/Cairo, 2026-04-22T00:00:00Z,"
        + " +2026-04-23T22:00:00Z -2026-04-24T21:00:00Z +2026-04-30T21:00:00Z",
    // Samoa had no 30 December 2011, a Friday.
    "09:00, 17:00, 5, Pacific/Apia, 2011-12-24T12:00:00Z,"
        + " +2012-01-05T19:00:00Z -2012-01-06T03:00:00Z",
  })
  void hoursBeginAndEndByTheLocalClock(
      LocalTime from, LocalTime to, String days, ZoneId zone, Instant start, String borders) {
    RecordingSchedule hours = hours(from, to, days);
    List<String> found = new ArrayList<>();
    Instant at = start;
    for (String expected : borders.strip().split(" ")) {
      at = hours.next(at, zone).orElseThrow();
      found.add((hours.isOpen(at, zone) ? "+" : "-") + at);
      assertTrue(expected.length() > 1);
    }
    assertEquals(List.of(borders.strip().split(" ")), found);
  }

  @Test
  void onlyAlwaysHasNoBoundaries() {
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    assertEquals(Optional.empty(), RecordingSchedule.ALWAYS.next(Instant.EPOCH, berlin));
    assertTrue(RecordingSchedule.ALWAYS.isOpen(Instant.EPOCH, berlin));
    assertTrue(hours(LocalTime.NOON, LocalTime.NOON, WEEK).isAlways());
    assertTrue(
        hours(LocalTime.NOON, LocalTime.NOON, "123456").next(Instant.EPOCH, berlin).isPresent());
  }

  @Test
  void hoursWithoutADayThrow() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new RecordingSchedule(LocalTime.MIN, LocalTime.NOON, new TreeSet<>()));
  }

  static Stream<Random> seeds() {
    return IntStream.range(0, 40).mapToObj(Random::new);
  }

  /// For any hours and time zone: nothing changes between two boundaries, and an instant is within
  /// the hours exactly when the local clock shows a time within them.
  @ParameterizedTest
  @MethodSource("seeds")
  void nothingChangesBetweenTwoBoundaries(Random random) {
    List<String> zones = ZoneId.getAvailableZoneIds().stream().sorted().toList();
    ZoneId zone = ZoneId.of(zones.get(random.nextInt(zones.size())));
    RecordingSchedule hours = anyHours(random);
    Instant at = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(random.nextInt(31_000_000));
    Instant end = at.plus(Duration.ofDays(200));
    while (at.isBefore(end)) {
      Instant next = hours.next(at, zone).orElse(end);
      boolean open = hours.isOpen(at, zone);
      for (Instant probe = at; probe.isBefore(next); probe = probe.plusSeconds(601)) {
        assertEquals(open, hours.isOpen(probe, zone), zone + " " + hours + " " + probe);
        assertEquals(isOpenByMinutes(hours, probe, zone), open, zone + " " + hours + " " + probe);
      }
      assertEquals(open, hours.isOpen(next.minusMillis(1), zone), zone + " " + hours + " " + next);
      at = next;
    }
  }

  /// Computes by minutes of the local day, independent of the tested code.
  private static boolean isOpenByMinutes(RecordingSchedule hours, Instant at, ZoneId zone) {
    var shown = at.atZone(zone);
    int minute = shown.getHour() * 60 + shown.getMinute();
    int from = hours.from().toSecondOfDay() / 60;
    int to = hours.to().toSecondOfDay() / 60;
    int length = from < to ? to - from : to - from + 24 * 60;
    int since = Math.floorMod(minute - from, 24 * 60);
    DayOfWeek begun = minute >= from ? shown.getDayOfWeek() : shown.getDayOfWeek().minus(1);
    return since < length && hours.days().contains(begun);
  }

  @Test
  void aPausedPersonMayNotBeRecordedAtAnyTimeAndHasNoBoundary() {
    UserId ada = new UserId("U1");
    UserId kai = new UserId("U2");
    Instant at = Instant.parse("2026-09-17T10:00:00Z");
    RecordingScheduleByPerson always = RecordingScheduleByPerson.ALWAYS.withPaused(Set.of(ada));
    assertEquals(Set.of(kai), always.open(Set.of(ada, kai), at));
    assertEquals(List.of(false, true), List.of(always.open(ada, at), always.open(kai, at)));
    assertEquals(Cause.WATCH_PAUSED, always.closedBy(ada));
    assertEquals(Cause.HOURS_CLOSED, always.closedBy(kai));
    RecordingSchedule noon =
        new RecordingSchedule(
            LocalTime.NOON, LocalTime.of(13, 0), new TreeSet<>(EnumSet.allOf(DayOfWeek.class)));
    RecordingScheduleByPerson paused =
        new RecordingScheduleByPerson(noon, Map.of(), ZoneId.of("UTC"), Set.of(ada));
    Instant open = Instant.parse("2026-09-17T12:30:00Z");
    assertEquals(Set.of(kai), paused.open(Set.of(ada, kai), open));
    assertEquals(Optional.empty(), paused.next(Set.of(ada), open));
    assertEquals(
        Optional.of(Instant.parse("2026-09-17T13:00:00Z")), paused.next(Set.of(kai), open));
  }

  @Test
  void ownTimeZoneAppliesElseTheReportZone() {
    RecordingSchedule office = hours(LocalTime.of(8, 0), LocalTime.of(18, 0), "12345");
    UserId grace = new UserId("U1");
    UserId kai = new UserId("U2");
    UserId ada = new UserId("U3");
    Set<UserId> all = new TreeSet<>(Set.of(grace, kai, ada));
    Map<UserId, ZoneId> clocks =
        Map.of(grace, ZoneId.of("America/New_York"), kai, ZoneId.of("Europe/Berlin"));
    Instant tenInBerlin = Instant.parse("2026-09-17T08:00:00Z");
    RecordingScheduleByPerson known =
        new RecordingScheduleByPerson(office, clocks, ZoneId.of("Asia/Tokyo"));
    assertEquals(Set.of(kai, ada), known.open(all, tenInBerlin));
    assertEquals(Optional.of(Instant.parse("2026-09-17T09:00:00Z")), known.next(all, tenInBerlin));
    RecordingScheduleByPerson asking = new RecordingScheduleByPerson(office, clocks, null);
    assertEquals(Set.of(kai), asking.open(all, tenInBerlin));
    assertEquals(Optional.of(Instant.parse("2026-09-17T12:00:00Z")), asking.next(all, tenInBerlin));
    assertEquals(all, RecordingScheduleByPerson.ALWAYS.open(all, tenInBerlin));
  }

  @Test
  void aPersonWithoutAZoneHasThatOfTheReportOnlyInACompleteList() {
    UserId kai = new UserId("UKAI");
    List<Person> people = List.of(Person.unknown(kai));
    RecordingSchedule office = anyHours(new Random(1));
    ZoneId tokyo = ZoneId.of("Asia/Tokyo");
    assertEquals(
        Optional.empty(), RecordingScheduleByPerson.of(office, people, tokyo, false).clock(kai));
    assertEquals(
        Optional.of(tokyo), RecordingScheduleByPerson.of(office, people, tokyo, true).clock(kai));
  }

  static RecordingSchedule anyHours(Random random) {
    LocalTime from = LocalTime.of(random.nextInt(24), random.nextInt(4) * 15);
    LocalTime to = LocalTime.of(random.nextInt(24), random.nextInt(4) * 15);
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    while (days.isEmpty()) {
      EnumSet.allOf(DayOfWeek.class).stream().filter(_ -> random.nextBoolean()).forEach(days::add);
    }
    return new RecordingSchedule(from, to, new TreeSet<>(days));
  }

  private static RecordingSchedule hours(LocalTime from, LocalTime to, String days) {
    return new RecordingSchedule(
        from,
        to,
        days.chars()
            .mapToObj(day -> DayOfWeek.of(day - '0'))
            .collect(Collectors.toCollection(TreeSet::new)));
  }
}
