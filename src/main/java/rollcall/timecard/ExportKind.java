package rollcall.timecard;

/// What an exported file holds.
public enum ExportKind {
  /// One row a person and day.
  TIMECARDS("timecards", true),
  /// One row a person and ISO week.
  WEEKLY("weekly", true),
  /// One row a state of a person, from its beginning to its end.
  INTERVALS("intervals", false),
  /// One row for each thing that arrived or happened, unmerged: for audit, and to be read back.
  EVENTS("events", false);

  private final String word;
  private final boolean rounded;

  ExportKind(String word, boolean rounded) {
    this.word = word;
    this.rounded = rounded;
  }

  /// The word of file names and of the command line.
  public String word() {
    return word;
  }

  /// Whether it holds totals, which rounding touches; intervals and events stay as they were.
  public boolean rounded() {
    return rounded;
  }
}
