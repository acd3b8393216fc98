package rollcall.ui.timecards;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// Chart of one day with the hours below it. Thread: FX.
final class DayChart extends VBox {
  DayChart(DayWindow window, LocalDate day, ZoneId zone, List<DayWindow.Piece> pieces) {
    getStyleClass().add("day-chart");
    DayStrip strip = new DayStrip(3);
    strip.show(pieces);
    StackPane ground = new StackPane(strip);
    ground.getStyleClass().add("day-chart-ground");
    HourAxis axis = new HourAxis();
    axis.show(window, day, zone);
    getChildren().setAll(ground, axis);
  }
}
