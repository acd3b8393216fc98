package rollcall.ui.timeline;

import java.time.Instant;

/// Mapping of a [TimeWindow] to device pixels: seconds to columns and back.
///
/// Columns are counted from 1970, so that a window of the same length has the same columns wherever
/// it is moved.
public final class TimeScale {
  /// More columns than any screen has; limits the columns of instants far away.
  private static final double FAR = 1 << 29;

  private final TimeWindow window;
  private final int pixels;
  private final long origin;
  private final double secondsPerPixel;

  /// @param pixels the width, at least 1
  public TimeScale(TimeWindow window, int pixels) {
    this(window, pixels, window.length().toNanos() / 1e9 / pixels);
  }

  private TimeScale(TimeWindow window, int pixels, double secondsPerPixel) {
    this(window, pixels, secondsPerPixel, Math.round(second(window.from()) / secondsPerPixel));
  }

  private TimeScale(TimeWindow window, int pixels, double secondsPerPixel, long origin) {
    this.window = window;
    this.pixels = pixels;
    this.secondsPerPixel = secondsPerPixel;
    this.origin = origin;
  }

  /// The scale of these columns of the window, which may extend beyond it.
  TimeScale part(int left, int width) {
    return new TimeScale(window, width, secondsPerPixel, origin + left);
  }

  /// The number of columns from 1970 to the left edge.
  long origin() {
    return origin;
  }

  public TimeWindow window() {
    return window;
  }

  public int pixels() {
    return pixels;
  }

  /// The time per column.
  public double secondsPerPixel() {
    return secondsPerPixel;
  }

  /// The column of this second since 1970, rounded to whole pixels.
  public int edge(double second) {
    return (int) Math.clamp(Math.rint(second / secondsPerPixel) - origin, -FAR, FAR);
  }

  /// As [#edge(double)] for whole seconds.
  public int edge(long second) {
    return edge((double) second);
  }

  /// As [#edge(double)] for an instant.
  public int edge(Instant at) {
    return edge(second(at));
  }

  /// The second since 1970 at the left edge of a column.
  public long secondAt(int column) {
    return Math.round((origin + column) * secondsPerPixel);
  }

  /// The origin modulo `period`, so that patterns move with the bars.
  public int phase(int period) {
    return (int) Math.floorMod(origin, (long) period);
  }

  private static double second(Instant at) {
    return at.getEpochSecond() + at.getNano() / 1e9;
  }
}
