package rollcall.ui.timecards;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// Lane of one day with the hours below it. Thread: FX.
final class DayLane extends VBox {
  DayLane(DayWindow window, LocalDate day, ZoneId zone, List<DayWindow.Piece> pieces) {
    getStyleClass().add("day-lane");
    DayStrip strip = new DayStrip(3);
    strip.show(pieces);
    StackPane ground = new StackPane(strip);
    ground.getStyleClass().add("day-lane-ground");
    HourAxis axis = new HourAxis();
    axis.show(window, day, zone);
    getChildren().setAll(ground, axis);
  }
}
