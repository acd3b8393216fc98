package rollcall.timecard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import rollcall.presence.Cause;
import rollcall.presence.Person;
import rollcall.presence.Presence;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.presence.Span;
import rollcall.presence.SpanDerivation;
import rollcall.presence.UserId;
import rollcall.testkit.EventScript;

class TimecardCalculatorTest {
  private static final UserId ID = new UserId("U0A1B2C3D");
  private static final Person GRACE = Person.unknown(ID);
  private static final String BERLIN = "Europe/Berlin";

  @Test
  void daysAreAsLongAsTheZoneMakesThem() {
    assertEquals(Duration.ofHours(23), day(BERLIN, "2026-03-29"));
    assertEquals(Duration.ofHours(24), day(BERLIN, "2026-09-17"));
    assertEquals(Duration.ofHours(25), day(BERLIN, "2026-10-25"));
    assertEquals(Duration.ofMinutes(23 * 60 + 30), day("Australia/Lord_Howe", "2026-10-04"));
    assertEquals(Duration.ofMinutes(24 * 60 + 30), day("Australia/Lord_Howe", "2026-04-05"));
    assertEquals(Duration.ofHours(24), day("Pacific/Kiritimati", "2026-01-01"));
    // Casablanca leaves summer time for Ramadan.
    assertEquals(Duration.ofHours(25), day("Africa/Casablanca", "2026-02-15"));
    // Beirut skips midnight: the day begins at one.
    assertEquals(Duration.ofHours(23), day("Asia/Beirut", "2026-03-29"));
  }

  @Test
  void theDayThatSamoaSkippedHasNoTimecard() {
    var zone = "Pacific/Apia";
    var spans =
        EventScript.of(ID.value(), zone)
            .active("2011-12-28T00:00:00")
            .spansUntil("2012-01-02T00:00:00");
    assertEquals(
        List.of("2011-12-29 24", "2011-12-31 24"),
        TimecardCalculator.of(
                GRACE,
                spans,
                AccountingRules.in(ZoneId.of(zone)),
                LocalDate.parse("2011-12-29"),
                LocalDate.parse("2011-12-31"),
                Instant.parse("2026-11-21T00:00:00Z"))
            .stream()
            .map(card -> card.date() + " " + card.active().toHours())
            .toList());
  }

  @Test
  void activeOverMidnightIsSplitAndNotCountedTwice() {
    EventScript story =
        EventScript.of(ID.value(), BERLIN)
            .active("2026-09-17T23:00:00")
            .away("2026-09-18T02:00:00");
    var cards =
        TimecardCalculator.of(
            GRACE,
            story.spansUntil("2026-09-18T06:00:00"),
            AccountingRules.in(ZoneId.of(BERLIN)),
            LocalDate.parse("2026-09-17"),
            LocalDate.parse("2026-09-18"),
            story.at("2026-09-18T06:00:00"));
    assertEquals(
        List.of(
            new Timecard(
                GRACE,
                LocalDate.parse("2026-09-17"),
                ZoneId.of(BERLIN),
                new DayTotals(
                    24 * 3600,
                    3600,
                    0,
                    0,
                    0,
                    0,
                    1,
                    3600,
                    0,
                    0,
                    0,
                    story.at("2026-09-17T23:00:00").getEpochSecond(),
                    story.at("2026-09-18T00:00:00").getEpochSecond(),
                    Timecard.Status.COMPLETE),
                List.of(stretch(story, "2026-09-17T23:00:00", "2026-09-18T00:00:00")),
                List.of()),
            new Timecard(
                GRACE,
                LocalDate.parse("2026-09-18"),
                ZoneId.of(BERLIN),
                new DayTotals(
                    24 * 3600,
                    2 * 3600,
                    4 * 3600,
                    0,
                    0,
                    0,
                    1,
                    2 * 3600,
                    0,
                    0,
                    0,
                    story.at("2026-09-18T00:00:00").getEpochSecond(),
                    story.at("2026-09-18T02:00:00").getEpochSecond(),
                    Timecard.Status.RUNNING),
                List.of(stretch(story, "2026-09-18T00:00:00", "2026-09-18T02:00:00")),
                List.of())),
        cards);
  }

