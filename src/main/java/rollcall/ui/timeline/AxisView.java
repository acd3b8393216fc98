package rollcall.ui.timeline;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import rollcall.ui.text.Messages;

/// Time axis: one row of labels above the lanes. The start of a large unit, such as a day among
/// hours, has the name of that unit. Thread: FX.
public final class AxisView extends Region {
  /// The height of the axis.
  public static final double HEIGHT = 30;

  private static final double GAP = 6;

  /// The part of a label that may extend beyond the lanes.
  private static final double OUTSIDE = 14;

  private final List<Label> labels = new ArrayList<>();
  private final List<Region> lines = new ArrayList<>();
  private int labelsUsed;
  private int linesUsed;

  public AxisView() {
    getStyleClass().add("timeline-axis");
    setAccessibleText(Messages.of("timeline.axis"));
  }

  /// Shows this axis across the width of this region.
  public void show(Axis axis, TimeWindow window) {
    labelsUsed = 0;
    linesUsed = 0;
    Map<Instant, Axis.Band> bands =
        axis.bands().stream().collect(Collectors.toMap(Axis.Band::from, band -> band));
    List<Range> taken = new ArrayList<>();
    for (Axis.Tick tick : axis.ticks()) {
      line(x(tick.at(), window));
      Axis.Band band = bands.get(tick.at());
      if (band != null) {
        place("timeline-band", band.shortLabel(), x(tick.at(), window), taken);
      }
    }
    for (Axis.Tick tick : axis.ticks()) {
      if (!bands.containsKey(tick.at())) {
        place("timeline-tick", tick.label(), x(tick.at(), window), taken);
      }
    }
    labels.subList(labelsUsed, labels.size()).forEach(label -> label.setVisible(false));
    lines.subList(linesUsed, lines.size()).forEach(line -> line.setVisible(false));
  }

  /// Hides the labels that would touch this part of the width, such as under the current time.
  public void leaveOut(double from, double to) {
    Range used = new Range(from, to);
    for (Label label : labels) {
      double left = label.getLayoutX();
      label.setOpacity(used.touches(left, left + label.getWidth()) ? 0 : 1);
    }
  }

  private record Range(double from, double to) {
    boolean touches(double left, double right) {
      return left < to + GAP && right > from - GAP;
    }
  }

  private double x(Instant at, TimeWindow window) {
    return Math.rint(window.partOf(at) * getWidth());
  }

  private void place(String styleClass, String text, double x, List<Range> taken) {
    Label label = label(styleClass, text);
    double width = label.prefWidth(-1);
    double left = Math.rint(x - width / 2);
    boolean fits =
        left >= -OUTSIDE
            && left + width <= getWidth() + OUTSIDE
            && taken.stream().noneMatch(range -> range.touches(left, left + width));
    label.setVisible(fits);
    if (fits) {
      label.resizeRelocate(left, 0, width, HEIGHT);
      taken.add(new Range(left, left + width));
    }
  }

  private Label label(String styleClass, String text) {
    if (labelsUsed == labels.size()) {
      Label label = new Label();
      label.setManaged(false);
      labels.add(label);
      getChildren().add(label);
    }
    Label label = labels.get(labelsUsed++);
    if (!label.getStyleClass().equals(List.of(styleClass))) {
      label.getStyleClass().setAll(styleClass);
    }
    if (!text.equals(label.getText())) {
      label.setText(text);
    }
    label.applyCss();
    return label;
  }

  private void line(double x) {
    if (linesUsed == lines.size()) {
      Region line = new Region();
      line.getStyleClass().setAll("timeline-tick-line");
      line.setManaged(false);
      lines.add(line);
      getChildren().addFirst(line);
    }
    Region line = lines.get(linesUsed++);
    line.setVisible(true);
    line.resizeRelocate(x, HEIGHT - 4, 1, 4);
  }
}
