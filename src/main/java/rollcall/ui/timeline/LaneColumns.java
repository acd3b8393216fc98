package rollcall.ui.timeline;

/// Where things lie from left to right: names, the lanes themselves, totals, coverage, scroll bar.
///
/// @param left the width of the names, where the lanes begin
/// @param plot the width of the lanes, whole pixels
/// @param totalWidth of the column beside the lanes
/// @param coverageWidth of the column after that; 0 when there is no room for it
record LaneColumns(double left, double plot, double totalWidth, double coverageWidth) {
  /// What the scroll bar takes.
  static final double SCROLL_BAR = 14;

  /// What is kept free at the right of a number.
  static final double RIGHT_PADDING = 6;

  /// The columns in a pane of this width.
  static LaneColumns of(double width) {
    double left = Math.floor(Math.clamp(width * 0.14, 112, 190));
    double total = 92;
    double coverage = width < 700 ? 0 : 72;
    double plot = Math.max(1, Math.floor(width - left - total - coverage - SCROLL_BAR));
    return new LaneColumns(left, plot, total, coverage);
  }

  boolean showsCoverage() {
    return coverageWidth > 0;
  }
}
