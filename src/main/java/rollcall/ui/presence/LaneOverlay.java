package rollcall.ui.presence;

import static rollcall.ui.controls.Controls.styled;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.shape.Line;
import javafx.scene.shape.Rectangle;
import org.jspecify.annotations.Nullable;
import rollcall.ui.timeline.Axis;
import rollcall.ui.timeline.TimeWindow;

/// Overlay across the lanes, from back to front: the unit of time under the pointer, the chosen
/// range, the selected interval, the time at the pointer, clock changes, and the current time.
/// Thread: FX.
final class LaneOverlay extends Region {
  private final Bars unit = new Bars("timeline-unit");
  private final Bars range = new Bars("timeline-range");
  private final Region selection = part("timeline-selection");
  private final Bars crosshair = new Bars("timeline-crosshair");
  private final Bars now = new Bars("timeline-now");
  private List<Band> bands = List.of();
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

  /// Part of the overlay in which times are drawn.
  record Band(double top, double height) {}

  /// A time or a time range, which has a bar in each band.
  private final class Bars {
    private final String styleClass;
    // One after the other among the children.
    private final List<Region> parts = new ArrayList<>();

    Bars(String styleClass) {
      this.styleClass = styleClass;
      parts.add(part(styleClass));
    }

    void show(double x, double width) {
      while (parts.size() < bands.size()) {
        Region added = part(styleClass);
        getChildren().remove(added);
        getChildren().add(getChildren().indexOf(parts.getFirst()) + 1, added);
        parts.add(added);
      }
      for (int i = 0; i < parts.size(); i++) {
        Region bar = parts.get(i);
        bar.setVisible(i < bands.size());
        if (i < bands.size()) {
          bar.resizeRelocate(x, bands.get(i).top(), width, bands.get(i).height());
        }
      }
    }

    void hide() {
      parts.forEach(bar -> bar.setVisible(false));
    }
  }

  /// Draws the current time and the clock changes.
  ///
  /// @param current the current time; null if it is not at one position
  /// @param newBands the parts in which times are drawn
  void show(TimeWindow window, @Nullable Instant current, List<Band> newBands, Axis axis) {
    bands = newBands;
    if (getClip() instanceof Rectangle clip) {
      clip.setWidth(getWidth());
      clip.setHeight(getHeight());
    }
    if (current == null) {
      now.hide();
    } else {
      now.show(Math.rint(window.partOf(current) * getWidth()) - 0.5, 1.5);
    }
    showShifts(window, axis.shifts());
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
    getChildren().add(getChildren().indexOf(now.parts.getFirst()), line);
    getChildren().add(label);
  }

  /// Draws a frame around a bar.
  void select(double from, double to, double top, double height) {
    double width = Math.max(4, to - from);
    selection.setVisible(to > 0 && from < getWidth());
    selection.resizeRelocate(from - 3, top, width + 6, height);
  }

  /// Tints a time range in all lanes.
  void showRange(double from, double to) {
    showBars(range, from, to);
  }

  /// Tints the unit of time that is under the pointer on the axis.
  void showUnit(double from, double to) {
    showBars(unit, from, to);
  }

  private void showBars(Bars bars, double from, double to) {
    if (to > 0 && from < getWidth()) {
      bars.show(from, Math.max(1, to - from));
    } else {
      bars.hide();
    }
  }

  void clearUnit() {
    unit.hide();
  }

  void clearRange() {
    range.hide();
  }

  void clearSelection() {
    selection.setVisible(false);
  }

  /// Draws a line at the pointer.
  void point(double x) {
    if (x >= 0 && x < getWidth()) {
      crosshair.show(Math.rint(x), 1);
    } else {
      crosshair.hide();
    }
  }

  void clearPointer() {
    unit.hide();
    crosshair.hide();
  }
}
