package rollcall.ui.presence;

/// TimeDirection in time.
public enum TimeDirection {
  EARLIER,
  LATER;

  boolean isLater() {
    return this == LATER;
  }
}
