package rollcall.ui.timeline;

/// Height of a row, in logical pixels.
public enum Density {
  COMPACT(22, 12),
  NORMAL(27, 15),
  COMFORTABLE(36, 20);

  private final int rowHeight;
  private final int barHeight;

  Density(int rowHeight, int barHeight) {
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
