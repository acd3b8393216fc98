package rollcall.ui.timeline;

import java.time.Instant;
import rollcall.presence.Overlay;
import rollcall.presence.Overlays;
import rollcall.presence.Presence;
import rollcall.presence.PresenceTimeline;

/// Paints the overlays of a lane: a band along the top of the bar during Do Not Disturb, with a "z"
/// where it begins, and a tick under the bar where the status changed. Only where presence was
/// observed.
public final class OverlayPainter {
  /// The bitmap at the beginning of a band, rows of five bits.
  private static final int[] Z = {0b11111, 0b00010, 0b00100, 0b01000, 0b11111};

  private static final int LEAST_FOR_Z = 14;

  private final TimeScale scale;
  private final long now;
  private final LaneColors colors;
  private final int barTop;
  private final int barBottom;
  private final int dot;

  /// @param now the second since 1970 at which open intervals end
  /// @param height the height of a lane, in pixels
  /// @param margin the space above and below the bar, in pixels; a quarter of it is one logical
  ///   pixel
  public OverlayPainter(TimeScale scale, long now, LaneColors colors, int height, int margin) {
    this.scale = scale;
    this.now = now;
    this.colors = colors;
    this.barTop = margin;
    this.barBottom = Math.max(height - margin, barTop + 1);
    this.dot = Math.max(1, Math.round(margin / 4f));
  }

  /// Paints over the columns `[left, right)` and leaves the others unchanged.
  public void paint(PresenceTimeline lane, Overlays overlays, int[] pixels, int left, int right) {
    Instant from = Instant.ofEpochSecond(scale.secondAt(left - LEAST_FOR_Z * dot));
    Instant to = Instant.ofEpochSecond(Math.min(now, scale.secondAt(right + 1)));
    if (!from.isBefore(to)) {
      return;
    }
    for (Overlays.Band band : overlays.bands(from, to)) {
      paint(lane, band, pixels, left, right);
    }
    for (Overlay change : overlays.changes(from, to)) {
      tick(lane, change.at().getEpochSecond(), pixels, left, right);
    }
  }

  private void paint(PresenceTimeline lane, Overlays.Band band, int[] pixels, int left, int right) {
    int begin = scale.edge(band.from().getEpochSecond());
    int end = scale.edge(Math.min(now, band.until().getEpochSecond()));
    int seen = 0;
    for (int x = Math.max(begin, left - LEAST_FOR_Z * dot); x < Math.min(end, right); x++) {
      Presence presence = presence(lane, x);
      if (!presence.isObserved()) {
        seen = 0;
        continue;
      }
      if (seen == 0 && end - x >= LEAST_FOR_Z * dot) {
        glyph(x, presence, pixels, left, right);
      }
      seen++;
      if (x >= left) {
        upright(x, barTop, barTop + 3 * dot, colors.dnd(), pixels);
        upright(x, barTop + 3 * dot, barTop + 4 * dot, colors.background(), pixels);
      }
    }
  }

  /// The glyph has the color of the window on the dark bar of active time, elsewhere that of the
  /// band.
  private void glyph(int x, Presence presence, int[] pixels, int left, int right) {
    int top = barTop + 5 * dot;
    if (top + Z.length * dot > barBottom) {
      return;
    }
    int color = presence == Presence.ACTIVE ? colors.window() : colors.dnd();
    for (int row = 0; row < Z.length; row++) {
      for (int bit = 0; bit < Z.length; bit++) {
        if ((Z[row] >> (Z.length - 1 - bit) & 1) == 1) {
          for (int i = 0; i < dot; i++) {
            int column = x + (2 + bit) * dot + i;
            if (column >= left && column < right) {
              upright(column, top + row * dot, top + (row + 1) * dot, color, pixels);
            }
          }
        }
      }
    }
  }

  private void tick(PresenceTimeline lane, long second, int[] pixels, int left, int right) {
    int column = scale.edge(second);
    if (!presence(lane, column).isObserved()) {
      return;
    }
    for (int x = Math.max(left, column); x < Math.min(right, column + dot); x++) {
      upright(x, barBottom, barBottom + 3 * dot, colors.dnd(), pixels);
    }
  }

  private Presence presence(PresenceTimeline lane, int column) {
    return lane.presenceAt(Instant.ofEpochSecond(Math.min(now - 1, scale.secondAt(column))));
  }

  private void upright(int x, int top, int bottom, int color, int[] pixels) {
    for (int y = top; y < bottom; y++) {
      int place = y * scale.pixels() + x;
      if (x >= 0 && x < scale.pixels() && place < pixels.length) {
        pixels[place] = color;
      }
    }
  }
}
