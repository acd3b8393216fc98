package rollcall.ui.timeline;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.geometry.Bounds;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import rollcall.ui.text.Messages;

/// Time axis: one row of labels above the lanes. The start of a large unit, such as a day among
/// hours, has the name of that unit. Thread: FX.
public final class AxisView extends Region {
  public static final double HEIGHT = 30;

  private static final double GAP = 6;

  /// The least distance between a badge, which has a background, and a label.
  private static final double BADGE_GAP = 2;

  /// The number of small units for which the name of a large unit counts.
  private static final int BAND_WEIGHT = 4;

  /// The part of a label that may extend beyond the lanes.
  private static final double OUTSIDE = 14;

  private final List<Region> lines = new ArrayList<>();
  private Map<Key, Label> labels = new HashMap<>();
  private final Deque<Label> spare = new ArrayDeque<>();
  // The badges since whose last change no label has moved, or null.
  private @Nullable List<Bounds> leftOut;
  // The end of the last unit, where no unit begins.
  private @Nullable Instant end;

  /// Identity of a label, which keeps its node while it moves.
  private record Key(Instant at, String text, String styleClass) {}

  public AxisView() {
    setAccessibleText(Messages.of("timeline.axis"));
  }

  /// Shows this axis across the width of this region.
  public void show(Axis axis, TimeWindow window) {
    Map<Instant, Axis.Band> bands =
        new HashMap<>(
            axis.bands().stream().collect(Collectors.toMap(Axis.Band::from, band -> band)));
    // The only large unit of a range that begins with it has its name in the title.
    if (bands.size() == 1) {
      bands.remove(window.from());
    }
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
    Axis.Tick last = axis.end();
    end = last == null ? null : last.at();
    if (last != null) {
      wanted.add(new Key(last.at(), last.label(), "timeline-tick"));
    }
    showLabels(wanted, window);
    showLines(axis.ticks(), window);
  }

  private void showLabels(List<Key> wanted, TimeWindow window) {
    Map<Key, Label> shown = new HashMap<>();
    wanted.stream().filter(labels::containsKey).forEach(key -> shown.put(key, labels.remove(key)));
    spare.addAll(labels.values());
    List<Range> taken = new ArrayList<>();
    for (Key key : wanted) {
      place(shown.computeIfAbsent(key, this::label), x(key.at(), window), taken);
    }
    spare.forEach(label -> label.setVisible(false));
    labels = shown;
    leftOut = null;
  }

  private void showLines(List<Axis.Tick> ticks, TimeWindow window) {
    while (lines.size() < ticks.size()) {
      addLine();
    }
    // The rounding of the lanes, so that their lines continue these.
    TimeScale scale = new TimeScale(window, (int) Math.max(1, getWidth()));
    for (int i = 0; i < lines.size(); i++) {
      Region line = lines.get(i);
      line.setVisible(i < ticks.size());
      if (i < ticks.size()) {
        line.resizeRelocate(scale.edge(ticks.get(i).at()), HEIGHT - 4, 1, 4);
      }
    }
  }

  /// Hides the labels that would touch one of these badges, such as the current time.
  ///
  /// @param badges their bounds in the parent of this region
  public void leaveOut(List<Bounds> badges) {
    if (badges.equals(leftOut)) {
      return;
    }
    leftOut = badges;
    List<Range> used =
        badges.stream()
            .map(this::parentToLocal)
            .map(one -> new Range(one.getMinX(), one.getMaxX()))
            .toList();
    for (Label label : labels.values()) {
      double left = label.getLayoutX();
      double right = left + label.getWidth();
      label.setOpacity(used.stream().anyMatch(one -> one.touches(left, right, BADGE_GAP)) ? 0 : 1);
    }
  }

  /// The left edge of a badge for this position: around it, or to its left or right if that hides
  /// fewer labels.
  ///
  /// @param width the width of the badge
  public double leftOfBadge(double x, double width) {
    double around = Math.rint(Math.min(x - width / 2, getWidth() - width));
    return Stream.of(around, Math.rint(x - width - 1), Math.rint(x + 2))
        .filter(left -> left >= -OUTSIDE && left + width <= getWidth())
        .min(Comparator.comparingInt(left -> hiddenBy(new Range(left, left + width))))
        .orElse(around);
  }

  private int hiddenBy(Range badge) {
    int hidden = 0;
    for (Map.Entry<Key, Label> entry : labels.entrySet()) {
      Label label = entry.getValue();
      double left = label.getLayoutX();
      if (label.isVisible() && badge.touches(left, left + label.getWidth(), BADGE_GAP)) {
        hidden += entry.getKey().styleClass().equals("timeline-band") ? BAND_WEIGHT : 1;
      }
    }
    return hidden;
  }

  /// The start of the unit whose label is at this position.
  public Optional<Instant> labelAt(double x) {
    return labels.entrySet().stream()
        .filter(entry -> entry.getValue().isVisible())
        .filter(entry -> entry.getValue().getBoundsInParent().contains(x, HEIGHT / 2))
        .map(entry -> entry.getKey().at())
        .filter(at -> !at.equals(end))
        .findFirst();
  }

  private record Range(double from, double to) {
    boolean touches(double left, double right, double gap) {
      return left < to + gap && right > from - gap;
    }
  }

  private double x(Instant at, TimeWindow window) {
    return Math.rint(window.partOf(at) * getWidth());
  }

  private void place(Label label, double x, List<Range> taken) {
    double width = label.prefWidth(-1);
    double left = Math.rint(Math.max(x - width / 2, -OUTSIDE));
    boolean fits =
        left + width <= getWidth() + OUTSIDE
            && taken.stream().noneMatch(range -> range.touches(left, left + width, GAP));
    label.setVisible(fits);
    if (fits) {
      label.resizeRelocate(left, 0, width, HEIGHT);
      taken.add(new Range(left, left + width));
    }
  }

  private Label label(Key key) {
    Label label = spare.isEmpty() ? new Label() : spare.pop();
    label.setManaged(false);
    label.setText(key.text());
    if (!label.getStyleClass().equals(List.of(key.styleClass()))) {
      label.getStyleClass().setAll(key.styleClass());
    }
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