  @Test
  void aGapOfNinetySecondsIsBridgedAndOneOfNinetyOneIsNot() {
    assertEquals(
        "active 600 unknown 0",
        totals(
            EventScript.of(ID.value(), BERLIN)
                .active("2026-09-17T10:00:00")
                .unknown("2026-09-17T10:05:00")
                .active("2026-09-17T10:06:30")
                .notWatched("2026-09-17T10:10:00")));
    assertEquals(
        "active 509 unknown 91",
        totals(
            EventScript.of(ID.value(), BERLIN)
                .active("2026-09-17T10:00:00")
                .unknown("2026-09-17T10:05:00")
                .active("2026-09-17T10:06:31")
                .notWatched("2026-09-17T10:10:00")));
  }

  @Test
  void aGapAcrossMidnightIsBridgedOnBothDays() {
    EventScript story =
        EventScript.of(ID.value(), BERLIN)
            .active("2026-09-17T23:00:00")
            .unknown("2026-09-17T23:59:30")
            .active("2026-09-18T00:00:30")
            .notWatched("2026-09-18T01:00:00");
    AccountingRules rules = AccountingRules.in(ZoneId.of(BERLIN));
    for (String day : List.of("2026-09-17", "2026-09-18")) {
      LocalDate date = LocalDate.parse(day);
      List<Span> needed =
          story.spansUntil("2026-09-19T00:00:00").stream()
              .flatMap(
                  span -> span.clip(rules.earliestInput(date), rules.latestInput(date)).stream())
              .toList();
      var cards =
          TimecardCalculator.of(GRACE, needed, rules, date, date, story.at("2026-09-19T00:00:00"));
      assertEquals(
          List.of(Duration.ofHours(1)), cards.stream().map(Timecard::active).toList(), day);
    }
  }

  @Test
  void aPauseOfFiveMinutesBelongsToTheSessionAndALongerOneIsABreak() {
    assertEquals("1 sessions 0 breaks", pause("2026-09-17T10:10:00", false));
    assertEquals("2 sessions 1 breaks", pause("2026-09-17T10:10:01", false));
  }

  @Test
  void aGapThatHoldsUnknownTimeIsNoBreak() {
    assertEquals("1 sessions 0 breaks", pause("2026-09-17T10:10:00", true));
    assertEquals("2 sessions 0 breaks", pause("2026-09-17T10:10:01", true));
  }

  @Test
  void notWatchedTimeIsInNoTotalAndMakesNoBreak() {
    EventScript story =
        EventScript.of(ID.value(), BERLIN)
            .active("2026-09-17T10:00:00")
            .notWatched("2026-09-17T11:00:00")
            .active("2026-09-17T13:00:00")
            .away("2026-09-17T14:00:00")
            .notWatched("2026-09-17T15:00:00");
    Timecard card = card(story);
    assertEquals(
        List.of(3 * 3600, Duration.ofHours(2), Duration.ofHours(2), 2, 0),
        List.of(
            card.totals().watched(),
            card.active(),
            card.span(),
            card.sessions().size(),
            card.breaks().size()));
  }

  @Test
  void theOrderInWhichSightingsArriveChangesNothing() {
    Random random = new Random(7);
    List<Sighting> sightings =
        new ArrayList<>(sightings(random, Instant.parse("2026-03-28T00:00:00Z")));
    Instant now = Instant.parse("2026-03-31T00:00:00Z");
    AccountingRules rules = AccountingRules.in(ZoneId.of(BERLIN));
    LocalDate from = LocalDate.parse("2026-03-27");
    LocalDate to = LocalDate.parse("2026-03-31");
    var inOrder =
        TimecardCalculator.of(GRACE, SpanDerivation.of(sightings, now, now), rules, from, to, now);
    Collections.shuffle(sightings, random);
    assertEquals(
        inOrder,
        TimecardCalculator.of(GRACE, SpanDerivation.of(sightings, now, now), rules, from, to, now));
  }

