package rollcall.ui.timeline;

/// Density of the rows: height of a row and of its bar, in logical pixels.
public enum RowDensity {
  COMPACT(22, 12),
  NORMAL(27, 15),
  COMFORTABLE(36, 20);

  private final int rowHeight;
  private final int barHeight;

  RowDensity(int rowHeight, int barHeight) {
    this.rowHeight = rowHeight;
    this.barHeight = barHeight;
  }

  /// The height of a row with its margins.
  public int rowHeight() {
    return rowHeight;
  }

  /// The space above the bar.
  public int margin() {
    return (rowHeight - barHeight) / 2;
  }
}
