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
  private final Label handle = styled(new Label(), "name-handle");
  private final HBox figures = new HBox(4, total, coverage);
  private final VBox box = new VBox(new HBox(4, name, handle), figures);
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
    boolean hasFigures =
        named && model.isAnswered() && (withTotal.getAsBoolean() || withCoverage.getAsBoolean());
    String distinction = named ? model.distinction(item) : "";
    boolean hasBox = hasFigures || !distinction.isEmpty();
    setText(named && !hasBox ? item.title() : "");
    setGraphic(hasBox ? box : null);
    setTooltip(null);
    setAccessibleText(null);
    setShown(figures, hasFigures);
    setShown(handle, !distinction.isEmpty());
    if (hasBox) {
      name.setText(item.title());
      handle.setText(distinction);
      setAccessibleText(whole());
    }
    if (hasFigures) {
      showFigures(item);
    }
  }

  private String whole() {
    return handle.getText().isEmpty() ? name.getText() : name.getText() + ", " + handle.getText();
  }

  private void showFigures(TimecardGridRow item) {
    boolean hasTotal = withTotal.getAsBoolean();
    String seen = TimecardText.coverage(item.sum());
    total.setText(TimecardText.total(item.sum(), model.rules().rounding()));
    setShown(total, hasTotal);
    coverage.setText(hasTotal ? "· " + seen : Messages.of("timecards.seen", seen));
    coverage.pseudoClassStateChanged(PseudoClasses.LOW, item.sum().isLow());
    setShown(coverage, withCoverage.getAsBoolean() && item.sum().isWatched());
    setAccessibleText(
        hasTotal
            ? String.join(", ", whole(), total.getText(), seen)
            : whole() + ", " + coverage.getText());
    tooltip.setText(hasTotal ? TimecardText.totalHelp(item.sum()) : "");
    setTooltip(tooltip.getText().isEmpty() ? null : tooltip);
  }
}
