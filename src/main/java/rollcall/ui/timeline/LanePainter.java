package rollcall.ui.timeline;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import rollcall.presence.Presence;
import rollcall.presence.PresenceTimeline;
import rollcall.presence.TotalsCursor;

/// Paints lanes into pixels, so that states are distinguishable without color: active is a full
/// bar, away a thin line, unknown hatched with a dashed edge, not watched empty with a dotted mark
/// at its start and end, on a light tint outside the recording hours.
///
/// Distinguishable intervals are drawn one by one, at least one pixel wide, unknown ones two. Where
/// half of them would be narrower, each column of pixels is divided by the share of the states in
/// it, and every state that occurs has at least one pixel. Unknown gaps that totals bridge are only
/// drawn where they are wide enough without being widened. In all cases the cost of a column does
/// not grow with the length of the history. Not thread-safe: it has scratch space.
public final class LanePainter {
  private static final int HATCH = 6;
  private static final int DASH = 5;
  private static final int DASH_ON = 3;
  private static final int MIN_SLOPE = 3;

  /// The distance in logical pixels from which the other end of a bar does not change its shape.
  private static final int SHAPE = 8;

  private static final double OUTSIDE_HOURS = 0.035;

  /// A common multiple of the periods of all patterns.
  private static final int PERIOD = 60;

  private final TotalsCursor cursor = new TotalsCursor();
  private final TimeScale scale;
  private final long now;
  private final Duration bridge;
  private final LaneColors colors;
  private final int[] background;
  private final int height;
  private final int barTop;
  private final int barBottom;
  private final int dot;
  private final int awayTop;
  private final double[] corner;
  private final long[] active;
  private final long[] away;
  private final long[] unknown;
  private final int phase;

  /// A painter of lanes with the same window.
  ///
  /// @param now the second since 1970 at which open intervals end
  /// @param bridge the maximum length of a bridged unknown gap
  /// @param background one color per column
  /// @param height the height of a lane, in pixels
  /// @param margin the space above the bar, in pixels
  public LanePainter(
      TimeScale scale,
      long now,
      Duration bridge,
      LaneColors colors,
      int[] background,
      int height,
      int margin) {
    this.scale = scale;
    this.now = now;
    this.bridge = bridge;
    this.colors = colors;
    this.background = background;
    this.height = height;
    this.barTop = margin;
    this.barBottom = Math.max(height - margin, barTop + 1);
    this.dot = dot(barBottom - barTop);
    this.awayTop = barTop + (int) Math.round((barBottom - barTop) * 2 / 3.0);
    this.corner = corner(2.5 * dot);
    this.phase = scale.phase(PERIOD);
    this.active = new long[scale.pixels() + 1];
    this.away = new long[scale.pixels() + 1];
    this.unknown = new long[scale.pixels() + 1];
  }

  /// The number of pixels of a logical pixel, for a bar of this height.
  static int dot(int bar) {
    return Math.max(1, Math.round(bar / 15f));
  }

  /// The covered share of each pixel in a rounded corner, row by row.
  private static double[] corner(double radius) {
    int size = (int) Math.ceil(radius);
    int samples = 4;
    var covered = new double[size * size];
    for (int i = 0; i < size * samples; i++) {
      for (int j = 0; j < size * samples; j++) {
        double x = radius - (i + 0.5) / samples;
        double y = radius - (j + 0.5) / samples;
        if (x <= 0 || y <= 0 || x * x + y * y <= radius * radius) {
          covered[j / samples * size + i / samples] += 1.0 / (samples * samples);
        }
      }
    }
    return covered;
  }

  /// The column of the current time.
  public int nowColumn() {
    return scale.edge(now);
  }

  /// Whether half of the intervals would be too narrow to be distinguishable.
  public static boolean isDense(PresenceTimeline lane, TimeWindow window, double secondsPerPixel) {
    return lane.medianSeconds(window.from(), window.to()) < 2 * secondsPerPixel;
  }

