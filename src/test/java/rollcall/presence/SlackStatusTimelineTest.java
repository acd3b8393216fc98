package rollcall.presence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlackStatusTimelineTest {
  private static final UserId ADA = new UserId("U1");
  private static final SlackStatusTimeline.ObservedTime ALWAYS = (_, _) -> Optional.empty();
  private static final Instant T = Instant.parse("2026-09-17T12:00:00Z");

  @Test
  void doNotDisturbCountsFromItsReportUntilItsEndOrTheNextReport() {
    SlackStatusTimeline ada =
        SlackStatusTimeline.of(List.of(dnd(0, -60, 600), dnd(300, 250, 900), dnd(1000, 0, 0)));
    assertEquals(List.of(band(0, 900)), ada.bands(Instant.MIN, Instant.MAX, ALWAYS));
    assertEquals(Optional.of(band(0, 900)), ada.dndAt(T, ALWAYS));
    assertEquals(Optional.empty(), ada.dndAt(T.plusSeconds(900), ALWAYS));
    SlackStatusTimeline ended = SlackStatusTimeline.of(List.of(dnd(0, 0, 600), dnd(100, 0, 0)));
    assertEquals(List.of(band(0, 100)), ended.bands(Instant.MIN, Instant.MAX, ALWAYS));
  }

  @Test
  void scheduledDoNotDisturbBeginsAtItsStart() {
    SlackStatusTimeline ada = SlackStatusTimeline.of(List.of(dnd(0, 600, 1200)));
    assertEquals(Optional.empty(), ada.dndAt(T.plusSeconds(599), ALWAYS));
    assertEquals(Optional.of(band(600, 1200)), ada.dndAt(T.plusSeconds(600), ALWAYS));
  }

  @Test
  void firstReportAndRepetitionAreNotChanges() {
    SlackStatusTimeline ada =
        SlackStatusTimeline.of(
            List.of(
                status(0, "Lunch"),
                huddle(5, false),
                status(10, "Lunch"),
                status(20, ""),
                huddle(30, true),
                huddle(40, true)));
    assertEquals(List.of(status(20, ""), huddle(30, true)), ada.changes(Instant.MIN, Instant.MAX));
    assertEquals("Lunch", ada.statusAt(T.plusSeconds(19), ALWAYS));
    assertEquals(true, ada.isInHuddleAt(T.plusSeconds(35), ALWAYS));
    assertEquals(
        SlackStatusTimeline.NONE.statusAt(T, ALWAYS),
        ada.only(java.util.Set.of()).statusAt(T, ALWAYS));
  }

  @Test
  void aSlackStatusHoldsUntilTheEndOfTheObservationAndFromTheFirstReportAfterIt() {
    PresenceTimeline observed =
        PresenceTimeline.ofSightings(
            ADA,
            List.of(
                seen(Presence.AWAY, 0),
                Sighting.unknown(ADA, T.plusSeconds(100), Cause.APP_STOPPED),
                seen(Presence.ACTIVE, 500)));
    SlackStatusTimeline ada =
        SlackStatusTimeline.of(
            List.of(
                dnd(0, 0, 900),
                status(5, "Lunch"),
                huddle(7, true),
                dnd(508, 0, 900),
                status(508, "Lunch"),
                huddle(508, true)));
    assertEquals(
        List.of(band(0, 100), band(508, 900)), ada.bands(Instant.MIN, Instant.MAX, observed));
    assertEquals(Optional.of(band(0, 100)), ada.dndAt(T.plusSeconds(99), observed));
    for (long gap : List.of(100L, 499L, 500L, 507L)) {
      Instant at = T.plusSeconds(gap);
      assertEquals(Optional.empty(), ada.dndAt(at, observed));
      assertEquals("", ada.statusAt(at, observed));
      assertEquals(false, ada.isInHuddleAt(at, observed));
      assertEquals(false, ada.isInHuddle(at, T.plusSeconds(508), observed));
      assertEquals(true, ada.isInHuddle(at, T.plusSeconds(509), observed));
    }
    assertEquals("Lunch", ada.statusAt(T.plusSeconds(508), observed));
    assertEquals(true, ada.isInHuddleAt(T.plusSeconds(508), observed));
    assertEquals(List.of(), ada.changes(Instant.MIN, Instant.MAX));
  }

  @Test
  void aSlackStatusReportedBeforeTheFirstPresenceHoldsFromThere() {
    PresenceTimeline observed =
        PresenceTimeline.ofSightings(
            ADA,
            List.of(
                seen(Presence.AWAY, 0),
                Sighting.unknown(ADA, T.plusSeconds(100), Cause.DISCONNECTED),
                seen(Presence.ACTIVE, 500)));
    assertEquals(
        true,
        SlackStatusTimeline.of(List.of(huddle(499, true)))
            .isInHuddleAt(T.plusSeconds(500), observed));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void timelinesAndSpansEndAtTheSameInstants(int seed) {
    Random random = new Random(seed);
    List<Sighting> sightings = new ArrayList<>();
    int second = 0;
    for (int i = 0; i < 60; i++) {
      second += 1 + random.nextInt(9);
      Instant at = T.plusSeconds(second);
      sightings.add(
          switch (random.nextInt(6)) {
            case 0 -> Sighting.unknown(ADA, at, Cause.DISCONNECTED);
            case 1 -> Sighting.notWatched(ADA, at, Cause.WATCH_PAUSED);
            case 2, 3 -> seen(Presence.AWAY, second);
            default -> seen(Presence.ACTIVE, second);
          });
    }
    Instant end = T.plusSeconds(second + 1);
    PresenceTimeline timeline = PresenceTimeline.ofSightings(ADA, sightings);
    SpanArray spans = SpanArray.of(SpanDerivation.of(sightings, end, end));
    for (int i = -3; i < second; i++) {
      Instant from = T.plusSeconds(i);
      for (int length : List.of(0, 1, 2, 5, 20, 100)) {
        Instant to = T.plusSeconds(Math.min(second, i + length));
        Optional<Instant> expected =
            IntStream.range(1, sightings.size())
                .filter(next -> sightings.get(next - 1).presence().isObserved())
                .filter(next -> !sightings.get(next).presence().isObserved())
                .mapToObj(next -> sightings.get(next).at())
                .filter(at -> !at.isBefore(from) && !at.isAfter(to))
                .findFirst();
        assertEquals(expected, timeline.firstEnd(from, to));
        assertEquals(expected, spans.firstEnd(from, to));
      }
    }
  }

  @Test
  void slackStatusIsParsedFromItsAuditEvent() {
    Stream.of(dnd(0, 60, 120), dnd(0, 0, 0), status(1, ":books: Reading"), huddle(2, true))
        .forEach(one -> assertEquals(Optional.of(one), SlackStatus.of(one.toAuditEvent())));
    assertEquals(
        Optional.empty(),
        SlackStatus.of(
            new AuditEvent(T, EventType.DND_UPDATED, ADA, Source.RTM, "quiet soon/later")));
  }

  private static Sighting seen(Presence presence, long at) {
    return Sighting.of(ADA, presence, T.plusSeconds(at), Source.RTM, Cause.PRESENCE_CHANGE);
  }

  private static SlackStatus dnd(long at, long from, long until) {
    boolean none = from >= until;
    return new SlackStatus.Dnd(
        ADA,
        none ? null : T.plusSeconds(from),
        none ? null : T.plusSeconds(until),
        T.plusSeconds(at),
        Source.RTM);
  }

  private static SlackStatus status(long at, String text) {
    return new SlackStatus.StatusText(ADA, text, T.plusSeconds(at), Source.RTM);
  }

  private static SlackStatus huddle(long at, boolean in) {
    return new SlackStatus.Huddle(ADA, in, T.plusSeconds(at), Source.RTM);
  }

  private static SlackStatusTimeline.Band band(long from, long until) {
    return new SlackStatusTimeline.Band(T.plusSeconds(from), T.plusSeconds(until));
  }
}
