package rollcall.ui.presence;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import rollcall.ui.timeline.RenderContext;

/// Parameters of the lanes of one frame, or of several while only the rows are scrolled: for plain
/// and selected rows, and for each distance by which lanes are moved when clocks are aligned.
final class LaneRenderContexts {
  private final RenderContext.View plain;
  private final RenderContext.View selected;
  private final Instant now;
  private final Map<Key, RenderContext> frames = new HashMap<>();

  private record Key(boolean selected, Duration shift) {}

  LaneRenderContexts(RenderContext.View plain, RenderContext.View selected, Instant now) {
    this.plain = plain;
    this.selected = selected;
    this.now = now;
  }

  /// Whether these are the parameters of this view and time.
  boolean isOf(RenderContext.View plainRows, RenderContext.View selectedRows, Instant time) {
    return plain.equals(plainRows) && selected.equals(selectedRows) && now.equals(time);
  }

  /// The parameters of a lane.
  RenderContext of(boolean isSelected, Duration shift) {
    return frames.computeIfAbsent(
        new Key(isSelected, shift),
        key -> new RenderContext(key.selected() ? selected : plain, now, key.shift()));
  }
}
