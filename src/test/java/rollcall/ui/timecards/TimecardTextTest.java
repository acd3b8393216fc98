package rollcall.ui.timecards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import rollcall.presence.EventType;
import rollcall.timecard.AccountingRules;
import rollcall.timecard.DayRange;
import rollcall.timecard.DayTotals;
import rollcall.timecard.Rounding;
import rollcall.timecard.Timecard;
import rollcall.ui.text.Messages;
import rollcall.ui.text.TimeConventions;

class TimecardTextTest {
  private static final LocalDate TUESDAY = LocalDate.of(2026, 11, 17);

  @AfterEach
  void english() {
    Messages.use(Locale.ENGLISH);
  }

  @Test
  void weekBeginsOnTheFirstDayOfTheLocale() {
    DayRange monday = RangeLength.WEEK.around(TUESDAY, DayOfWeek.MONDAY);
    assertEquals(new DayRange(LocalDate.of(2026, 11, 16), LocalDate.of(2026, 11, 22)), monday);
    DayRange sunday = RangeLength.WEEK.around(TUESDAY, DayOfWeek.SUNDAY);
    assertEquals(new DayRange(LocalDate.of(2026, 11, 15), LocalDate.of(2026, 11, 21)), sunday);
    assertEquals("16 – 22 November 2026 · week 47", TimecardText.title(RangeLength.WEEK, monday));
    assertEquals("16 – 22 Nov 2026", TimecardText.shortTitle(RangeLength.WEEK, monday));
    DayRange twoMonths = new DayRange(LocalDate.of(2026, 11, 30), LocalDate.of(2026, 12, 6));
    assertEquals("30 Nov – 6 Dec 2026", TimecardText.shortTitle(RangeLength.WEEK, twoMonths));
    assertEquals("15 – 21 November 2026", TimecardText.title(RangeLength.WEEK, sunday));
  }

  @Test
  void titlesNameEachMonthAndYearOnce() {
    DayRange overNewYear = RangeLength.WEEK.around(LocalDate.of(2027, 1, 1), DayOfWeek.MONDAY);
    assertEquals(
        "28 December 2026 – 3 January 2027 · week 53",
        TimecardText.title(RangeLength.WEEK, overNewYear));
    DayRange overMonths = RangeLength.WEEK.around(LocalDate.of(2026, 12, 1), DayOfWeek.MONDAY);
    assertEquals(
        "30 November – 6 December 2026 · week 49",
        TimecardText.title(RangeLength.WEEK, overMonths));
    assertEquals(
        "February 2028",
        TimecardText.title(
            RangeLength.MONTH,
            RangeLength.MONTH.around(LocalDate.of(2028, 2, 29), DayOfWeek.MONDAY)));
    assertEquals(
        "Tue 17 November 2026",
        TimecardText.title(RangeLength.DAY, RangeLength.DAY.around(TUESDAY, DayOfWeek.MONDAY)));
  }

  @Test
  void monthHasItsLastDay() {
    assertEquals(29, RangeLength.MONTH.around(LocalDate.of(2028, 2, 5), DayOfWeek.MONDAY).count());
    assertEquals(LocalDate.of(2028, 2, 29), RangeLength.MONTH.move(LocalDate.of(2028, 1, 31), 1));
  }

  @Test
  void totalIsTheExactSumRoundedOnce() {
    List<DayTotals> days =
        List.of(day(3629, 80_000, 0), day(3629, 80_000, 0), day(3629, 80_000, 0));
    assertEquals("1:00", TimecardText.cell(days.getFirst(), Rounding.OFF));
    assertEquals("3:01", TimecardText.total(TotalsSum.of(days), Rounding.OFF));
    assertEquals("3:01:27", TimecardText.exact(TotalsSum.of(days)));
    assertEquals(
        "Exactly 3:01:27 active, as in the export. Rounded once, so the rounded days can add up"
            + " differently.",
        TimecardText.totalHelp(TotalsSum.of(days)));
    assertEquals("", TimecardText.totalHelp(TotalsSum.NONE));
    assertEquals(
        "3:15", TimecardText.total(TotalsSum.of(days), new Rounding(15, Rounding.Direction.UP)));
  }

