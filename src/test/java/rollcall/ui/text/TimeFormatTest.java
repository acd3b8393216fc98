package rollcall.ui.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TimeFormatTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Instant NOW = Instant.parse("2026-09-17T12:30:00Z");

  @Test
  void utcHasNoOffset() {
    Instant at = Instant.parse("2026-11-30T12:00:00Z");
    assertEquals("UTC", TimeFormat.zoneAndOffset(ZoneId.of("Etc/UTC"), at));
    assertEquals(
        "Asia/Kolkata (UTC+5:30)", TimeFormat.zoneAndOffset(ZoneId.of("Asia/Kolkata"), at));
  }

  @Test
  void theEndOfADayIsTwentyFour() {
    ZoneId cairo = ZoneId.of("Africa/Cairo");
    assertEquals("24:00", TimeFormat.end(Instant.parse("2026-04-22T22:00:00Z"), cairo));
    // The day without a midnight begins at 01:00, so there the day before it ends.
    assertEquals("24:00", TimeFormat.end(Instant.parse("2026-04-23T22:00:00Z"), cairo));
    assertEquals("23:59", TimeFormat.end(Instant.parse("2026-04-23T21:59:59Z"), cairo));
    assertEquals("02:00", TimeFormat.end(Instant.parse("2026-04-23T23:00:00Z"), cairo));
  }

  @Test
  void longDurationsHaveCoarseUnits() {
    assertEquals(
        List.of("0 s", "38 s", "12 min 25 s", "1 h 22 min", "47 h 59 min", "3 d 4 h"),
        Stream.of("PT0S", "PT38.9S", "PT12M25S", "PT1H22M58S", "PT47H59M59S", "PT76H30M")
            .map(text -> TimeFormat.duration(Duration.parse(text)))
            .toList());
  }

  @Test
  void durationsInWrappedTextAreUnbroken() {
    String range = "Thu 17 Sep 2026  22:00 – 14:00";
    assertEquals(range, TimeFormat.unbroken(range));
    assertEquals(
        "38_h_35_min_27_s so far: 9_min_0_s active, 3_d_4_h away, 4 changes in 2 sessions",
        TimeFormat.unbroken(
                "38 h 35 min 27 s so far: 9 min 0 s active, 3 d 4 h away, 4 changes in 2 sessions")
            .replace('\u00a0', '_'));
  }

  @Test
  void totalBelowAnHourHasNoHours() {
    assertEquals(
        List.of("0 min", "59 min", "1 h 0 min", "76 h 30 min"),
        Stream.of("PT38S", "PT59M59S", "PT1H", "PT76H30M")
            .map(text -> TimeFormat.hours(Duration.parse(text)))
            .toList());
  }

  @Test
  void columnsHaveNoZeroAfterTheLargerUnit() {
    assertEquals(
        List.of("59 s", "59 min", "1 h", "1 h 1 min", "47 h", "2 d", "3 d 4 h"),
        Stream.of("PT59S", "PT59M59S", "PT1H59S", "PT1H1M", "PT47H", "PT48H59M", "PT76H30M")
            .map(text -> TimeFormat.coarse(Duration.parse(text)))
            .toList());
  }

  @Test
  void columnsHaveTheSameDigitsInEveryLanguage() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      assertEquals("6:48", TimeFormat.hoursMinutes(6 * 3600 + 48 * 60));
      assertEquals("6:48:02", TimeFormat.clock(Duration.parse("PT6H48M2S")));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void aTimeThatIsTooShortToBeShownIsNotNone() {
    assertEquals(
        List.of("0:00", "<0:01", "<0:01", "0:01"),
        LongStream.of(0, 1, 29, 30).mapToObj(TimeFormat::hoursMinutes).toList());
    assertEquals("<1 min", TimeFormat.total(29));
    assertEquals("less than 1 minute", TimeFormat.spokenHoursMinutes(29));
  }

  @Test
  void roughIntervalHasNoFalsePrecision() {
    assertEquals(
        List.of("5 s", "10 s", "55 s", "1 min", "1 min", "2 min", "3 min", "1 h", "2 h"),
        Stream.of(
                "PT0S",
                "PT11S",
                "PT57S",
                "PT58S",
                "PT1M29S",
                "PT2M6S",
                "PT2M31S",
                "PT59M40S",
                "PT1H50M")
            .map(text -> TimeFormat.about(Duration.parse(text)))
            .toList());
  }

  @Test
  void startOnAnotherDayShowsTheDay() {
    assertEquals(
        List.of("14:20", "Wed 23:59", "Fri 14:30", "10 Sep 14:30"),
        Stream.of(
                "2026-09-17T12:20:00Z",
                "2026-09-16T21:59:00Z",
                "2026-09-11T12:30:00Z",
                "2026-09-10T12:30:00Z")
            .map(text -> TimeFormat.since(Instant.parse(text), NOW, BERLIN))
            .toList());
  }

  @Test
  void dayShowsTheYearUnlessCurrent() {
    LocalDate today = LocalDate.parse("2026-09-17");
    assertEquals("3 Sep", TimeFormat.day(LocalDate.parse("2026-09-03"), today));
    assertEquals("31 Dec 2025", TimeFormat.day(LocalDate.parse("2025-12-31"), today));
  }

  @Test
  void datesShareTheirMonthAndYear() {
    LocalDate day = LocalDate.parse("2026-11-16");
    assertEquals("Mon 16 Nov 2026", TimeFormat.dates(day, day));
    assertEquals("16 – 22 Nov 2026", TimeFormat.dates(day, day.plusDays(6)));
    assertEquals("16 Nov – 2 Dec 2026", TimeFormat.dates(day, day.plusDays(16)));
    assertEquals("16 Nov 2026 – 1 Jan 2027", TimeFormat.dates(day, day.plusDays(46)));
    assertEquals("November 2026", TimeFormat.month(day));
  }

  @Test
  void spokenDurationIsInFullWords() {
    assertEquals(
        List.of("0 minutes", "1 minute", "1 hour 1 minute", "7 hours 17 minutes"),
        Stream.of(0, 1, 61, 437).map(n -> TimeFormat.spokenHoursMinutes(n * 60L)).toList());
  }

  @Test
  void germanDatesHaveThePointOfTheDayAndNamesWithoutOne() {
    LocalDate day = LocalDate.of(2026, 11, 24);
    Messages.use(Locale.GERMANY);
    try {
      assertEquals("Di 24. Nov 2026", TimeFormat.date(day));
      assertEquals("24. Nov", TimeFormat.day(day, day));
      assertEquals("16. – 22. Nov 2026", TimeFormat.dates(day.minusDays(8), day.minusDays(2)));
      assertEquals("Di 24.", TimeFormat.format("EEE d", day));
      assertEquals("24", TimeFormat.format("d", day));
      assertEquals("November 2026", TimeFormat.month(day));
      assertEquals("3 Tg. 4 h", TimeFormat.duration(Duration.ofHours(76)));
    } finally {
      Messages.use(Locale.US);
    }
    assertEquals("Tue 24 Nov 2026", TimeFormat.date(day));
  }
}
