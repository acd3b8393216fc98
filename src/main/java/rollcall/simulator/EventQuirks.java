package rollcall.simulator;

/// What is odd about the presence events of the moment. Lane: the workspace's.
final class EventQuirks {
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

  /// Whether the next event is sent twice.
  boolean isNextDuplicated() {
    return duplicates > 0 && duplicates-- > 0;
  }

  /// Whether the next event waits until another one has overtaken it.
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
