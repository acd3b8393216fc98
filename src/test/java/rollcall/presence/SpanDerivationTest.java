package rollcall.presence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SpanDerivationTest {
  private static final UserId GRACE = new UserId("U0A1B2C3D");
  private static final Instant T = Instant.parse("2026-09-17T07:00:00Z");

  @Test
  void noSightingsGiveNoSpans() {
    assertEquals(List.of(), SpanDerivation.of(List.of(), T, T));
  }

  @Test
  void aStateHoldsUntilTheNextSightingAndTheLastUntilNow() {
    var spans =
        SpanDerivation.of(
            List.of(seen(Presence.ACTIVE, 0), seen(Presence.AWAY, 60)),
            T.plusSeconds(100),
            T.plusSeconds(100));
    assertEquals(
        List.of(
            span(Presence.ACTIVE, 0, 60, Cause.PRESENCE_CHANGE, Cause.PRESENCE_CHANGE),
            span(Presence.AWAY, 60, 100, Cause.PRESENCE_CHANGE, Cause.NOW)),
        spans);
  }

  @Test
  void repeatedStateExtendsTheSpan() {
    var spans =
        SpanDerivation.of(
            List.of(seen(Presence.ACTIVE, 0), seen(Presence.ACTIVE, 60)),
            T.plusSeconds(100),
            T.plusSeconds(100));
    assertEquals(List.of(span(Presence.ACTIVE, 0, 100, Cause.PRESENCE_CHANGE, Cause.NOW)), spans);
  }

  @Test
  void timeAfterTheLastHeartbeatIsUnknown() {
    var spans =
        SpanDerivation.of(List.of(seen(Presence.ACTIVE, 0)), T.plusSeconds(30), T.plusSeconds(100));
    assertEquals(
        List.of(
            span(Presence.ACTIVE, 0, 30, Cause.PRESENCE_CHANGE, Cause.APP_NOT_RUNNING),
            span(Presence.UNKNOWN, 30, 100, Cause.APP_NOT_RUNNING, Cause.NOW)),
        spans);
  }

  @Test
  void notWatchedTimeBelongsToNoSpan() {
    var spans =
        SpanDerivation.of(
            List.of(
                seen(Presence.ACTIVE, 0),
                Sighting.notWatched(GRACE, T.plusSeconds(10), Cause.WATCH_STOPPED),
                Sighting.unknown(GRACE, T.plusSeconds(50), Cause.WATCH_STARTED),
                seen(Presence.AWAY, 52)),
            T.plusSeconds(60),
            T.plusSeconds(60));
    assertEquals(
        List.of(
            span(Presence.ACTIVE, 0, 10, Cause.PRESENCE_CHANGE, Cause.WATCH_STOPPED),
            span(Presence.UNKNOWN, 50, 52, Cause.WATCH_STARTED, Cause.PRESENCE_CHANGE),
            span(Presence.AWAY, 52, 60, Cause.PRESENCE_CHANGE, Cause.NOW)),
        spans);
  }

  @Test
  void ofTwoSightingsAtOneInstantTheLaterInTheListWins() {
    var spans =
        SpanDerivation.of(
            List.of(seen(Presence.ACTIVE, 0), seen(Presence.AWAY, 10), seen(Presence.ACTIVE, 10)),
            T.plusSeconds(20),
            T.plusSeconds(20));
    assertEquals(List.of(span(Presence.ACTIVE, 0, 20, Cause.PRESENCE_CHANGE, Cause.NOW)), spans);
  }

  @Test
  void theOrderOfArrivalDoesNotMatter() {
    var random = new Random(7);
    var sightings = new ArrayList<Sighting>();
    for (int i = 0; i < 200; i++) {
      sightings.add(seen(random.nextBoolean() ? Presence.ACTIVE : Presence.AWAY, i * 7L));
    }
    var inOrder = SpanDerivation.of(sightings, T.plusSeconds(2000), T.plusSeconds(2000));
    Collections.shuffle(sightings, random);
    assertEquals(inOrder, SpanDerivation.of(sightings, T.plusSeconds(2000), T.plusSeconds(2000)));
  }

  @Test
  void aGapOfNinetySecondsIsBridgedAndOneOfNinetyOneIsNot() {
    for (int gap : List.of(90, 91)) {
      var spans =
          SpanDerivation.bridged(
              SpanDerivation.of(
                  List.of(
                      seen(Presence.ACTIVE, 0),
                      Sighting.unknown(GRACE, T.plusSeconds(100), Cause.DISCONNECTED),
                      seen(Presence.ACTIVE, 100 + gap)),
                  T.plusSeconds(300),
                  T.plusSeconds(300)),
              Duration.ofSeconds(90));
      assertEquals(gap == 90 ? 1 : 3, spans.size());
      assertEquals(
          gap == 90 ? SpanQuality.BRIDGED : SpanQuality.OBSERVED, spans.getFirst().quality());
    }
  }

  @Test
  void aGapBetweenDifferentStatesIsNeverBridged() {
    var spans =
        SpanDerivation.bridged(
            SpanDerivation.of(
                List.of(
                    seen(Presence.ACTIVE, 0),
                    Sighting.unknown(GRACE, T.plusSeconds(100), Cause.DISCONNECTED),
                    seen(Presence.AWAY, 110)),
                T.plusSeconds(300),
                T.plusSeconds(300)),
            Duration.ofSeconds(90));
    assertEquals(3, spans.size());
  }

  private static Sighting seen(Presence presence, long second) {
    return Sighting.of(GRACE, presence, T.plusSeconds(second), Source.RTM, Cause.PRESENCE_CHANGE);
  }

  private static Span span(Presence presence, long from, long to, Cause start, Cause end) {
    boolean observed = presence.isObserved();
    return new Span(
        GRACE,
        presence,
        T.plusSeconds(from),
        T.plusSeconds(from),
        T.plusSeconds(to),
        start,
        end,
        observed ? SpanQuality.OBSERVED : SpanQuality.NONE,
        observed ? Source.RTM : Source.NONE);
  }
}
