package rollcall.ui.presence;

import java.util.List;
import java.util.Set;
import rollcall.ui.text.TimeConventions;

/// Horizontal layout of a row: name, state, duration, lane, totals, scroll bar. On narrow windows
/// columns disappear, in the order first, seen, state, duration; below [#STACKED] the lane is under
/// the name, state and duration.
///
/// @param width the width of the row without the scroll bar
/// @param name the width of mark and name
/// @param state the width of the state; 0 when it does not fit or is hidden, as for other columns
/// @param duration the width of the duration; 0 when it does not fit
/// @param left the start of the lane
/// @param plot the width of the lane, whole pixels
/// @param first the width of the first activity; 0 when it does not fit
/// @param active the width of the active time
/// @param seen the width of the coverage; 0 when it does not fit
/// @param nameHeight the height of the name when the lane is under it, else 0
public record RowColumns(
    double width,
    double name,
    double state,
    double duration,
    double left,
    double plot,
    double first,
    double active,
    double seen,
    double nameHeight) {
  /// The width that the scroll bar takes from the rows.
  static final double SCROLL_BAR = 12;

  /// The size of the mark with text of normal size.
  static final double MARK = 12;

  private static final double NAME_LEFT = 38;

  static final double MIN_NAME = 120;
  static final double MAX_NAME = 420;

  private static final double STACKED = 700;
  private static final double STACKED_NAME = 22;
  private static final double STACKED_LEFT = 16;
  // Room for the longest state in German, said to be the current one.
  private static final double STACKED_STATE = 180;
  private static final double SHORTEST_STACKED_NAME = 200;
  private static final double STATE = 84;
  private static final double DURATION = 112;
  private static final double GUTTER = 30;
  private static final double FIRST = 56;
  // Room for "10:15 AM".
  private static final double FIRST_12_HOURS = 80;
  // Room for the hours of a year: "2024:30".
  private static final double ACTIVE = 66;
  private static final double SEEN = 64;
  private static final double MIN_PLOT = 440;

  // Large text does not take the lanes away: they get at least this part of the width.
  private static final double MIN_PLOT_SHARE = 0.43;

  private static List<Column> byImportance() {
    boolean twelveHours = TimeConventions.isTwelveHours();
    return List.of(
        new Column(SortKey.ACTIVE, ACTIVE),
        new Column(SortKey.FOR, DURATION),
        new Column(SortKey.STATE, STATE),
        new Column(SortKey.SEEN, SEEN),
        new Column(SortKey.FIRST, twelveHours ? FIRST_12_HOURS : FIRST));
  }

  /// The start of the names, after the mark, which grows with the text.
  static double nameLeft(double textScale) {
    return Math.rint(NAME_LEFT + MARK * (textScale - 1));
  }

  /// The layout for a pane of this width.
  ///
  /// @param wantedName the width of mark and name that the user chose, or 0 for the default
  /// @param textScale the factor by which text is larger than normal
  /// @param hidden the columns that the user has hidden; the active time stays beside a name that
  ///   has the lane under it
  static RowColumns of(double paneWidth, double wantedName, double textScale, Set<SortKey> hidden) {
    double width = Math.max(1, paneWidth - SCROLL_BAR);
    double active = Math.rint(ACTIVE * textScale);
    if (paneWidth < STACKED * textScale) {
      double plot = Math.max(1, Math.floor(width - active - 16));
      double nameHeight = Math.rint(STACKED_NAME * textScale);
      double free = STACKED_LEFT + plot - SHORTEST_STACKED_NAME * textScale;
      double duration = stackedColumn(SortKey.FOR, DURATION * textScale, free, hidden);
      double state =
          stackedColumn(SortKey.STATE, STACKED_STATE * textScale, free - duration, hidden);
      double name = STACKED_LEFT + plot - state - duration;
      return new RowColumns(
          width, name, state, duration, STACKED_LEFT, plot, 0, active, 0, nameHeight);
    }
    double name =
        Math.floor(
            wantedName > 0
                ? Math.clamp(wantedName, MIN_NAME, MAX_NAME)
                : Math.clamp(paneWidth * 0.153, 178, 260) * textScale);
    // Each column appears only when those that are more important have room.
    double minPlot = Math.max(MIN_PLOT, MIN_PLOT_SHARE * width);
    double free = (width - name - GUTTER - minPlot) / textScale;
    List<Column> columns = byImportance();
    double[] shown = new double[columns.size()];
    for (int i = 0; i < shown.length; i++) {
      Column column = columns.get(i);
      boolean isHidden = hidden.contains(column.key());
      free -= isHidden ? 0 : column.width();
      boolean fits = free >= 0 || column.key() == SortKey.ACTIVE;
      shown[i] = !isHidden && fits ? Math.rint(column.width() * textScale) : 0;
    }
    double left = name + shown[2] + shown[1] + GUTTER;
    // The pointer gets the end of the lane also without a column beside it.
    double end = Math.max(SCROLL_BAR, shown[4] + shown[0] + shown[3]);
    double plot = Math.max(1, Math.floor(width - left - end));
    return new RowColumns(
        width, name, shown[2], shown[1], left, plot, shown[4], shown[0], shown[3], 0);
  }

  private static double stackedColumn(SortKey key, double width, double free, Set<SortKey> hidden) {
    return hidden.contains(key) || width > free ? 0 : Math.rint(width);
  }

  /// Column beside the name and the lane.
  ///
  /// @param width the width with text of normal size
  private record Column(SortKey key, double width) {}

  /// Whether the lane is under the name.
  boolean stacked() {
    return nameHeight > 0;
  }

  /// The right edge of the lane.
  double right() {
    return left + plot;
  }

  double durationRight() {
    return name + state + duration;
  }

  double firstRight() {
    return right() + first;
  }

  double activeRight() {
    return firstRight() + active;
  }

  /// The height of a row whose lane has this height.
  double rowHeight(double lane) {
    return nameHeight + lane;
  }

  double laneTop() {
    return nameHeight;
  }
}
