package rollcall.ui.roster;

import java.time.Duration;
import java.time.Instant;
import javafx.beans.InvalidationListener;
import javafx.beans.WeakInvalidationListener;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.TableCell;
import org.jspecify.annotations.Nullable;
import rollcall.presence.TimelineTotals;
import rollcall.ui.PersonNow;
import rollcall.ui.PersonRow;
import rollcall.ui.PresenceModel;
import rollcall.ui.TimeWords;
import rollcall.ui.Words;

/// The last 24 hours in a cell: drawn again when the person changed, the column got another width,
/// or time moved on by a pixel. FX lane.
final class DayCell extends TableCell<PersonRow, PersonNow> {
  private static final double PADDING = 12;

  private final PresenceModel model;
  private final DayStrip strip = new DayStrip();
  private final InvalidationListener onTick = _ -> show();
  private @Nullable Drawn drawn;

  DayCell(PresenceModel model) {
    this.model = model;
    setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
    model.now().addListener(new WeakInvalidationListener(onTick));
    widthProperty().subscribe(this::show);
  }

  @Override
  protected void updateItem(PersonNow item, boolean empty) {
    super.updateItem(item, empty);
    show();
  }

  private void show() {
    PersonRow row = isEmpty() || getTableRow() == null ? null : getTableRow().getItem();
    double width = Math.floor(getWidth() - 2 * PADDING);
    if (row == null || width < 1) {
      setGraphic(null);
      drawn = null;
      return;
    }
    setGraphic(strip);
    Instant now = model.now().get();
    long pixel = now.getEpochSecond() / Math.max(1, (long) (DayStrip.DAY.toSeconds() / width));
    Drawn next = new Drawn(row, row.lane().revision(), width, pixel);
    if (!next.equals(drawn)) {
      drawn = next;
      strip.setPrefWidth(width);
      strip.draw(row.lane(), now, width);
      strip.setAccessibleText(words(model.totals(row, now.minus(DayStrip.DAY))));
    }
  }

  private static String words(TimelineTotals totals) {
    return totals.watched() == 0
        ? Words.of("day.none")
        : Words.of(
            "day.help", hours(totals.active()), hours(totals.away()), hours(totals.unknown()));
  }

  private static String hours(long seconds) {
    return TimeWords.hours(Duration.ofSeconds(seconds));
  }

  /// What the picture in the cell is of.
  private record Drawn(PersonRow row, int revision, double width, long pixel) {}
}
