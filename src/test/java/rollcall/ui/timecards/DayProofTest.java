package rollcall.ui.timecards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rollcall.presence.Cause;
import rollcall.presence.Person;
import rollcall.presence.Presence;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.presence.Span;
import rollcall.presence.SpanArray;
import rollcall.presence.SpanDerivation;
import rollcall.presence.UserId;
import rollcall.timecard.AccountingRules;
import rollcall.timecard.DayRange;
import rollcall.timecard.DaySpans;
import rollcall.timecard.DayTotals;
import rollcall.timecard.KeptDay;
import rollcall.timecard.SpanSource;

class DayProofTest {
  private static final UserId ID = new UserId("U0A1B2C3D");
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final LocalDate DAY = LocalDate.of(2026, 11, 17);
  private static final Person HANNAH =
      new Person(ID, "Hannah Schmidt", "", "", BERLIN, false, false);
  private static final AccountingRules RULES = AccountingRules.in(BERLIN);

  @Test
  void textShowsTheSumAndItsParts() {
    DayProof proof =
        proof(
            at(0, 0, Presence.AWAY, Cause.PRESENCE_CHANGE),
            at(8, 41, Presence.ACTIVE, Cause.PRESENCE_CHANGE),
            at(10, 31, Presence.AWAY, Cause.PRESENCE_CHANGE),
            at(10, 44, Presence.ACTIVE, Cause.PRESENCE_CHANGE),
            at(12, 5, Presence.UNKNOWN, Cause.DISCONNECTED),
            at(12, 6, Presence.ACTIVE, Cause.RECONNECTED),
            at(14, 20, Presence.UNKNOWN, Cause.DISCONNECTED),
            at(14, 26, Presence.ACTIVE, Cause.RECONNECTED),
            at(15, 0, Presence.AWAY, Cause.PRESENCE_CHANGE));
    assertEquals(
        """
        Hannah Schmidt
        Tue 17 November 2026 · Europe/Berlin
        6:00 active in Slack
        active  6:00:00
        + away within  0:13:00
        + unknown within  0:06:00
        = span 08:41 – 15:00  6:19:00
        3 sessions · 1 break · 0:13:00
        08:41 – 10:31  1:50:00  Slack reported a change
        10:44 – 14:20  3:36:00  ended: connection lost
        14:26 – 15:00  0:34:00  began: connection came back
        Not observed
        12:05 – 12:06  0:01:00  connection lost, bridged
        14:20 – 14:26  0:06:00  connection lost
        Seen: 99 % of 24 h, live, exact to the second
        Rules: Days of Europe/Berlin · Break: away for more than 5 min · Gaps up to 90 s are bridged · Days begin at 00:00 · Not rounded
        Active means seen active in Slack within about ten minutes; it is not a measure of work.\
        """
            .strip(),
        proof.asText());
  }

  @Test
  void gapsWithinASessionAreSubtractedFromIt() {
    DayProof proof =
        proof(
            at(9, 0, Presence.ACTIVE, Cause.PRESENCE_CHANGE),
            at(9, 20, Presence.AWAY, Cause.PRESENCE_CHANGE),
            at(9, 23, Presence.ACTIVE, Cause.PRESENCE_CHANGE),
            at(10, 0, Presence.AWAY, Cause.PRESENCE_CHANGE));
    assertEquals(
        List.of("− gaps of up to 5 min within sessions 0:03:00", "= active 0:57:00"),
        proof.sessionSum().stream().map(line -> line.label() + " " + line.value()).toList());
  }

