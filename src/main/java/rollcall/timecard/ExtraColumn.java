package rollcall.timecard;

/// What may stand at the end of a row of `timecards.csv`, by choice, in this order. It changes no
/// other column.
public enum ExtraColumn {
  /// The part of the active and away time in which the person wanted no notifications, as far as
  /// that was heard of.
  DND("dnd_h"),
  /// How much of what was seen that day Slack told by itself over RTM, in percent, gaps that were
  /// bridged left out; empty when nothing was seen.
  LIVE_SHARE("source_share_rtm_pct");

  private final String word;

  ExtraColumn(String word) {
    this.word = word;
  }

  /// The name of the column, which is also the word of the command line.
  public String word() {
    return word;
  }
}
