package rollcall.presence;

/// Quality of a span: observed, bridged or not observed.
public enum SpanQuality {
  /// Observed all the time.
  OBSERVED("observed"),
  /// Contains at least one short gap with the same state on both sides, which counts as that state.
  BRIDGED("bridged"),
  /// Not observed: the span is unknown.
  NONE("none");

  private final String word;

  SpanQuality(String word) {
    this.word = word;
  }

  /// The stable lower-case text used in files.
  public String word() {
    return word;
  }
}
