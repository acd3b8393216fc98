package rollcall.ui.presence;

/// Direction in time.
public enum Direction {
  EARLIER,
  LATER;

  boolean isLater() {
    return this == LATER;
  }
}
