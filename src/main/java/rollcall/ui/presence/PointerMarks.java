package rollcall.ui.presence;

import java.time.ZoneId;
import java.util.List;
import javafx.geometry.Point2D;
import javafx.scene.control.Label;
import org.jspecify.annotations.Nullable;
import rollcall.ui.timeline.AxisView;
import rollcall.ui.timeline.SpanDescription;
import rollcall.ui.timeline.TimeWindow;

/// Marks at the position of the pointer: the line and the time, the unit of the axis, and after a
/// delay the tooltip. They are kept up to date while the view moves under the pointer. Thread: FX.
final class PointerMarks {
  private final TimelineModel model;
  private final RowsPane pane;
  private final RowGeometry geometry;
  private final LaneOverlay overlay;
  private final PointerText text;
  private final Label time = new Label();
  private final TimelineTooltip tooltip = new TimelineTooltip();
  private @Nullable Point2D pointer;
  private @Nullable Point2D besideLanes;

  PointerMarks(TimelineModel model, RowsPane pane, LaneOverlay overlay) {
    this.model = model;
    this.pane = pane;
    this.overlay = overlay;
    geometry = pane.geometry();
    text = new PointerText(model, geometry);
    RowsPane.mark(time, "timeline-pointer-time");
  }

  /// The label of the time, on the axis.
  Label time() {
    return time;
  }

  TimelineTooltip tooltip() {
    return tooltip;
  }

  /// Shows the marks of a position of the time range.
  void point(double x, double y) {
    pointer = new Point2D(x, y);
    besideLanes = null;
    update();
    pane.leaveOutLabels();
  }

  /// Hides the marks but the tooltip; left of the lanes, that shows the state of the person and its
  /// start.
  void describe(double x, double y) {
    hide();
    besideLanes = new Point2D(x, y);
    update();
  }

  /// Hides the marks.
  void clear() {
    hide();
    tooltip.cancel();
  }

  private void hide() {
    pointer = null;
    besideLanes = null;
    overlay.clearPointer();
    time.setVisible(false);
    pane.leaveOutLabels();
  }

  /// Shows what is under the pointer now.
  void update() {
    Point2D onLanes = pointer;
    Point2D beside = besideLanes;
    if (onLanes != null) {
      update(onLanes);
    } else if (beside != null) {
      describePerson(beside);
    }
  }

  private void describePerson(Point2D at) {
    boolean onPerson = at.getX() < geometry.columns().get().left();
    List<String> lines = onPerson ? text.ofState(at.getY()) : List.of();
    tooltip.show(lines, at.getX(), at.getY(), pane);
  }

  private void update(Point2D at) {
    double x = at.getX();
    RowColumns columns = geometry.columns().get();
    overlay.point(x - columns.left());
    ZoneId zone = model.zone().get();
    RowsPane.size(time, new SpanDescription(zone).time(pattern(), geometry.timeAt(x)));
    double half = time.getWidth() / 2;
    time.relocate(
        Math.rint(Math.clamp(x - half, columns.left(), columns.right() - 2 * half)),
        Math.rint((AxisView.HEIGHT - time.getHeight()) / 2));
    time.setVisible(true);
    showUnit(at);
    geometry
        .laneAt(at.getY())
        .ifPresentOrElse(row -> tooltip.show(text.at(row, x), x, at.getY(), pane), tooltip::cancel);
  }

  private void showUnit(Point2D at) {
    if (at.getY() >= AxisView.HEIGHT || model.isAligned()) {
      overlay.clearUnit();
      return;
    }
    TimeWindow unit = pane.unitAt(at.getX());
    double left = geometry.columns().get().left();
    overlay.showUnit(geometry.xOf(unit.from()) - left, geometry.xOf(unit.to()) - left);
  }

  private String pattern() {
    long seconds = model.window().get().length().toSeconds();
    return seconds > 3 * 86_400 ? "EEE d MMM HH:mm" : seconds > 3_600 ? "HH:mm" : "HH:mm:ss";
  }
}
