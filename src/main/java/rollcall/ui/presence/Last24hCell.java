package rollcall.ui.presence;

import java.time.Duration;
import java.time.Instant;
import javafx.beans.InvalidationListener;
import javafx.beans.WeakInvalidationListener;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.TableCell;
import org.jspecify.annotations.Nullable;
import rollcall.presence.TimelineTotals;
import rollcall.ui.model.PersonRow;
import rollcall.ui.model.PersonState;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.text.Messages;
import rollcall.ui.text.TimeFormat;

/// Table cell with the last 24 hours, redrawn when the person or the width changes or time advances
/// by a pixel. Thread: FX.
final class Last24hCell extends TableCell<PersonRow, PersonState> {
  private static final double PADDING = 12;

  private final PresenceModel model;
  private final Last24hChart chart = new Last24hChart();
  private final InvalidationListener onTick = _ -> show();
  private @Nullable Drawn drawn;

  Last24hCell(PresenceModel model) {
    this.model = model;
    setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
    model.now().addListener(new WeakInvalidationListener(onTick));
    widthProperty().subscribe(this::show);
  }

  @Override
  protected void updateItem(PersonState item, boolean empty) {
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
    setGraphic(chart);
    Instant now = model.now().get();
    long pixel = now.getEpochSecond() / Math.max(1, (long) (Last24hChart.DAY.toSeconds() / width));
    Drawn next = new Drawn(row, row.timeline().revision(), width, pixel);
    if (!next.equals(drawn)) {
      drawn = next;
      chart.setPrefWidth(width);
      chart.draw(row.timeline(), now, width);
      chart.setAccessibleText(accessibleText(model.totals(row, now.minus(Last24hChart.DAY))));
    }
  }

  private static String accessibleText(TimelineTotals totals) {
    return totals.watched() == 0
        ? Messages.of("last24h.none")
        : Messages.of(
            "last24h.help", hours(totals.active()), hours(totals.away()), hours(totals.unknown()));
  }

  private static String hours(long seconds) {
    return TimeFormat.hours(Duration.ofSeconds(seconds));
  }

  /// Key of the drawn image.
  private record Drawn(PersonRow row, int revision, double width, long pixel) {}
}
