package rollcall.ui;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import javafx.event.Event;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.PickResult;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
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
import rollcall.ui.model.FxExecutor;
import rollcall.ui.model.PresenceFeed;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.model.SignInState;
import rollcall.ui.model.UserList;
import rollcall.ui.model.Workspaces;
import rollcall.watch.WatchList;
import rollcall.watch.WatchListState;
import rollcall.watch.WatchStatus;

/// Main window with many people and a long history, random but the same for the same seed.
final class SampleWindow {
  static final Instant NOW = Instant.parse("2026-09-17T15:07:12Z");
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  final PresenceModel model;
  final PresenceFeed feed;
  final Scene scene;
  private final MainWindow window;
  private final List<UserId> users;
  private PresenceSnapshot snapshot = PresenceSnapshot.EMPTY;
  // Found once, so that a frame does not search for it.
  private Node rows;
  private Instant now = NOW;
  private final Random random = new Random(7);

  private SampleWindow(Stage stage, List<PresenceTimeline> lanes) {
    users = lanes.stream().map(PresenceTimeline::user).toList();
    model = new PresenceModel(NOW, BERLIN);
    feed = new PresenceFeed(new FxExecutor(), model);
    model.setSettings(Settings.DEFAULT);
    model.setSignInState(
        new SignInState(SignInState.Kind.SLACK, new Workspace("T1", "Acme"), "rollcall"));
    window =
        new MainWindow(
            stage,
            model,
            new RecordedCommands(),
            new FakeDesktop(),
            new AboutModel("0.1.0", Path.of("history"), Path.of("settings"), null),
            new Workspaces(model));
    scene = stage.getScene();
    stage.show();
  }

  /// Shows a main window in the light theme at the top left of a large screen. Thread: FX.
  static MainWindow show(
      Stage stage, PresenceModel model, RecordedCommands commands, FakeDesktop desktop) {
    Fx.screen(1920, 1200);
    AppTheme.apply(false);
    stage.setX(0);
    stage.setY(0);
    stage.setWidth(1280);
    stage.setHeight(800);
    MainWindow window =
        new MainWindow(
            stage,
            model,
            commands,
            desktop,
            new AboutModel("0.1.0", Path.of("history"), Path.of("settings"), null),
            new Workspaces(model));
    stage.show();
    return window;
  }

  /// Opens a window of 1,600 by 900 pixels. Thread: any but FX.
  static SampleWindow open(Stage stage, int people, int days) {
    List<PresenceTimeline> lanes = lanes(people, days);
    SampleWindow opened = Fx.get(() -> new SampleWindow(stage, lanes));
    Fx.run(() -> opened.fill(lanes));
    Fx.run(() -> opened.model.addSightings(List.of(), opened.snapshot));
    return opened;
  }

  private void fill(List<PresenceTimeline> lanes) {
    List<Person> everyone =
        IntStream.range(0, users.size())
            .mapToObj(i -> {
              String name = "Person Number" + i;
              return new Person(users.get(i), name, name, "", BERLIN, false, false);
            })
            .toList();
    model.setUserList(new UserList(everyone, 0, UserList.State.COMPLETE));
    model.setWatchListState(WatchListState.of(WatchList.of(Set.copyOf(users))));
    model.onHistory(lanes);
    model.setStatus(new WatchStatus.Live(users.size(), NOW, NOW));
    snapshot = PresenceSnapshot.EMPTY.with(lanes.stream().map(SampleWindow::last).toList());
  }

  private static Sighting last(PresenceTimeline lane) {
    return Sighting.of(
        lane.user(),
        lane.presence(lane.size() - 1),
        Instant.ofEpochSecond(lane.startSecond(lane.size() - 1)),
        Source.RTM,
        Cause.PRESENCE_CHANGE);
  }

  /// Closes the window. Thread: FX.
  void close() {
    window.dispose();
  }

  /// Timelines with a change each 72 minutes on average.
  static List<PresenceTimeline> lanes(int people, int days) {
    Instant start = NOW.minus(Duration.ofDays(days)).minusSeconds(54_432);
    return IntStream.range(0, people)
        .parallel()
        .mapToObj(i -> {
          var random = new Random(i);
          var lane = new PresenceTimeline(new UserId("U" + i));
          for (Instant at = start;
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

  /// The rows and their lanes.
  Node rows() {
    Node known = rows;
    if (known == null) {
      known = scene.getRoot().lookup("#presence-rows");
      rows = known;
    }
    return known;
  }

  /// Shows all, then the last part of it of this length.
  void range(Duration length) {
    Fx.run(() -> {
      rows().requestFocus();
      Event.fireEvent(
          rows(),
          new KeyEvent(KeyEvent.KEY_TYPED, "0", "", KeyCode.UNDEFINED, false, false, false, false));
      double factor = length.toSeconds() / (double) Duration.ofDays(366).toSeconds();
      wheel(1, 0, -40 * Math.log(factor) / Math.log(1.25));
    });
  }

  /// Turns the wheel over the lanes. Thread: FX.
  ///
  /// @param control 1 with Ctrl
  void wheel(int control, double along, double across) {
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

  /// One second and this many changes, within the current pulse. Thread: FX.
  void tick(int changes) {
    now = now.plusSeconds(1);
    model.tick(now);
    model.addSightings(change(changes), snapshot);
  }

  /// Time that passes, and changes during it, as they come from the watcher.
  void pass(Duration time, int changes) {
    Instant before = now;
    now = now.plus(time);
    if (now.getEpochSecond() != before.getEpochSecond()) {
      feed.onTick(now);
    }
    if (changes > 0) {
      List<Sighting> batch = change(changes);
      feed.onPresence(snapshot, batch);
    }
  }

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
}
