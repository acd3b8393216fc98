package rollcall.timecard;

/// Kind of exported file.
public enum ExportKind {
  /// One row a person and day.
  TIMECARDS("timecards", true),
  /// One row a person and ISO week.
  WEEKLY("weekly", true),
  /// One row a person and state, from its beginning to its end.
  INTERVALS("intervals", false),
  /// One row for each event, unmerged: for audit and for import.
  EVENTS("events", false);

  private final String word;
  private final boolean rounded;

  ExportKind(String word, boolean rounded) {
    this.word = word;
    this.rounded = rounded;
  }

  /// The name in files and on the command line.
  public String word() {
    return word;
  }

  /// Returns whether it contains totals, to which rounding applies; intervals and events are never
  /// rounded.
  public boolean rounded() {
    return rounded;
  }
}
