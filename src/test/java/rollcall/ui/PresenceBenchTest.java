package rollcall.ui;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.IntBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javafx.animation.AnimationTimer;
import javafx.geometry.Bounds;
import javafx.scene.Scene;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.Pane;
import javafx.scene.paint.Color;
import javafx.scene.shape.Rectangle;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.Start;
import rollcall.presence.PresenceTimeline;
import rollcall.testkit.Fx;
import rollcall.testkit.FxExtension;
import rollcall.ui.controls.AppTheme;

/// CPU time of the whole process for a frame of the main window, 1,600 by 900 pixels, compared in
/// the same run with filling and showing the pixels of the same area: that of the lanes, and for
/// scrolling, which moves names and totals as well, also that of the rows. A frame is one input
/// event or one second of the record. Medians of A B A B.
///
/// `-Drollcall.bench.frames='.*PT24H.*pan'` chooses some of the frames. The platform is the
/// headless one, which copies the whole window in each frame, or with
/// `-Dtest.platform=-Dprism.order=sw` that of the display, such as Xvfb.
@Tag("bench")
@ExtendWith(FxExtension.class)
class PresenceBenchTest {
  private static final int ROUNDS = 5;
  private static final int FRAMES = 40;

  /// Frames before the first measurement, so that the code is compiled.
  private static final int WARM_UP = 240;

  private static final String PLATFORM = System.getProperty("glass.platform", "Display");

