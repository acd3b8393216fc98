package rollcall.ui.timeline;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import rollcall.ui.text.Messages;

/// Time axis: two rows of labels above the lanes. Thread: FX.
public final class AxisView extends Region {
  /// The height of both rows.
  public static final double HEIGHT = 40;

  private static final double BAND_ROW = 20;
  private static final double GAP = 6;

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
    for (Axis.Band band : axis.bands()) {
      placeBand(band, window);
    }
    double free = Double.NEGATIVE_INFINITY;
    for (Axis.Tick tick : axis.ticks()) {
      free = placeTick(tick, x(tick.at(), window), free);
    }
    labels.subList(labelsUsed, labels.size()).forEach(label -> label.setVisible(false));
    lines.subList(linesUsed, lines.size()).forEach(line -> line.setVisible(false));
  }

  private double x(Instant at, TimeWindow window) {
    return Math.rint(window.partOf(at) * getWidth());
  }

  private void placeBand(Axis.Band band, TimeWindow window) {
    double from = Math.max(0, x(band.from(), window));
    double to = Math.min(getWidth(), x(band.to(), window));
    if (from > 0) {
      line("timeline-band-line", from, 4, HEIGHT - 4);
    }
    double room = to - from - 2 * GAP;
    Label label = label("timeline-band", band.label());
    double width = label.prefWidth(-1);
    if (width > room) {
      label.setText(band.shortLabel());
      width = label.prefWidth(-1);
    }
    label.setVisible(width <= room);
    label.resizeRelocate(from + GAP, 2, width, BAND_ROW);
  }

  private double placeTick(Axis.Tick tick, double x, double free) {
    line("timeline-tick-line", x, HEIGHT - 4, 4);
    Label label = label("timeline-tick", tick.label());
    double width = label.prefWidth(-1);
    double left = Math.rint(x - width / 2);
    boolean fits = left >= Math.max(0, free) && left + width <= getWidth();
    label.setVisible(fits);
    label.resizeRelocate(left, BAND_ROW, width, HEIGHT - BAND_ROW - 4);
    return fits ? left + width + GAP : free;
  }

  private Label label(String styleClass, String text) {
    if (labelsUsed == labels.size()) {
      Label label = new Label();
      label.setManaged(false);
      labels.add(label);
      getChildren().add(label);
    }
    Label label = labels.get(labelsUsed++);
    label.getStyleClass().setAll(styleClass);
    label.setText(text);
    label.applyCss();
    return label;
  }

  private void line(String styleClass, double x, double y, double height) {
    if (linesUsed == lines.size()) {
      Region line = new Region();
      line.setManaged(false);
      lines.add(line);
      getChildren().addFirst(line);
    }
    Region line = lines.get(linesUsed++);
    line.getStyleClass().setAll(styleClass);
    line.setVisible(true);
    line.resizeRelocate(x, y, 1, height);
  }
}
