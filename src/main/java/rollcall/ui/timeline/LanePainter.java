package rollcall.ui.timeline;

import java.util.Arrays;
import rollcall.presence.Presence;
import rollcall.presence.PresenceTimeline;
import rollcall.presence.TimelineCursor;

/// Paints lanes into pixels, so that states are distinguishable without color: active is a full
/// bar, away a half-high bar with an edge, unknown hatched with a dashed edge, not watched a dotted
/// line.
///
/// Distinguishable intervals are drawn one by one, at least one pixel wide, unknown ones two. Where
/// half of them would be narrower, each column of pixels is divided by the share of the states in
/// it, and every state that occurs has at least one pixel. In both cases the cost of a column does
/// not grow with the length of the history. Not thread-safe: it has scratch space.
public final class LanePainter {
  private static final int HATCH = 6;
  private static final int DASH = 5;
  private static final int DASH_ON = 3;
  private static final int DOTS = 4;
  private static final double OUTSIDE_HOURS = 0.06;

  /// A common multiple of the periods of all patterns.
  private static final int PERIOD = 60;

  private final TimelineCursor cursor = new TimelineCursor();
  private final TimeScale scale;
  private final long now;
  private final LaneColors colors;
  private final int[] background;
  private final int height;
  private final int barTop;
  private final int barBottom;
  private final int awayHeight;
  private final int phase;