  @Test
  void everySecondIsCountedOnceWhateverTheDayAndTheZone() {
    List<String> zones =
        List.of(
            BERLIN,
            "Australia/Lord_Howe",
            "Africa/Casablanca",
            "Pacific/Kiritimati",
            "Asia/Beirut",
            "Pacific/Apia",
            "America/St_Johns",
            "UTC");
    List<LocalDate> days =
        List.of(
            LocalDate.parse("2026-03-29"),
            LocalDate.parse("2026-10-25"),
            LocalDate.parse("2026-04-05"),
            LocalDate.parse("2026-10-04"),
            LocalDate.parse("2011-12-30"));
    for (int seed = 0; seed < 40; seed++) {
      Random random = new Random(seed);
      ZoneId zone = ZoneId.of(zones.get(seed % zones.size()));
      LocalDate middle = days.get(seed % days.size());
      AccountingRules rules =
          AccountingRules.in(zone)
              .withDayStart(seed % 3 == 0 ? LocalTime.of(4, 0) : LocalTime.MIDNIGHT);
      Instant begin = rules.start(middle.minusDays(1));
      Instant now =
          begin.plusSeconds(3 * 86400 - random.nextInt(86400)).plusMillis(random.nextInt(1000));
      List<Span> spans =
          SpanDerivation.bridged(
              SpanDerivation.of(sightings(random, begin), now, now), rules.bridgeUpTo());
      LocalDate from = middle.minusDays(1);
      LocalDate to = middle.plusDays(1);
      assertEquals(
          PerSecondOracle.timecards(GRACE, spans, rules, from, to, now),
          TimecardCalculator.of(GRACE, spans, rules, from, to, now),
          "seed " + seed);
    }
  }

  /// Random states at random milliseconds over three days, some very short.
  private static List<Sighting> sightings(Random random, Instant begin) {
    List<Sighting> all = new ArrayList<>();
    Instant at = begin.minusSeconds(random.nextInt(3600));
    while (at.isBefore(begin.plusSeconds(3 * 86400))) {
      Presence presence = Presence.values()[random.nextInt(4)];
      all.add(Sighting.of(ID, presence, at, Source.RTM, Cause.PRESENCE_CHANGE));
      int longest = random.nextInt(4) == 0 ? 3_000 : 7_200_000;
      at = at.plusMillis(1 + random.nextInt(longest));
    }
    return all;
  }

  private static Duration day(String zone, String date) {
    ZoneId id = ZoneId.of(zone);
    LocalDate day = LocalDate.parse(date);
    Instant start = day.minusDays(3).atStartOfDay(id).toInstant();
    Instant end = start.plus(Duration.ofDays(6));
    List<Span> spans =
        SpanDerivation.of(
            List.of(Sighting.of(ID, Presence.AWAY, start, Source.RTM, Cause.SNAPSHOT)), end, end);
    Timecard card =
        TimecardCalculator.of(GRACE, spans, AccountingRules.in(id), day, day, end).getFirst();
    assertEquals(card.totals().day(), card.totals().away());
    return Duration.ofSeconds(card.totals().day());
  }

  private static String totals(EventScript story) {
    Timecard card = card(story);
    return "active " + card.active().toSeconds() + " unknown " + card.totals().unknown();
  }

  private static String pause(String until, boolean partlyUnknown) {
    EventScript story = EventScript.of(ID.value(), BERLIN).active("2026-09-17T10:00:00");
    story.away("2026-09-17T10:05:00");
    if (partlyUnknown) {
      story.unknown("2026-09-17T10:06:00");
      story.away("2026-09-17T10:09:00");
    }
    Timecard card = card(story.active(until).notWatched("2026-09-17T11:00:00"));
    return card.sessions().size() + " sessions " + card.breaks().size() + " breaks";
  }

  private static Timecard card(EventScript story) {
    return TimecardCalculator.of(
            GRACE,
            story.spansUntil("2026-09-18T12:00:00"),
            AccountingRules.in(ZoneId.of(BERLIN)),
            LocalDate.parse("2026-09-17"),
            LocalDate.parse("2026-09-17"),
            story.at("2026-09-18T12:00:00"))
        .getFirst();
  }

  private static TimeRange stretch(EventScript story, String start, String end) {
    return new TimeRange(story.at(start), story.at(end));
  }
}