  /// Paints the columns `[left, right)` of a lane and leaves the others unchanged.
  ///
  /// @param pixels the image, rows of [TimeScale#pixels] colors
  /// @param top the row of the image in which the lane begins
  /// @param dense whether the lane [#isDense], which all parts of a lane have in common
  public void paint(
      PresenceTimeline lane, boolean dense, int[] pixels, int top, int left, int right) {
    fillBackground(pixels, top, left, right);
    var brush = new Brush(pixels, top, left, right);
    if (dense) {
      paintShares(List.of(lane), brush);
    } else {
      paintIntervals(lane, brush);
    }
  }

  /// Paints the share of active and unknown people in each of the columns `[left, right)`.
  ///
  /// @param top the row of the image in which the lane begins
  public void paintShares(
      List<PresenceTimeline> lanes, int[] pixels, int top, int left, int right) {
    fillBackground(pixels, top, left, right);
    paintShares(lanes, new Brush(pixels, top, left, right));
  }

  private void fillBackground(int[] pixels, int top, int left, int right) {
    for (int y = top; y < top + height; y++) {
      System.arraycopy(background, left, pixels, y * scale.pixels() + left, right - left);
    }
  }

  private void paintShares(List<PresenceTimeline> lanes, Brush brush) {
    int end = Math.min(brush.right, nowColumn() + 1);
    if (end <= brush.left || lanes.isEmpty()) {
      return;
    }
    int columns = end - brush.left;
    Arrays.fill(active, 0, columns, 0);
    Arrays.fill(away, 0, columns, 0);
    Arrays.fill(unknown, 0, columns, 0);
    for (PresenceTimeline lane : lanes) {
      cursor.start(lane, Math.min(now, scale.secondAt(brush.left)), bridge);
      for (int i = 0; i < columns; i++) {
        cursor.moveTo(Math.min(now, scale.secondAt(brush.left + i + 1)));
        active[i] += cursor.active();
        away[i] += cursor.away();
        unknown[i] += cursor.unknown();
      }
    }
    for (int i = 0; i < columns; i++) {
      int x = brush.left + i;
      long seconds = Math.min(now, scale.secondAt(x + 1)) - scale.secondAt(x);
      brush.share(x, active[i], away[i], unknown[i], Math.max(1, seconds * lanes.size()));
    }
  }

  private void paintIntervals(PresenceTimeline lane, Brush brush) {
    int first = firstOfBar(lane, Math.max(0, lane.indexAt(scale.secondAt(brush.left - 2))), brush);
    long end = Math.min(now, scale.secondAt(brush.right + 2));
    boolean narrow = false;
    if (lane.size() > 0) {
      brush.mark(scale.edge(lane.startSecond(0)) - dot);
    }
    int last;
    for (int i = first; i < lane.size() && earliest(lane, i) < end; i = last + 1) {
      last = lastOfBar(lane, i, brush);
      int from = scale.edge(lane.startSecond(i));
      int to = edgeAfter(lane, last);
      boolean ended = last + 1 < lane.size();
      if (to - from >= narrowest(lane.presence(i))) {
        if (lane.presence(i) == Presence.ACTIVE) {
          brush.active(from, to, slope(lane, i), ended ? slope(lane, last + 1) : 0);
        } else {
          if (PausedOrOffHoursInterval.isOutsideHours(lane, i)) {
            brush.tint(from, to);
          }
          brush.bar(lane.presence(i), from, to, ended);
        }
      } else {
        narrow = true;
      }
    }
    if (narrow) {
      paintNarrow(lane, brush, first, end, Presence.AWAY);
      paintNarrow(lane, brush, first, end, Presence.ACTIVE);
      paintNarrow(lane, brush, first, end, Presence.UNKNOWN);
    }
  }

  /// The first instant at which a change may have happened.
  private static long earliest(PresenceTimeline lane, int index) {
    return lane.startSecond(index) - lane.uncertainSeconds(index);
  }

  /// The first interval of the bar that this one belongs to, as far as its shape depends on it.
  private int firstOfBar(PresenceTimeline lane, int index, Brush brush) {
    int first = index;
    long visible = scale.secondAt(brush.left - SHAPE * dot);
    while (first > 0
        && (isClosed(lane, first) || isClosed(lane, first - 1))
        && lane.startSecond(first) > visible) {
      first--;
    }
    return first;
  }

