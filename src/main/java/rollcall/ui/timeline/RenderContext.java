package rollcall.ui.timeline;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import rollcall.presence.PresenceTimeline;

/// Parameters shared by all lanes of a frame. Thread: FX.
public final class RenderContext {
  private final View view;
  private final Duration shift;
  private final Instant now;
  private final TimeScale axisScale;
  private final TimeScale scale;
  private final Map<Integer, Painters> painters = new HashMap<>();

  /// Parameters of the lanes.
  ///
  /// @param pixels the width in device pixels
  /// @param height the height of a lane in device pixels
  /// @param margin the space above the bar in device pixels
  /// @param bridge the maximum length of a bridged unknown gap
  /// @param outputScale the number of device pixels of a logical pixel
  /// @param textScale the size of the labels of the axis as a factor of the usual one
  public record View(
      TimeWindow window,
      ZoneId zone,
      Duration bridge,
      int pixels,
      int height,
      int margin,
      LaneColors colors,
      double outputScale,
      double textScale) {}

  /// Parameters whose change requires a complete repaint.
  record Style(
      ZoneId zone,
      Duration bridge,
      double secondsPerPixel,
      int pixels,
      int height,
      int margin,
      LaneColors colors,
      Duration shift) {}

  /// Painters of the same columns.
  record Painters(LanePainter lanes, DndAndStatusPainter slackStatuses) {}

  /// The parameters of lanes that show the window moved by `shift`, under the axis of the window.
  public RenderContext(View view, Instant now, Duration shift) {
    this.view = view;
    this.now = now;
    this.shift = shift;
    axisScale = new TimeScale(view.window(), view.pixels());
    scale = shift.isZero() ? axisScale : new TimeScale(view.window().moved(shift), view.pixels());
  }

  View view() {
    return view;
  }

  TimeScale scale() {
    return scale;
  }

  Style style() {
    return new Style(
        view.zone(),
        view.bridge(),
        scale.secondsPerPixel(),
        view.pixels(),
        view.height(),
        view.margin(),
        view.colors(),
        shift);
  }

  /// Whether the lanes are moved, so that a column of the axis is not always the same column of the
  /// lane.
  boolean isMoved() {
    return !shift.isZero();
  }

  /// The column of the current time.
  int nowColumn() {
    return scale.edge(now);
  }

  /// Whether half of the intervals of a lane would be too narrow to be distinguishable.
  boolean isDense(PresenceTimeline lane) {
    return LanePainter.isDense(lane, view.window().moved(shift), scale.secondsPerPixel());
  }

  /// The painters of the columns `[left, left + width)`, which may extend beyond the window.
  Painters painters(int left, int width) {
    return painters.computeIfAbsent(left, _ -> newPainters(left, width));
  }

  private Painters newPainters(int left, int width) {
    int[] background =
        LaneBackground.columns(
            axisScale.part(left, width),
            view.zone(),
            view.colors(),
            view.outputScale() * view.textScale());
    TimeScale part = scale.part(left, width);
    long second = now.getEpochSecond();
    return new Painters(
        new LanePainter(
            part, second, view.bridge(), view.colors(), background, view.height(), view.margin()),
        new DndAndStatusPainter(part, second, view.colors(), view.height(), view.margin()));
  }
}
