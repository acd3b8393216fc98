package rollcall.presence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OverlaysTest {
  private static final UserId ADA = new UserId("U1");
  private static final Instant T = Instant.parse("2026-09-17T12:00:00Z");

  @Test
  void doNotDisturbCountsFromItsReportUntilItsEndOrTheNextReport() {
    Overlays ada = Overlays.of(List.of(dnd(0, -60, 600), dnd(300, 250, 900), dnd(1000, 0, 0)));
    assertEquals(List.of(band(0, 900)), ada.bands(Instant.MIN, Instant.MAX));
    assertEquals(Optional.of(band(0, 900)), ada.dndAt(T));
    assertEquals(Optional.empty(), ada.dndAt(T.plusSeconds(900)));
    Overlays ended = Overlays.of(List.of(dnd(0, 0, 600), dnd(100, 0, 0)));
    assertEquals(List.of(band(0, 100)), ended.bands(Instant.MIN, Instant.MAX));
  }

  @Test
  void scheduledDoNotDisturbBeginsAtItsStart() {
    Overlays ada = Overlays.of(List.of(dnd(0, 600, 1200)));
    assertEquals(Optional.empty(), ada.dndAt(T.plusSeconds(599)));
    assertEquals(Optional.of(band(600, 1200)), ada.dndAt(T.plusSeconds(600)));
  }

  @Test
  void firstReportAndRepetitionAreNotChanges() {
    Overlays ada =
        Overlays.of(
            List.of(
                status(0, "Lunch"),
                huddle(5, false),
                status(10, "Lunch"),
                status(20, ""),
                huddle(30, true),
                huddle(40, true)));
    assertEquals(List.of(status(20, ""), huddle(30, true)), ada.changes(Instant.MIN, Instant.MAX));
    assertEquals("Lunch", ada.statusAt(T.plusSeconds(19)));
    assertEquals(true, ada.isInHuddleAt(T.plusSeconds(35)));
    assertEquals(Overlays.NONE.statusAt(T), ada.only(java.util.Set.of()).statusAt(T));
  }

  @Test
  void overlayIsParsedFromItsAuditEvent() {
    Stream.of(dnd(0, 60, 120), dnd(0, 0, 0), status(1, ":books: Reading"), huddle(2, true))
        .forEach(one -> assertEquals(Optional.of(one), Overlay.of(one.toAuditEvent())));
    assertEquals(
        Optional.empty(),
        Overlay.of(new AuditEvent(T, EventType.DND_UPDATED, ADA, Source.RTM, "quiet soon/later")));
  }

  private static Overlay dnd(long at, long from, long until) {
    boolean none = from >= until;
    return new Overlay.Dnd(
        ADA,
        none ? null : T.plusSeconds(from),
        none ? null : T.plusSeconds(until),
        T.plusSeconds(at),
        Source.RTM);
  }

  private static Overlay status(long at, String text) {
    return new Overlay.StatusText(ADA, text, T.plusSeconds(at), Source.RTM);
  }

  private static Overlay huddle(long at, boolean in) {
    return new Overlay.Huddle(ADA, in, T.plusSeconds(at), Source.RTM);
  }

  private static Overlays.Band band(long from, long until) {
    return new Overlays.Band(T.plusSeconds(from), T.plusSeconds(until));
  }
}
