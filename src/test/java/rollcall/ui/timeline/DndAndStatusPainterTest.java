package rollcall.ui.timeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import rollcall.presence.Cause;
import rollcall.presence.Presence;
import rollcall.presence.PresenceTimeline;
import rollcall.presence.Sighting;
import rollcall.presence.SlackStatus;
import rollcall.presence.SlackStatusTimeline;
import rollcall.presence.Source;
import rollcall.presence.UserId;

class DndAndStatusPainterTest {
  private static final Instant T = Instant.parse("2026-09-01T00:00:00Z");
  private static final UserId ADA = new UserId("U1");
  private static final int DND = 0xff7b2d8b;
  private static final LaneColors COLORS = new LaneColors(1, 2, 3, 4, 5, 6, 7, DND);
  private static final int WIDTH = 100;

  @Test
  void dndIsALineOfTwoPixelsAboveTheBar() {
    int[] pixels = paint(Presence.ACTIVE, SlackStatusTimeline.of(List.of(dnd(10, 60))));
    assertEquals(List.of(0, DND, DND, 0, 0), column(pixels, 10, 2, 7));
    assertEquals(List.of(0, DND, DND, 0, 0), column(pixels, 59, 2, 7));
    assertEquals(List.of(0, 0, 0, 0, 0), column(pixels, 60, 2, 7));
  }

  @Test
  void unobservedTimeHasNoSlackStatus() {
    int[] pixels =
        paint(
            Presence.UNKNOWN,
            SlackStatusTimeline.of(List.of(dnd(10, 60), status(0, ""), status(30, "Lunch"))));
    assertEquals(0, java.util.Arrays.stream(pixels).filter(pixel -> pixel != 0).count());
  }

  @Test
  void statusChangeIsATickUnderTheBar() {
    int[] pixels =
        paint(Presence.AWAY, SlackStatusTimeline.of(List.of(status(0, ""), status(30, "Lunch"))));
    assertEquals(List.of(0, DND, DND, DND, 0), column(pixels, 30, 20, 25));
    assertEquals(3, java.util.Arrays.stream(pixels).filter(pixel -> pixel == DND).count());
  }

  private static int[] paint(Presence presence, SlackStatusTimeline slackStatuses) {
    PresenceTimeline lane =
        PresenceTimeline.ofSightings(
            ADA, List.of(Sighting.of(ADA, presence, T, Source.RTM, Cause.SNAPSHOT)));
    int[] pixels = new int[WIDTH * 27];
    TimeScale scale = new TimeScale(new TimeWindow(T, T.plusSeconds(WIDTH)), WIDTH);
    new DndAndStatusPainter(scale, T.getEpochSecond() + WIDTH, COLORS, 27, 6)
        .paint(lane, slackStatuses, pixels, 0, 0, WIDTH);
    return pixels;
  }

  private static List<Integer> column(int[] pixels, int x, int top, int bottom) {
    return java.util.stream.IntStream.range(top, bottom)
        .mapToObj(y -> pixels[y * WIDTH + x])
        .toList();
  }

  private static SlackStatus dnd(long from, long until) {
    return new SlackStatus.Dnd(ADA, T.plusSeconds(from), T.plusSeconds(until), T, Source.RTM);
  }

  private static SlackStatus status(long at, String text) {
    return new SlackStatus.StatusText(ADA, text, T.plusSeconds(at), Source.RTM);
  }
}
