package rollcall.ui.presence;

import java.time.Instant;
import javafx.scene.Cursor;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.input.ZoomEvent;
import rollcall.presence.Span;
import rollcall.ui.timeline.AxisView;
import rollcall.ui.timeline.TimelineRow;

/// Mouse, wheel and touchpad control of the timeline. Thread: FX.
///
/// The wheel scrolls the rows, because the lanes are a list; it zooms with Ctrl (⌘) or over the
/// time axis. Shift, a tilted wheel or dragging moves in time.
final class TimelineMouse {
  private static final double NOTCH = 40;
  private static final double STEP = 1.25;

  private final TimelineModel model;
  private final LanesPane pane;
  private Instant pinched;
  private double lastX;
  private double lastY;

  private TimelineMouse(TimelineModel model, LanesPane pane) {
    this.model = model;
    this.pane = pane;
    this.pinched = model.now().get();
  }

  /// Attaches the handlers to this pane.
  static void attach(TimelineModel model, LanesPane pane) {
    var mouse = new TimelineMouse(model, pane);
    pane.addEventHandler(ScrollEvent.SCROLL, mouse::scroll);
    pane.addEventHandler(ZoomEvent.ZOOM_STARTED, mouse::startPinch);
    pane.addEventHandler(ZoomEvent.ZOOM, mouse::pinch);
    pane.addEventHandler(MouseEvent.MOUSE_PRESSED, mouse::onPress);
    pane.addEventHandler(MouseEvent.MOUSE_DRAGGED, mouse::drag);
    pane.addEventHandler(MouseEvent.MOUSE_RELEASED, _ -> pane.setCursor(null));
    pane.addEventHandler(MouseEvent.MOUSE_CLICKED, mouse::click);
    pane.addEventHandler(MouseEvent.MOUSE_MOVED, mouse::move);
    pane.addEventHandler(MouseEvent.MOUSE_EXITED, _ -> pane.clearPointer());
  }

  private void scroll(ScrollEvent event) {
    double along = event.getDeltaX();
    double across = event.getDeltaY();
    boolean onAxis = event.getY() < AxisView.HEIGHT;
    if (event.isInertia() && event.isShortcutDown()) {
      return;
    }
    if (event.isShortcutDown() || (onAxis && Math.abs(across) > Math.abs(along))) {
      model.zoom(Math.pow(STEP, -across / NOTCH), pane.timeAt(event.getX()));
    } else if (event.isShiftDown() || Math.abs(along) > Math.abs(across)) {
      pan(along == 0 ? across : along);
    } else {
      pane.scrollRows(-across);
    }
    event.consume();
  }

  private void pan(double pixels) {
    if (pixels != 0) {
      model.pan(-pane.partOf(pixels));
    }
  }

  private void startPinch(ZoomEvent event) {
    pinched = pane.timeAt(event.getX());
    event.consume();
  }

  private void pinch(ZoomEvent event) {
    if (event.getZoomFactor() > 0) {
      model.zoom(1 / event.getZoomFactor(), pinched);
    }
    event.consume();
  }

  private void onPress(MouseEvent event) {
    pane.requestFocus();
    lastX = event.getX();
    lastY = event.getY();
  }

  private void drag(MouseEvent event) {
    if (!event.isPrimaryButtonDown() && !event.isMiddleButtonDown()) {
      return;
    }
    pane.clearPointer();
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
    if (event.getClickCount() == 2) {
      doubleClick(event);
    } else {
      pane.rowAt(event.getY()).ifPresent(row -> select(row, event.getX()));
    }
  }

  private void select(TimelineRow row, double x) {
    if (pane.onTime(x)) {
      model.selection().select(row, pane.spanAt(row, x).map(Span::start).orElse(pane.timeAt(x)));
    } else {
      model.selection().person().set(row.user());
    }
  }

  private void doubleClick(MouseEvent event) {
    Instant at = pane.timeAt(event.getX());
    if (!pane.onTime(event.getX())) {
      return;
    }
    if (event.getY() < AxisView.HEIGHT) {
      model.showDay(at.atZone(model.zone().get()).toLocalDate());
      return;
    }
    pane.rowAt(event.getY())
        .flatMap(row -> pane.spanAt(row, event.getX()))
        .ifPresentOrElse(
            span -> model.zoomTo(span.start(), span.end()),
            () -> model.zoom(event.isAltDown() ? 2 : 0.5, at));
  }

  private void move(MouseEvent event) {
    if (event.isControlDown()) {
      return;
    }
    if (pane.onTime(event.getX())) {
      pane.point(event.getX(), event.getY());
    } else {
      pane.clearPointer();
    }
  }
}
