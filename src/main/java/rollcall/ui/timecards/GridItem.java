package rollcall.ui.timecards;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleObjectProperty;

/// Item of the grid: stays the same while its totals change, so that the selection is kept. Thread:
/// FX.
final class GridItem {
  private final ObjectProperty<TimecardGridRow> row;

  GridItem(TimecardGridRow row) {
    this.row = new SimpleObjectProperty<>(row);
  }

  /// The row; cells that are not visible follow it, too.
  ReadOnlyObjectProperty<TimecardGridRow> rowProperty() {
    return row;
  }

  TimecardGridRow row() {
    return row.get();
  }

  void row(TimecardGridRow next) {
    row.set(next);
  }

  /// Whether this is the item of the same person or group.
  boolean isFor(TimecardGridRow other) {
    TimecardGridRow current = row.get();
    return current.getClass().equals(other.getClass())
        && (current.user() == null
            ? current.title().equals(other.title())
            : current.user().equals(other.user()));
  }
}
