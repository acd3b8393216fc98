package rollcall.ui.timecards;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import rollcall.presence.Cause;
import rollcall.presence.Presence;
import rollcall.presence.PresenceTimeline;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.presence.UserId;

class DayWindowTest {
  private static final UserId GRACE = new UserId("U0A1B2C3D");
  private static final LocalDate DAY = LocalDate.of(2026, 9, 17);

  private final PresenceTimeline timeline = new PresenceTimeline(GRACE);

  @Test
  void aBridgedGapHasTheStateThatItCountsAs() {
    add(Presence.ACTIVE, "2026-09-17T08:00:00Z");
    add(Presence.UNKNOWN, "2026-09-17T09:00:00Z");
    add(Presence.ACTIVE, "2026-09-17T09:01:30Z");
    add(Presence.AWAY, "2026-09-17T10:00:00Z");
    assertEquals(
        List.of(Presence.ACTIVE, Presence.ACTIVE, Presence.ACTIVE, Presence.AWAY),
        states(Duration.ofSeconds(90)));
    assertEquals(
        List.of(Presence.ACTIVE, Presence.UNKNOWN, Presence.ACTIVE, Presence.AWAY),
        states(Duration.ofSeconds(89)));
  }

  private List<Presence> states(Duration bridge) {
    Instant now = Instant.parse("2026-09-17T12:00:00Z");
    return new DayWindow(6, 20)
        .pieces(timeline, DAY, ZoneOffset.UTC, now, bridge).stream()
            .map(DayWindow.Piece::presence)
            .toList();
  }

  private void add(Presence presence, String at) {
    timeline.add(
        Sighting.of(GRACE, presence, Instant.parse(at), Source.RTM, Cause.PRESENCE_CHANGE));
  }
}
