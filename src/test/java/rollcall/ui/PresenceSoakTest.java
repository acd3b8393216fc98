package rollcall.ui;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.Start;
import rollcall.testkit.Fx;
import rollcall.testkit.FxExtension;
import rollcall.ui.controls.AppTheme;

/// Main window with 500 people during 100 changes a second: it answers, its memory does not grow,
/// and the lanes of a past time do not move by a pixel.
@ExtendWith(FxExtension.class)
class PresenceSoakTest {
  private static final Duration STEP = Duration.ofMillis(100);
  private static final int STEPS_A_MINUTE = 600;
  private static final int CHANGES_A_STEP = 10;

  // Far less than ten minutes of garbage, more than the history of ten minutes.
  private static final long GROWTH = 16_000_000;

  private final List<Long> answers = new ArrayList<>();
  private Stage stage;
  private SampleWindow window;

  @Start
  void start(Stage first) {
    Fx.screen(1600, 900);
    AppTheme.apply(false);
    stage = first;
    stage.setX(0);
    stage.setY(0);
    stage.setWidth(1600);
    stage.setHeight(900);
  }

  @AfterEach
  void close() {
    Fx.run(() -> window.close());
  }

  @Test
  void someSeconds() throws InterruptedException {
    open();
    int[] before = lanes();
    run(40);
    assertArrayEquals(before, lanes());
    assertEquals(
        SampleWindow.NOW.plus(STEP.multipliedBy(40)).getEpochSecond(),
        (long) Fx.get(() -> window.model.now().get().getEpochSecond()));
    assertTrue(answer(1) <= 2_000, () -> "at most " + answer(1) + " ms");
  }

  @Test
  @Tag("soak")
  void tenMinutes() throws InterruptedException {
    open();
    int[] before = lanes();
    run(STEPS_A_MINUTE);
    long first = usedMemory();
    long most = first;
    for (int minute = 2; minute <= 10; minute++) {
      run(STEPS_A_MINUTE);
      long used = usedMemory();
      most = Math.max(most, used);
      System.out.printf(
          Locale.ROOT,
          "minute %d: %.1f MB, answers after %d ms (p99 %d ms, at most %d ms)%n",
          minute,
          used / 1e6,
          answer(0.5),
          answer(0.99),
          answer(1));
      assertArrayEquals(before, lanes());
    }
    assertTrue(most - first < GROWTH, "grew by " + (most - first) + " bytes");
    assertTrue(answer(0.5) <= 100, () -> "median " + answer(0.5) + " ms");
    assertTrue(answer(1) <= 2_000, () -> "at most " + answer(1) + " ms");
  }

  /// Opens the window and pauses it at a day of the past.
  private void open() {
    window = SampleWindow.open(stage, 500, 30);
    window.range(Duration.ofDays(1));
    Fx.run(() -> {
      for (int i = 0; i < 60; i++) {
        window.wheel(0, 20, 0);
      }
    });
  }

  private void run(int steps) throws InterruptedException {
    long started = System.nanoTime();
    for (int step = 1; step <= steps; step++) {
      window.pass(STEP, CHANGES_A_STEP);
      long asked = System.nanoTime();
      Fx.run(() -> {});
      answers.add((System.nanoTime() - asked) / 1_000_000);
      long left = started + step * STEP.toNanos() - System.nanoTime();
      if (left > 0) {
        Thread.sleep(Duration.ofNanos(left));
      }
    }
    Fx.run(() -> {});
  }

  private long answer(double share) {
    List<Long> sorted = new ArrayList<>(answers);
    Collections.sort(sorted);
    return sorted.get((int) Math.min(sorted.size() - 1, sorted.size() * share));
  }

  /// The pixels of the lanes and of the axis above them.
  private int[] lanes() {
    return Fx.get(() -> {
      Node node = window.rows().lookup(".lanes");
      Bounds area = node.localToScene(node.getLayoutBounds());
      double top = window.rows().localToScene(0, 0).getY();
      BufferedImage picture = Fx.picture(window.scene);
      int width = (int) area.getWidth();
      int height = (int) (area.getMaxY() - top);
      return picture.getRGB((int) area.getMinX(), (int) top, width, height, null, 0, width);
    });
  }

  private static long usedMemory() {
    var memory = ManagementFactory.getMemoryMXBean();
    memory.gc();
    return memory.getHeapMemoryUsage().getUsed();
  }
}
