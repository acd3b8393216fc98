package rollcall.ui.presence;

import java.time.Instant;
import java.util.Optional;
import javafx.scene.Cursor;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ScrollBar;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.input.ZoomEvent;
import org.jspecify.annotations.Nullable;
import rollcall.presence.Span;
import rollcall.ui.timeline.AxisView;
import rollcall.ui.timeline.TimeWindow;
import rollcall.ui.timeline.TimelineRow;

/// Mouse, wheel and touchpad control of the timeline. Thread: FX.
///
/// The wheel scrolls the rows, because the lanes are a list; it zooms with Ctrl (⌘) or over the
/// time axis. Shift, a tilted wheel or dragging moves in time.
final class TimelineMouse {
  private static final double NOTCH = 40;
  private static final double STEP = 1.25;

  private final PresenceScreenModel screen;
  private final TimelineModel model;
  private final RowsPane pane;
  private final RowGeometry geometry;
  private Instant pinched;
  private @Nullable Instant rangeStart;
  private boolean gesture;
  private @Nullable Boolean gestureAlong;
  private double lastX;
  private double lastY;

  TimelineMouse(PresenceScreenModel screen, RowsPane pane) {
    this.screen = screen;
    this.model = screen.timeline();
    this.pane = pane;
    this.geometry = pane.geometry();
    this.pinched = model.now().get();
  }

  /// Attaches the handlers to the pane.
  void attach() {
    pane.addEventHandler(ScrollEvent.SCROLL_STARTED, this::startGesture);
    pane.addEventHandler(ScrollEvent.SCROLL, this::scroll);
    pane.addEventHandler(ScrollEvent.SCROLL_FINISHED, _ -> gesture = false);
    pane.addEventHandler(ZoomEvent.ZOOM_STARTED, this::startPinch);
    pane.addEventHandler(ZoomEvent.ZOOM, this::pinch);
    pane.addEventHandler(MouseEvent.MOUSE_PRESSED, this::onPress);
    pane.addEventHandler(MouseEvent.MOUSE_DRAGGED, this::drag);
    pane.addEventHandler(MouseEvent.MOUSE_RELEASED, _ -> release());
    pane.addEventHandler(MouseEvent.MOUSE_CLICKED, this::click);
    pane.addEventHandler(MouseEvent.MOUSE_MOVED, this::move);
    pane.addEventFilter(MouseEvent.MOUSE_MOVED, this::moveOverControl);
    pane.addEventHandler(MouseEvent.MOUSE_EXITED, _ -> exit());
  }

  private void startGesture(ScrollEvent event) {
    gesture = true;
    gestureAlong = null;
    event.consume();
  }

  /// Whether a scroll is along the time. The first movement of a gesture decides for all of it, so
  /// that a diagonal gesture does not move in both directions.
  private boolean isAlong(ScrollEvent event) {
    boolean along = Math.abs(event.getDeltaX()) > Math.abs(event.getDeltaY());
    boolean inGesture = gesture || event.isInertia();
    Boolean decided = inGesture ? gestureAlong : null;
    gestureAlong = decided == null ? Boolean.valueOf(along) : decided;
    return gestureAlong;
  }

  private void scroll(ScrollEvent event) {
    boolean isAlong = isAlong(event);
    double along = event.getDeltaX();
    double across = event.getDeltaY();
    boolean onAxis = event.getY() < AxisView.HEIGHT;
    if (event.isInertia() && event.isShortcutDown()) {
      return;
    }
    if (event.isShortcutDown() || (onAxis && !isAlong)) {
      model.zoom(Math.pow(STEP, -across / NOTCH), anchor(event.getX()));
    } else if (event.isShiftDown()) {
      pan(along == 0 ? across : along);
    } else if (isAlong) {
      pan(along);
    } else {
      pane.scrollRows(-across);
    }
    event.consume();
  }

  /// The instant that a zoom at this position keeps: beside the lanes, that at their edge.
  private Instant anchor(double x) {
    return geometry.timeAt(geometry.withinTime(x));
  }

  private void pan(double pixels) {
    if (pixels != 0) {
      model.pan(-geometry.partOf(pixels));
    }
  }

  private void startPinch(ZoomEvent event) {
    pinched = anchor(event.getX());
    event.consume();
  }

  private void pinch(ZoomEvent event) {
    if (event.getZoomFactor() > 0) {
      model.zoom(1 / event.getZoomFactor(), pinched);
    }
    event.consume();
  }

