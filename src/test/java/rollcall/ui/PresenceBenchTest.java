package rollcall.ui;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.IntBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javafx.animation.AnimationTimer;
import javafx.event.Event;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.PickResult;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import rollcall.presence.Cause;
import rollcall.presence.Person;
import rollcall.presence.Presence;
import rollcall.presence.PresenceSnapshot;
import rollcall.presence.PresenceTimeline;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.settings.Settings;
import rollcall.testkit.FakeDesktop;
import rollcall.testkit.Fx;
import rollcall.testkit.RecordedCommands;
import rollcall.ui.controls.AppTheme;
import rollcall.ui.main.MainWindow;
import rollcall.ui.model.AboutModel;
import rollcall.ui.model.FxGate;
import rollcall.ui.model.PresenceFeed;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.model.SignInState;
import rollcall.ui.model.UserList;
import rollcall.watch.WatchList;
import rollcall.watch.WatchListState;
import rollcall.watch.WatchStatus;

/// CPU time of the whole process for a frame of the main window, 1,600 by 900 pixels, compared in
/// the same run with filling and showing the pixels of the same area. A frame is one input event or
/// one second of the record. Medians of A B A B.
///
/// `-Drollcall.bench.frames='.*PT24H.*pan'` chooses some of the frames.
@Tag("bench")
@ExtendWith(ApplicationExtension.class)
class PresenceBenchTest {
  private static final Instant START = Instant.parse("2025-09-17T00:00:00Z");
  private static final Instant NOW = START.plus(Duration.ofDays(365)).plusSeconds(54_432);
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final int ROUNDS = 5;
  private static final int FRAMES = 40;

  private Stage stage;
  private Scene floor;
  private Scene shown;
  private PixelBuffer<IntBuffer> floorPixels;
  private PresenceModel model;
  private PresenceFeed feed;
  private PresenceSnapshot snapshot = PresenceSnapshot.EMPTY;
  private Instant now = NOW;
  private MainWindow window;
  private List<UserId> users = List.of();

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
        window.dispose();
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

  private void frames(int people) {
    open(people);
    for (Duration length :
        List.of(
            Duration.ofHours(1), Duration.ofDays(1), Duration.ofDays(30), Duration.ofDays(365))) {
      String name = String.format(Locale.ROOT, "%,6d people × 365 days, %-8s", people, length);
      range(length);
      compare(name + " pan", i -> wheel(0, i % 16 < 8 ? 3 : -3, 0));
      range(length);
      compare(name + " scroll", i -> wheel(0, 0, i % 40 < 20 ? -27 : 27));
      compare(name + " zoom", i -> wheel(1, 0, i % 16 < 8 ? 5 : -5));
      range(length);
      compare(name + " live tick", _ -> tick(1));
    }
  }

  @Test
  void aThousandChangesASecond() {
    open(10_000);
    range(Duration.ofDays(1));
    frames(120, _ -> changes(17));
    long started = System.nanoTime();
    long render = renderTime();
    long process = processTime();
    int pulses = frames(600, _ -> changes(17));
    double seconds = (System.nanoTime() - started) / 1e9;
    System.out.printf(
        Locale.ROOT,
        "1,000 changes/s on 10,000 rows: %.1f pulses/s, render thread %.1f %%, process %.1f %%%n",
        pulses / seconds,
        (renderTime() - render) / 1e7 / seconds,
        (processTime() - process) / 1e7 / seconds);
  }