  private Stage stage;
  private RawPicture lanes;
  private RawPicture rows;
  private int second;
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
    Fx.run(() -> {
      if (window != null) {
        window.close();
      }
    });
  }

  @Test
  void framesOf750People() {
    frames(750);
  }

  @Test
  void framesOf10000People() {
    frames(10_000);
  }

  private void open(int people) {
    window = SampleWindow.open(stage, people, 365);
    Bounds area = Fx.get(() -> window.rows().lookup(".lanes").getLayoutBounds());
    lanes = Fx.get(() -> picture(area.getWidth(), area.getHeight()));
    rows = Fx.get(() -> picture(window.rows().getLayoutBounds().getWidth(), area.getHeight()));
  }

  private void frames(int people) {
    open(people);
    Rectangle pixel = new Rectangle(1, 1);
    Scene empty = Fx.get(() -> new Scene(new Pane(pixel), 1600, 900));
    compare(
        "smallest frame: one pixel of an empty window",
        lanes,
        empty,
        i -> pixel.setFill(i % 2 == 0 ? Color.RED : Color.BLUE));
    Fx.run(() -> stage.setScene(window.scene));
    for (Duration length :
        List.of(
            Duration.ofHours(1), Duration.ofDays(1), Duration.ofDays(30), Duration.ofDays(365))) {
      String name = String.format(Locale.ROOT, "%,6d people × 365 days, %-8s", people, length);
      window.range(length);
      compare(name + " pan", lanes, i -> window.wheel(0, i % 16 < 8 ? 3 : -3, 0));
      window.range(length);
      IntConsumer scroll = i -> window.wheel(0, 0, i % 40 < 20 ? -27 : 27);
      compare(name + " scroll", lanes, scroll);
      compare(name + " scroll", rows, scroll);
      compare(name + " zoom", lanes, i -> window.wheel(1, 0, i % 16 < 8 ? 5 : -5));
      window.range(length);
      compare(name + " live tick", lanes, _ -> window.tick(1));
    }
  }

  @Test
  void aThousandChangesASecond() {
    open(10_000);
    window.range(Duration.ofDays(1));
    frames(120, _ -> window.pass(Duration.ofMillis(17), 17));
    long started = System.nanoTime();
    long render = renderTime();
    long process = processTime();
    int pulses = frames(600, _ -> window.pass(Duration.ofMillis(17), 17));
    double seconds = (System.nanoTime() - started) / 1e9;
    System.out.printf(
        Locale.ROOT,
        "1,000 changes/s on 10,000 rows: %.1f pulses/s, render thread %.1f %%, process %.1f %%%n",
        pulses / seconds,
        (renderTime() - render) / 1e7 / seconds,
        (processTime() - process) / 1e7 / seconds);
  }

  @Test
  void bytesAnInterval() {
    long before = usedMemory();
    List<PresenceTimeline> lanes = SampleWindow.lanes(1_000, 365);
    long used = usedMemory() - before;
    long intervals = lanes.stream().mapToLong(PresenceTimeline::size).sum();
    System.out.printf(
        Locale.ROOT,
        "%,d intervals: %.2f bytes an interval%n",
        intervals,
        used / (double) intervals);
  }

  private static long usedMemory() {
    var memory = ManagementFactory.getMemoryMXBean();
    memory.gc();
    return memory.getHeapMemoryUsage().getUsed();
  }

  @Test
  void idleWith500People() throws InterruptedException {
    open(500);
    window.range(Duration.ofDays(1));
    // The code of a program that idles all day is compiled.
    frames(3_600, i -> window.pass(Duration.ofSeconds(1), i % 8 == 0 ? 1 : 0));
    for (int i = 0; i < 10; i++) {
      idleSecond();
    }
    long process = processTime();
    long started = System.nanoTime();
    for (int i = 0; i < 30; i++) {
      idleSecond();
    }
    System.out.printf(
        Locale.ROOT,
        "%s, idle with 500 people: %.2f %% of a core%n",
        PLATFORM,
        (processTime() - process) * 100.0 / (System.nanoTime() - started));
  }

  /// A second with the rate of changes of 500 people, one in eight seconds.
  private void idleSecond() throws InterruptedException {
    second++;
    window.pass(Duration.ofSeconds(1), second % 8 == 0 ? 1 : 0);
    Thread.sleep(1000);
  }

  /// A window with one picture that is filled anew in each frame.
  private record RawPicture(Scene scene, PixelBuffer<IntBuffer> pixels) {
    void fill(int frame) {
      Arrays.fill(pixels.getBuffer().array(), 0xff000000 | frame * 7919);
      pixels.updateBuffer(_ -> null);
    }
  }

  private static RawPicture picture(double width, double height) {
    int[] pixels = new int[(int) width * (int) height];
    var buffer =
        new PixelBuffer<>(
            (int) width, (int) height, IntBuffer.wrap(pixels), PixelFormat.getIntArgbPreInstance());
    var pane = new Pane(new ImageView(new WritableImage(buffer)));
    return new RawPicture(new Scene(pane, 1600, 900), buffer);
  }

  private void compare(String name, RawPicture raw, IntConsumer step) {
    compare(name, raw, window.scene, step);
  }

  private void compare(String name, RawPicture raw, Scene scene, IntConsumer step) {
    if (!name.matches(System.getProperty("rollcall.bench.frames", ".*"))) {
      return;
    }
    double[] ours = new double[ROUNDS];
    double[] floor = new double[ROUNDS];
    Fx.run(() -> stage.setScene(scene));
    frames(WARM_UP, step);
    double[] render = new double[ROUNDS];
    double[] garbage = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      Fx.run(() -> stage.setScene(raw.scene));
      floor[round] = cpu(raw::fill);
      Fx.run(() -> stage.setScene(scene));
      long before = renderTime();
      long garbageBefore = garbageTime();
      ours[round] = cpu(step);
      render[round] = (renderTime() - before) / 1e6 / FRAMES;
      garbage[round] = (garbageTime() - garbageBefore) / 1e6 / FRAMES;
    }
    System.out.printf(
        Locale.ROOT,
        "%s (%d × %d) %-46s raw %5.2f ms  ours %5.2f ms (rendering %5.2f, garbage %5.2f)  %.2f ×%n",
        PLATFORM,
        raw.pixels.getWidth(),
        raw.pixels.getHeight(),
        name,
        median(floor),
        median(ours),
        median(render),
        median(garbage),
        median(ours) / median(floor));
  }

  private double cpu(IntConsumer step) {
    frames(5, step);
    long before = processTime();
    frames(FRAMES, step);
    return (processTime() - before) / 1e6 / FRAMES;
  }

  /// Calls this once a pulse, and returns after as many pulses.
  private static int frames(int count, IntConsumer step) {
    var done = new CompletableFuture<Integer>();
    Fx.run(() ->
        new AnimationTimer() {
          private int frame;

          @Override
          public void handle(long nanos) {
            if (frame == count) {
              stop();
              done.complete(count);
            } else {
              step.accept(frame++);
            }
          }
        }.start());
    return done.join();
  }

  /// The CPU time of all threads but the compiler's in nanoseconds, from the scheduler: that of the
  /// Java runtime has a resolution of ten milliseconds.
  private static long processTime() {
    return time(name -> !name.contains("CompilerThre"));
  }

  private static long time(Predicate<String> name) {
    try (Stream<Path> threads = Files.list(Path.of("/proc/self/task"))) {
      return threads
          .filter(thread -> name.test(threadName(thread)))
          .mapToLong(PresenceBenchTest::threadTime)
          .sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String threadName(Path thread) {
    try {
      return Files.readString(thread.resolve("comm"));
    } catch (IOException e) {
      return ""; // The thread has ended.
    }
  }

  private static long threadTime(Path thread) {
    try {
      return Long.parseLong(Files.readString(thread.resolve("schedstat")).split(" ")[0]);
    } catch (IOException e) {
      return 0; // The thread has ended.
    }
  }

  private static long renderTime() {
    return time(name -> name.startsWith("QuantumRenderer"));
  }

  private static long garbageTime() {
    return time(name -> name.startsWith("G1") || name.startsWith("GC"));
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
