package rollcall.ui.timeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import rollcall.presence.Cause;
import rollcall.presence.Presence;
import rollcall.presence.PresenceTimeline;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.presence.Span;
import rollcall.presence.UserId;

class LanePickerTest {
  private static final UserId GRACE = new UserId("U1");
  private static final Instant T = Instant.parse("2026-09-17T08:00:00Z");
  private static final Duration BRIDGE = Duration.ofSeconds(90);
  private static final Instant NOW = T.plusSeconds(9_000);

  // Ten seconds a pixel.
  private static final TimeScale SCALE =
      new TimeScale(new TimeWindow(T, T.plusSeconds(10_000)), 1_000);

  private final PresenceTimeline lane = new PresenceTimeline(GRACE);

  @Test
  void anIntervalOfOneSecondIsFoundThreePixelsBesideIt() {
    add(Presence.AWAY, 0);
    add(Presence.ACTIVE, 5_000);
    add(Presence.AWAY, 5_001);
    for (int x : new int[] {497, 500, 503}) {
      assertEquals(Optional.of(Presence.ACTIVE), at(x), "at " + x);
    }
    assertEquals(Optional.of(Presence.AWAY), at(495));
    assertEquals(Optional.of(Presence.AWAY), at(506));
  }

  @Test
  void amongNarrowIntervalsTheShortestIsFound() {
    add(Presence.AWAY, 0);
    add(Presence.ACTIVE, 5_000);
    add(Presence.UNKNOWN, 5_030);
    add(Presence.AWAY, 5_040);
    assertEquals(Optional.of(Presence.UNKNOWN), at(501));
  }

  @Test
  void nothingIsFoundInTheFuture() {
    add(Presence.ACTIVE, 0);
    assertEquals(Optional.of(Presence.ACTIVE), at(899));
    assertEquals(Optional.empty(), at(910));
  }

  @Test
  void aGapThatIsNotDrawnIsNotFound() {
    add(Presence.AWAY, 0);
    add(Presence.UNKNOWN, 5_000);
    add(Presence.AWAY, 5_019);
    add(Presence.UNKNOWN, 7_000);
    add(Presence.AWAY, 7_020);
    assertEquals(Optional.of(Presence.AWAY), at(500));
    assertEquals(Optional.of(Presence.AWAY), at(501));
    assertEquals(Optional.of(Presence.UNKNOWN), at(701));
  }

  private Optional<Presence> at(int column) {
    return LanePicker.at(lane, SCALE, NOW, BRIDGE, column).map(Span::presence);
  }

  private void add(Presence presence, int second) {
    lane.add(
        Sighting.of(GRACE, presence, T.plusSeconds(second), Source.RTM, Cause.PRESENCE_CHANGE));
  }
}
