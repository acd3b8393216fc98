package rollcall.ui.timeline;

import java.time.Instant;
import rollcall.presence.PresenceTimeline;
import rollcall.presence.SlackStatus;
import rollcall.presence.SlackStatusTimeline;

/// Paints the Slack statuses of a lane: a line above the bar during Do Not Disturb, and a tick
/// under the bar where the status changed. Only where presence was observed.
public final class DndAndStatusPainter {
  private final TimeScale scale;
  private final long now;
  private final LaneColors colors;
  private final int height;
  private final int barTop;
  private final int barBottom;
  private final int dot;

  /// @param now the second since 1970 at which open intervals end
  /// @param height the height of a lane, in pixels
  /// @param margin the space above the bar, in pixels
  public DndAndStatusPainter(TimeScale scale, long now, LaneColors colors, int height, int margin) {
    this.scale = scale;
    this.now = now;
    this.colors = colors;
    this.height = height;
    this.barTop = margin;
    this.barBottom = Math.max(height - margin, barTop + 1);
    this.dot = LanePainter.dot(barBottom - barTop);
  }

  /// Paints over the columns `[left, right)` and leaves the others unchanged.
  ///
  /// @param top the row of the image in which the lane begins
  public void paint(
      PresenceTimeline lane,
      SlackStatusTimeline slackStatuses,
      int[] pixels,
      int top,
      int left,
      int right) {
    Instant from = Instant.ofEpochSecond(scale.secondAt(left - dot));
    Instant to = Instant.ofEpochSecond(Math.min(now, scale.secondAt(right + 1)));
    if (!from.isBefore(to)) {
      return;
    }
    for (SlackStatusTimeline.Band band : slackStatuses.bands(from, to, lane)) {
      paint(lane, band, pixels, top, left, right);
    }
    for (SlackStatus change : slackStatuses.changes(from, to)) {
      tick(lane, change.at().getEpochSecond(), pixels, top, left, right);
    }
  }

  private void paint(
      PresenceTimeline lane,
      SlackStatusTimeline.Band band,
      int[] pixels,
      int top,
      int left,
      int right) {
    int begin = scale.edge(band.from().getEpochSecond());
    int end = scale.edge(Math.min(now, band.until().getEpochSecond()));
    for (int x = Math.max(begin, left); x < Math.min(end, right); x++) {
      if (isObserved(lane, x)) {
        upright(x, barTop - 3 * dot, barTop - dot, pixels, top);
      }
    }
  }

  private void tick(
      PresenceTimeline lane, long second, int[] pixels, int top, int left, int right) {
    int column = scale.edge(second);
    if (!isObserved(lane, column)) {
      return;
    }
    for (int x = Math.max(left, column); x < Math.min(right, column + dot); x++) {
      upright(x, barBottom, barBottom + 3 * dot, pixels, top);
    }
  }

  private boolean isObserved(PresenceTimeline lane, int column) {
    Instant at = Instant.ofEpochSecond(Math.min(now - 1, scale.secondAt(column)));
    return lane.presenceAt(at).isObserved();
  }

  private void upright(int x, int from, int to, int[] pixels, int top) {
    for (int y = Math.max(0, from); y < Math.min(height, to); y++) {
      if (x >= 0 && x < scale.pixels()) {
        pixels[(top + y) * scale.pixels() + x] = colors.dnd();
      }
    }
  }
}