  @Test
  void eventsOfAnotherDayHaveTheirDate() {
    List<String> header = List.of("received_local", "type", "presence", "previous");
    List<RawEvent> events =
        RawEvent.of(
            List.of(
                header,
                List.of("2026-11-16 15:09:36", "presence_change", "away", ""),
                List.of("2026-11-17 07:03:06", "presence_change", "active", "away")),
            TUESDAY);
    assertEquals(
        List.of("Mon 16 Nov\n15:09:36", "07:03:06"), events.stream().map(RawEvent::time).toList());
    assertEquals(
        List.of("presence changed · Away", "presence changed · Away → Active"),
        events.stream().map(RawEvent::text).toList());
    assertEquals(
        List.of("Mon 22:00 – Tue 08:00", "no Do Not Disturb", "in a huddle", "not in a huddle"),
        Stream.of(
                "quiet 2026-11-16T21:00:00Z/2026-11-17T07:00:00Z",
                "quiet none",
                "in a huddle",
                "no huddle")
            .map(note -> {
              List<String> cells =
                  List.of("2026-11-17 19:03:06", "status_changed", note, "Europe/Berlin");
              return RawEvent.of(
                  List.of(List.of("received_local", "type", "note", "time_zone"), cells), TUESDAY);
            })
            .map(read -> read.getFirst().text().split(" · ", 2)[1])
            .toList());
    Messages.use(TimeConventions.USUAL.withClock(TimeConventions.Clock.HOURS_12).in(Locale.US));
    List<String> row = List.of("2026-11-17 19:03:06", "presence_change", "active", "away");
    assertEquals("7:03:06 PM", RawEvent.of(List.of(header, row), TUESDAY).getFirst().time());
  }

  @Test
  void eachTypeOfEventHasAText() {
    for (EventType type : EventType.values()) {
      assertTrue(Messages.has("timecards.event." + type.word()), type.word());
    }
  }

  @Test
  void cellsTellNotWatchedFromNeverActiveAndFromPartlyObserved() {
    assertEquals("–", TimecardText.cell(null, Rounding.OFF));
    assertEquals("0:00", TimecardText.cell(day(0, 86_400, 0), Rounding.OFF));
    assertEquals("6:48", TimecardText.cell(day(6 * 3600 + 48 * 60 + 29, 50_000, 0), Rounding.OFF));
    assertEquals("◐ 6:48", TimecardText.cell(day(6 * 3600 + 48 * 60, 50_000, 60), Rounding.OFF));
    assertEquals("◐ 0:00", TimecardText.cell(day(0, 0, 86_400), Rounding.OFF));
    // 99.95 %, as in the file, counts as complete.
    assertEquals("1:00", TimecardText.cell(day(3600, 82_757, 43), Rounding.OFF));
  }

  @Test
  void roundingAppliesToEachTotalOnce() {
    Rounding quarter = new Rounding(15, Rounding.Direction.NEAREST);
    assertEquals("6:45", TimecardText.cell(day(6 * 3600 + 48 * 60, 0, 0), quarter));
    TotalsSum two = TotalsSum.of(List.of(day(400, 0, 0), day(400, 0, 0)));
    assertEquals("0:15", TimecardText.total(two, quarter));
  }

  @Test
  void coverageIsRoundedDownUnlessTheFileHasAHundred() {
    assertEquals("100 %", TimecardText.coverage(new TotalsSum(0, 42_115, 42_112)));
    assertEquals("100 %", TimecardText.coverage(new TotalsSum(0, 10_000, 9_995)));
    assertEquals("99 %", TimecardText.coverage(new TotalsSum(0, 10_000, 9_994)));
    assertEquals("99 %", TimecardText.coverage(new TotalsSum(0, 1000, 999)));
    assertEquals("100 %", TimecardText.coverage(new TotalsSum(0, 1000, 1000)));
    assertEquals("–", TimecardText.coverage(TotalsSum.NONE));
  }

  @Test
  void rulesAreSaidInWords() {
    AccountingRules rules =
        AccountingRules.in(ZoneId.of("Europe/Berlin"))
            .withDayStart(LocalTime.of(4, 0))
            .withRounding(new Rounding(15, Rounding.Direction.UP));
    assertEquals(
        List.of(
            "Days of Europe/Berlin",
            "Break: away for more than 5 min",
            "Gaps up to 90 s are bridged",
            "Days begin at 04:00",
            "Rounded up to 15 min"),
        TimecardText.rules(rules));
    Messages.use(TimeConventions.USUAL.withClock(TimeConventions.Clock.HOURS_12).in(Locale.US));
    assertEquals("Days begin at 4:00 AM", TimecardText.rules(rules).get(3));
  }

  static DayTotals day(int active, int away, int unknown) {
    return new DayTotals(
        86_400, active, away, unknown, 0, 0, 1, active, 0, 0, 0, 0, 0, Timecard.Status.PARTIAL);
  }
}
