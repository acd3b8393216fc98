package rollcall.timecard;

/// Optional column at the end of the rows of `timecards.csv`, in this order. Changes no other
/// column.
public enum ExtraColumn {
  /// The part of the active and away time that is within Do Not Disturb, as far as reported.
  DND("dnd_h"),
  /// The part of the day's observed time that came from RTM, in percent, without bridged gaps;
  /// empty when nothing was observed.
  LIVE_SHARE("source_share_rtm_pct");

  private final String word;

  ExtraColumn(String word) {
    this.word = word;
  }

  /// The name of the column, also used on the command line.
  public String word() {
    return word;
  }
}
