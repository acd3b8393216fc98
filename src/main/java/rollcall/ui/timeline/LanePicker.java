package rollcall.ui.timeline;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import rollcall.presence.PresenceTimeline;
import rollcall.presence.Span;

/// Hit test for the pointer, with a tolerance of a few pixels.
public final class LanePicker {
  private static final int REACH = 3;

  private LanePicker() {}

  /// The shortest interval near this column if it is too narrow to hit, else the one at the column;
  /// empty in the future. Gaps that are not drawn are not found.
  ///
  /// @param bridge the maximum length of a bridged unknown gap
  public static Optional<Span> at(
      PresenceTimeline lane, TimeScale scale, Instant now, Duration bridge, int column) {
    if (scale.secondAt(column - REACH) > now.getEpochSecond()) {
      return Optional.empty();
    }
    Optional<Span> narrow = Optional.empty();
    Duration limit = Duration.ofNanos(Math.round(2e9 * REACH * scale.secondsPerPixel()));
    long end = scale.secondAt(column + REACH);
    for (int i = Math.max(0, lane.indexAt(scale.secondAt(column - REACH)));
        i < lane.size() && lane.startSecond(i) <= end;
        i++) {
      Optional<Span> span = lane.span(i, now).filter(one -> one.length().compareTo(limit) < 0);
      if (span.isPresent()
          && !LanePainter.isClosed(lane, i, scale, bridge)
          && (narrow.isEmpty() || span.get().length().compareTo(narrow.get().length()) < 0)) {
        narrow = span;
      }
    }
    Instant at = Instant.ofEpochSecond(scale.secondAt(column));
    int index = lane.indexAt(at.getEpochSecond());
    return narrow.or(() ->
        LanePainter.isClosed(lane, index, scale, bridge)
            ? lane.span(index - 1, now)
            : lane.spanAt(at, now));
  }
}
