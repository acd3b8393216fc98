package rollcall.ui.presence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.DoubleStream;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.geometry.Bounds;
import javafx.scene.Cursor;
import javafx.scene.Group;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.PickResult;
import javafx.scene.input.ScrollEvent;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import rollcall.presence.Cause;
import rollcall.presence.Sighting;
import rollcall.presence.UserId;
import rollcall.testkit.Fx;
import rollcall.testkit.FxExtension;
import rollcall.testkit.RecordedActions;
import rollcall.testkit.RecordedCommands;
import rollcall.ui.controls.AppTheme;
import rollcall.ui.text.Messages;
import rollcall.ui.text.TimeConventions;
import rollcall.ui.timeline.Axis;
import rollcall.ui.timeline.AxisView;
import rollcall.ui.timeline.RangeUnit;
import rollcall.ui.timeline.RecentRange;
import rollcall.ui.timeline.RowDensity;
import rollcall.ui.timeline.SampleTimelines;
import rollcall.ui.timeline.TimeWindow;

/// Mouse, wheel and keys on the rows and the time axis, as the table of requirements lists them.
@ExtendWith(FxExtension.class)
class PresenceInputTest {
  private static final Instant NOW = SampleTimelines.NOW;

  private PresenceScreenModel screen;
  private TimelineModel model;
  private Scene scene;
  private RowsPane lanes;
  private Stage stage;

  @Start
  void start(Stage first) {
    AppTheme.apply(false);
    stage = first;
    screen = new PresenceScreenModel(SampleModels.presence(24));
    screen.follow();
    model = screen.timeline();
    PresenceView view = SampleModels.view(screen, new RecordedCommands(), new RecordedActions());
    view.follow();
    scene = new Scene(view, 960, 460);
    lanes = Fx.find(scene.getRoot(), "presence-rows", RowsPane.class);
    stage.setScene(scene);
    stage.setX(0);
    stage.setY(0);
    stage.setWidth(960);
    stage.setHeight(460);
    stage.show();
    lanes.requestFocus();
  }

  @Test
  void draggingMovesTheTimeAndTheRowsUnderAClosedHand() {
    Fx.run(() -> model.show(RecentRange.LAST_24_HOURS));
    TimeWindow before = model.window().get();
    Instant grabbed = Fx.get(() -> lanes.geometry().timeAt(500));
    UserId first = model.rows().getFirst().user();
    Fx.run(() -> {
      mouse(MouseEvent.MOUSE_PRESSED, 500, 200).fire();
      mouse(MouseEvent.MOUSE_DRAGGED, 600, 140).fire();
    });
    assertEquals(Cursor.CLOSED_HAND, lanes.getCursor());
    Fx.run(() -> mouse(MouseEvent.MOUSE_RELEASED, 600, 140).fire());
    assertNull(lanes.getCursor());
    assertEquals(before.length(), model.window().get().length());
    long shift =
        Duration.between(grabbed, Fx.get(() -> lanes.geometry().timeAt(600))).abs().toSeconds();
    assertTrue(shift < before.length().toSeconds() / 1000, "shift: " + shift);
    assertNotEquals(
        first, Fx.get(() -> lanes.geometry().laneAt(AxisView.HEIGHT + 1).orElseThrow().user()));
  }

  @Test
  void theMiddleButtonDragsToo() {
    TimeWindow before = model.window().get();
    Fx.run(() -> {
      mouse(MouseEvent.MOUSE_PRESSED, 500, 150).middle().fire();
      mouse(MouseEvent.MOUSE_DRAGGED, 600, 150).middle().fire();
      mouse(MouseEvent.MOUSE_RELEASED, 600, 150).middle().fire();
    });
    assertTrue(model.window().get().from().isBefore(before.from()));
    assertEquals(before.length(), model.window().get().length());
    assertNull(screen.range().range().get());
    assertNull(model.selection().person().get());
  }

