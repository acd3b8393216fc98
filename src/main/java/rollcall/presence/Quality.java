package rollcall.presence;

/// How well a span is known.
public enum Quality {
  /// We looked all the time.
  OBSERVED("observed"),
  /// It holds at least one short gap with the same state on both sides, which counts as that state.
  BRIDGED("bridged"),
  /// We did not look: the span is unknown.
  NONE("none");

  private final String word;

  Quality(String word) {
    this.word = word;
  }

  /// The stable lower-case word used in files.
  public String word() {
    return word;
  }
}