  /// Ends what the pointer shows where it is over a button or the scroll bar, which consume its
  /// moves.
  private void moveOverControl(MouseEvent event) {
    Node node = event.getTarget() instanceof Node target ? target : pane;
    while (node != pane && !(node instanceof ButtonBase) && !(node instanceof ScrollBar)) {
      node = node.getParent();
    }
    if (node != pane) {
      exit();
    }
  }

  private void exit() {
    screen.pointerOverRows().set(false);
    pane.pointer().clear();
  }

  private void onPress(MouseEvent event) {
    if (event.getY() >= AxisView.HEIGHT || geometry.onTime(event.getX())) {
      pane.requestFocus();
    }
    lastX = event.getX();
    lastY = event.getY();
    boolean chooses = event.isShiftDown() && event.isPrimaryButtonDown();
    rangeStart =
        chooses && geometry.onTime(lastX) && !model.isAligned() ? geometry.timeAt(lastX) : null;
  }

  private void release() {
    rangeStart = null;
    pane.setCursor(null);
  }

  private void drag(MouseEvent event) {
    if (!event.isPrimaryButtonDown() && !event.isMiddleButtonDown()) {
      return;
    }
    pane.pointer().clear();
    Instant start = rangeStart;
    if (start != null) {
      pane.setCursor(Cursor.H_RESIZE);
      screen.range().choose(start, geometry.timeAt(geometry.withinTime(event.getX())));
      return;
    }
    pane.setCursor(Cursor.CLOSED_HAND);
    pan(event.getX() - lastX);
    if (lastY >= AxisView.HEIGHT) {
      pane.scrollRows(lastY - event.getY());
    }
    lastX = event.getX();
    lastY = event.getY();
  }

  private void click(MouseEvent event) {
    if (event.getButton() != MouseButton.PRIMARY || !event.isStillSincePress()) {
      return;
    }
    if (event.isShortcutDown()) {
      geometry.personAt(event.getY()).ifPresent(person -> screen.toggleChosen(person.id()));
      return;
    }
    if (event.getClickCount() == 2) {
      doubleClick(event);
    } else if (event.getY() < AxisView.HEIGHT) {
      chooseUnit(event.getX());
    } else {
      geometry
          .itemAt(event.getY())
          .filter(_ -> geometry.onRows(event.getX(), event.getY()))
          .ifPresent(item -> select(item, event));
    }
  }

  /// Chooses the unit of time whose label is at this position.
  private void chooseUnit(double x) {
    if (geometry.onTime(x) && !model.isAligned() && pane.labelAt(x).isPresent()) {
      TimeWindow unit = pane.unitAt(x);
      screen.range().choose(unit.from(), unit.to());
    }
  }

  private void select(RowItem item, MouseEvent event) {
    double x = event.getX();
    screen.select(item);
    if (item instanceof RowItem.Group group) {
      screen.toggle(group.name());
    } else if (geometry.onTime(x)) {
      geometry
          .laneAt(event.getY())
          .ifPresent(row ->
              model
                  .selection()
                  .select(
                      row,
                      geometry.spanAt(row, x).map(Span::start).orElse(geometry.timeAt(row, x))));
    }
  }

  private void doubleClick(MouseEvent event) {
    Instant at = geometry.timeAt(event.getX());
    if (!geometry.onTime(event.getX())) {
      return;
    }
    if (event.getY() < AxisView.HEIGHT) {
      zoomToUnit(event.getX());
      return;
    }
    Optional<TimelineRow> lane = geometry.laneAt(event.getY());
    lane.flatMap(row -> geometry.spanAt(row, event.getX()))
        .ifPresentOrElse(
            span -> model.zoomTo(lane.orElseThrow().person(), span),
            () -> model.zoom(event.isAltDown() ? 2 : 0.5, at));
  }

  private void zoomToUnit(double x) {
    TimeWindow unit = pane.unitAt(x);
    screen.range().clear();
    model.show(unit.from(), unit.to());
  }

  private void move(MouseEvent event) {
    screen.pointerOverRows().set(event.getY() >= AxisView.HEIGHT);
    if (event.isControlDown()) {
      return;
    }
    if (geometry.onTime(event.getX())) {
      pane.pointer().point(event.getX(), event.getY());
    } else {
      pane.pointer().describe(event.getX(), event.getY());
    }
  }
}