  @Test
  void draggingTheAxisMovesTheTime() {
    TimeWindow before = model.window().get();
    Fx.run(() -> {
      mouse(MouseEvent.MOUSE_PRESSED, 500, 10).fire();
      mouse(MouseEvent.MOUSE_DRAGGED, 600, 10).fire();
      mouse(MouseEvent.MOUSE_RELEASED, 600, 10).fire();
    });
    assertTrue(model.window().get().from().isBefore(before.from()));
  }

  @Test
  void shiftDraggingTheAxisChoosesARange() {
    Instant from = Fx.get(() -> lanes.geometry().timeAt(500));
    Fx.run(() -> {
      mouse(MouseEvent.MOUSE_PRESSED, 500, 10).shift().fire();
      mouse(MouseEvent.MOUSE_DRAGGED, 560, 10).shift().fire();
      mouse(MouseEvent.MOUSE_RELEASED, 560, 10).shift().fire();
    });
    assertEquals(from, range().from());
  }

  @Test
  void aDiagonalGestureKeepsTheDirectionOfItsStart() {
    TimeWindow before = model.window().get();
    Fx.run(() -> {
      scroll(ScrollEvent.SCROLL_STARTED, 0, 0, false);
      scroll(ScrollEvent.SCROLL, 2, -9, false);
      scroll(ScrollEvent.SCROLL, 30, -10, false);
      scroll(ScrollEvent.SCROLL_FINISHED, 0, 0, false);
      scroll(ScrollEvent.SCROLL, 30, -10, true);
    });
    assertEquals(before, model.window().get());
    Fx.run(() -> {
      scroll(ScrollEvent.SCROLL_STARTED, 0, 0, false);
      scroll(ScrollEvent.SCROLL, 9, -2, false);
      scroll(ScrollEvent.SCROLL, 10, -90, false);
      scroll(ScrollEvent.SCROLL_FINISHED, 0, 0, false);
    });
    double expected = 19 / lanes.geometry().columns().get().plot() * before.length().toSeconds();
    double moved = Duration.between(model.window().get().from(), before.from()).toMillis() / 1000.0;
    assertEquals(expected, moved, 1);
    Fx.run(() -> scroll(ScrollEvent.SCROLL, 1, -40, false));
    assertEquals(before.length(), model.window().get().length());
  }

  @Test
  void controlClickChoosesPeopleToCompare() {
    Fx.run(() -> {
      mouse(MouseEvent.MOUSE_CLICKED, 60, AxisView.HEIGHT + 13).control().fire();
      mouse(MouseEvent.MOUSE_CLICKED, 60, AxisView.HEIGHT + 67).control().fire();
    });
    List<UserId> expected = List.of(model.rows().get(0).user(), model.rows().get(2).user());
    assertEquals(expected, List.copyOf(screen.chosen()));
    assertNull(model.selection().person().get());
    Fx.run(() -> mouse(MouseEvent.MOUSE_CLICKED, 60, AxisView.HEIGHT + 13).control().fire());
    assertEquals(List.of(expected.getLast()), List.copyOf(screen.chosen()));
  }

  @Test
  void theTooltipAppearsAfterADelayAndControlFreezesIt() {
    double y = AxisView.HEIGHT + 40;
    Fx.run(() -> mouse(MouseEvent.MOUSE_MOVED, 500, y).fire());
    assertFalse(Fx.get(() -> tooltip().isVisible()));
    Fx.await(() -> tooltip().isVisible());
    String text = tooltip().getText();
    double x = tooltip().getLayoutX();
    Fx.run(() -> mouse(MouseEvent.MOUSE_MOVED, 400, y + 81).control().fire());
    assertEquals(text, tooltip().getText());
    assertEquals(x, tooltip().getLayoutX());
    assertTrue(tooltip().isVisible());
    Fx.run(() -> mouse(MouseEvent.MOUSE_MOVED, 400, y + 81).fire());
    assertNotEquals(text, tooltip().getText());
    assertTrue(tooltip().isMouseTransparent());
  }

