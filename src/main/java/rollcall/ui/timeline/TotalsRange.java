package rollcall.ui.timeline;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import rollcall.presence.Presence;
import rollcall.presence.PresenceTimeline;
import rollcall.presence.TimelineTotals;

/// Time range `[from, to)` with the totals of timelines in it, as timecards count them.
///
/// @param to not after now
/// @param bridge the maximum length of a bridged unknown gap
public record TotalsRange(Instant from, Instant to, Duration bridge) {
  /// The totals of a window, until now.
  public static TotalsRange of(TimeWindow window, Instant now, Duration bridge) {
    Instant end = window.to().isBefore(now) ? window.to() : now;
    Instant from = window.from();
    return new TotalsRange(from, end.isBefore(from) ? from : end, bridge);
  }

  /// The time in each state.
  public TimelineTotals totals(PresenceTimeline timeline) {
    return timeline.totals(from, to, bridge);
  }

  /// The start of the first activity, not before the range; empty without activity.
  public Optional<Instant> firstActive(PresenceTimeline timeline) {
    for (int i = Math.max(0, timeline.indexAt(from.getEpochSecond()));
        i < timeline.size() && timeline.startSecond(i) < to.getEpochSecond();
        i++) {
      if (timeline.presence(i) == Presence.ACTIVE) {
        Instant start = Instant.ofEpochSecond(timeline.startSecond(i));
        return Optional.of(start.isBefore(from) ? from : start);
      }
    }
    return Optional.empty();
  }
}
