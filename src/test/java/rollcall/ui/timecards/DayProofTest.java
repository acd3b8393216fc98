package rollcall.ui.timecards;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import rollcall.presence.Spans;
import rollcall.presence.UserId;
import rollcall.timecard.AccountingRules;
import rollcall.timecard.DaySpans;
import rollcall.timecard.DayTotals;
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
        Span 8:41 → 15:00  6 h 19 min 0 s
        = active  6 h 0 min 0 s
        + away within  13 min 0 s
        + unknown within  6 min 0 s
        3 sessions · 1 break · 13 min
        8:41 – 10:31  1 h 50 min  Slack reported a change
        10:44 – 14:20  3 h 36 min  ended: connection lost
        14:26 – 15:00  34 min  began: connection came back
        Not observed
        12:05 – 12:06  1 min 0 s  connection lost, bridged
        14:20 – 14:26  6 min 0 s  connection lost
        Seen: 99 % of 24 h, live, exact to the second
        Rules: Days of Europe/Berlin · Break: away for more than 5 min · Gaps up to 90 s are bridged · Days begin at 00:00 · Not rounded
        Active means seen active in Slack within about ten minutes; it is not a measure of work.\
        """
            .strip(),
        proof.asText());
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
    assertEquals("9:00 – 24:00", proof.sessions().getFirst().range());
  }

  @Test
  void dayNotWatchedHasNoSum() {
    DayProof proof = proof(List.of());
    assertEquals("–", proof.number());
    assertEquals("not watched", proof.caption());
    assertEquals(List.of(), proof.sum());
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
          seconds.getFirst(), seconds.stream().skip(1).mapToLong(one -> one).sum(), proof + "");
      assertTrue(proof.notObserved().size() < 200);
      long watched =
          proof.data().spans().stream()
              .mapToLong(s -> s.end().getEpochSecond() - s.start().getEpochSecond())
              .sum();
      assertEquals(totals.watched(), watched);
    }
  }

  private static long seconds(String text) {
    long seconds = 0;
    String[] words = text.split(" ");
    for (int i = 0; i < words.length; i += 2) {
      long unit = words[i + 1].equals("h") ? 3600 : words[i + 1].equals("min") ? 60 : 1;
      seconds += unit * Long.parseLong(words[i]);
    }
    return seconds;
  }

  private static Sighting at(int hour, int minute, Presence presence, Cause cause) {
    Instant at = DAY.atTime(hour, minute).atZone(BERLIN).toInstant();
    return Sighting.of(ID, presence, at, presence.isObserved() ? Source.RTM : Source.NONE, cause);
  }

  private static DayProof proof(Sighting... sightings) {
    return proof(List.of(sightings));
  }

  private static DayProof proof(List<Sighting> sightings) {
    Instant now = DAY.plusDays(2).atStartOfDay(BERLIN).toInstant();
    var spans = Spans.of(sightings, now, now);
    SpanSource source =
        (_, from, to) -> spans.stream().flatMap(span -> span.clip(from, to).stream()).toList();
    try {
      DaySpans day = DaySpans.of(HANNAH, source, RULES, DAY, now);
      assertEquals(Duration.ofDays(1), Duration.between(day.start(), day.end()));
      return new DayProof(HANNAH, DAY, RULES, day);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
