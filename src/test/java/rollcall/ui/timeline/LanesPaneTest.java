package rollcall.ui.timeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.awt.image.BufferedImage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import javafx.scene.Scene;
import javafx.scene.layout.Pane;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import rollcall.presence.Cause;
import rollcall.presence.Presence;
import rollcall.presence.Sighting;
import rollcall.presence.SlackStatusTimeline;
import rollcall.presence.Source;
import rollcall.testkit.Fx;
import rollcall.testkit.FxExtension;

/// The picture after any sequence of moving, scrolling, zooming, new sightings, passing time, and
/// changes of theme, selection and row order equals one that is painted afresh.
@ExtendWith(FxExtension.class)
class LanesPaneTest {
  private static final Duration BRIDGE = Duration.ofSeconds(90);
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

  private static final LaneColors DARK =
      new LaneColors(
          0xff161b22,
          0xff1b2a3a,
          0xffe6edf3,
          0xff3fb68b,
          0xff8b949e,
          0xff9aa4ae,
          0xff6e7681,
          0xffc58ad6);

  private final List<TimelineRow> rows = new ArrayList<>(SampleTimelines.rows(14));
  private final Random random = new Random(3);
  private final LanesPane pane = new LanesPane();
  private Scene scene;
  private Instant now = SampleTimelines.NOW;
  private int scrolled;
  private int selected = -1;
  private LaneColors colors = COLORS;
  private Duration shift = Duration.ZERO;

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

  @Test
  void everyChangeOfTheViewShowsWhatPaintingAfreshShows() {
    scene = Fx.get(() -> scene(pane));
    TimeWindow window = new TimeWindow(now.minus(Duration.ofHours(20)), now.plusSeconds(7_200));
    for (int i = 0; i < 160; i++) {
      switch (i % 8) {
        case 0 ->
            window =
                window.zoomed(random.nextBoolean() ? 1.25 : 0.8, window.at(random.nextDouble()));
        case 1 -> colors = colors.equals(COLORS) ? DARK : COLORS;
        case 2 -> selected = random.nextInt(-1, rows.size());
        case 3 -> Collections.shuffle(rows, random);
        case 4 -> scrolled = random.nextInt(14 * LANE - HEIGHT);
        case 5 -> now = now.plusSeconds(random.nextInt(2_000));
        case 6 -> shift = Duration.ofHours(random.nextInt(-1, 2));
        default -> window = window.moved(Duration.ofSeconds(random.nextInt(-9_000, 9_000)));
      }
      check(window);
      change();
      check(window);
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
    RenderContext plain = frame(window, colors, Duration.ZERO);
    int first = scrolled / LANE;
    List<LanesPane.Lane> lanes =
        IntStream.range(first, Math.min(rows.size(), first + HEIGHT / LANE + 2))
            .mapToObj(i -> lane(i, window))
            .toList();
    shown.show(lanes, plain, HEIGHT);
  }

  /// Every third lane is moved, as with aligned clocks.
  private LanesPane.Lane lane(int index, TimeWindow window) {
    LaneColors used = index == selected ? colors.selectedRow() : colors;
    RenderContext frame = frame(window, used, index % 3 == 0 ? shift : Duration.ZERO);
    int top = index * LANE - scrolled;
    return LanesPane.Lane.of(top, rows.get(index).timeline(), SlackStatusTimeline.NONE, frame);
  }

  private RenderContext frame(TimeWindow window, LaneColors used, Duration moved) {
    var view =
        new RenderContext.View(window, SampleTimelines.BERLIN, BRIDGE, WIDTH, LANE, 6, used, 1, 1);
    return new RenderContext(view, now, moved);
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
