package rollcall.ui.timeline;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import rollcall.presence.Cause;
import rollcall.presence.Presence;
import rollcall.presence.PresenceTimeline;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.presence.UserId;

/// Cost of painting 40 lanes of a year with 20 changes a day, 1,200 pixels wide, compared with
/// filling the same pixels with one color. Warm; medians; A B A B in one run.
@Tag("bench")
class LanePainterBenchTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant NOW = START.plus(Duration.ofDays(365));
  private static final Duration BRIDGE = Duration.ofSeconds(90);
  private static final int WIDTH = 1200;
  private static final int HEIGHT = 27;
  private static final LaneColors COLORS = new LaneColors(-1, -2, -3, -4, -5, -6, -7, -8);

  @Test
  void paintingComparedWithFilling() {
    List<PresenceTimeline> lanes = lanes(40);
    for (Duration shown :
        List.of(
            Duration.ofHours(1), Duration.ofDays(1), Duration.ofDays(30), Duration.ofDays(365))) {
      for (int round = 0; round < 200; round++) {
        paintAll(lanes, new TimeWindow(NOW.minus(shown), NOW));
      }
      long[] fill = new long[60];
      long[] paint = new long[60];
      for (int round = 0; round < 60; round++) {
        fill[round] = time(() -> fillAll(lanes.size()));
        Instant to = NOW.minusSeconds(round * shown.toSeconds() / 500);
        paint[round] = time(() -> paintAll(lanes, new TimeWindow(to.minus(shown), to)));
      }
      System.out.printf(
          "%-8s filled %6.2f ms   painted %6.2f ms a frame of 40 lanes%n",
          shown, median(fill) / 1e6, median(paint) / 1e6);
    }
  }

  private static final int[] PIXELS = new int[WIDTH * HEIGHT];

  private static void fillAll(int lanes) {
    for (int i = 0; i < lanes; i++) {
      Arrays.fill(PIXELS, i);
    }
  }

  private static void paintAll(List<PresenceTimeline> lanes, TimeWindow window) {
    var view =
        new RenderContext.View(
            window, SampleTimelines.BERLIN, BRIDGE, WIDTH, HEIGHT, 6, COLORS, 1, 1);
    RenderContext frame = new RenderContext(view, NOW, Duration.ZERO);
    for (PresenceTimeline lane : lanes) {
      frame.painters(0, WIDTH).lanes().paint(lane, frame.isDense(lane), PIXELS, 0, 0, WIDTH);
    }
  }

  private static List<PresenceTimeline> lanes(int count) {
    List<PresenceTimeline> lanes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      var random = new Random(i);
      var lane = new PresenceTimeline(new UserId("U" + i));
      for (Instant at = START; at.isBefore(NOW); at = at.plusSeconds(60 + random.nextInt(8_500))) {
        Presence presence = Presence.values()[random.nextInt(20) == 0 ? 2 : random.nextInt(2)];
        lane.add(Sighting.of(lane.user(), presence, at, Source.RTM, Cause.PRESENCE_CHANGE));
      }
      lanes.add(lane);
    }
    return lanes;
  }

  private static long time(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return System.nanoTime() - start;
  }

  private static double median(long[] nanos) {
    Arrays.sort(nanos);
    return nanos[nanos.length / 2];
  }
}
