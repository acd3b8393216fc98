package rollcall.ui.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.WeekFields;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import rollcall.ui.text.TimeConventions.Clock;
import rollcall.ui.text.TimeConventions.Hours;
import rollcall.ui.text.TimeConventions.Week;

class TimeConventionsTest {
  private static final Instant AFTERNOON = Instant.parse("2026-09-17T15:07:12Z");
  private static final TimeConventions OTHER =
      new TimeConventions(Week.SUNDAY, Clock.HOURS_12, Hours.DECIMAL);

  @AfterEach
  void english() {
    Messages.use(Locale.ENGLISH);
  }

  @Test
  void theCodeKeepsThemAndUnknownWordsAreTheUsualOnes() {
    assertEquals("", TimeConventions.USUAL.code());
    assertEquals(OTHER, TimeConventions.of(OTHER.code()));
    assertEquals(TimeConventions.USUAL, TimeConventions.of(""));
    assertEquals(
        TimeConventions.USUAL.withWeek(Week.SATURDAY), TimeConventions.of("saturday roman"));
  }

  @Test
  void theLocaleHasTheFirstDayOfTheWeek() {
    assertEquals(DayOfWeek.SUNDAY, WeekFields.of(OTHER.in(Locale.GERMANY)).getFirstDayOfWeek());
    assertEquals(
        DayOfWeek.MONDAY,
        WeekFields.of(TimeConventions.USUAL.withWeek(Week.MONDAY).in(Locale.US))
            .getFirstDayOfWeek());
    assertEquals(
        DayOfWeek.SATURDAY,
        WeekFields.of(TimeConventions.USUAL.withWeek(Week.SATURDAY).in(Locale.US))
            .getFirstDayOfWeek());
    assertEquals(Locale.GERMANY, TimeConventions.USUAL.in(Locale.GERMANY));
    assertEquals("de", OTHER.in(Locale.GERMANY).getLanguage());
  }

  @Test
  void timesAndSumsFollow() {
    assertEquals("15:07", TimeFormat.time(AFTERNOON, ZoneOffset.UTC));
    assertEquals("7:18", TimeFormat.hoursMinutes(26_251));
    Messages.use(OTHER.in(Locale.US));
    assertEquals("3:07 PM", TimeFormat.time(AFTERNOON, ZoneOffset.UTC));
    assertEquals("3:07:12 PM", TimeFormat.clock(AFTERNOON, ZoneOffset.UTC));
    assertEquals("3 PM", TimeFormat.format("HH", AFTERNOON.atZone(ZoneOffset.UTC)));
    assertEquals("7.29", TimeFormat.hoursMinutes(26_251));
    assertEquals("7.29 h", TimeFormat.total(26_251));
    Messages.use(OTHER.in(Locale.GERMANY));
    assertEquals("7,29", TimeFormat.hoursMinutes(26_251));
  }

  @Test
  void shownTimesAreWholeMinutesOrHundredthsOfAnHour() {
    assertEquals(
        List.of(0L, 60L, 26_280L),
        Stream.of(29, 30, 26_251).map(seconds -> TimeFormat.shown(seconds)).toList());
    Messages.use(OTHER.in(Locale.US));
    assertEquals(26_244, TimeFormat.shown(26_251));
  }

  @Test
  void formatsFollowTheLanguageOnlyWhereTheSystemHasNoRegion() {
    Locale none = Locale.of("en");
    assertEquals(Locale.GERMANY, Language.GERMAN.locale(none));
    assertEquals(Locale.GERMANY, Language.GERMAN.formats(none, none));
    assertEquals(Locale.US, Language.GERMAN.formats(Locale.US, Locale.US));
    assertEquals(none, Language.SYSTEM.formats(none, none));
  }
}
