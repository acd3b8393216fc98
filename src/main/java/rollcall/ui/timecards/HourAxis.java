package rollcall.ui.timecards;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;

/// Hours below or above a strip. Thread: FX.
final class HourAxis extends Region {
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
            .map(hour -> new Label(String.format(Locale.ROOT, "%02d", hour % 24)))
            .toList();
    labels.forEach(label -> label.getStyleClass().add("hour"));
    getChildren().setAll(labels);
    requestLayout();
  }

  @Override
  protected void layoutChildren() {
    long begin = window.start(day, zone).getEpochSecond();
    double length = window.end(day, zone).getEpochSecond() - begin;
    for (int i = 0; i < labels.size(); i++) {
      Label label = labels.get(i);
      label.autosize();
      long at =
          day.atTime(LocalTime.MIDNIGHT)
              .plusHours(window.labels().get(i))
              .atZone(zone)
              .toEpochSecond();
      double x = (at - begin) / length * getWidth() - label.getWidth() / 2;
      double last = Math.max(0, getWidth() - label.getWidth());
      label.relocate(
          snapPositionX(Math.clamp(x, 0, last)),
          snapPositionY((getHeight() - label.getHeight()) / 2));
    }
  }
}
