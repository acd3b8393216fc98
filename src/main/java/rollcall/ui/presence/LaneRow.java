package rollcall.ui.presence;

import javafx.css.PseudoClass;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.image.ImageView;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import rollcall.presence.TimelineTotals;
import rollcall.ui.text.TimeFormat;
import rollcall.ui.timeline.LaneImage;
import rollcall.ui.timeline.RenderContext;
import rollcall.ui.timeline.TimelineRow;

/// Row on the screen: name, lane, and totals of the visible time. Reused for other people when the
/// list is scrolled. Thread: FX.
final class LaneRow extends Region {
  private static final PseudoClass SELECTED = PseudoClass.getPseudoClass("selected");
  private static final double INSET = 12;

  private final Label name = new Label();
  private final Label active = new Label();
  private final Label coverage = new Label();
  private final ImageView view = new ImageView();
  private final LaneImage image = new LaneImage();
  private LaneLayout columns = LaneLayout.of(0);
  private @Nullable TimelineRow row;

  LaneRow() {
    getStyleClass().add("timeline-row");
    name.getStyleClass().add("timeline-name");
    active.getStyleClass().add("timeline-total");
    coverage.getStyleClass().add("timeline-coverage");
    setAccessibleRole(AccessibleRole.TABLE_ROW);
    getChildren().setAll(view, name, active, coverage);
  }

  /// Shows this person.
  ///
  /// @param totals the totals of the visible time
  void show(TimelineRow shown, RenderContext frame, LaneLayout newColumns, TimelineTotals totals) {
    row = shown;
    columns = newColumns;
    view.setImage(image.show(shown.timeline(), shown.overlays(), frame));
    view.setFitWidth(newColumns.plot());
    view.setFitHeight(getHeight());
    name.setText(shown.person().name());
    active.setText(totals.watched() == 0 ? "" : TimeFormat.total(totals.active()));
    coverage.setText(
        totals.watched() == 0 ? "" : Math.round(Math.floor(totals.coverage() * 100)) + " %");
    coverage.setVisible(newColumns.showsCoverage());
    requestLayout();
  }

  /// The row shown, or null before the first call of [#show].
  @Nullable TimelineRow row() {
    return row;
  }

  void setSelected(boolean selected) {
    pseudoClassStateChanged(SELECTED, selected);
  }

  @Override
  protected void layoutChildren() {
    double height = getHeight();
    view.relocate(columns.left(), 0);
    name.resizeRelocate(INSET, 0, columns.left() - INSET - 6, height);
    double right = columns.left() + columns.plot();
    active.resizeRelocate(
        right + 4, 0, columns.totalWidth() - 4 - LaneLayout.RIGHT_PADDING, height);
    coverage.resizeRelocate(
        right + columns.totalWidth(),
        0,
        columns.coverageWidth() - LaneLayout.RIGHT_PADDING,
        height);
  }
}
