package rollcall.ui.presence;

import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import rollcall.ui.text.Messages;
import rollcall.ui.timeline.AxisView;

/// Column headers beside the time axis: time zone and totals. Thread: FX.
final class ColumnHeaders extends Region {
  private final Label zone = label("timeline-zone", "");
  private final Label active =
      label("timeline-column-header", Messages.of("timeline.column.active"));
  private final Label coverage =
      label("timeline-column-header", Messages.of("timeline.column.coverage"));

  ColumnHeaders() {
    setPickOnBounds(false);
    coverage.setTooltip(new Tooltip(Messages.of("timeline.column.coverage.hint")));
    getChildren().setAll(zone, active, coverage);
  }

  private static Label label(String styleClass, String text) {
    Label label = new Label(text);
    label.getStyleClass().add(styleClass);
    label.setManaged(false);
    return label;
  }

  void show(LaneLayout columns, String zoneName) {
    zone.setText(zoneName);
    double right = columns.left() + columns.plot();
    double row = AxisView.HEIGHT / 2;
    zone.resizeRelocate(
        right + 4,
        2,
        columns.totalWidth() + columns.coverageWidth() - 4 - LaneLayout.RIGHT_PADDING,
        row);
    active.resizeRelocate(
        right + 4, row, columns.totalWidth() - 4 - LaneLayout.RIGHT_PADDING, row - 4);
    coverage.resizeRelocate(
        right + columns.totalWidth(),
        row,
        columns.coverageWidth() - LaneLayout.RIGHT_PADDING,
        row - 4);
    coverage.setVisible(columns.showsCoverage());
  }
}