  /// A painter of lanes with the same window.
  ///
  /// @param now the second since 1970 at which open intervals end
  /// @param background one color per column
  /// @param height the height of a lane, in pixels
  /// @param margin the space above and below the bar, in pixels
  public LanePainter(
      TimeScale scale, long now, LaneColors colors, int[] background, int height, int margin) {
    this.scale = scale;
    this.now = now;
    this.colors = colors;
    this.background = background;
    this.height = height;
    this.barTop = margin;
    this.barBottom = Math.max(height - margin, barTop + 1);
    this.awayHeight = (int) Math.round((barBottom - barTop) * 0.55);
    this.phase = scale.phase(PERIOD);
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
  public void paint(PresenceTimeline lane, int[] pixels, int left, int right) {
    for (int y = 0; y < height; y++) {
      System.arraycopy(background, left, pixels, y * scale.pixels() + left, right - left);
    }
    var brush = new Brush(pixels, left, right);
    if (isDense(lane, scale.window(), scale.secondsPerPixel())) {
      paintShares(lane, brush);
    } else {
      paintIntervals(lane, brush);
    }
  }

  private void paintShares(PresenceTimeline lane, Brush brush) {
    int end = Math.min(brush.right, nowColumn() + 1);
    long second = Math.min(now, scale.secondAt(brush.left));
    cursor.start(lane, second);
    for (int x = brush.left; x < end; x++) {
      long next = Math.min(now, scale.secondAt(x + 1));
      cursor.moveTo(next);
      brush.share(x, cursor, (int) (next - second));
      second = next;
    }
  }

  private void paintIntervals(PresenceTimeline lane, Brush brush) {
    int first = lane.indexAt(scale.secondAt(brush.left - 2));
    long end = Math.min(now, scale.secondAt(brush.right + 2));
    boolean narrow = false;
    if (first < 0) {
      long start = lane.size() == 0 ? now : Math.min(now, lane.startSecond(0));
      brush.bar(Presence.NOT_WATCHED, -scale.pixels(), scale.edge(start));
    }
    for (int i = Math.max(0, first); i < lane.size() && lane.startSecond(i) < end; i++) {
      int from = scale.edge(lane.startSecond(i));
      int to = edgeAfter(lane, i);
      if (to - from >= narrowest(lane.presence(i))) {
        if (NotRecorded.isOutsideHours(lane, i)) {
          brush.tint(from, to);
        }
        brush.bar(lane.presence(i), from, to);
      } else {
        narrow = true;
      }
    }
    if (narrow) {
      paintNarrow(lane, brush, Math.max(0, first), end, Presence.AWAY);
      paintNarrow(lane, brush, Math.max(0, first), end, Presence.ACTIVE);
      paintNarrow(lane, brush, Math.max(0, first), end, Presence.UNKNOWN);
    }
  }

  /// Paints very narrow intervals last, over their neighbors.
  private void paintNarrow(
      PresenceTimeline lane, Brush brush, int first, long end, Presence state) {
    int width = narrowest(state);
    for (int i = first; i < lane.size() && lane.startSecond(i) < end; i++) {
      if (lane.presence(i) == state) {
        int from = scale.edge(lane.startSecond(i));
        if (edgeAfter(lane, i) - from < width) {
          brush.bar(state, from, from + width);
        }
      }
    }
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
    private final int left;
    private final int right;

    Brush(int[] pixels, int left, int right) {
      this.pixels = pixels;
      this.left = left;
      this.right = right;
    }

    void bar(Presence state, int from, int to) {
      switch (state) {
        case ACTIVE -> fill(from, to, barTop, barBottom, colors.active());
        case AWAY -> away(from, to);
        case UNKNOWN -> unknown(from, to);
        case NOT_WATCHED -> dots(from, to);
      }
    }

    /// The tint of time outside the recording hours.
    void tint(int from, int to) {
      for (int x = Math.max(from, left); x < Math.min(to, right); x++) {
        upright(x, 0, height, LaneColors.mix(background[x], colors.text(), OUTSIDE_HOURS));
      }
    }

    private void away(int from, int to) {
      int awayTop = barBottom - awayHeight;
      fill(from, to, awayTop, barBottom, colors.awayEdge());
      if (to - from > 2) {
        fill(from + 1, to - 1, awayTop + 1, barBottom - 1, colors.awayFill());
      }
    }

    private void unknown(int from, int to) {
      if (to - from < 4) {
        fill(from, to, barTop, barBottom, colors.unknown());
        return;
      }
      for (int x = Math.max(from, left); x < Math.min(to, right); x++) {
        boolean side = x == from || x == to - 1;
        for (int y = barTop; y < barBottom; y++) {
          boolean edge = y == barTop || y == barBottom - 1;
          if (side ? y % DASH < DASH_ON : edge ? dashed(x) : hatched(x, y)) {
            set(x, y, colors.unknown());
          } else {
            set(x, y, background[x]);
          }
        }
      }
    }

    private void dots(int from, int to) {
      for (int x = Math.max(from, left); x < Math.min(to, right); x++) {
        if ((x + phase) % DOTS == 0) {
          set(x, barBottom - 1, colors.notWatched());
        }
      }
    }

    /// One column, divided from the bottom: active, away, unknown. Each state gets its share of the
    /// height that it has alone, so that a night away looks the same in every lane.
    void share(int x, TimelineCursor step, int seconds) {
      if (step.active() + step.away() + step.unknown() == 0) {
        dots(x, x + 1);
        return;
      }
      int bar = barBottom - barTop;
      int leastAway = step.away() > 0 ? 1 : 0;
      int least = leastAway + (step.active() > 0 ? 1 : 0);
      int unknown = Math.min(part(step.unknown(), seconds, bar, 2), bar - least);
      int active = Math.min(part(step.active(), seconds, bar, 1), bar - unknown - leastAway);
      int away = Math.min(part(step.away(), seconds, awayHeight, 1), bar - unknown - active);
      int activeTop = barBottom - active;
      int awayTop = activeTop - away;
      upright(x, activeTop, barBottom, colors.active());
      upright(x, awayTop, activeTop, colors.awayFill());
      if (away > 0) {
        set(x, awayTop, colors.awayEdge());
      }
      for (int y = awayTop - unknown; y < awayTop; y++) {
        if (unknown < HATCH || hatched(x, y)) {
          set(x, y, colors.unknown());
        }
      }
    }

    private int part(int of, int seconds, int bar, int least) {
      return of == 0 ? 0 : Math.max(least, (int) Math.round((double) of * bar / seconds));
    }

    private boolean hatched(int x, int y) {
      return (x + phase + y) % HATCH == 0;
    }

    private boolean dashed(int x) {
      return (x + phase) % DASH < DASH_ON;
    }

    private void fill(int from, int to, int top, int bottom, int color) {
      int begin = Math.max(from, left);
      int end = Math.min(to, right);
      for (int y = top; begin < end && y < bottom; y++) {
        Arrays.fill(pixels, y * scale.pixels() + begin, y * scale.pixels() + end, color);
      }
    }

    private void upright(int x, int top, int bottom, int color) {
      int end = bottom * scale.pixels() + x;
      for (int i = top * scale.pixels() + x; i < end; i += scale.pixels()) {
        pixels[i] = color;
      }
    }

    private void set(int x, int y, int color) {
      pixels[y * scale.pixels() + x] = color;
    }
  }
}
