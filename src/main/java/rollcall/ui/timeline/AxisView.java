package rollcall.ui.timeline;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.geometry.Bounds;
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

  private final List<Region> lines = new ArrayList<>();
  private Map<Key, Label> labels = new HashMap<>();

  /// Identity of a label, which keeps its node while it moves.
  private record Key(Instant at, String text, String styleClass) {}

  public AxisView() {
    getStyleClass().add("timeline-axis");
    setAccessibleText(Messages.of("timeline.axis"));
  }

  /// Shows this axis across the width of this region.
  public void show(Axis axis, TimeWindow window) {
    Map<Instant, Axis.Band> bands =
        axis.bands().stream().collect(Collectors.toMap(Axis.Band::from, band -> band));
    List<Key> wanted = new ArrayList<>();
    for (Axis.Tick tick : axis.ticks()) {
      Axis.Band band = bands.get(tick.at());
      if (band != null) {
        wanted.add(new Key(tick.at(), band.shortLabel(), "timeline-band"));
      }
    }
    for (Axis.Tick tick : axis.ticks()) {
      if (!bands.containsKey(tick.at())) {
        wanted.add(new Key(tick.at(), tick.label(), "timeline-tick"));
      }
    }
    showLabels(wanted, window);
    showLines(axis.ticks(), window);
  }

  private void showLabels(List<Key> wanted, TimeWindow window) {
    Map<Key, Label> shown = new HashMap<>();
    wanted.stream().filter(labels::containsKey).forEach(key -> shown.put(key, labels.remove(key)));
    Deque<Label> spare = new ArrayDeque<>(labels.values());
    List<Range> taken = new ArrayList<>();
    for (Key key : wanted) {
      place(shown.computeIfAbsent(key, each -> label(each, spare)), x(key.at(), window), taken);
    }
    getChildren().removeAll(spare);
    labels = shown;
  }

  private void showLines(List<Axis.Tick> ticks, TimeWindow window) {
    while (lines.size() < ticks.size()) {
      addLine();
    }
    for (int i = 0; i < lines.size(); i++) {
      Region line = lines.get(i);
      line.setVisible(i < ticks.size());
      if (i < ticks.size()) {
        line.resizeRelocate(x(ticks.get(i).at(), window), HEIGHT - 4, 1, 4);
      }
    }
  }

  /// Hides the labels that would touch one of these badges, such as the current time.
  ///
  /// @param badges their bounds in the parent of this region
  public void leaveOut(List<Bounds> badges) {
    List<Range> used =
        badges.stream()
            .map(this::parentToLocal)
            .map(one -> new Range(one.getMinX(), one.getMaxX()))
            .toList();
    for (Label label : labels.values()) {
      double left = label.getLayoutX();
      double right = left + label.getWidth();
      label.setOpacity(used.stream().anyMatch(one -> one.touches(left, right)) ? 0 : 1);
    }
  }

  /// The start of the unit whose label is at this position.
  public Optional<Instant> labelAt(double x) {
    return labels.entrySet().stream()
        .filter(entry -> entry.getValue().isVisible())
        .filter(entry -> entry.getValue().getBoundsInParent().contains(x, HEIGHT / 2))
        .map(entry -> entry.getKey().at())
        .findFirst();
  }

  private record Range(double from, double to) {
    boolean touches(double left, double right) {
      return left < to + GAP && right > from - GAP;
    }
  }

  private double x(Instant at, TimeWindow window) {
    return Math.rint(window.partOf(at) * getWidth());
  }

  private void place(Label label, double x, List<Range> taken) {
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

  private Label label(Key key, Deque<Label> spare) {
    Label label = spare.isEmpty() ? new Label() : spare.pop();
    label.setManaged(false);
    label.setText(key.text());
    label.getStyleClass().setAll(key.styleClass());
    if (label.getParent() == null) {
      getChildren().add(label);
    }
    label.applyCss();
    return label;
  }

  private void addLine() {
    Region line = new Region();
    line.getStyleClass().setAll("timeline-tick-line");
    line.setManaged(false);
    lines.add(line);
    getChildren().addFirst(line);
  }
}