  @Test
  void aGapAcrossMidnightIsBridgedInTheProofsOfBothDays() {
    Instant midnight = DAY.atStartOfDay(BERLIN).toInstant();
    List<Sighting> sightings =
        List.of(
            seen(midnight.minusSeconds(7200), Presence.ACTIVE, Cause.PRESENCE_CHANGE),
            seen(midnight.minusSeconds(30), Presence.UNKNOWN, Cause.DISCONNECTED),
            seen(midnight.plusSeconds(30), Presence.ACTIVE, Cause.RECONNECTED),
            seen(midnight.plusSeconds(3600), Presence.AWAY, Cause.PRESENCE_CHANGE));
    DayProof after = proof(sightings);
    assertEquals(3600, after.totals().active());
    assertEquals(
        List.of(new Proof.Part("00:00 – 01:00", "continues from the day before", "1:00:00")),
        after.sessions());
    assertEquals(
        List.of(new Proof.Part("00:00:00 – 00:00:30", "connection lost, bridged", "0:00:30")),
        after.notObserved());
    DayProof before = proof(DAY.minusDays(1), sightings);
    assertEquals(
        List.of(new Proof.Part("22:00 – 24:00", "continues", "2:00:00")), before.sessions());
    assertEquals("= span 22:00 – 24:00", before.sum().getLast().label());
    assertEquals(
        List.of(new Proof.Part("23:59 – 24:00", "connection lost, bridged", "0:00:30")),
        before.notObserved());
    for (DayProof proof : List.of(before, after)) {
      List<DayWindow.Piece> pieces =
          new DayWindow(0, 24).pieces(proof.counted(), proof.day(), BERLIN);
      assertTrue(pieces.stream().noneMatch(piece -> piece.presence() == Presence.UNKNOWN));
    }
  }

  @Test
  void aGapAtMidnightThatIsTooLongForTheRulesIsNotBridged() {
    Instant midnight = DAY.atStartOfDay(BERLIN).toInstant();
    DayProof proof =
        proof(
            List.of(
                seen(midnight.minusSeconds(7200), Presence.ACTIVE, Cause.PRESENCE_CHANGE),
                seen(midnight.minusSeconds(300), Presence.UNKNOWN, Cause.DISCONNECTED),
                seen(midnight.plusSeconds(30), Presence.ACTIVE, Cause.RECONNECTED),
                seen(midnight.plusSeconds(3600), Presence.UNKNOWN, Cause.DISCONNECTED)));
    assertEquals("connection lost", proof.notObserved().getFirst().cause());
    assertEquals("connection came back → connection lost", proof.sessions().getFirst().cause());
  }

  private static Sighting seen(Instant at, Presence presence, Cause cause) {
    return Sighting.of(ID, presence, at, presence.isObserved() ? Source.RTM : Source.NONE, cause);
  }

  @Test
  void timeNotWatchedIsNotInTheSpan() {
    DayProof proof =
        proof(
            List.of(
                at(8, 0, Presence.ACTIVE, Cause.PRESENCE_CHANGE),
                Sighting.notWatched(
                    ID, DAY.atTime(12, 0).atZone(BERLIN).toInstant(), Cause.WATCH_PAUSED),
                at(16, 0, Presence.ACTIVE, Cause.WATCH_RESUMED),
                at(20, 0, Presence.AWAY, Cause.PRESENCE_CHANGE)));
    DayProof.Line span = proof.sum().getLast();
    assertEquals("= span 08:00 – 20:00 without 4:00:00 not watched", span.label());
    assertEquals("8:00:00", span.value());
    assertEquals(8 * 3600, proof.totals().span(), "as the column span_h");
  }

  @Test
  void pollingSaysItsAccuracy() {
    Instant nine = DAY.atTime(9, 0).atZone(BERLIN).toInstant();
    DayProof proof =
        proof(
            List.of(
                new Sighting(
                    ID,
                    Presence.ACTIVE,
                    nine.minusSeconds(126),
                    nine,
                    Source.POLL,
                    Cause.PRESENCE_CHECK)));
    assertEquals("100 % of 15 h, polling, exact to 2 min 6 s", proof.coverage());
    assertEquals("09:00 – 24:00", proof.sessions().getFirst().range());
  }

  @Test
  void dayNotWatchedHasNoSum() {
    DayProof proof = proof(List.of());
    assertEquals("–", proof.number());
    assertEquals("not watched", proof.caption());
    assertEquals(List.of(), proof.sum());
  }

  @Test
  void dayToComeIsNotCalledNotWatched() {
    DayProof ended = proof(List.of());
    DayProof proof = new DayProof(HANNAH, DAY, DAY.minusDays(1), RULES, ended.data());
    assertEquals("this day is in the future", proof.caption());
    assertFalse(proof.asText().contains("not watched"), proof.asText());
    assertTrue(ended.asText().contains("Seen: not watched"), ended.asText());
  }

