package rollcall.presence;

import java.time.Duration;
import java.time.Instant;

/// The short gaps of a [Lane], which count as the state on both their sides, as [Spans#bridged] has
/// it; here to the second, which is what lanes keep. Pure.
final class LaneGaps {
  private LaneGaps() {}

  /// The time spent in each state within `[from, to)`, with unknown gaps of at most `limit` closed.
  static LaneTotals closed(Lane lane, Instant from, Instant to, Duration limit) {
    LaneTotals open = lane.totals(from, to);
    long begin = from.getEpochSecond();
    long end = to.getEpochSecond();
    long active = 0;
    long away = 0;
    for (int i = Math.max(1, lane.indexAt(begin)); i + 1 < lane.size(); i++) {
      long gap = lane.startSecond(i);
      if (gap >= end) {
        break;
      }
      long over = lane.startSecond(i + 1);
      if (bridges(lane, i) && over - gap <= limit.toSeconds()) {
        long closed = Math.max(0, Math.min(over, end) - Math.max(gap, begin));
        active += lane.presence(i - 1) == Presence.ACTIVE ? closed : 0;
        away += lane.presence(i - 1) == Presence.AWAY ? closed : 0;
      }
    }
    return new LaneTotals(
        open.active() + active, open.away() + away, open.unknown() - active - away);
  }

  private static boolean bridges(Lane lane, int index) {
    return lane.presence(index) == Presence.UNKNOWN
        && lane.presence(index - 1).observed()
        && lane.presence(index - 1) == lane.presence(index + 1);
  }
}
