package rollcall.ui.timeline;

import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/// What all lanes of one frame have in common.
///
/// @param view what makes every pixel of a lane different when it changes
/// @param painter for all of them
/// @param overlays the painter of what lies over them
/// @param nowColumn where the past ends
record RenderContext(View view, LanePainter painter, OverlayPainter overlays, int nowColumn) {
  /// @param recordedSince when the first lane begins, or null
  record View(
      TimeWindow window,
      ZoneId zone,
      int pixels,
      int height,
      int margin,
      LaneColors colors,
      @Nullable Instant recordedSince) {}

  static RenderContext of(View view, Axis axis, Instant now) {
    TimeScale scale = new TimeScale(view.window(), view.pixels());
    int[] background =
        LaneBackground.columns(scale, axis, now, view.recordedSince(), view.colors());
    var painter =
        new LanePainter(
            scale, now.getEpochSecond(), view.colors(), background, view.height(), view.margin());
    var overlays =
        new OverlayPainter(
            scale, now.getEpochSecond(), view.colors(), view.height(), view.margin());
    return new RenderContext(view, painter, overlays, painter.nowColumn());
  }
}