  @Test
  void aKeyHidesTheTooltipUntilThePointerMoves(FxRobot robot) {
    double y = AxisView.HEIGHT + 40;
    for (double x : new double[] {60, 500}) {
      Fx.run(() -> mouse(MouseEvent.MOUSE_MOVED, x, y).fire());
      Fx.await(() -> tooltip().isVisible());
      robot.type(KeyCode.ESCAPE);
      Fx.run(() -> screen.presence().tick(screen.presence().now().get().plusSeconds(60)));
      assertFalse(Fx.get(() -> tooltip().isVisible()));
      Fx.run(() -> mouse(MouseEvent.MOUSE_MOVED, x + 1, y).fire());
      Fx.await(() -> tooltip().isVisible());
    }
  }

  @Test
  void theTooltipOfAStateFollowsTheRowsThatScrollUnderThePointer() {
    double y = AxisView.HEIGHT + 40;
    Fx.run(() -> mouse(MouseEvent.MOUSE_MOVED, 60, y).fire());
    Fx.await(() -> tooltip().isVisible());
    String before = tooltip().getText();
    Fx.run(() -> lanes.scrollRows(60));
    String name =
        Fx.get(() -> lanes.geometry().nameAt(60, y).orElseThrow().state().person().name());
    assertFalse(before.startsWith(name));
    assertTrue(Fx.get(() -> tooltip().getText()).startsWith(name), name);
  }

  @Test
  void theTooltipIsAboveThePointerAndTurnsAtTheEdges() {
    double low = AxisView.HEIGHT + 240;
    Bounds above = tooltipAt(400, low);
    assertTrue(above.getMaxY() < low && above.getMinX() > 400, above.toString());
    double high = AxisView.HEIGHT + 5;
    Bounds below = tooltipAt(400, high);
    assertTrue(below.getMinY() > high, below.toString());
    double right = Fx.get(() -> lanes.geometry().columns().get().right()) - 2;
    Bounds beside = tooltipAt(right, low);
    assertTrue(beside.getMaxX() <= lanes.getWidth(), beside.toString());
  }

  private Bounds tooltipAt(double x, double y) {
    Fx.run(() -> {
      lanes.pointer().clear();
      lanes.pointer().describe(60, y);
      lanes.pointer().clear();
      TimelineTooltip shown = tooltip();
      shown.show(List.of("A line that is long enough to be wide", "Another"), x, y, lanes);
    });
    return Fx.get(() -> tooltip().getBoundsInParent());
  }

  @Test
  void aClickOnADayLabelChoosesTheDay() {
    Fx.run(() -> model.show(RangeUnit.WEEK, LocalDate.of(2026, 9, 17)));
    Instant day = Instant.parse("2026-09-14T22:00:00Z");
    Fx.run(() -> mouse(MouseEvent.MOUSE_CLICKED, xOf(day), 15).fire());
    assertEquals(new TimeRangeSelection.Range(day, day.plus(Duration.ofDays(1))), range());
    assertEquals(RangeUnit.WEEK, model.unit().get());
    Fx.run(() -> screen.range().clear());
    // Between two labels, nothing is chosen.
    double between =
        DoubleStream.iterate(xOf(day), x -> x + 1)
            .filter(x -> lanes.labelAt(x).isEmpty())
            .findFirst()
            .orElseThrow();
    Fx.run(() -> mouse(MouseEvent.MOUSE_CLICKED, between, 15).fire());
    assertNull(screen.range().range().get());
  }

  @Test
  void theLabelOfADayAmongHoursStandsForTheDay() {
    Fx.run(() ->
        model.show(Instant.parse("2026-09-15T18:00:00Z"), Instant.parse("2026-09-16T12:00:00Z")));
    Instant day = Instant.parse("2026-09-15T22:00:00Z");
    Fx.run(() -> mouse(MouseEvent.MOUSE_CLICKED, xOf(day), 15).fire());
    assertEquals(new TimeRangeSelection.Range(day, day.plus(Duration.ofDays(1))), range());
    Instant hour = day.plus(Duration.ofHours(3));
    Fx.run(() -> mouse(MouseEvent.MOUSE_CLICKED, xOf(hour), 15).fire());
    assertEquals(new TimeRangeSelection.Range(hour, hour.plus(Duration.ofHours(1))), range());
  }

