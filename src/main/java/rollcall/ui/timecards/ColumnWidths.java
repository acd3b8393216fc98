package rollcall.ui.timecards;

import rollcall.timecard.DayRange;

/// Widths of the columns of the grid. Pure.
///
/// @param name the width of the name column
/// @param day the width of each day column
/// @param total the width of the total; 0 when it does not fit
/// @param coverage the width of the coverage; 0 when it does not fit
record ColumnWidths(double name, double day, double total, double coverage) {
  private static final double SCROLL_BAR = 16;
  private static final double TOTAL = 72;
  private static final double COVERAGE = 60;

  /// The widths for a grid of this width and text size.
  ///
  /// @param textScale the factor by which text is larger than normal
  static ColumnWidths of(double width, RangeLength period, DayRange days, double textScale) {
    ColumnWidths normal = of(width / textScale, period, days);
    return new ColumnWidths(
        Math.floor(normal.name * textScale),
        Math.floor(normal.day * textScale),
        Math.floor(normal.total * textScale),
        Math.floor(normal.coverage * textScale));
  }

  /// The widths for a grid of this width: the coverage is left out first, then the total; where the
  /// days still do not fit, the grid scrolls.
  private static ColumnWidths of(double width, RangeLength period, DayRange days) {
    boolean month = period == RangeLength.MONTH;
    double least = month ? 32 : 52;
    double name = Math.clamp(width * (month ? 0.115 : 0.19), 116, 200);
    double space = width - SCROLL_BAR - name;
    int count = days.count();
    double total = month || space - TOTAL >= least * count ? TOTAL : 0;
    double coverage = month || space - total - COVERAGE >= least * count ? COVERAGE : 0;
    double day = Math.max(least, Math.floor((space - total - coverage) / count));
    double rest = Math.max(0, space - total - coverage - day * count);
    return new ColumnWidths(name + Math.min(rest, 60), day, total, coverage);
  }
}