  @Test
  void gapWithinAMinuteIsShownWithItsSeconds() {
    Instant gap = DAY.atTime(10, 15).atZone(BERLIN).toInstant().plusSeconds(7);
    DayProof proof =
        proof(
            List.of(
                at(9, 0, Presence.ACTIVE, Cause.PRESENCE_CHANGE),
                Sighting.of(ID, Presence.UNKNOWN, gap, Source.NONE, Cause.DISCONNECTED),
                Sighting.of(
                    ID, Presence.ACTIVE, gap.plusSeconds(12), Source.RTM, Cause.PRESENCE_CHECK)));
    assertEquals("10:15:07 – 10:15:19", proof.notObserved().getFirst().range());
  }

  @Test
  void chartOfADayWithoutActiveTimeShowsTheWholeDay() {
    DayProof proof = proof(at(0, 0, Presence.AWAY, Cause.PRESENCE_CHANGE));
    assertEquals(new DayWindow(0, 24), DayWindow.of(proof.totals(), DAY, BERLIN, RULES));
  }

  static IntStream seeds() {
    return IntStream.range(0, 60);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void partsAddUpToTheSpanToTheSecond(int seed) {
    Random random = new Random(seed);
    List<Sighting> sightings = new ArrayList<>();
    Instant at = DAY.atStartOfDay(BERLIN).toInstant().minusSeconds(random.nextInt(9000));
    while (at.isBefore(DAY.plusDays(1).atTime(LocalTime.of(2, 0)).atZone(BERLIN).toInstant())) {
      Presence presence = Presence.values()[random.nextInt(4)];
      sightings.add(Sighting.of(ID, presence, at, Source.RTM, Cause.PRESENCE_CHANGE));
      at = at.plusMillis(1 + random.nextInt(random.nextInt(4) == 0 ? 3000 : 7_000_000));
    }
    DayProof proof = proof(sightings);
    DayTotals totals = proof.totals();
    if (totals != null && totals.sessions() > 0) {
      List<Long> seconds = proof.sum().stream().map(line -> seconds(line.value())).toList();
      assertEquals(
          seconds.getLast(),
          seconds.stream().limit(seconds.size() - 1).mapToLong(one -> one).sum(),
          proof + "");
      long sessions = proof.sessions().stream().mapToLong(part -> seconds(part.length())).sum();
      long gaps =
          proof.sessionSum().stream().limit(1).mapToLong(line -> seconds(line.value())).sum();
      assertEquals(totals.active(), sessions - gaps, proof.asText());
      assertTrue(proof.notObserved().size() < 200);
      long watched =
          proof.data().spans().stream()
              .mapToLong(s -> s.end().getEpochSecond() - s.start().getEpochSecond())
              .sum();
      assertEquals(totals.watched(), watched);
    }
  }

  @Test
  void aDayOfWhichOnlyTotalsAreKeptSaysSo() throws IOException {
    DayProof before =
        proof(
            at(9, 0, Presence.ACTIVE, Cause.PRESENCE_CHANGE),
            at(10, 0, Presence.UNKNOWN, Cause.DISCONNECTED),
            at(10, 30, Presence.ACTIVE, Cause.RECONNECTED),
            at(12, 0, Presence.NOT_WATCHED, Cause.WATCH_STOPPED));
    Instant now = DAY.plusDays(2).atStartOfDay(BERLIN).toInstant();
    DayRange range = new DayRange(DAY, DAY);
    SpanArray spans = SpanArray.of(before.data().uncut());
    SpanSource source =
        new SpanSource() {
          @Override
          public List<Span> spans(UserId user, Instant from, Instant to) {
            return List.of();
          }

          @Override
          public List<KeptDay> keptDays(UserId user, DayRange days) {
            return KeptDay.of(spans, List.of(), RULES, range, now);
          }
        };
    DaySpans day = DaySpans.of(HANNAH, source, RULES, DAY, now);
    DayProof proof = new DayProof(HANNAH, DAY, DAY.plusDays(2), RULES, day);
    assertEquals(before.totals(), proof.totals());
    assertEquals(before.number(), proof.number());
    assertEquals(before.sum(), proof.sum());
    assertEquals(before.sessionCount(), proof.sessionCount());
    assertEquals(
        """
        Totals only: the entries of this day were deleted after the retention. The totals are those that were calculated from them, and can no longer be checked.
        active  2:30:00
        + away within  0:00:00
        + unknown within  0:30:00
        = span 09:00 – 12:00  3:00:00
        Not observed  0:30:00
        2 sessions · no breaks
        Seen: 83 % of 3 h\
        """,
        String.join("\n", proof.lines()));
  }

  @Test
  void entriesAfterAKeptDayOfAnotherZoneAreAddedInItsTimes() throws IOException {
    AccountingRules tokyo = RULES.withZone(ZoneId.of("Asia/Tokyo"));
    Instant now = DAY.plusDays(2).atStartOfDay(BERLIN).toInstant();
    Instant rest = tokyo.start(DAY.plusDays(1));
    List<Span> active =
        SpanDerivation.of(
            List.of(
                seen(tokyo.start(DAY), Presence.ACTIVE, Cause.PRESENCE_CHANGE),
                seen(tokyo.start(DAY).plusSeconds(3600), Presence.UNKNOWN, Cause.DISCONNECTED),
                seen(tokyo.start(DAY).plusSeconds(5400), Presence.ACTIVE, Cause.RECONNECTED),
                seen(tokyo.start(DAY).plusSeconds(7200), Presence.AWAY, Cause.PRESENCE_CHANGE),
                seen(rest.plusSeconds(3600), Presence.ACTIVE, Cause.PRESENCE_CHANGE),
                seen(rest.plusSeconds(7200), Presence.UNKNOWN, Cause.DISCONNECTED),
                seen(rest.plusSeconds(10800), Presence.ACTIVE, Cause.RECONNECTED)),
            now,
            now);
    DaySpans day =
        DaySpans.of(
            HANNAH,
            new SpanSource() {
              @Override
              public List<Span> spans(UserId user, Instant from, Instant to) {
                return active.stream().flatMap(span -> span.clip(rest, to).stream()).toList();
              }

              @Override
              public List<KeptDay> keptDays(UserId user, DayRange days) {
                return KeptDay.of(SpanArray.of(active), List.of(), tokyo, days, now);
              }
            },
            RULES,
            DAY,
            now);
    DayProof proof = new DayProof(HANNAH, DAY, DAY.plusDays(2), tokyo, day);
    assertEquals("95 % of 24 h + 8 h", proof.coverage());
    assertEquals(List.of("0:30:00"), proof.unlisted().stream().map(DayProof.Line::value).toList());
    assertEquals("= spans together", proof.sum().getLast().label());
    assertEquals(
        List.of("01:00 – 02:00", "03:00 – 08:00"),
        proof.sessions().stream().map(Proof.Part::range).toList());
  }

  private static long seconds(String text) {
    String[] parts = text.split(":");
    return Long.parseLong(parts[0]) * 3600
        + Long.parseLong(parts[1]) * 60
        + Long.parseLong(parts[2]);
  }

  private static Sighting at(int hour, int minute, Presence presence, Cause cause) {
    Instant at = DAY.atTime(hour, minute).atZone(BERLIN).toInstant();
    return seen(at, presence, cause);
  }

  private static DayProof proof(Sighting... sightings) {
    return proof(List.of(sightings));
  }

  private static DayProof proof(List<Sighting> sightings) {
    return proof(DAY, sightings);
  }

  private static DayProof proof(LocalDate date, List<Sighting> sightings) {
    Instant now = DAY.plusDays(2).atStartOfDay(BERLIN).toInstant();
    var spans = SpanDerivation.of(sightings, now, now);
    SpanSource source =
        (_, from, to) -> spans.stream().flatMap(span -> span.clip(from, to).stream()).toList();
    try {
      DaySpans day = DaySpans.of(HANNAH, source, RULES, date, now);
      assertEquals(Duration.ofDays(1), Duration.between(day.start(), day.end()));
      return new DayProof(HANNAH, date, DAY.plusDays(2), RULES, day);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