  private int lastOfBar(PresenceTimeline lane, int index, Brush brush) {
    int last = index;
    long visible = scale.secondAt(brush.right + SHAPE * dot);
    while (isClosed(lane, last + 1) && lane.startSecond(last + 1) < Math.min(now, visible)) {
      last += 2;
    }
    return last;
  }

  private boolean isClosed(PresenceTimeline lane, int index) {
    return isClosed(lane, index, scale, bridge);
  }

  /// Whether an interval is not drawn, because totals bridge it and it is too narrow to be seen.
  static boolean isClosed(PresenceTimeline lane, int index, TimeScale scale, Duration bridge) {
    return lane.isBridged(index, bridge)
        && lane.startSecond(index + 1) - lane.startSecond(index)
            < narrowest(Presence.UNKNOWN) * scale.secondsPerPixel();
  }

  /// Paints very narrow intervals last, over their neighbors.
  private void paintNarrow(
      PresenceTimeline lane, Brush brush, int first, long end, Presence state) {
    int width = narrowest(state);
    int last;
    for (int i = first; i < lane.size() && lane.startSecond(i) < end; i = last + 1) {
      last = lastOfBar(lane, i, brush);
      if (lane.presence(i) == state) {
        int from = scale.edge(lane.startSecond(i));
        if (edgeAfter(lane, last) - from < width) {
          brush.bar(state, from, from + width, true);
        }
      }
    }
  }

  /// The width of the time in which a polled change between observed states may have happened; 0
  /// when it is too narrow to be seen.
  private int slope(PresenceTimeline lane, int index) {
    boolean polled =
        lane.uncertainSeconds(index) > 0
            && index > 0
            && lane.presence(index).isObserved()
            && lane.presence(index - 1).isObserved();
    int width = polled ? (int) (lane.uncertainSeconds(index) / scale.secondsPerPixel()) : 0;
    return width >= MIN_SLOPE * dot && lane.startSecond(index) <= now ? width : 0;
  }

  private int edgeAfter(PresenceTimeline lane, int index) {
    return scale.edge(index + 1 < lane.size() ? Math.min(now, lane.startSecond(index + 1)) : now);
  }

  private static int narrowest(Presence state) {
    return switch (state) {
      case ACTIVE, AWAY -> 1;
      case UNKNOWN -> 2;
      case NOT_WATCHED -> 0;
    };
  }

  /// Paints shapes within the columns `[left, right)` of one image.
  private final class Brush {
    private final int[] pixels;
    private final int origin;
    private final int left;
    private final int right;

    Brush(int[] pixels, int top, int left, int right) {
      this.pixels = pixels;
      this.origin = top * scale.pixels();
      this.left = left;
      this.right = right;
    }

    /// @param ended whether another interval follows
    void bar(Presence state, int from, int to, boolean ended) {
      switch (state) {
        case ACTIVE -> active(from, to, 0, 0);
        case AWAY -> fill(from, to, awayTop, awayBottom(), colors.away());
        case UNKNOWN -> unknown(from, to);
        case NOT_WATCHED -> {
          mark(from);
          if (ended) {
            mark(to - dot);
          }
        }
      }
    }

    private int awayBottom() {
      return Math.min(barBottom, awayTop + 3 * dot);
    }

    /// A bar whose start and end are slopes of these widths, or rounded where the width is 0.
    void active(int from, int to, int rise, int fall) {
      int end = Math.max(from, to - fall);
      fill(from, end, barTop, barBottom, colors.active());
      slope(from - rise, rise, true);
      slope(end, to - end, false);
      int size = (int) Math.ceil(2.5 * dot);
      if (to - from >= 2 * size) {
        if (rise == 0) {
          round(from, 1);
        }
        if (fall == 0) {
          round(to - 1, -1);
        }
      }
    }

    /// A slope across these columns, over the line of away.
    private void slope(int from, int width, boolean rising) {
      for (int i = Math.max(0, left - from); i < width && from + i < right; i++) {
        double share = (i + 0.5) / width;
        int top = barBottom - (int) Math.round((barBottom - barTop) * (rising ? share : 1 - share));
        if (!rising) {
          upright(from + i, awayTop, awayBottom(), colors.away());
        }
        upright(from + i, top, barBottom, colors.active());
      }
    }

