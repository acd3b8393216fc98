package rollcall.ui.timeline;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/// Parameters shared by all lanes of a frame.
///
/// @param view a change of it requires a complete repaint
/// @param painter the painter of the lanes
/// @param overlays the painter of the overlays
/// @param nowColumn the column of the current time
public record RenderContext(
    View view, LanePainter painter, OverlayPainter overlays, int nowColumn) {
  /// Parameters whose change requires a complete repaint.
  public record View(
      TimeWindow window, ZoneId zone, int pixels, int height, int margin, LaneColors colors) {
    private View moved(Duration shift) {
      return shift.isZero()
          ? this
          : new View(window.moved(shift), zone, pixels, height, margin, colors);
    }
  }

  /// The parameters of lanes that show the window.
  public static RenderContext of(View view, Axis axis, Instant now) {
    return of(view, axis, now, Duration.ZERO);
  }

  /// The parameters of lanes that show the window moved by `shift`, under the axis of the window.
  public static RenderContext of(View window, Axis axis, Instant now, Duration shift) {
    View view = window.moved(shift);
    TimeScale scale = new TimeScale(view.window(), view.pixels());
    int[] background =
        LaneBackground.columns(
            new TimeScale(window.window(), window.pixels()), axis, view.colors());
    var painter =
        new LanePainter(
            scale, now.getEpochSecond(), view.colors(), background, view.height(), view.margin());
    var overlays =
        new OverlayPainter(
            scale, now.getEpochSecond(), view.colors(), view.height(), view.margin());
    return new RenderContext(view, painter, overlays, painter.nowColumn());
  }
}
