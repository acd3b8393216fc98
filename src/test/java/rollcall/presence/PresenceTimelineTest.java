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
    PresenceTimeline timeline = new PresenceTimeline(GRACE);
    assertEquals(Presence.NOT_WATCHED, timeline.presenceAt(T));
    assertEquals(Optional.empty(), timeline.spanAt(T, at(60)));
    assertEquals(new TimelineTotals(0, 0, 0), timeline.totals(T, at(60)));
    assertEquals(Long.MAX_VALUE, timeline.medianSeconds(T, at(60)));
  }

  @Test
  void aStateHoldsFromItsFirstSecondUntilTheNextChange() {
    PresenceTimeline timeline =
        PresenceTimeline.ofSightings(
            GRACE, List.of(seen(Presence.ACTIVE, 0), seen(Presence.AWAY, 60)));
    assertEquals(Presence.NOT_WATCHED, timeline.presenceAt(at(-1)));
    assertEquals(Presence.ACTIVE, timeline.presenceAt(T));
    assertEquals(Presence.ACTIVE, timeline.presenceAt(at(59)));
    assertEquals(Presence.AWAY, timeline.presenceAt(at(60)));
    assertEquals(new TimelineTotals(50, 40, 0), timeline.totals(at(10), at(100)));
  }

  @Test
  void polledChangesKeepTheTimeSinceThePreviousPoll() {
    PresenceTimeline timeline = new PresenceTimeline(GRACE);
    for (int i = 0; i < 100; i++) {
      Presence presence = i % 2 == 0 ? Presence.ACTIVE : Presence.AWAY;
      Instant earliest = i < 40 ? at(i * 600) : at(i * 600 - i);
      timeline.add(
          new Sighting(GRACE, presence, earliest, at(i * 600), Source.POLL, Cause.PRESENCE_CHANGE));
    }
    assertEquals(0, timeline.uncertainSeconds(39));
    assertEquals(40, timeline.uncertainSeconds(40));
    assertEquals(99, timeline.uncertainSeconds(99));
    Span span = timeline.spanAt(at(50 * 600), at(99 * 600)).orElseThrow();
    assertEquals(at(50 * 600 - 50), span.earliest());
  }

  @Test
  void shortObservedIntervalsAreLeftOutOfACopyAndUnknownTimeStays() {
    PresenceTimeline timeline =
        PresenceTimeline.ofSightings(
            GRACE,
            List.of(
                seen(Presence.ACTIVE, 0),
                seen(Presence.AWAY, 600),
                seen(Presence.ACTIVE, 630),
                seen(Presence.UNKNOWN, 1200),
                seen(Presence.AWAY, 1210)));
    PresenceTimeline copy = timeline.withoutShort(Duration.ofMinutes(1));
    assertEquals(3, copy.size());
    assertEquals(Presence.ACTIVE, copy.presenceAt(at(610)));
    assertEquals(Presence.UNKNOWN, copy.presenceAt(at(1205)));
    assertEquals(5, timeline.size());
  }

  @Test
  void theLastStateIsOpenAndHasItsCause() {
    PresenceTimeline timeline =
        PresenceTimeline.ofSightings(GRACE, List.of(seen(Presence.ACTIVE, 0)));
    assertTrue(
        timeline.add(
            new Sighting(GRACE, Presence.UNKNOWN, T, at(60), Source.NONE, Cause.COMPUTER_SLEPT)));
    Span sleep = timeline.spanAt(at(70), at(100)).orElseThrow();
    assertEquals(Cause.COMPUTER_SLEPT, sleep.startCause());
    assertTrue(sleep.isOpen());
    assertEquals(at(100), sleep.end());
    assertEquals(Cause.COMPUTER_SLEPT, timeline.spanAt(T, at(100)).orElseThrow().endCause());
    assertEquals(Optional.empty(), timeline.spanAt(at(100), at(100)));
  }

  @Test
  void spanContinuesAcrossShortGaps() {
    PresenceTimeline timeline =
        PresenceTimeline.ofSightings(
            GRACE,
            List.of(
                seen(Presence.ACTIVE, 0),
                seen(Presence.AWAY, 50),
                seen(Presence.UNKNOWN, 100),
                seen(Presence.AWAY, 190),
                seen(Presence.UNKNOWN, 200),
                seen(Presence.AWAY, 201),
                seen(Presence.UNKNOWN, 300),
                seen(Presence.AWAY, 391)));
    for (int second : List.of(60, 195, 250)) {
      Span part = timeline.spanAt(at(second), at(1000)).orElseThrow();
      Span whole = timeline.bridged(part, at(1000), Duration.ofSeconds(90));
      assertEquals(List.of(at(50), at(300)), List.of(whole.start(), whole.end()), second + "");
      assertEquals(SpanQuality.BRIDGED, whole.quality());
    }
    assertEquals(Presence.AWAY, timeline.presenceAt(at(150), Duration.ofSeconds(90)));
    assertEquals(Presence.UNKNOWN, timeline.presenceAt(at(150), Duration.ofSeconds(89)));
    assertEquals(Presence.ACTIVE, timeline.presenceAt(at(49), Duration.ofSeconds(90)));
    assertEquals(Presence.NOT_WATCHED, timeline.presenceAt(at(-1), Duration.ofSeconds(90)));
    Span last = timeline.spanAt(at(500), at(1000)).orElseThrow();
    assertEquals(last, timeline.bridged(last, at(1000), Duration.ofSeconds(90)));
    Span open = timeline.bridged(last, at(1000), Duration.ofSeconds(91));
    assertEquals(at(50), open.start());
    assertTrue(open.isOpen());
    Span gap = timeline.spanAt(at(150), at(1000)).orElseThrow();
    assertEquals(gap, timeline.bridged(gap, at(1000), Duration.ofSeconds(90)));
    Span early = timeline.spanAt(at(60), at(95)).orElseThrow();
    assertEquals(at(95), timeline.bridged(early, at(95), Duration.ofSeconds(90)).end());
  }

  @Test
  void shortGapsCountAsTheStateOnBothSidesWhereverTheRangeCutsThem() {
    PresenceTimeline timeline =
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
    assertEquals(new TimelineTotals(209, 190, 201), timeline.totals(at(0), at(600), limit));
    assertEquals(new TimelineTotals(50, 0, 0), timeline.totals(at(110), at(160), limit));
    assertEquals(timeline.totals(at(0), at(600)), timeline.totals(at(0), at(600), Duration.ZERO));
    assertEquals(new TimelineTotals(0, 0, 0), timeline.totals(at(600), at(0), limit));
  }

  @RepeatedTest(20)
  void cachedGapsGiveTheSameTotalsAsAFreshTimeline(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    PresenceTimeline timeline = new PresenceTimeline(GRACE);
    List<Sighting> reported = new ArrayList<>();
    Duration limit = Duration.ofSeconds(90);
    int second = 0;
    for (int i = 0; i < 400; i++) {
      // Some sightings are late and count from the last change on.
      second += random.nextInt(8) == 0 ? -random.nextInt(100) : random.nextInt(120);
      second = Math.max(0, second);
      Sighting seen = seen(Presence.values()[random.nextInt(4)], second);
      reported.add(seen);
      timeline.add(seen);
      PresenceTimeline fresh = new PresenceTimeline(GRACE);
      reported.forEach(fresh::add);
      Instant from = at(random.nextInt(second + 1));
      Instant to = at(random.nextInt(second + 200));
      Duration bridge = random.nextInt(20) == 0 ? Duration.ofSeconds(30) : limit;
      assertEquals(fresh.totals(from, to, bridge), timeline.totals(from, to, bridge));
      long sum = 0;
      for (int j = Math.max(1, fresh.indexAt(from.getEpochSecond())); j + 1 < fresh.size(); j++) {
        long gap = fresh.startSecond(j + 1) - fresh.startSecond(j);
        if (fresh.presence(j) == Presence.UNKNOWN
            && fresh.presence(j - 1).isObserved()
            && fresh.presence(j - 1) == fresh.presence(j + 1)
            && gap <= bridge.toSeconds()) {
          sum +=
              Math.max(
                  0,
                  Math.min(fresh.startSecond(j + 1), to.getEpochSecond())
                      - Math.max(fresh.startSecond(j), from.getEpochSecond()));
        }
      }
      assertEquals(
          fresh.totals(from, to).unknown() - sum, timeline.totals(from, to, bridge).unknown());
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
    for (Span span :
        SpanDerivation.bridged(SpanDerivation.of(all, end, end), Duration.ofSeconds(90))) {
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
    PresenceTimeline timeline =
        PresenceTimeline.ofSightings(GRACE, List.of(seen(Presence.ACTIVE, 0)));
    int before = timeline.revision();
    assertFalse(timeline.add(seen(Presence.ACTIVE, 60)));
    assertEquals(before, timeline.revision());
    assertEquals(1, timeline.size());
  }

  @Test
  void ofTwoChangesInOneSecondTheLaterWins() {
    PresenceTimeline timeline =
        PresenceTimeline.ofSightings(
            GRACE,
            List.of(seen(Presence.ACTIVE, 0), seen(Presence.AWAY, 60), seen(Presence.ACTIVE, 60)));
    assertEquals(1, timeline.size());
    assertEquals(Presence.ACTIVE, timeline.presenceAt(at(61)));
  }

  @Test
  void lateSightingDoesNotChangeTheShownPast() {
    PresenceTimeline timeline =
        PresenceTimeline.ofSightings(
            GRACE, List.of(seen(Presence.AWAY, 0), seen(Presence.ACTIVE, 60)));
    timeline.add(seen(Presence.UNKNOWN, 30));
    assertEquals(Presence.AWAY, timeline.presenceAt(at(59)));
    assertEquals(Presence.UNKNOWN, timeline.presenceAt(at(60)));
  }

  @Test
  void timeBetweenSpansIsNotWatched() {
    PresenceTimeline timeline = new PresenceTimeline(GRACE);
    timeline.add(seen(Presence.ACTIVE, 0));
    timeline.add(Sighting.notWatched(GRACE, at(60), Cause.WATCH_STOPPED));
    timeline.add(seen(Presence.AWAY, 100));
    assertEquals(Presence.NOT_WATCHED, timeline.presenceAt(at(80)));
    assertEquals(Presence.AWAY, timeline.presenceAt(at(1000)));
    assertEquals(
        List.of(
            span(Presence.ACTIVE, 0, 60, Cause.WATCH_STOPPED),
            span(Presence.AWAY, 100, 160, Cause.NOW)),
        spansOf(timeline, at(160)));
  }

  @Test
  void sightingOfAnotherPersonThrows() {
    PresenceTimeline timeline = new PresenceTimeline(new UserId("U1"));
    assertThrows(IllegalArgumentException.class, () -> timeline.add(seen(Presence.ACTIVE, 0)));
  }

  @Test
  void medianOfManyShortIntervals() {
    PresenceTimeline timeline = new PresenceTimeline(GRACE);
    for (int i = 0; i < 1000; i++) {
      timeline.add(seen(i % 2 == 0 ? Presence.ACTIVE : Presence.AWAY, i * 10 + (i % 2) * 4));
    }
    long median = timeline.medianSeconds(T, at(10_000));
    assertTrue(median == 14 || median == 6, "median " + median);
  }

  @RepeatedTest(20)
  void timelineEqualsTheSpans(RepetitionInfo run) {
    var random = new Random(run.getCurrentRepetition());
    List<Sighting> sightings = randomSightings(random, 1 + random.nextInt(400));
    Instant now = sightings.getLast().at().plusSeconds(1 + random.nextInt(500));
    List<Span> truth = SpanDerivation.of(sightings, now, now);
    PresenceTimeline timeline = PresenceTimeline.ofSightings(GRACE, sightings);
    assertEquals(truth, spansOf(timeline, now));
    for (int i = 0; i < 100; i++) {
      Instant from = T.plusSeconds(random.nextInt(40_000) - 200);
      Instant to = earlier(from.plusSeconds(random.nextInt(20_000)), now);
      assertEquals(naiveTotals(truth, from, to), timeline.totals(from, to));
      assertEquals(naivePresence(truth, from), timeline.spanAt(from, now).map(Span::presence));
    }
  }

  @RepeatedTest(20)
  void timelineThatWasReadGoesOn(RepetitionInfo run) {
    var random = new Random(run.getCurrentRepetition());
    List<Sighting> sightings = randomSightings(random, 1 + random.nextInt(400));
    int read = random.nextInt(sightings.size() + 1);
    PresenceTimeline timeline = PresenceTimeline.ofSightings(GRACE, sightings.subList(0, read));
    sightings.subList(read, sightings.size()).forEach(timeline::add);
    Instant now = sightings.getLast().at().plusSeconds(1);
    assertEquals(SpanDerivation.of(sightings, now, now), spansOf(timeline, now));
    assertEquals(
        naiveTotals(SpanDerivation.of(sightings, now, now), T, now), timeline.totals(T, now));
  }

  @RepeatedTest(5)
  void cursorStepsAddUpToTheTotals(RepetitionInfo run) {
    var random = new Random(run.getCurrentRepetition());
    PresenceTimeline timeline = PresenceTimeline.ofSightings(GRACE, randomSightings(random, 500));
    TotalsCursor cursor = new TotalsCursor();
    long from = T.getEpochSecond() - 100;
    long second = from;
    long active = 0;
    long away = 0;
    long unknown = 0;
    cursor.start(timeline, from, Duration.ZERO);
    while (second < from + 60_000) {
      long next = second + random.nextInt(900);
      cursor.moveTo(next);
      TimelineTotals step = new TimelineTotals(cursor.active(), cursor.away(), cursor.unknown());
      assertEquals(
          timeline.totals(Instant.ofEpochSecond(second), Instant.ofEpochSecond(next)), step);
      active += step.active();
      away += step.away();
      unknown += step.unknown();
      second = next;
    }
    assertEquals(
        timeline.totals(Instant.ofEpochSecond(from), Instant.ofEpochSecond(second)),
        new TimelineTotals(active, away, unknown));
  }

  @Test
  void theLastStepOfAGapIsAlsoUnknown() {
    PresenceTimeline timeline =
        PresenceTimeline.ofSightings(
            GRACE,
            List.of(
                seen(Presence.ACTIVE, 0), seen(Presence.UNKNOWN, 600), seen(Presence.ACTIVE, 720)));
    TotalsCursor cursor = new TotalsCursor();
    cursor.start(timeline, at(540).getEpochSecond(), Duration.ofSeconds(120));
    for (int second : List.of(600, 660, 720, 780)) {
      cursor.moveTo(at(second).getEpochSecond());
      assertEquals(second == 660 || second == 720 ? 60 : 0, cursor.unknown(), "until " + second);
    }
  }

  @RepeatedTest(5)
  void cursorStepsBridgeGapsUnlessTheyLieWithinOne(RepetitionInfo run) {
    var random = new Random(run.getCurrentRepetition());
    PresenceTimeline timeline = PresenceTimeline.ofSightings(GRACE, randomSightings(random, 500));
    Duration bridge = Duration.ofSeconds(60);
    TotalsCursor cursor = new TotalsCursor();
    long second = T.getEpochSecond() - 100;
    cursor.start(timeline, second, bridge);
    for (int i = 0; i < 300; i++) {
      long next = second + random.nextInt(i % 3 == 0 ? 6_000 : 90);
      cursor.moveTo(next);
      int index = timeline.indexAt(second);
      boolean within = index >= 0 && index == timeline.indexAt(Math.max(second, next - 1));
      TimelineTotals expected =
          within && timeline.presence(index) == Presence.UNKNOWN
              ? new TimelineTotals(0, 0, next - second)
              : timeline.totals(Instant.ofEpochSecond(second), Instant.ofEpochSecond(next), bridge);
      assertEquals(expected, new TimelineTotals(cursor.active(), cursor.away(), cursor.unknown()));
      second = next;
    }
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

  private static List<Span> spansOf(PresenceTimeline timeline, Instant now) {
    return IntStream.range(0, timeline.size())
        .mapToObj(i -> timeline.span(i, now))
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
        SpanQuality.OBSERVED,
        Source.RTM);
  }
}
