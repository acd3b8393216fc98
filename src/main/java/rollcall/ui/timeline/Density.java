package rollcall.ui.timeline;

/// Height of a lane, in logical pixels.
public enum Density {
  COMPACT(18),
  NORMAL(26),
  COMFORTABLE(36);

  private final int rowHeight;

  Density(int rowHeight) {
    this.rowHeight = rowHeight;
  }

  /// The height of a lane with its margins.
  public int rowHeight() {
    return rowHeight;
  }
}
