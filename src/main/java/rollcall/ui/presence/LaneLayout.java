package rollcall.ui.presence;

/// Horizontal layout: names, lanes, totals, coverage, scroll bar.
///
/// @param left the width of the names, where the lanes begin
/// @param plot the width of the lanes, whole pixels
/// @param totalWidth the width of the totals
/// @param coverageWidth the width of the coverage; 0 when it does not fit
record LaneLayout(double left, double plot, double totalWidth, double coverageWidth) {
  /// The width of the scroll bar.
  static final double SCROLL_BAR = 14;

  /// The space to the right of a number.
  static final double RIGHT_PADDING = 6;

  /// The layout for a pane of this width.
  static LaneLayout of(double width) {
    double left = Math.floor(Math.clamp(width * 0.14, 112, 190));
    double total = 92;
    double coverage = width < 700 ? 0 : 72;
    double plot = Math.max(1, Math.floor(width - left - total - coverage - SCROLL_BAR));
    return new LaneLayout(left, plot, total, coverage);
  }

  boolean showsCoverage() {
    return coverageWidth > 0;
  }
}
