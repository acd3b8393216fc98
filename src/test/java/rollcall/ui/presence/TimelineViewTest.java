package rollcall.ui.presence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.scene.AccessibleAttribute;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.PickResult;
import javafx.scene.input.ScrollEvent;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import rollcall.presence.Cause;
import rollcall.presence.Presence;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.testkit.Fx;
import rollcall.ui.controls.AppTheme;
import rollcall.ui.timeline.AxisView;
import rollcall.ui.timeline.Preset;
import rollcall.ui.timeline.SampleTimelines;
import rollcall.ui.timeline.TimeWindow;
import rollcall.ui.timeline.TimelineRow;

@ExtendWith(ApplicationExtension.class)
class TimelineViewTest {
  private static final Instant NOW = SampleTimelines.NOW;
  private static final double WIDTH = 960;

  private final AtomicInteger chosen = new AtomicInteger();
  private TimelineModel model;
  private Scene scene;
  private LanesPane lanes;

  @Start
  void start(Stage stage) {
    AppTheme.apply(false);
    model = new TimelineModel(NOW, SampleTimelines.BERLIN, Preset.TODAY);
    model.rows().setAll(SampleTimelines.rows(24));
    scene = new Scene(new TimelineView(model, chosen::incrementAndGet), WIDTH, 420);
    lanes = Fx.find(scene.getRoot(), "timeline-lanes", LanesPane.class);
    stage.setScene(scene);
    stage.setX(0);
    stage.setY(0);
    stage.show();
    lanes.requestFocus();
  }

  @Test
  void arrowKeysSelectAnIntervalAndTheDetailBarShowsIt(FxRobot robot) {
    robot.type(KeyCode.DOWN, KeyCode.LEFT);
    assertTrue(detail().startsWith("Grace Hopper  ·  ● Active"), detail());
    assertTrue(detail().contains("so far"), detail());
    String spoken = Fx.get(() -> (String) lanes.queryAccessibleAttribute(AccessibleAttribute.TEXT));
    assertTrue(spoken.startsWith("Grace Hopper   ● Active. Thu 17 Sep 2026"), spoken);
    robot.type(KeyCode.ESCAPE, KeyCode.ESCAPE);
    assertNull(model.selection().person().get());
  }

  @Test
  void symbolsZoomFitAndSelectChanges(FxRobot robot) {
    Duration day = model.window().get().length();
    robot.write("+");
    assertEquals(TimeWindow.times(day, 0.8), model.window().get().length());
    robot.write("-");
    assertEquals(day, model.window().get().length());
    robot.write("]");
    Instant first = Fx.get(() -> model.selection().span().orElseThrow().start());
    robot.write("]");
    assertTrue(Fx.get(() -> model.selection().span().orElseThrow().start()).isAfter(first));
    robot.write("0");
    assertTrue(model.window().get().length().compareTo(Duration.ofDays(30)) > 0);
    robot.type(KeyCode.T);
    assertEquals(Preset.TODAY, model.preset().get());
  }

  @Test
  void clickOnABarSelectsIt(FxRobot robot) {
    Instant middle = NOW.minusSeconds(600);
    robot.clickOn(xOf(middle), AxisView.HEIGHT + headerHeight() + 13);
    assertEquals(model.rows().getFirst().user(), model.selection().person().get());
    assertTrue(Fx.get(() -> model.selection().span().isPresent()));
  }

  @Test
  void clickInTheFutureSelectsNoInterval() {
    double soon = xOf(NOW) - lanes.getLayoutX() + 20;
    assertEquals(Optional.empty(), Fx.get(() -> lanes.spanAt(model.rows().getFirst(), soon)));
    double before = soon - 30;
    assertTrue(Fx.get(() -> lanes.spanAt(model.rows().getFirst(), before)).isPresent());
  }

  @Test
  void wheelScrollsTheRowsAndControlWheelZoomsAtThePointer() {
    TimeWindow before = model.window().get();
    scroll(300, 150, 0, -120, false, false);
    assertEquals(before, model.window().get());
    assertNotEquals(
        "Grace Hopper",
        Fx.get(() -> lanes.rowAt(AxisView.HEIGHT + 1).orElseThrow().person().name()));
    Instant anchor = Fx.get(() -> lanes.timeAt(300));
    scroll(300, 150, 0, 40, true, false);
    assertEquals(TimeWindow.times(before.length(), 0.8), model.window().get().length());
    double drift = before.partOf(anchor) - model.window().get().partOf(anchor);
    assertEquals(0, drift * LaneLayout.of(WIDTH).plot(), 0.5);
  }

