package rollcall.presence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class PresenceTimelineTest {
  private static final UserId GRACE = new UserId("U0A1B2C3D");
  private static final Instant T = Instant.parse("2026-09-17T07:00:00Z");

  @Test
  void aPersonNeverSeenWasNeverWatched() {
    PresenceTimeline lane = new PresenceTimeline(GRACE);
    assertEquals(Presence.NOT_WATCHED, lane.presenceAt(T));
    assertEquals(Optional.empty(), lane.spanAt(T, at(60)));
    assertEquals(TimelineTotals.NONE, lane.totals(T, at(60)));
    assertEquals(Long.MAX_VALUE, lane.medianSeconds(T, at(60)));
  }

  @Test
  void aStateHoldsFromItsFirstSecondUntilTheNextChange() {
    PresenceTimeline lane =
        PresenceTimeline.ofSightings(
            GRACE, List.of(seen(Presence.ACTIVE, 0), seen(Presence.AWAY, 60)));
    assertEquals(Presence.NOT_WATCHED, lane.presenceAt(at(-1)));
    assertEquals(Presence.ACTIVE, lane.presenceAt(T));
    assertEquals(Presence.ACTIVE, lane.presenceAt(at(59)));
    assertEquals(Presence.AWAY, lane.presenceAt(at(60)));
    assertEquals(new TimelineTotals(50, 40, 0), lane.totals(at(10), at(100)));
  }

  @Test
  void theLastStateIsOpenAndSaysWhyItBegan() {
    PresenceTimeline lane = PresenceTimeline.ofSightings(GRACE, List.of(seen(Presence.ACTIVE, 0)));
    assertTrue(
        lane.add(
            new Sighting(GRACE, Presence.UNKNOWN, T, at(60), Source.NONE, Cause.COMPUTER_SLEPT)));
    Span sleep = lane.spanAt(at(70), at(100)).orElseThrow();
    assertEquals(Cause.COMPUTER_SLEPT, sleep.startCause());
    assertTrue(sleep.isOpen());
    assertEquals(at(100), sleep.end());
    assertEquals(Cause.COMPUTER_SLEPT, lane.spanAt(T, at(100)).orElseThrow().endCause());
    assertEquals(Optional.empty(), lane.spanAt(at(100), at(100)));
  }

  @Test
  void shortGapsCountAsTheStateOnBothSidesWhereverTheRangeCutsThem() {
    PresenceTimeline lane =
        PresenceTimeline.ofSightings(
            GRACE,
            List.of(
                seen(Presence.ACTIVE, 0),
                seen(Presence.UNKNOWN, 100),
                seen(Presence.ACTIVE, 190),
                seen(Presence.UNKNOWN, 200),
                seen(Presence.ACTIVE, 291),
                seen(Presence.UNKNOWN, 300),
                seen(Presence.AWAY, 310),
                seen(Presence.UNKNOWN, 400),
                seen(Presence.AWAY, 401),
                seen(Presence.UNKNOWN, 500)));
    Duration limit = Duration.ofSeconds(90);
    assertEquals(new TimelineTotals(209, 190, 201), lane.totals(at(0), at(600), limit));
    assertEquals(new TimelineTotals(50, 0, 0), lane.totals(at(110), at(160), limit));
    assertEquals(lane.totals(at(0), at(600)), lane.totals(at(0), at(600), Duration.ZERO));
    assertEquals(TimelineTotals.NONE, lane.totals(at(600), at(0), limit));
  }

  @RepeatedTest(20)
  void whatIsRememberedOfShortGapsIsAsIfNobodyHadAskedBefore(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    PresenceTimeline lane = new PresenceTimeline(GRACE);
    List<Sighting> told = new ArrayList<>();
    Duration limit = Duration.ofSeconds(90);
    int second = 0;
    for (int i = 0; i < 400; i++) {
      // Now and then a word comes late, and counts from the last change on.
      second += random.nextInt(8) == 0 ? -random.nextInt(100) : random.nextInt(120);
      second = Math.max(0, second);
      Sighting seen = seen(Presence.values()[random.nextInt(4)], second);
      told.add(seen);
      lane.add(seen);
      PresenceTimeline fresh = new PresenceTimeline(GRACE);
      told.forEach(fresh::add);
      Instant from = at(random.nextInt(second + 1));
      Instant to = at(random.nextInt(second + 200));
      Duration asked = random.nextInt(20) == 0 ? Duration.ofSeconds(30) : limit;
      assertEquals(fresh.totals(from, to, asked), lane.totals(from, to, asked));
      long sum = 0;
      for (int j = Math.max(1, fresh.indexAt(from.getEpochSecond())); j + 1 < fresh.size(); j++) {
        long gap = fresh.startSecond(j + 1) - fresh.startSecond(j);
        if (fresh.presence(j) == Presence.UNKNOWN
            && fresh.presence(j - 1).isObserved()
            && fresh.presence(j - 1) == fresh.presence(j + 1)
            && gap <= asked.toSeconds()) {
          sum +=
              Math.max(
                  0,
                  Math.min(fresh.startSecond(j + 1), to.getEpochSecond())
                      - Math.max(fresh.startSecond(j), from.getEpochSecond()));
        }
      }
      assertEquals(fresh.totals(from, to).unknown() - sum, lane.totals(from, to, asked).unknown());
    }
  }

  @RepeatedTest(20)
  void shortGapsCountAsInSpans(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    List<Sighting> all = new ArrayList<>();
    for (int second = 0; second < 4000; second += 1 + random.nextInt(120)) {
      all.add(seen(Presence.values()[random.nextInt(4)], second));
    }
    Instant end = at(4000);
    long[] sums = new long[Presence.values().length];
    for (Span span : Spans.bridged(Spans.of(all, end, end), Duration.ofSeconds(90))) {
      sums[span.presence().ordinal()] += span.length().toSeconds();
    }
    assertEquals(
        new TimelineTotals(
            sums[Presence.ACTIVE.ordinal()],
            sums[Presence.AWAY.ordinal()],
            sums[Presence.UNKNOWN.ordinal()]),
        PresenceTimeline.ofSightings(GRACE, all).totals(T, end, Duration.ofSeconds(90)));
  }

  @Test
  void theSameStateSeenAgainChangesNothing() {
    PresenceTimeline lane = PresenceTimeline.ofSightings(GRACE, List.of(seen(Presence.ACTIVE, 0)));
    int before = lane.revision();
    assertFalse(lane.add(seen(Presence.ACTIVE, 60)));
    assertEquals(before, lane.revision());
    assertEquals(1, lane.size());
  }

  @Test
  void ofTwoChangesInOneSecondTheLaterWins() {
    PresenceTimeline lane =
        PresenceTimeline.ofSightings(
            GRACE,
            List.of(seen(Presence.ACTIVE, 0), seen(Presence.AWAY, 60), seen(Presence.ACTIVE, 60)));
    assertEquals(1, lane.size());
    assertEquals(Presence.ACTIVE, lane.presenceAt(at(61)));
  }

  @Test
  void whatWasShownIsNotTakenBackByAnEarlierSighting() {
    PresenceTimeline lane =
        PresenceTimeline.ofSightings(
            GRACE, List.of(seen(Presence.AWAY, 0), seen(Presence.ACTIVE, 60)));
    lane.add(seen(Presence.UNKNOWN, 30));
    assertEquals(Presence.AWAY, lane.presenceAt(at(59)));
    assertEquals(Presence.UNKNOWN, lane.presenceAt(at(60)));
  }

  @Test
  void timeBetweenSpansIsNotWatched() {
    List<Span> spans =
        List.of(
            span(Presence.ACTIVE, 0, 60, Cause.WATCH_STOPPED),
            span(Presence.AWAY, 100, 160, Cause.NOW));
    PresenceTimeline lane = PresenceTimeline.ofSpans(GRACE, spans);
    assertEquals(Presence.NOT_WATCHED, lane.presenceAt(at(80)));
    assertEquals(Presence.AWAY, lane.presenceAt(at(1000)));
    assertEquals(spans, spansOf(lane, at(160)));
  }

  @Test
  void aSightingOfSomebodyElseIsABug() {
    PresenceTimeline lane = new PresenceTimeline(new UserId("U1"));
    assertThrows(IllegalArgumentException.class, () -> lane.add(seen(Presence.ACTIVE, 0)));
  }

  @Test
  void halfOfManyShortIntervalsIsTheMedian() {
    PresenceTimeline lane = new PresenceTimeline(GRACE);
    for (int i = 0; i < 1000; i++) {
      lane.add(seen(i % 2 == 0 ? Presence.ACTIVE : Presence.AWAY, i * 10 + (i % 2) * 4));
    }
    long median = lane.medianSeconds(T, at(10_000));
    assertTrue(median == 14 || median == 6, "median " + median);
  }

  @RepeatedTest(20)
  void aLaneSaysWhatTheSpansSay(RepetitionInfo run) {
    var random = new Random(run.getCurrentRepetition());
    List<Sighting> sightings = randomSightings(random, 1 + random.nextInt(400));
    Instant now = sightings.getLast().at().plusSeconds(1 + random.nextInt(500));
    List<Span> truth = Spans.of(sightings, now, now);
    PresenceTimeline lane = PresenceTimeline.ofSightings(GRACE, sightings);
    assertEquals(truth, spansOf(lane, now));
    assertEquals(truth, spansOf(PresenceTimeline.ofSpans(GRACE, truth), now));
    for (int i = 0; i < 100; i++) {
      Instant from = T.plusSeconds(random.nextInt(40_000) - 200);
      Instant to = earlier(from.plusSeconds(random.nextInt(20_000)), now);
      assertEquals(naiveTotals(truth, from, to), lane.totals(from, to));
      assertEquals(naivePresence(truth, from), lane.spanAt(from, now).map(Span::presence));
    }
  }

  @RepeatedTest(5)
  void readingInColumnsAddsUpToTheWhole(RepetitionInfo run) {
    var random = new Random(run.getCurrentRepetition());
    PresenceTimeline lane = PresenceTimeline.ofSightings(GRACE, randomSightings(random, 500));
    TimelineCursor cursor = new TimelineCursor();
    long from = T.getEpochSecond() - 100;
    long second = from;
    TimelineTotals sum = TimelineTotals.NONE;
    cursor.start(lane, from);
    while (second < from + 60_000) {
      long next = second + random.nextInt(900);
      cursor.moveTo(next);
      TimelineTotals step = new TimelineTotals(cursor.active(), cursor.away(), cursor.unknown());
      assertEquals(lane.totals(Instant.ofEpochSecond(second), Instant.ofEpochSecond(next)), step);
      sum = sum.plus(step);
      second = next;
    }
    assertEquals(lane.totals(Instant.ofEpochSecond(from), Instant.ofEpochSecond(second)), sum);
  }

  private static List<Sighting> randomSightings(Random random, int count) {
    List<Sighting> sightings = new ArrayList<>();
    int second = 0;
    for (int i = 0; i < count; i++) {
      second += 1 + random.nextInt(100);
      sightings.add(seen(Presence.values()[random.nextInt(4)], second));
    }
    return Collections.unmodifiableList(sightings);
  }

  private static List<Span> spansOf(PresenceTimeline lane, Instant now) {
    return IntStream.range(0, lane.size())
        .mapToObj(i -> lane.span(i, now))
        .flatMap(Optional::stream)
        .toList();
  }

  private static TimelineTotals naiveTotals(List<Span> spans, Instant from, Instant to) {
    long[] seconds = new long[3];
    for (Span span : spans) {
      span.clip(from, to)
          .ifPresent(part -> seconds[part.presence().ordinal()] += part.length().toSeconds());
    }
    return new TimelineTotals(seconds[0], seconds[1], seconds[2]);
  }

  private static Optional<Presence> naivePresence(List<Span> spans, Instant at) {
    return spans.stream()
        .filter(span -> !span.start().isAfter(at) && span.end().isAfter(at))
        .map(Span::presence)
        .findFirst();
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  private static Instant at(long second) {
    return T.plusSeconds(second);
  }

  private static Sighting seen(Presence presence, long second) {
    return Sighting.of(GRACE, presence, at(second), Source.RTM, Cause.PRESENCE_CHANGE);
  }

  private static Span span(Presence presence, long from, long to, Cause end) {
    return new Span(
        GRACE,
        presence,
        at(from),
        at(from),
        at(to),
        Cause.PRESENCE_CHANGE,
        end,
        Quality.OBSERVED,
        Source.RTM);
  }
}