  @Test
  void doubleClickOnTheAxisZoomsToTheDayAndThenToTheHour() {
    Fx.run(() -> model.show(RangeUnit.WEEK, LocalDate.of(2026, 9, 17)));
    Instant day = Instant.parse("2026-09-14T22:00:00Z");
    Fx.run(() -> mouse(MouseEvent.MOUSE_CLICKED, xOf(day), 15).twice().fire());
    assertEquals(RangeUnit.DAY, model.unit().get());
    assertEquals(LocalDate.of(2026, 9, 15), model.firstDay());
    assertNull(screen.range().range().get());
    Instant hour = Instant.parse("2026-09-15T08:00:00Z");
    double within = xOf(hour.plusSeconds(1_800));
    Fx.run(() -> mouse(MouseEvent.MOUSE_CLICKED, within, 15).twice().fire());
    assertEquals(new TimeWindow(hour, hour.plus(Duration.ofHours(1))), model.window().get());
  }

  @Test
  void theAxisHighlightsTheUnitUnderThePointer() {
    Node unit = lanes.lookup(".timeline-unit");
    Instant hour = Instant.parse("2026-09-17T08:00:00Z");
    double within = xOf(hour.plusSeconds(1_500));
    Fx.run(() -> mouse(MouseEvent.MOUSE_MOVED, within, 15).fire());
    assertTrue(unit.isVisible());
    double left = lanes.geometry().columns().get().left();
    assertEquals(xOf(hour) - left, unit.getLayoutX(), 1);
    assertEquals(xOf(hour.plusSeconds(3_600)) - xOf(hour), unit.getLayoutBounds().getWidth(), 1.5);
    Fx.run(() -> mouse(MouseEvent.MOUSE_MOVED, within, 60).fire());
    assertFalse(unit.isVisible());
  }

  @Test
  void theTextOfARowEndsOnTheHeadersOfTheColumns() {
    Fx.run(() -> mouse(MouseEvent.MOUSE_MOVED, 60, 100).fire());
    Fx.await(() -> tooltip().isVisible());
    assertTrue(screen.pointerOverRows().get());
    Node header = Fx.find(scene.getRoot(), "sort-name", Node.class);
    Fx.run(() -> Event.fireEvent(header, moved()));
    assertFalse(tooltip().isVisible());
    assertFalse(screen.pointerOverRows().get());
  }

  private static MouseEvent moved() {
    return new MouseEvent(
        MouseEvent.MOUSE_MOVED,
        5,
        5,
        5,
        5,
        MouseButton.NONE,
        0,
        false,
        false,
        false,
        false,
        false,
        false,
        false,
        false,
        false,
        false,
        null);
  }

  @Test
  void theTimeAtThePointerHidesTheLabelsUnderIt() {
    Label label =
        lanes.lookupAll(".timeline-tick").stream()
            .map(Label.class::cast)
            .filter(one -> one.isVisible() && one.getOpacity() > 0)
            .findFirst()
            .orElseThrow();
    double x = lanes.geometry().columns().get().left() + label.getBoundsInParent().getCenterX();
    Fx.run(() -> mouse(MouseEvent.MOUSE_MOVED, x, 100).fire());
    assertEquals(0, label.getOpacity());
    Fx.run(() -> mouse(MouseEvent.MOUSE_MOVED, x + 200, 100).fire());
    assertEquals(1, label.getOpacity());
  }

  @Test
  void pagesAndEndsOfTheRows(FxRobot robot) {
    robot.push(KeyCode.CONTROL, KeyCode.END);
    assertEquals(model.rows().getLast().user(), selected());
    robot.push(KeyCode.CONTROL, KeyCode.HOME);
    assertEquals(model.rows().getFirst().user(), selected());
    int page = Fx.get(() -> lanes.geometry().rowsShown());
    robot.type(KeyCode.PAGE_DOWN);
    assertEquals(model.rows().get(page).user(), selected());
    robot.type(KeyCode.PAGE_UP);
    assertEquals(model.rows().getFirst().user(), selected());
  }

