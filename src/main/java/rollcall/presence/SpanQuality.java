package rollcall.presence;

import java.util.Locale;

/// Quality of a span: observed, bridged or not observed.
public enum SpanQuality {
  /// Observed all the time.
  OBSERVED,
  /// Contains at least one short gap with the same state on both sides, which counts as that state.
  BRIDGED,
  /// Not observed: the span is unknown.
  NONE;

  private final String word = name().toLowerCase(Locale.ROOT);

  /// The stable lower-case text used in files.
  public String word() {
    return word;
  }
}
