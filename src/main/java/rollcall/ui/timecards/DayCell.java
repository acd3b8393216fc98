package rollcall.ui.timecards;

import static rollcall.ui.controls.Controls.setShown;
import static rollcall.ui.controls.Controls.styled;

import java.time.LocalDate;
import javafx.geometry.Pos;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import rollcall.timecard.DayTotals;
import rollcall.ui.text.Messages;

/// Cell of one person and day: hours and minutes above the strip of the day. Thread: FX.
final class DayCell extends TableCell<GridItem, TimecardGridRow> {
  /// The narrowest column with the mark beside "10:15", in pixels at the normal text size.
  private static final double MARKED_FROM = 72;

  private final TimecardsModel model;
  private final int index;
  private final RangeLength period;
  private final Label number = styled(new Label(), "day-number");
  private final DayStrip strip;
  // In narrow columns the mark stands beside the strip.
  private final Region mark = styled(new Region(), "day-mark");
  // A day of which only the totals are kept has it in place of the strip.
  private final Region kept;
  private final HBox line = styled(new HBox(), "day-mark-line");
  private final VBox box = styled(new VBox(), "day-box");
  private final Tooltip tooltip = new Tooltip();
  private boolean narrow;

  /// @param index the position of the day in the range
  DayCell(TimecardsModel model, int index, RangeLength period) {
    this.model = model;
    this.index = index;
    this.period = period;
    strip = new DayStrip(period == RangeLength.DAY ? 3 : 1);
    kept =
        period == RangeLength.DAY
            ? styled(new Label(Messages.of("timecards.totals_only")), "kept-text")
            : styled(new Region(), "kept-mark");
    line.getChildren().setAll(mark, kept, strip);
    box.getChildren().setAll(number, line);
    line.setAlignment(Pos.CENTER_RIGHT);
    HBox.setHgrow(strip, Priority.ALWAYS);
    getStyleClass().add("day-cell");
    number.setMinWidth(USE_PREF_SIZE);
    box.setAlignment(Pos.CENTER_RIGHT);
    if (period == RangeLength.DAY) {
      strip.setMaxWidth(Double.MAX_VALUE);
      getStyleClass().add("day-cell-wide");
      setShown(number, false);
    }
    widthProperty().map(_ -> isNarrow()).subscribe(this::placeMark);
    setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
    tooltip.setShowDelay(Duration.millis(250));
  }

  /// Whether the number has no room for the mark beside it.
  private boolean isNarrow() {
    return period == RangeLength.MONTH
        || (period == RangeLength.WEEK && getWidth() < MARKED_FROM * model.textScale());
  }

  /// Places the mark beside the strip, or leaves it to the number.
  private void placeMark(boolean on) {
    narrow = on;
    updateItem(getItem(), isEmpty());
  }

  @Override
  protected void updateItem(TimecardGridRow item, boolean empty) {
    super.updateItem(item, empty);
    if (empty
        || item == null
        || index >= model.days().count()
        || !(item instanceof TimecardGridRow.Member member)) {
      setGraphic(null);
      setTooltip(null);
      setAccessibleText(null);
      return;
    }
    LocalDate day = model.days().day(index);
    DayTotals totals = member.days().get(day);
    boolean partial = totals != null && TimecardText.isPartial(totals);
    number.setText(model.cellText(member, day, !narrow));
    setShown(mark, narrow && partial);
    boolean isKept = member.kept().containsKey(day);
    setShown(kept, isKept);
    setShown(strip, !isKept);
    number.pseudoClassStateChanged(PseudoClasses.PARTIAL, partial);
    number.pseudoClassStateChanged(PseudoClasses.ZERO, totals != null && totals.active() == 0);
    number.pseudoClassStateChanged(PseudoClasses.NONE, totals == null);
    strip.show(model.pieces(member, day));
    String line = TimecardText.line(member, day, model.today(member), model.rules().rounding());
    tooltip.setText(line + "\n" + Messages.of("timecards.open"));
    setTooltip(tooltip);
    setAccessibleText(line);
    setGraphic(box);
  }
}
