package rollcall.ui.timeline;

import java.time.Instant;

/// Mapping of a [TimeWindow] to device pixels: seconds to columns and back.
public final class TimeScale {
  private final TimeWindow window;
  private final int pixels;
  private final double firstSecond;
  private final double secondsPerPixel;

  /// @param pixels the width, at least 1
  public TimeScale(TimeWindow window, int pixels) {
    this.window = window;
    this.pixels = pixels;
    this.firstSecond = second(window.from());
    this.secondsPerPixel = window.length().toNanos() / 1e9 / pixels;
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

  /// The column of this second since 1970, rounded to whole pixels and limited to one width on
  /// either side of the window.
  public int edge(double second) {
    double x = (second - firstSecond) / secondsPerPixel;
    return (int) Math.round(Math.clamp(x, -pixels, 2.0 * pixels));
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
    return Math.round(firstSecond + column * secondsPerPixel);
  }

  /// The number of columns from 1970 to the left edge, modulo `period`, so that patterns move with
  /// the bars.
  public int phase(int period) {
    return (int) Math.floorMod(Math.round(firstSecond / secondsPerPixel), (long) period);
  }

  private static double second(Instant at) {
    return at.getEpochSecond() + at.getNano() / 1e9;
  }
}
