package rollcall.ui.timeline;

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
      TimeWindow window, ZoneId zone, int pixels, int height, int margin, LaneColors colors) {}

  public static RenderContext of(View view, Axis axis, Instant now) {
    TimeScale scale = new TimeScale(view.window(), view.pixels());
    int[] background = LaneBackground.columns(scale, axis, view.colors());
    var painter =
        new LanePainter(
            scale, now.getEpochSecond(), view.colors(), background, view.height(), view.margin());
    var overlays =
        new OverlayPainter(
            scale, now.getEpochSecond(), view.colors(), view.height(), view.margin());
    return new RenderContext(view, painter, overlays, painter.nowColumn());
  }
}
