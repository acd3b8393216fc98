package rollcall.presence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rollcall.testkit.PlainSpan;

/// Compares [SpanArray] with [SpanDerivation]: every operation gives the same result. Each seed is
/// a separate case.
class SpanArrayTest {
  private static final UserId GRACE = new UserId("U0A1B2C3D");
  private static final Instant T = Instant.parse("2026-09-17T08:00:00Z");
  private static final int LONG = 2_000;

  static Stream<Integer> seeds() {
    return IntStream.range(0, 200).boxed();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void addingSightingsEqualsSpansOf(int seed) {
    Random random = new Random(seed);
    List<Sighting> sightings = sightings(random);
    Instant now = T.plusMillis(random.nextInt(2 * LONG));
    Instant knownUntil = now.minusMillis(random.nextInt(LONG));
    SpanArray spans = new SpanArray(0);
    List<Sighting> seen = sightings.stream().filter(one -> one.at().isBefore(now)).toList();
    for (int i = 0; i < seen.size(); i++) {
      Sighting one = seen.get(i);
      long start = one.at().toEpochMilli();
      if (i + 1 < seen.size()) {
        long end = seen.get(i + 1).at().toEpochMilli();
        spans.add(one.presence(), one.source(), start, end);
      } else {
        spans.addLast(
            one.presence(), one.source(), start, knownUntil.toEpochMilli(), now.toEpochMilli());
      }
    }
    assertEquals(plain(SpanDerivation.of(sightings, knownUntil, now)), PlainSpan.of(spans));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void clipEqualsClipOfSpans(int seed) {
    Random random = new Random(seed);
    List<Span> spans = spans(random);
    Instant from = T.plusMillis(random.nextInt(LONG));
    Instant to = from.plusMillis(random.nextInt(LONG));
    SpanArray cut = SpanArray.of(spans);
    cut.clip(from.toEpochMilli(), to.toEpochMilli());
    assertEquals(
        plain(spans.stream().flatMap(span -> span.clip(from, to).stream()).toList()),
        PlainSpan.of(cut));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void bridgedEqualsBridgedSpans(int seed) {
    Random random = new Random(seed);
    List<Span> spans = spans(random);
    Duration limit = Duration.ofMillis(random.nextInt(40));
    SpanArray whole = SpanArray.of(spans);
    assertEquals(plain(SpanDerivation.bridged(spans, limit)), PlainSpan.of(whole.bridged(limit)));
    assertEquals(plain(spans), PlainSpan.of(whole));
  }

  private static List<PlainSpan> plain(List<Span> spans) {
    return spans.stream()
        .map(span -> new PlainSpan(span.presence(), span.source(), span.start(), span.end()))
        .toList();
  }

  private static List<Span> spans(Random random) {
    return SpanDerivation.of(sightings(random), T.plusMillis(LONG), T.plusMillis(LONG));
  }

  /// Includes sightings in the same millisecond and repeated states.
  private static List<Sighting> sightings(Random random) {
    List<Sighting> sightings = new ArrayList<>();
    for (int at = random.nextInt(50); at < LONG; at += random.nextInt(50)) {
      Presence presence = Presence.values()[random.nextInt(4)];
      Source source = Source.values()[random.nextInt(4)];
      sightings.add(Sighting.of(GRACE, presence, T.plusMillis(at), source, Cause.PRESENCE_CHANGE));
    }
    return sightings;
  }
}
