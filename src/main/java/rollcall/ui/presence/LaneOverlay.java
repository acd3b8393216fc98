package rollcall.ui.presence;

import static rollcall.ui.controls.Controls.styled;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.shape.Line;
import javafx.scene.shape.Rectangle;
import rollcall.ui.timeline.Axis;
import rollcall.ui.timeline.TimeWindow;

/// Overlay across the lanes, from back to front: the unit of time under the pointer, the chosen
/// range, the selected interval, the time at the pointer, clock changes, and the current time.
/// Thread: FX.
final class LaneOverlay extends Region {
  private final Region unit = part("timeline-unit");
  private final Region range = part("timeline-range");
  private final Region selection = part("timeline-selection");
  private final Region crosshair = part("timeline-crosshair");
  // One for each band.
  private final List<Region> nowLines = new ArrayList<>(List.of(part("timeline-now")));
  private final List<Line> shiftLines = new ArrayList<>();
  private final List<Label> shiftLabels = new ArrayList<>();

  LaneOverlay() {
    setMouseTransparent(true);
    setClip(new Rectangle());
  }

  private Region part(String styleClass) {
    Region region = styled(new Region(), styleClass);
    region.setManaged(false);
    region.setVisible(false);
    getChildren().add(region);
    return region;
  }

  /// Part of the overlay in which the current time is drawn.
  record Band(double top, double height) {}

  /// Draws the current time and the clock changes.
  ///
  /// @param nowBands where the current time is drawn; none if it is not at one position
  void show(TimeWindow window, Instant now, List<Band> nowBands, Axis axis) {
    if (getClip() instanceof Rectangle clip) {
      clip.setWidth(getWidth());
      clip.setHeight(getHeight());
    }
    showNow(Math.rint(window.partOf(now) * getWidth()), nowBands);
    showShifts(window, axis.shifts());
  }

  private void showNow(double x, List<Band> bands) {
    while (nowLines.size() < bands.size()) {
      nowLines.add(part("timeline-now"));
    }
    for (int i = 0; i < nowLines.size(); i++) {
      Region line = nowLines.get(i);
      line.setVisible(i < bands.size());
      if (i < bands.size()) {
        line.resizeRelocate(x - 0.5, bands.get(i).top(), 1.5, bands.get(i).height());
      }
    }
  }

  private void showShifts(TimeWindow window, List<Axis.OffsetChange> shifts) {
    while (shiftLines.size() < shifts.size()) {
      addShift();
    }
    for (int i = 0; i < shiftLines.size(); i++) {
      boolean used = i < shifts.size();
      shiftLines.get(i).setVisible(used);
      shiftLabels.get(i).setVisible(used);
      if (used) {
        double x = Math.rint(window.partOf(shifts.get(i).at()) * getWidth()) + 0.5;
        shiftLines.get(i).setStartX(x);
        shiftLines.get(i).setEndX(x);
        shiftLines.get(i).setEndY(getHeight());
        Label label = shiftLabels.get(i);
        label.setText(shifts.get(i).label());
        label.applyCss();
        label.autosize();
        double left = x + 3 + label.getWidth() > getWidth() ? x - 3 - label.getWidth() : x + 3;
        label.relocate(Math.rint(left), 1);
      }
    }
  }

  private void addShift() {
    Line line = styled(new Line(), "timeline-shift");
    line.setManaged(false);
    Label label = styled(new Label(), "timeline-shift-label");
    label.setManaged(false);
    shiftLines.add(line);
    shiftLabels.add(label);
    getChildren().add(getChildren().indexOf(nowLines.getFirst()), line);
    getChildren().add(label);
  }

  /// Draws a frame around a bar.
  void select(double from, double to, double top, double height) {
    double width = Math.max(4, to - from);
    selection.setVisible(to > 0 && from < getWidth());
    selection.resizeRelocate(from - 3, top, width + 6, height);
  }

  /// Tints a time range across all lanes.
  void showRange(double from, double to) {
    range.setVisible(to > 0 && from < getWidth());
    range.resizeRelocate(from, 0, Math.max(1, to - from), getHeight());
  }

  /// Tints the unit of time that is under the pointer on the axis.
  void showUnit(double from, double to) {
    unit.setVisible(to > 0 && from < getWidth());
    unit.resizeRelocate(from, 0, Math.max(1, to - from), getHeight());
  }

  void clearUnit() {
    unit.setVisible(false);
  }

  void clearRange() {
    range.setVisible(false);
  }

  void clearSelection() {
    selection.setVisible(false);
  }

  /// Draws a line at the pointer.
  void point(double x) {
    crosshair.setVisible(x >= 0 && x < getWidth());
    crosshair.resizeRelocate(Math.rint(x), 0, 1, getHeight());
  }

  void clearPointer() {
    unit.setVisible(false);
    crosshair.setVisible(false);
  }
}
