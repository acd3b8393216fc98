package rollcall.ui.timeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import rollcall.ui.text.Messages;
import rollcall.ui.text.TimeConventions;

class AxisTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Locale GERMANY = Locale.of("en", "DE");

  @AfterEach
  void english() {
    Messages.use(Locale.ENGLISH);
  }

  @Test
  void hoursOfATwelveHourClockAreNamedAndHaveMoreRoom() {
    LocalDate change = LocalDate.of(2026, 10, 25);
    assertEquals(25, day(change, BERLIN).ticks().size());
    Messages.use(TimeConventions.USUAL.withClock(TimeConventions.Clock.HOURS_12).in(Locale.US));
    Axis axis = day(change, BERLIN);
    assertEquals("12 AM", axis.ticks().getFirst().label());
    assertEquals("⟲ 3:00 AM → 2:00 AM", axis.shifts().getFirst().label());
    // 1,000 pixels for 25 hours: each label has 40, and "12 PM" needs more.
    assertEquals(
        List.of("12 AM", "3 AM", "6 AM", "9 AM", "12 PM", "3 PM", "6 PM", "9 PM"),
        axis.ticks().stream().map(Axis.Tick::label).toList());
  }

  @Test
  void repeatedHourHasTwoLines() {
    Axis axis = day(LocalDate.of(2026, 10, 25), BERLIN);
    assertEquals(25, axis.ticks().size());
    assertEquals(
        List.of("00", "01", "02", "02′", "03"),
        axis.ticks().stream().limit(5).map(Axis.Tick::label).toList());
    assertEquals(
        List.of(new Axis.OffsetChange(Instant.parse("2026-10-25T01:00:00Z"), "⟲ 03:00 → 02:00")),
        axis.shifts());
  }

  @Test
  void skippedHourHasNoLine() {
    Axis axis = day(LocalDate.of(2026, 3, 29), BERLIN);
    assertEquals(23, axis.ticks().size());
    assertEquals(
        List.of("00", "01", "03"), axis.ticks().stream().limit(3).map(Axis.Tick::label).toList());
    assertEquals("⟳ 02:00 → 03:00", axis.shifts().getFirst().label());
  }

  @Test
  void dayWithoutMidnightStartsAtOne() {
    Axis axis = day(LocalDate.of(2018, 11, 4), ZoneId.of("America/Sao_Paulo"));
    assertEquals("01", axis.ticks().getFirst().label());
    assertEquals(Axis.Weight.MIDNIGHT, axis.ticks().getFirst().weight());
  }

  @Test
  void firstDayOfTheWeekHasAStrongerLine() {
    Axis axis = axis("2026-09-13T22:00:00Z", Duration.ofDays(2), 300);
    assertEquals(
        List.of(Axis.Weight.WEEK, Axis.Weight.LINE, Axis.Weight.MIDNIGHT, Axis.Weight.LINE),
        axis.ticks().stream()
            .filter(tick -> List.of("00", "12").contains(tick.label()))
            .map(Axis.Tick::weight)
            .toList());
  }

  @Test
  void monthHasDayLabelsAndMonthBands() {
    Axis axis = axis("2026-08-18T15:00:00Z", Duration.ofDays(30), 1000);
    assertEquals("19", axis.ticks().getFirst().label());
    assertEquals(
        List.of("August 2026", "September 2026"),
        axis.bands().stream().map(Axis.Band::label).toList());
  }

  /// Otherwise the lines of minutes are counted from midnight in each frame.
  @Test
  void linesOfMinutesAreFoundWithoutCountingFromMidnight() {
    for (String zone : List.of("Europe/Berlin", "Australia/Lord_Howe", "America/Sao_Paulo")) {
      Instant day = Instant.parse("2018-11-03T12:00:00Z");
      for (int hour = 0; hour < 366 * 24; hour += 5) {
        ZonedDateTime at =
            day.plus(Duration.ofMinutes(hour * 60L + hour % 60)).atZone(ZoneId.of(zone));
        for (AxisUnit unit : EnumSet.range(AxisUnit.MINUTE, AxisUnit.HOUR)) {
          ZonedDateTime line = unit.floor(at, GERMANY);
          assertFalse(line.isAfter(at), zone + " " + at);
          assertTrue(unit.next(line, GERMANY).isAfter(at), zone + " " + at);
        }
      }
    }
  }

  @Test
  void labelsFitAtEveryZoom() {
    for (long seconds = 60; seconds < Duration.ofDays(366).toSeconds(); seconds *= 2) {
      Axis axis = axis("2026-03-01T10:17:00Z", Duration.ofSeconds(seconds), 1000);
      assertTrue(axis.ticks().size() <= 1000 / 24, seconds + " s: " + axis.ticks().size());
      assertTrue(!axis.bands().isEmpty(), seconds + " s");
    }
  }

  @Test
  void theEndOfAWindowWithinOneDayHasALabel() {
    assertEquals("24", endOf(day(LocalDate.of(2026, 11, 24), BERLIN)));
    assertEquals("20", endOf(axis("2026-11-24T05:00:00Z", Duration.ofHours(14), 740)));
    assertEquals("11:30", endOf(axis("2026-11-24T10:00:00Z", Duration.ofMinutes(30), 740)));
    assertNull(axis("2026-11-24T05:00:00Z", Duration.ofMinutes(850), 740).end(), "no whole hour");
    assertNull(axis("2026-11-22T23:00:00Z", Duration.ofDays(7), 740).end(), "no day of this week");
    Messages.use(TimeConventions.USUAL.withClock(TimeConventions.Clock.HOURS_12).in(Locale.US));
    assertEquals("12 AM", endOf(day(LocalDate.of(2026, 11, 24), BERLIN)));
  }

  private static String endOf(Axis axis) {
    return Objects.requireNonNull(axis.end()).label();
  }

  private static Axis day(LocalDate day, ZoneId zone) {
    var window =
        new TimeWindow(
            day.atStartOfDay(zone).toInstant(), day.plusDays(1).atStartOfDay(zone).toInstant());
    return Axis.of(window, zone, 1000, GERMANY);
  }

  private static Axis axis(String from, Duration length, double pixels) {
    Instant start = Instant.parse(from);
    return Axis.of(new TimeWindow(start, start.plus(length)), BERLIN, pixels, GERMANY);
  }
}