  @Test
  void homeIsTheStartOfTodayAndEndFollowsNow(FxRobot robot) {
    Fx.run(() ->
        model.show(Instant.parse("2026-09-10T08:00:00Z"), Instant.parse("2026-09-10T16:00:00Z")));
    robot.type(KeyCode.HOME);
    assertEquals(Instant.parse("2026-09-16T22:00:00Z"), model.window().get().from());
    assertEquals(Duration.ofHours(8), model.window().get().length());
    robot.type(KeyCode.END);
    assertTrue(model.following().get());
    assertTrue(model.window().get().holds(NOW));
  }

  @Test
  void controlArrowsMoveByAQuarterOrADayAndAltArrowsGoBack(FxRobot robot) {
    Fx.run(() -> model.show(RecentRange.LAST_24_HOURS));
    TimeWindow start = model.window().get();
    robot.push(KeyCode.CONTROL, KeyCode.LEFT);
    TimeWindow quarter = start.moved(TimeWindow.times(start.length(), -0.25));
    assertEquals(quarter, model.window().get());
    robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.LEFT);
    assertEquals(quarter.moved(Duration.ofDays(-1)), model.window().get());
    robot.push(KeyCode.ALT, KeyCode.LEFT);
    assertEquals(start, model.window().get());
    robot.push(KeyCode.ALT, KeyCode.RIGHT);
    assertEquals(quarter.moved(Duration.ofDays(-1)), model.window().get());
    robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.RIGHT);
    robot.push(KeyCode.CONTROL, KeyCode.RIGHT);
    assertEquals(start, model.window().get());
  }

  @Test
  void zOpensTheMenuOfTheZones(FxRobot robot) {
    MenuButton zone = Fx.find(scene.getRoot(), "zone", MenuButton.class);
    robot.type(KeyCode.Z);
    assertTrue(zone.isShowing());
    Fx.run(zone::hide);
  }

  @Test
  void bracketsMoveToTheNextChangeOfAnyRowOnlyWhileTheRowsHaveTheFocus(FxRobot robot) {
    Fx.run(() -> Fx.find(scene.getRoot(), "range-day", Node.class).requestFocus());
    robot.write("]");
    assertNull(model.selection().person().get());
    Fx.run(lanes::requestFocus);
    robot.write("]");
    Instant first = Objects.requireNonNull(model.selection().start().get());
    robot.write("]");
    assertFalse(Objects.requireNonNull(model.selection().start().get()).isBefore(first));
  }

  @Test
  void escapeClearsTheRangeBeforeASelectedGroup(FxRobot robot) {
    Fx.run(() -> {
      screen.grouping().set(SampleModels.byLetter(screen.presence(), "A", "K"));
      screen.move(1);
      screen.range().choose(NOW.minusSeconds(7200), NOW.minusSeconds(3600));
    });
    assertTrue(screen.selectedGroup().get() != null);
    robot.type(KeyCode.ESCAPE);
    assertNull(screen.range().range().get());
    assertTrue(screen.selectedGroup().get() != null);
    robot.type(KeyCode.ESCAPE);
    assertNull(screen.selectedGroup().get());
  }

  @Test
  void escapeClearsTheRangeThenTheIntervalThenThePersonThenTheComparison(FxRobot robot) {
    robot.type(KeyCode.DOWN, KeyCode.SPACE, KeyCode.DOWN, KeyCode.SPACE, KeyCode.LEFT);
    Fx.run(() -> screen.comparing().set(true));
    robot.push(KeyCode.SHIFT, KeyCode.LEFT);
    assertTrue(screen.range().range().get() != null);
    robot.type(KeyCode.ESCAPE);
    assertNull(screen.range().range().get());
    assertTrue(Fx.get(() -> model.selection().span().isPresent()));
    robot.type(KeyCode.ESCAPE);
    assertFalse(Fx.get(() -> model.selection().span().isPresent()));
    robot.type(KeyCode.ESCAPE);
    assertNull(selected());
    assertEquals(2, screen.items().size());
    robot.type(KeyCode.ESCAPE);
    assertEquals(24, screen.items().size());
    TimeWindow before = model.window().get();
    robot.type(KeyCode.ESCAPE);
    assertEquals(before, model.window().get());
  }

  @Test
  void theThreeRowHeights() {
    for (RowDensity density : RowDensity.values()) {
      Fx.run(() -> model.density().set(density));
      double second = Fx.get(() -> row(1).getBoundsInParent().getMinY());
      double first = Fx.get(() -> row(0).getBoundsInParent().getMinY());
      assertEquals(density.rowHeight(), second - first, density.name());
    }
    assertEquals(22, RowDensity.COMPACT.rowHeight());
    assertEquals(27, RowDensity.NORMAL.rowHeight());
    assertEquals(36, RowDensity.COMFORTABLE.rowHeight());
  }

  @Test
  void theOverlayIsDrawnInTheOrderOfTheDesign() {
    Fx.run(() ->
        model.show(Instant.parse("2026-03-28T20:00:00Z"), Instant.parse("2026-03-29T20:00:00Z")));
    LaneOverlay overlay = Fx.get(() -> new LaneOverlay());
    Fx.run(() -> {
      var window =
          new TimeWindow(
              Instant.parse("2026-03-28T20:00:00Z"), Instant.parse("2026-03-29T20:00:00Z"));
      overlay.resize(500, 100);
      overlay.show(
          window,
          NOW,
          List.of(new LaneOverlay.Band(0, 100)),
          Axis.of(window, SampleTimelines.BERLIN, 500, Locale.ROOT));
    });
    List<String> order =
        Fx.get(() ->
            overlay.getChildrenUnmodifiable().stream()
                .map(node -> node.getStyleClass().getLast().replace("timeline-", ""))
                .toList());
    assertEquals(
        List.of("unit", "range", "selection", "crosshair", "shift", "now", "shift-label"), order);
  }

  @Test
  void theActionsOfARangeDoNotCoverTheSelectedRow() {
    Fx.run(() -> screen.range().choose(NOW.minusSeconds(7200), NOW.minusSeconds(3600)));
    Node actions = lanes.lookup("#range-actions");
    double above = Fx.get(actions::getLayoutY);
    Fx.run(() -> model.selection().person().set(model.rows().getFirst().user()));
    assertTrue(Fx.get(actions::getLayoutY) > above + 100);
    Fx.run(() -> model.selection().person().set(model.rows().get(5).user()));
    assertEquals(above, Fx.get(actions::getLayoutY));
  }

  @Test
  void theBadgeOfTheCurrentTimeDoesNotHideTheNameOfADay() {
    AxisView axis = new AxisView();
    Instant sunday = Instant.parse("2026-11-21T23:00:00Z");
    var week = new TimeWindow(sunday, sunday.plus(Duration.ofDays(7)));
    Fx.run(() -> {
      // Labels have a width within a scene only.
      var scene = new Scene(new Group(axis));
      scene.getStylesheets().setAll(stage.getScene().getStylesheets());
      axis.resize(672, AxisView.HEIGHT);
      axis.show(Axis.of(week, SampleTimelines.BERLIN, 672, Locale.ROOT), week);
    });
    assertEquals(List.of(-14.0), positions(axis, "Sun 22"), "it begins where the lanes begin");
    assertEquals(List.of(), positions(axis, "00"));
    // Tuesday 16:45: around it, the badge would cover a part of "Wed 25", at its left only "12".
    assertEquals(218, axis.leftOfBadge(259, 40));
    assertEquals(4, axis.leftOfBadge(24, 40), "no label is near: around it");
    Fx.run(() -> {
      var day = new TimeWindow(sunday, sunday.plus(Duration.ofDays(1)));
      axis.show(Axis.of(day, SampleTimelines.BERLIN, 672, Locale.ROOT), day);
    });
    assertEquals(1, positions(axis, "00").size(), "the title names the only day");
  }

  @Test
  void labelsOfATwelveHourClockHideNoneOfTheirNeighbors() {
    Messages.use(TimeConventions.USUAL.withClock(TimeConventions.Clock.HOURS_12).in(Locale.US));
    Instant start = Instant.parse("2026-11-17T10:17:00Z");
    for (long seconds = 600; seconds < Duration.ofDays(9).toSeconds(); seconds += seconds / 7) {
      var window = new TimeWindow(start, start.plusSeconds(seconds));
      AxisView axis = new AxisView();
      Fx.run(() -> {
        var scene = new Scene(new Group(axis));
        scene.getStylesheets().setAll(stage.getScene().getStylesheets());
        axis.resize(800, AxisView.HEIGHT);
        axis.show(Axis.of(window, SampleTimelines.BERLIN, 800, Locale.US), window);
      });
      List<Node> hidden =
          axis.getChildrenUnmodifiable().stream()
              .filter(node -> node.getStyleClass().contains("timeline-tick"))
              .filter(node -> !node.isVisible())
              .toList();
      // Beside a day and at the right end, where the window cuts it.
      assertTrue(
          hidden.size() <= 1 + 2 * axis.lookupAll(".timeline-band").size(), seconds + " " + hidden);
    }
  }

  @AfterEach
  void english() {
    Messages.use(Locale.ENGLISH);
  }

  private static List<Double> positions(AxisView axis, String text) {
    return axis.getChildrenUnmodifiable().stream()
        .filter(node -> node instanceof Label label && label.getText().equals(text))
        .filter(Node::isVisible)
        .map(Node::getLayoutX)
        .toList();
  }

  @Test
  void aMinimizedWindowIsNotPainted() {
    Label flag = (Label) lanes.lookup(".timeline-now-flag");
    String before = flag.getText();
    int painted = Fx.get(this::lanePixels);
    Fx.run(() -> stage.setIconified(true));
    Fx.run(() -> {
      UserId first = model.rows().getFirst().user();
      var cut = Sighting.unknown(first, NOW.minusSeconds(3600), Cause.DISCONNECTED);
      model.rows().getFirst().timeline().add(cut);
      model.lanesChanged();
      screen.presence().tick(NOW.plusSeconds(120));
    });
    assertEquals(before, Fx.get(flag::getText));
    assertEquals(painted, Fx.get(this::lanePixels));
    Fx.run(() -> stage.setIconified(false));
    Fx.await(() -> !flag.getText().equals(before));
    assertNotEquals(painted, Fx.get(this::lanePixels));
  }

  /// The pixels of the upper lanes; a picture lays out the scene as the next frame does.
  private int lanePixels() {
    int x = (int) lanes.geometry().columns().get().left();
    int y = (int) (lanes.localToScene(0, 0).getY() + AxisView.HEIGHT);
    int width = (int) lanes.geometry().columns().get().plot();
    return Arrays.hashCode(Fx.picture(scene).getRGB(x, y, width, 120, null, 0, width));
  }

  @Test
  void draggingEndsAtTheEdgesOfTheRecordAndOfTheLanes() {
    Fx.run(() -> model.show(RecentRange.LAST_24_HOURS));
    Instant first = model.recordedSince().orElseThrow();
    Duration length = model.window().get().length();
    drag(100_000_000);
    assertEquals(first.minus(Duration.ofDays(1)), model.window().get().from());
    assertEquals(length, model.window().get().length());
    drag(-100_000_000);
    Instant last = model.window().get().to();
    assertEquals(Instant.parse("2026-09-17T22:00:00Z"), last, "the end of today");
    drag(-200);
    assertEquals(last, model.window().get().to());
    Fx.run(() -> {
      mouse(MouseEvent.MOUSE_PRESSED, 500, 150).shift().fire();
      mouse(MouseEvent.MOUSE_DRAGGED, 5_000, 150).shift().fire();
      mouse(MouseEvent.MOUSE_RELEASED, 5_000, 150).shift().fire();
    });
    assertEquals(NOW, range().to(), "no time to come");
    assertEquals(last, model.window().get().to());
    Fx.run(() -> {
      mouse(MouseEvent.MOUSE_PRESSED, 500, 150).shift().fire();
      mouse(MouseEvent.MOUSE_DRAGGED, -400, 150).shift().fire();
      mouse(MouseEvent.MOUSE_RELEASED, -400, 150).shift().fire();
    });
    assertEquals(model.window().get().from(), range().from());
  }

  private void drag(double by) {
    Fx.run(() -> {
      mouse(MouseEvent.MOUSE_PRESSED, 500, 150).fire();
      mouse(MouseEvent.MOUSE_DRAGGED, 500 + by, 150).fire();
      mouse(MouseEvent.MOUSE_RELEASED, 500 + by, 150).fire();
    });
  }

  private Node row(int index) {
    String name = model.rows().get(index).person().name();
    return lanes.lookupAll(".presence-row").stream()
        .filter(Node::isVisible)
        .filter(row -> ((Text) row.lookup(".row-name")).getText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private UserId selected() {
    return model.selection().person().get();
  }

  private TimeRangeSelection.Range range() {
    return Objects.requireNonNull(screen.range().range().get());
  }

  private TimelineTooltip tooltip() {
    return (TimelineTooltip) lanes.lookup(".timeline-tooltip");
  }

  private double xOf(Instant at) {
    RowColumns columns = lanes.geometry().columns().get();
    return columns.left() + model.window().get().partOf(at) * columns.plot();
  }

  private void scroll(EventType<ScrollEvent> type, double along, double across, boolean inertia) {
    Event.fireEvent(
        lanes,
        new ScrollEvent(
            type,
            500,
            250,
            500,
            250,
            false,
            false,
            false,
            false,
            true,
            inertia,
            along,
            across,
            along,
            across,
            ScrollEvent.HorizontalTextScrollUnits.NONE,
            0,
            ScrollEvent.VerticalTextScrollUnits.NONE,
            0,
            0,
            new PickResult(lanes, 500, 250)));
  }

  private Mouse mouse(EventType<MouseEvent> type, double x, double y) {
    return new Mouse(type, x, y);
  }

  /// Mouse event at a position of the rows, the primary button unless another is given.
  private final class Mouse {
    private final EventType<MouseEvent> type;
    private final double x;
    private final double y;
    private MouseButton button = MouseButton.PRIMARY;
    private boolean shift;
    private boolean control;
    private int clicks = 1;

    Mouse(EventType<MouseEvent> type, double x, double y) {
      this.type = type;
      this.x = x;
      this.y = y;
    }

    Mouse middle() {
      button = MouseButton.MIDDLE;
      return this;
    }

    Mouse shift() {
      shift = true;
      return this;
    }

    Mouse control() {
      control = true;
      return this;
    }

    Mouse twice() {
      clicks = 2;
      return this;
    }

    void fire() {
      boolean down = type == MouseEvent.MOUSE_PRESSED || type == MouseEvent.MOUSE_DRAGGED;
      boolean clicked = type == MouseEvent.MOUSE_CLICKED;
      double sceneX = lanes.localToScene(x, y).getX();
      double sceneY = lanes.localToScene(x, y).getY();
      Event.fireEvent(
          lanes,
          new MouseEvent(
              type,
              sceneX,
              sceneY,
              sceneX,
              sceneY,
              button,
              clicks,
              shift,
              control,
              false,
              false,
              down && button == MouseButton.PRIMARY,
              down && button == MouseButton.MIDDLE,
              false,
              false,
              false,
              clicked,
              new PickResult(lanes, sceneX, sceneY)));
    }
  }
}
