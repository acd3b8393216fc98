package rollcall.ui.timecards;

import static rollcall.ui.controls.Controls.setShown;
import static rollcall.ui.controls.Controls.styled;

import java.util.function.BooleanSupplier;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import rollcall.ui.text.Messages;

/// Cell of a name; below it the total and the coverage, where their columns do not fit. Thread: FX.
final class NameCell extends TableCell<GridItem, TimecardGridRow> {
  private final TimecardsModel model;
  private final BooleanSupplier withTotal;
  private final BooleanSupplier withCoverage;
  private final Label name = new Label();
  private final Label total = styled(new Label(), "name-total");
  private final Label coverage = styled(new Label(), "name-coverage");
  private final VBox box = new VBox(name, new HBox(4, total, coverage));
  private final Tooltip tooltip = new Tooltip();

  /// @param withTotal whether the column of the total does not fit
  /// @param withCoverage whether the column of the coverage does not fit
  NameCell(TimecardsModel model, BooleanSupplier withTotal, BooleanSupplier withCoverage) {
    this.model = model;
    this.withTotal = withTotal;
    this.withCoverage = withCoverage;
    box.setAlignment(Pos.CENTER_LEFT);
    total.setMinWidth(USE_PREF_SIZE);
    tooltip.setShowDelay(Duration.millis(250));
  }

  @Override
  protected void updateItem(TimecardGridRow item, boolean empty) {
    super.updateItem(item, empty);
    boolean named = !empty && item != null;
    boolean figures =
        named && model.isAnswered() && (withTotal.getAsBoolean() || withCoverage.getAsBoolean());
    setText(named && !figures ? item.title() : "");
    setGraphic(figures ? box : null);
    setTooltip(null);
    setAccessibleText(null);
    if (figures) {
      showFigures(item);
    }
  }

  private void showFigures(TimecardGridRow item) {
    boolean hasTotal = withTotal.getAsBoolean();
    String seen = TimecardText.coverage(item.sum());
    name.setText(item.title());
    total.setText(TimecardText.total(item.sum(), model.rules().rounding()));
    setShown(total, hasTotal);
    coverage.setText(hasTotal ? "· " + seen : Messages.of("timecards.seen", seen));
    coverage.pseudoClassStateChanged(PseudoClasses.LOW, item.sum().isLow());
    setShown(coverage, withCoverage.getAsBoolean() && item.sum().isWatched());
    setAccessibleText(
        hasTotal
            ? String.join(", ", name.getText(), total.getText(), seen)
            : name.getText() + ", " + coverage.getText());
    tooltip.setText(hasTotal ? TimecardText.totalHelp(item.sum()) : "");
    setTooltip(tooltip.getText().isEmpty() ? null : tooltip);
  }
}