    /// Rounds the corners at one end of a bar.
    ///
    /// @param inward 1 at the start, -1 at the end
    private void round(int x, int inward) {
      int size = (int) Math.ceil(2.5 * dot);
      for (int j = 0; j < size; j++) {
        for (int i = 0; i < size; i++) {
          double covered = corner[j * size + i];
          soften(x + inward * i, barTop + j, covered);
          soften(x + inward * i, barBottom - 1 - j, covered);
        }
      }
    }

    private void soften(int x, int y, double covered) {
      if (covered < 1 && x >= left && x < right) {
        set(x, y, LaneColors.mix(background[x], colors.active(), covered));
      }
    }

    private void unknown(int from, int to) {
      if (to - from < 4 * dot) {
        fill(from, to, barTop, barBottom, colors.unknown());
        return;
      }
      // Two sides so near to each other would look like a solid bar.
      boolean hasSides = to - from >= 10 * dot;
      for (int x = Math.max(from, left); x < Math.min(to, right); x++) {
        boolean side = hasSides && (x < from + dot || x >= to - dot);
        for (int y = barTop; y < barBottom; y++) {
          boolean edge = y < barTop + dot || y >= barBottom - dot;
          if (side ? y / dot % DASH < DASH_ON : edge ? dashed(x) : hatched(x, y)) {
            set(x, y, colors.unknown());
          } else {
            set(x, y, background[x]);
          }
        }
      }
    }

    /// The ground of time outside the recording hours, over the full height of the lane.
    void tint(int from, int to) {
      for (int x = Math.max(from, left); x < Math.min(to, right); x++) {
        upright(x, 0, height, LaneColors.mix(background[x], colors.text(), OUTSIDE_HOURS));
      }
    }

    /// The dotted mark at the start or end of time not watched.
    void mark(int from) {
      for (int x = Math.max(from, left); x < Math.min(from + dot, right); x++) {
        for (int y = barTop; y < barBottom; y++) {
          if ((y - barTop) / dot % 3 == 0) {
            set(x, y, colors.notWatched());
          }
        }
      }
    }

    /// One column: the line of away, the share of active from the bottom, and that of unknown above
    /// it.
    void share(int x, long active, long away, long unknown, long seconds) {
      if (away > 0) {
        upright(x, awayTop, awayBottom(), colors.away());
      }
      int bar = barBottom - barTop;
      int unknownHeight =
          Math.min(part(unknown, seconds, bar, 2 * dot), active > 0 ? bar - 1 : bar);
      int activeHeight = Math.min(part(active, seconds, bar, dot), bar - unknownHeight);
      int activeTop = barBottom - activeHeight;
      upright(x, activeTop, barBottom, colors.active());
      for (int y = activeTop - unknownHeight; y < activeTop; y++) {
        boolean line = unknownHeight < HATCH * dot || hatched(x, y);
        set(x, y, line ? colors.unknown() : background[x]);
      }
    }

    private int part(long of, long seconds, int bar, int least) {
      return of == 0 ? 0 : Math.max(least, (int) Math.round((double) of * bar / seconds));
    }

    private boolean hatched(int x, int y) {
      return (x + phase + y) % (HATCH * dot) < dot;
    }

    private boolean dashed(int x) {
      return (x + phase) / dot % DASH < DASH_ON;
    }

    private void fill(int from, int to, int top, int bottom, int color) {
      int begin = Math.max(from, left);
      int end = Math.min(to, right);
      for (int y = top; begin < end && y < bottom; y++) {
        int row = origin + y * scale.pixels();
        Arrays.fill(pixels, row + begin, row + end, color);
      }
    }

    private void upright(int x, int top, int bottom, int color) {
      int end = origin + bottom * scale.pixels() + x;
      for (int i = origin + top * scale.pixels() + x; i < end; i += scale.pixels()) {
        pixels[i] = color;
      }
    }

    private void set(int x, int y, int color) {
      pixels[origin + y * scale.pixels() + x] = color;
    }
  }
}
