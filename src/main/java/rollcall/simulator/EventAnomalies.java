package rollcall.simulator;

/// Planned anomalies of presence events. Thread: event loop.
final class EventAnomalies {
  private Fault.Shape shape = Fault.Shape.AS_ASKED;
  private int duplicates;
  private int reorders;

  Fault.Shape shape() {
    return shape;
  }

  void reshape(Fault.Shape other) {
    shape = other;
  }

  void duplicate(int times) {
    duplicates += times;
  }

  void reorder(int times) {
    reorders += times;
  }

  /// Returns whether the next event is sent twice.
  boolean isNextDuplicated() {
    return duplicates > 0 && duplicates-- > 0;
  }

  /// Returns whether the next event is sent after the one that follows it.
  boolean isNextReordered() {
    return reorders > 0 && reorders-- > 0;
  }

  boolean isReordering() {
    return reorders > 0;
  }

  void clear() {
    shape = Fault.Shape.AS_ASKED;
    duplicates = 0;
    reorders = 0;
  }
}
