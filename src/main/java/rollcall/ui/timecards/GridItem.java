package rollcall.ui.timecards;

/// Item of the grid: stays the same while its totals change, so that the selection is kept. Thread:
/// FX.
final class GridItem {
  private GridRow row;

  GridItem(GridRow row) {
    this.row = row;
  }

  GridRow row() {
    return row;
  }

  void row(GridRow next) {
    row = next;
  }

  /// Whether this is the item of the same person or group.
  boolean isFor(GridRow other) {
    return row.getClass().equals(other.getClass())
        && (row.user() == null
            ? row.title().equals(other.title())
            : row.user().equals(other.user()));
  }
}
