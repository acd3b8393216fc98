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
  /// empty in the future.
  public static Optional<Span> at(PresenceTimeline lane, TimeScale scale, Instant now, int column) {
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
          && (narrow.isEmpty() || span.get().length().compareTo(narrow.get().length()) < 0)) {
        narrow = span;
      }
    }
    return narrow.or(() -> lane.spanAt(Instant.ofEpochSecond(scale.secondAt(column)), now));
  }
}
