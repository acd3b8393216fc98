package rollcall.presence;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/// Short gaps of a [PresenceTimeline], which count as the state on both their sides, as in
/// [Spans#bridged], here with a resolution of one second.
///
/// Cached with running totals; only changes appended since the last call are examined. The last
/// change may still be replaced and is examined each time. Thread: that of its [PresenceTimeline].
final class TimelineGaps {
  private final PresenceTimeline lane;
  private final Duration limit;
  // For each gap: its change, and the active and away seconds of it and all gaps before it.
  private int[] changes = {};
  private int[] active = {};
  private int[] away = {};
  private int count;
  private int settled = 1;

  TimelineGaps(PresenceTimeline lane, Duration limit) {
    this.lane = lane;
    this.limit = limit;
  }

  /// Whether the limit of these gaps equals this one.
  boolean upTo(Duration wanted) {
    return limit.equals(wanted);
  }

  /// Whether a change that was already examined has been replaced.
  boolean isOutdated() {
    return lane.size() < settled + 1 && settled > 1;
  }

  /// The time spent in each state within `[from, to)`, with the gaps closed.
  TimelineTotals closed(Instant from, Instant to) {
    settle();
    TimelineTotals open = lane.totals(from, to);
    long begin = from.getEpochSecond();
    long end = Math.max(begin, to.getEpochSecond());
    long[] sums = new long[2];
    addUntil(end, 1, sums);
    addUntil(begin, -1, sums);
    return new TimelineTotals(
        open.active() + sums[0], open.away() + sums[1], open.unknown() - sums[0] - sums[1]);
  }

  private void settle() {
    for (; settled + 2 < lane.size(); settled++) {
      if (isGap(settled)) {
        append(settled);
      }
    }
  }

  private void append(int change) {
    if (count == changes.length) {
      int room = Math.max(8, count + count / 4);
      changes = Arrays.copyOf(changes, room);
      active = Arrays.copyOf(active, room);
      away = Arrays.copyOf(away, room);
    }
    int length = (int) (lane.startSecond(change + 1) - lane.startSecond(change));
    boolean busy = lane.presence(change - 1) == Presence.ACTIVE;
    changes[count] = change;
    active[count] = (count == 0 ? 0 : active[count - 1]) + (busy ? length : 0);
    away[count] = (count == 0 ? 0 : away[count - 1]) + (busy ? 0 : length);
    count++;
  }

  /// Adds, `sign` times, the seconds of the gaps before that second.
  private void addUntil(long second, long sign, long[] sums) {
    int begun = startedBefore(second);
    if (begun > 0) {
      sums[0] += sign * active[begun - 1];
      sums[1] += sign * away[begun - 1];
      add(changes[begun - 1], second, sign, sums, true);
    }
    if (settled + 1 < lane.size() && isGap(settled) && lane.startSecond(settled) < second) {
      add(settled, second, sign, sums, false);
    }
  }

  /// Adds the part of this gap that lies before the second, or subtracts the rest of a gap that was
  /// added as a whole.
  private void add(int change, long second, long sign, long[] sums, boolean whole) {
    long end = lane.startSecond(change + 1);
    long part = Math.min(end, second) - (whole ? end : lane.startSecond(change));
    sums[lane.presence(change - 1) == Presence.ACTIVE ? 0 : 1] += sign * part;
  }

  private int startedBefore(long second) {
    int low = 0;
    int high = count;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (lane.startSecond(changes[middle]) < second) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private boolean isGap(int change) {
    return lane.presence(change) == Presence.UNKNOWN
        && lane.presence(change - 1).isObserved()
        && lane.presence(change - 1) == lane.presence(change + 1)
        && lane.startSecond(change + 1) - lane.startSecond(change) <= limit.toSeconds();
  }
}