  @Test
  void idleWith500People() throws InterruptedException {
    open(500);
    range(Duration.ofDays(1));
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
        "idle with 500 people: %.2f %% of a core%n",
        (processTime() - process) * 100.0 / (System.nanoTime() - started));
  }

  /// A second with the rate of changes of 500 people, one in eight seconds.
  private void idleSecond() throws InterruptedException {
    now = now.plusSeconds(1);
    feed.onTick(now);
    if (now.getEpochSecond() % 8 == 0) {
      feed.onPresence(snapshot, change(1));
    }
    Thread.sleep(1000);
  }

  private void open(int people) {
    List<PresenceTimeline> lanes = lanes(people);
    users = lanes.stream().map(PresenceTimeline::user).toList();
    Fx.run(() -> {
      model = new PresenceModel(NOW, BERLIN);
      feed = new PresenceFeed(new FxGate(), model);
      model.settings(Settings.DEFAULT);
      model.signInState(
          new SignInState(SignInState.Kind.SLACK, new Workspace("T1", "Acme"), "rollcall"));
      window =
          new MainWindow(
              stage,
              model,
              new RecordedCommands(),
              new FakeDesktop(),
              new AboutModel("0.1.0", Path.of("history"), Path.of("settings"), null),
              new FxGate());
      shown = stage.getScene();
      stage.show();
    });
    Fx.run(() -> {
      List<Person> everyone =
          IntStream.range(0, people)
              .mapToObj(i -> {
                String name = "Person Number" + i;
                return new Person(users.get(i), name, name, "", BERLIN, false, false);
              })
              .toList();
      model.userList(new UserList(everyone, 0, UserList.State.COMPLETE));
      model.watchListState(WatchListState.of(WatchList.of(java.util.Set.copyOf(users))));
      model.onHistory(lanes);
      model.status(new WatchStatus.Live(people, NOW, NOW));
    });
    List<Sighting> last =
        lanes.stream()
            .map(lane ->
                Sighting.of(
                    lane.user(),
                    lane.presence(lane.size() - 1),
                    Instant.ofEpochSecond(lane.startSecond(lane.size() - 1)),
                    Source.RTM,
                    Cause.PRESENCE_CHANGE))
            .toList();
    snapshot = PresenceSnapshot.EMPTY.with(last);
    Fx.run(() -> model.addSightings(List.of(), snapshot));
    floor = Fx.get(this::floor);
  }

  private static List<PresenceTimeline> lanes(int people) {
    return IntStream.range(0, people)
        .parallel()
        .mapToObj(i -> {
          var random = new Random(i);
          var lane = new PresenceTimeline(new UserId("U" + i));
          for (Instant at = START;
              at.isBefore(NOW);
              at = at.plusSeconds(60 + random.nextInt(8_500))) {
            Presence presence =
                random.nextInt(20) == 0
                    ? Presence.UNKNOWN
                    : random.nextBoolean() ? Presence.ACTIVE : Presence.AWAY;
            lane.add(Sighting.of(lane.user(), presence, at, Source.RTM, Cause.PRESENCE_CHANGE));
          }
          return lane;
        })
        .toList();
  }

  /// A window with the area of the lanes, filled anew in each frame.
  private Scene floor() {
    Bounds lanes = rows().lookup(".lanes").getLayoutBounds();
    int width = (int) lanes.getWidth();
    int height = (int) lanes.getHeight();
    floorPixels =
        new PixelBuffer<>(
            width,
            height,
            IntBuffer.wrap(new int[width * height]),
            PixelFormat.getIntArgbPreInstance());
    return new Scene(new Pane(new ImageView(new WritableImage(floorPixels))), 1600, 900);
  }

  private void fill(int frame) {
    Arrays.fill(floorPixels.getBuffer().array(), 0xff000000 | frame * 7919);
    floorPixels.updateBuffer(_ -> null);
  }

  private void compare(String name, IntConsumer step) {
    if (!name.matches(System.getProperty("rollcall.bench.frames", ".*"))) {
      return;
    }
    double[] ours = new double[ROUNDS];
    double[] raw = new double[ROUNDS];
    Fx.run(() -> stage.setScene(shown));
    frames(120, step);
    double[] render = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      Fx.run(() -> stage.setScene(floor));
      raw[round] = cpu(this::fill);
      Fx.run(() -> stage.setScene(shown));
      long before = renderTime();
      ours[round] = cpu(step);
      render[round] = (renderTime() - before) / 1e6 / FRAMES;
    }
    System.out.printf(
        Locale.ROOT,
        "(%d × %d) %-46s raw %5.2f ms  ours %5.2f ms (rendering %5.2f)  %.2f ×%n",
        (int) floor.getRoot().getChildrenUnmodifiable().getFirst().getLayoutBounds().getWidth(),
        (int) floor.getRoot().getChildrenUnmodifiable().getFirst().getLayoutBounds().getHeight(),
        name,
        median(raw),
        median(ours),
        median(render),
        median(ours) / median(raw));
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

  private Node rows() {
    return shown.getRoot().lookup("#presence-rows");
  }

  /// Shows all, then the last part of it of this length.
  private void range(Duration length) {
    Fx.run(() -> {
      rows().requestFocus();
      for (var type : List.of(KeyEvent.KEY_TYPED)) {
        Event.fireEvent(
            rows(), new KeyEvent(type, "0", "", KeyCode.UNDEFINED, false, false, false, false));
      }
      double factor = length.toSeconds() / (double) Duration.ofDays(366).toSeconds();
      wheel(1, 0, -40 * Math.log(factor) / Math.log(1.25));
    });
  }

  /// @param control 1 with Ctrl
  private void wheel(int control, double along, double across) {
    Region target = (Region) rows();
    double x = target.getWidth() * 0.92;
    double y = 300;
    Point2D screen = target.localToScreen(x, y);
    Event.fireEvent(
        target,
        new ScrollEvent(
            ScrollEvent.SCROLL,
            x,
            y,
            screen.getX(),
            screen.getY(),
            false,
            control == 1,
            false,
            false,
            true,
            false,
            along,
            across,
            along,
            across,
            ScrollEvent.HorizontalTextScrollUnits.NONE,
            0,
            ScrollEvent.VerticalTextScrollUnits.NONE,
            0,
            0,
            new PickResult(target, x, y)));
  }

  private void tick(int changes) {
    now = now.plusSeconds(1);
    model.tick(now);
    model.addSightings(change(changes), snapshot);
  }

  private void changes(int count) {
    now = now.plusMillis(17);
    if (now.getNano() < 17_000_000) {
      feed.onTick(now);
    }
    feed.onPresence(snapshot, change(count));
  }

  private final Random random = new Random(7);

  private List<Sighting> change(int count) {
    List<Sighting> batch = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      // Half of them on the rows at the top.
      UserId user = users.get(random.nextInt(random.nextBoolean() ? 40 : users.size()));
      Presence presence =
          snapshot.of(user).orElseThrow().presence() == Presence.ACTIVE
              ? Presence.AWAY
              : Presence.ACTIVE;
      batch.add(Sighting.of(user, presence, now, Source.RTM, Cause.PRESENCE_CHANGE));
    }
    snapshot = snapshot.with(batch);
    return batch;
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

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
