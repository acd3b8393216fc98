package rollcall.ui.timecards;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import rollcall.ui.text.TimeFormat;

/// Hours below or above a strip. Thread: FX.
final class HourAxis extends Region {
  /// The least distance between two labels.
  private static final double GAP = 10;

  private DayWindow window = new DayWindow(0, 24);
  private LocalDate day = LocalDate.EPOCH;
  private ZoneId zone = ZoneId.of("UTC");
  private List<Label> labels = List.of();

  HourAxis() {
    getStyleClass().add("hour-axis");
    setMouseTransparent(true);
  }

  void show(DayWindow newWindow, LocalDate newDay, ZoneId newZone) {
    window = newWindow;
    day = newDay;
    zone = newZone;
    labels =
        window.labels().stream()
            .map(hour -> new Label(TimeFormat.hour(LocalTime.of(hour % 24, 0))))
            .toList();
    labels.forEach(label -> label.getStyleClass().add("hour"));
    getChildren().setAll(labels);
    requestLayout();
  }

  @Override
  protected void layoutChildren() {
    long begin = window.start(day, zone).getEpochSecond();
    double length = window.end(day, zone).getEpochSecond() - begin;
    labels.forEach(Label::autosize);
    int step = step();
    double free = 0;
    for (int i = 0; i < labels.size(); i++) {
      Label label = labels.get(i);
      long at =
          day.atTime(LocalTime.MIDNIGHT)
              .plusHours(window.labels().get(i))
              .atZone(zone)
              .toEpochSecond();
      double x = (at - begin) / length * getWidth() - label.getWidth() / 2;
      double last = Math.max(0, getWidth() - label.getWidth());
      double left = snapPositionX(Math.clamp(x, 0, last));
      // At the ends, labels are nearer to each other.
      label.setVisible(i % step == 0 && left >= free);
      label.relocate(left, snapPositionY((getHeight() - label.getHeight()) / 2));
      free = label.isVisible() ? left + label.getWidth() + GAP : free;
    }
  }

  /// The number of labels of which one is shown, so that they do not touch.
  private int step() {
    if (labels.size() < 2) {
      return 1;
    }
    int hours = window.labels().get(1) - window.labels().get(0);
    double distance = hours * getWidth() / (window.to() - window.from());
    double width = labels.stream().mapToDouble(Label::getWidth).max().orElse(0);
    return Math.clamp((int) Math.ceil((width + GAP) / distance), 1, labels.size());
  }
}
