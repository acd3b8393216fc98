package rollcall.timecard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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

/// Properties of every record, over random days of random time zones, rules and sightings. Each
/// seed is a separate case.
class RecordPropertiesTest {
  private static final UserId ID = new UserId("U0A1B2C3D");
  private static final Person GRACE = Person.unknown(ID);
  private static final List<String> ZONES =
      ZoneId.getAvailableZoneIds().stream().filter(id -> id.contains("/")).sorted().toList();

  static Stream<Case> cases() {
    return IntStream.range(0, 120).mapToObj(RecordPropertiesTest::random);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void sumsOfEveryDayClose(Case any) {
    for (Timecard card : any.cards(any.spans())) {
      DayTotals totals = card.totals();
      assertEquals(
          totals.watched(), totals.active() + totals.away() + totals.unknown(), card.toString());
      assertTrue(totals.watched() <= totals.day(), card.toString());
      assertEquals(
          card.span(),
          card.active().plus(card.awayInSpan()).plus(card.unknownInSpan()),
          card.toString());
      if (!any.leavesTheList() && card.firstActive().isPresent()) {
        assertEquals(
            Duration.between(card.firstActive().get(), card.sessions().getLast().end()),
            card.span());
      }
      assertTrue(totals.onBreak() <= totals.awayInSpan(), card.toString());
      assertTrue(totals.longestSession() <= totals.day(), card.toString());
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void totalsEqualThePerSecondOracle(Case any) {
    List<Span> bridged = SpanDerivation.bridged(any.spans(), any.rules().bridgeUpTo());
    assertEquals(
        PerSecondOracle.timecards(GRACE, bridged, any.rules(), any.from(), any.to(), any.now()),
        any.cards(any.spans()));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void writtenTotalsEqualTheTimecard(Case any) {
    DayRange days = new DayRange(any.from(), any.to());
    @Nullable DayTotals[] totals =
        TimecardCalculator.totals(
            SpanArray.of(any.spans()), any.rules(), any.rules().borders(days), any.now());
    Map<LocalDate, DayTotals> byDate = new TreeMap<>();
    for (int i = 0; i < totals.length; i++) {
      if (totals[i] != null) {
        byDate.put(days.day(i), totals[i]);
      }
    }
    assertEquals(
        any.cards(any.spans()).stream().collect(Collectors.toMap(Timecard::date, Timecard::totals)),
        byDate);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void daysAddUpToWeeksAndToTheTimeThatPassed(Case any) {
    List<Timecard> cards = any.cards(any.spans());
    List<WeekCard> weeks = WeekCard.of(cards);
    int watched = sum(cards, card -> card.totals().watched());
    assertEquals(sum(cards, card -> card.totals().active()), sum(weeks, WeekCard::active));
    assertEquals(watched, sum(weeks, WeekCard::watched));
    assertEquals(sum(cards, card -> card.totals().observed()), sum(weeks, WeekCard::observed));
    long seen = 0;
    for (Span span : any.spans()) {
      seen += second(any, span.end()) - second(any, span.start());
    }
    assertEquals(seen, watched);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theOrderOfArrivalChangesNothing(Case any) {
    List<Sighting> shuffled = new ArrayList<>(any.sightings());
    Collections.shuffle(shuffled, new Random(any.seed()));
    List<Span> spans = SpanDerivation.of(shuffled, any.now(), any.now());
    assertEquals(any.spans(), spans);
    assertEquals(any.cards(any.spans()), any.cards(spans));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void mergingAndSplittingChangesNoTotal(Case any) {
    Random random = new Random(any.seed());
    List<Sighting> repeated = new ArrayList<>();
    for (Sighting seen : any.sightings()) {
      repeated.add(seen);
      Instant again = seen.at().plusMillis(1 + random.nextInt(3_000));
      repeated.add(Sighting.of(ID, seen.presence(), again, Source.POLL, Cause.PRESENCE_CHECK));
    }
    // A repetition after the next change would change the result.
    List<Sighting> sorted = new ArrayList<>();
    for (int i = 0; i < repeated.size(); i += 2) {
      sorted.add(repeated.get(i));
      boolean before =
          i + 2 >= repeated.size() || repeated.get(i + 1).at().isBefore(repeated.get(i + 2).at());
      if (before) {
        sorted.add(repeated.get(i + 1));
      }
    }
    assertEquals(
        any.cards(any.spans()), any.cards(SpanDerivation.of(sorted, any.now(), any.now())));
    List<Span> split = new ArrayList<>();
    for (Span span : any.spans()) {
      Instant middle = span.start().plusMillis(random.nextLong(1 + span.length().toMillis()));
      span.clip(span.start(), middle).ifPresent(split::add);
      span.clip(middle, span.end()).ifPresent(split::add);
    }
    if (any.rules().bridgeUpTo().isZero()) {
      assertEquals(any.cards(any.spans()), any.cards(split));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void rangeReadInBatchesIsTheSame(Case any) {
    List<Timecard> inParts = new ArrayList<>();
    for (LocalDate day = any.from(); !day.isAfter(any.to()); day = day.plusDays(1)) {
      Instant from = any.rules().earliestInput(day);
      Instant to = any.rules().latestInput(day);
      List<Span> needed =
          any.spans().stream().flatMap(span -> span.clip(from, to).stream()).toList();
      inParts.addAll(TimecardCalculator.of(GRACE, needed, any.rules(), day, day, any.now()));
    }
    assertEquals(any.cards(any.spans()), inParts);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void intervalsAddUpToTimecardsWhetherMidnightSplitsThemOrNot(Case any) throws IOException {
    Map<Presence, Duration> cards = new EnumMap<>(Presence.class);
    for (Timecard card : any.cards(any.spans())) {
      cards.merge(Presence.ACTIVE, card.active(), Duration::plus);
      cards.merge(Presence.AWAY, Duration.ofSeconds(card.totals().away()), Duration::plus);
      cards.merge(Presence.UNKNOWN, Duration.ofSeconds(card.totals().unknown()), Duration::plus);
    }
    cards.values().removeIf(Duration::isZero);
    assertEquals(
        cards, totals(IntervalRow.of(GRACE, any.spans(), any.rules(), any.from(), any.to())));
    SpanSource source =
        (user, from, to) ->
            any.spans().stream().flatMap(span -> span.clip(from, to).stream()).toList();
    List<IntervalRow> whole = new ArrayList<>();
    DayRange range = new DayRange(any.from(), any.to());
    for (DayRange part : range.split(1 + any.seed() % 3)) {
      whole.addAll(UnsplitIntervals.of(source, ID, GRACE, any.rules(), range, part));
    }
    assertEquals(cards, totals(whole));
    assertTrue(
        whole.stream().noneMatch(one -> one.span().endCause() == Cause.MIDNIGHT_SPLIT),
        "no midnight");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyDayBeginsWhereTheOneBeforeEnds(Case any) {
    for (LocalDate day = any.from(); !day.isAfter(any.to()); day = day.plusDays(1)) {
      Instant start = any.rules().start(day);
      Instant end = any.rules().start(day.plusDays(1));
      assertTrue(!end.isBefore(start), day.toString());
      if (start.isBefore(end)) {
        assertEquals(day, any.rules().day(start));
        assertEquals(day, any.rules().day(end.minusMillis(1)));
      }
    }
  }

  private static Case random(int seed) {
    Random random = new Random(seed);
    ZoneId zone = ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
    LocalDate from = LocalDate.of(1990, 1, 1).plusDays(random.nextInt(47 * 365));
    var change = zone.getRules().nextTransition(from.atStartOfDay(zone).toInstant());
    if (change != null && random.nextBoolean()) {
      from = LocalDate.ofInstant(change.getInstant(), zone).minusDays(1 + random.nextInt(2));
    }
    LocalDate to = from.plusDays(random.nextInt(9));
    AccountingRules rules =
        AccountingRules.in(zone)
            .withDayStart(
                random.nextInt(3) == 0 ? LocalTime.of(random.nextInt(6), 30) : LocalTime.MIDNIGHT)
            .withBreakOver(Duration.ofSeconds(random.nextInt(900)))
            .withBridgeUpTo(Duration.ofSeconds(random.nextBoolean() ? 90 : 0));
    boolean leaves = random.nextBoolean();
    Instant now =
        rules.start(to).plusSeconds(random.nextInt(200_000)).plusMillis(random.nextInt(1000));
    List<Sighting> sightings = new ArrayList<>();
    Instant at = rules.start(from).minusSeconds(random.nextInt(90_000));
    while (at.isBefore(now)) {
      Presence presence = Presence.values()[random.nextInt(leaves ? 4 : 3)];
      sightings.add(Sighting.of(ID, presence, at, Source.RTM, Cause.PRESENCE_CHANGE));
      at = at.plusMillis(1 + random.nextInt(random.nextInt(3) == 0 ? 5_000 : 5_000_000));
    }
    return new Case(
        seed, rules, from, to, now, leaves, sightings, SpanDerivation.of(sightings, now, now));
  }

  /// The position of an edge within the range, in whole seconds.
  private static long second(Case any, Instant edge) {
    long begin = any.rules().start(any.from()).getEpochSecond();
    long end = any.rules().start(any.to().plusDays(1)).getEpochSecond();
    return Math.clamp(edge.getEpochSecond(), begin, Math.max(begin, end));
  }

  private static Map<Presence, Duration> totals(List<IntervalRow> intervals) {
    Map<Presence, Duration> totals = new EnumMap<>(Presence.class);
    for (IntervalRow interval : intervals) {
      totals.merge(interval.span().presence(), interval.span().length(), Duration::plus);
    }
    return totals;
  }

  private static <T> int sum(List<T> all, ToIntFunction<T> what) {
    return all.stream().mapToInt(what).sum();
  }

  /// Random presence of one person on some days of a time zone.
  private record Case(
      int seed,
      AccountingRules rules,
      LocalDate from,
      LocalDate to,
      Instant now,
      boolean leavesTheList,
      List<Sighting> sightings,
      List<Span> spans) {
    List<Timecard> cards(List<Span> of) {
      return TimecardCalculator.of(GRACE, of, rules, from, to, now);
    }

    @Override
    public String toString() {
      return "seed " + seed + ", " + rules.zone() + " from " + from;
    }
  }
}
