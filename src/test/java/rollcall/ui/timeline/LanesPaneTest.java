package rollcall.ui.timeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.awt.image.BufferedImage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import javafx.scene.Scene;
import javafx.scene.layout.Pane;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import rollcall.presence.Cause;
import rollcall.presence.Overlays;
import rollcall.presence.Presence;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.testkit.Fx;

/// The picture after moving, scrolling, growing and zooming equals one that is painted afresh.
@ExtendWith(ApplicationExtension.class)
class LanesPaneTest {
  private static final int WIDTH = 500;
  private static final int HEIGHT = 150;
  private static final int LANE = 27;
  private static final LaneColors COLORS =
      new LaneColors(
          0xfff6f8fa,
          0xffeef6ff,
          0xff1f2328,
          0xff1a7f5a,
          0xff818b98,
          0xff6e7781,
          0xff818b99,
          0xff7b2d8b);

  private final List<TimelineRow> rows = SampleTimelines.rows(14);
  private final Random random = new Random(3);
  private final LanesPane pane = new LanesPane();
  private Scene scene;
  private Instant now = SampleTimelines.NOW;
  private int scrolled;

  @Test
  void movingAndScrollingShowWhatPaintingAfreshShows() {
    scene = Fx.get(() -> scene(pane));
    for (Duration length : List.of(Duration.ofHours(3), Duration.ofDays(1), Duration.ofDays(20))) {
      TimeWindow window = new TimeWindow(now.minus(length), now.plus(length.dividedBy(10)));
      for (int i = 0; i < 40; i++) {
        switch (random.nextInt(4)) {
          case 0, 1 ->
              window = window.moved(length.multipliedBy(random.nextInt(41) - 20).dividedBy(61));
          case 2 -> scrolled = random.nextInt(14 * LANE - HEIGHT);
          default -> change();
        }
        check(window);
      }
    }
  }

  private void change() {
    now = now.plusSeconds(random.nextInt(600));
    TimelineRow row = rows.get(random.nextInt(rows.size()));
    Presence presence = random.nextBoolean() ? Presence.ACTIVE : Presence.AWAY;
    row.timeline().add(Sighting.of(row.user(), presence, now, Source.RTM, Cause.PRESENCE_CHANGE));
  }

  private void check(TimeWindow window) {
    Fx.run(() -> {
      show(pane, window);
      LanesPane fresh = new LanesPane();
      Scene other = scene(fresh);
      show(fresh, window);
      assertArrayEquals(pixels(other), pixels(scene), () -> window + " " + scrolled);
    });
  }

  private void show(LanesPane shown, TimeWindow window) {
    var view = new RenderContext.View(window, SampleTimelines.BERLIN, WIDTH, LANE, 6, COLORS, 1);
    var frame = new RenderContext(view, now, Duration.ZERO);
    int first = scrolled / LANE;
    List<LanesPane.Lane> lanes =
        IntStream.range(first, Math.min(rows.size(), first + HEIGHT / LANE + 2))
            .mapToObj(i ->
                LanesPane.Lane.of(
                    i * LANE - scrolled, rows.get(i).timeline(), Overlays.NONE, frame))
            .toList();
    shown.show(lanes, frame, HEIGHT);
  }

  private static Scene scene(LanesPane shown) {
    shown.resizeRelocate(0, 0, WIDTH, HEIGHT);
    Pane parent = new Pane(shown);
    shown.setManaged(false);
    return new Scene(parent, WIDTH, HEIGHT);
  }

  private static int[] pixels(Scene scene) {
    BufferedImage picture = Fx.picture(scene);
    return picture.getRGB(0, 0, WIDTH, HEIGHT, null, 0, WIDTH);
  }
}