  @Test
  void draggingBackPausesAndTheButtonJumpsToNow(FxRobot robot) {
    Fx.run(() -> model.show(Preset.LAST_24_HOURS));
    Button pill = Fx.find(scene.getRoot(), "timeline-paused", Button.class);
    assertFalse(pill.isVisible());
    drag(300, 150, 200);
    assertFalse(model.following().get());
    assertEquals("Paused at 17:07 · Jump to now (End)", pill.getText());
    robot.clickOn(pill);
    assertTrue(model.following().get());
    assertFalse(pill.isVisible());
  }

  @Test
  void changeIsPaintedAndGrowsWithTime() {
    TimelineRow grace = model.rows().getFirst();
    Fx.run(() -> model.zoomTo(NOW.minusSeconds(60), NOW.plusSeconds(30)));
    int active = 0xff0b6e4f;
    assertEquals(active, pixel(NOW.minusSeconds(5)));
    Fx.run(() -> {
      grace
          .timeline()
          .add(Sighting.of(grace.user(), Presence.AWAY, NOW, Source.RTM, Cause.PRESENCE_CHANGE));
      model.lanesChanged();
      model.now().set(NOW.plusSeconds(10));
    });
    assertEquals(0xfff4cf8b, pixel(NOW.plusSeconds(5)));
    Fx.run(() -> model.now().set(NOW.plusSeconds(20)));
    assertEquals(0xfff4cf8b, pixel(NOW.plusSeconds(15)));
    assertEquals(active, pixel(NOW.minusSeconds(5)));
  }

  @Test
  void legendHighlightsAStateAndRestoresAll(FxRobot robot) {
    ToggleButton away = Fx.find(scene.getRoot(), "timeline-legend-away", ToggleButton.class);
    assertTrue(away.getText().matches("Away  \\d+ h \\d+ min"), away.getText());
    robot.clickOn(away);
    assertEquals(Presence.AWAY, model.emphasis().get());
    robot.clickOn(away);
    assertNull(model.emphasis().get());
  }

  @Test
  void emptyTimelineOffersThePicker(FxRobot robot) {
    Fx.run(() -> model.rows().clear());
    robot.clickOn("#timeline-empty-action");
    assertEquals(1, chosen.get());
  }

  private String detail() {
    return Fx.get(() ->
        Fx.find(scene.getRoot(), "timeline-detail", Node.class).lookupAll(".label").stream()
            .filter(Node::isVisible)
            .map(label -> ((Label) label).getText())
            .collect(Collectors.joining(" ")));
  }

  private double xOf(Instant at) {
    LaneLayout columns = LaneLayout.of(WIDTH);
    return columns.left() + model.window().get().partOf(at) * columns.plot();
  }

  private double headerHeight() {
    return Fx.get(() -> lanes.localToScene(0, 0).getY());
  }

  /// A pixel near the bottom of the first lane's bar, within the height of an away bar.
  private int pixel(Instant at) {
    int x = (int) xOf(at);
    int y = (int) (headerHeight() + AxisView.HEIGHT) + 18;
    return Fx.get(() -> Fx.picture(scene).getRGB(x, y));
  }

  private void scroll(double x, double y, double dx, double dy, boolean control, boolean shift) {
    Fx.run(() ->
        Event.fireEvent(
            lanes,
            new ScrollEvent(
                ScrollEvent.SCROLL,
                x,
                y,
                x,
                y,
                shift,
                control,
                false,
                control,
                false,
                false,
                dx,
                dy,
                dx,
                dy,
                ScrollEvent.HorizontalTextScrollUnits.NONE,
                0,
                ScrollEvent.VerticalTextScrollUnits.NONE,
                0,
                0,
                new PickResult(lanes, x, y))));
  }

  private void drag(double x, double y, double by) {
    Fx.run(() -> {
      fire(MouseEvent.MOUSE_PRESSED, x, y, true);
      fire(MouseEvent.MOUSE_DRAGGED, x + by / 2, y, true);
      fire(MouseEvent.MOUSE_DRAGGED, x + by, y, true);
      fire(MouseEvent.MOUSE_RELEASED, x + by, y, false);
    });
  }

  private void fire(EventType<MouseEvent> type, double x, double y, boolean down) {
    var at = new PickResult(lanes, x, y);
    Event.fireEvent(
        lanes,
        new MouseEvent(
            type,
            x,
            y,
            x,
            y,
            MouseButton.PRIMARY,
            1,
            false,
            false,
            false,
            false,
            down,
            false,
            false,
            false,
            false,
            false,
            at));
  }
}
