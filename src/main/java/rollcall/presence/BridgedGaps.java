package rollcall.presence;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/// Short gaps of a [PresenceTimeline], which count as the state on both their sides, as in
/// [SpanDerivation#bridged], here with a resolution of one second.
///
/// Cached with running totals; only changes appended since the last call are examined. The last
/// change may still be replaced and is examined each time. Thread: that of its [PresenceTimeline].
final class BridgedGaps {
  private final PresenceTimeline timeline;
  private final Duration limit;
  // For each gap: its change, and the active and away seconds of it and all gaps before it.
  private int[] changes = {};
  private int[] active = {};
  private int[] away = {};
  private int count;
  private int examined = 1;

  BridgedGaps(PresenceTimeline timeline, Duration limit) {
    this.timeline = timeline;
    this.limit = limit;
  }

  /// Returns whether the limit of these gaps equals this one.
  boolean isUpTo(Duration other) {
    return limit.equals(other);
  }

  /// Returns whether a change that was already examined has been replaced.
  boolean isOutdated() {
    return timeline.size() < examined + 1 && examined > 1;
  }

  /// The time spent in each state within `[from, to)`, with the gaps closed.
  TimelineTotals closed(Instant from, Instant to) {
    examine();
    TimelineTotals open = timeline.totals(from, to);
    long begin = from.getEpochSecond();
    long end = Math.max(begin, to.getEpochSecond());
    long[] sums = new long[2];
    addUntil(end, 1, sums);
    addUntil(begin, -1, sums);
    return new TimelineTotals(
        open.active() + sums[0], open.away() + sums[1], open.unknown() - sums[0] - sums[1]);
  }

  private void examine() {
    for (; examined + 2 < timeline.size(); examined++) {
      if (isGap(examined)) {
        append(examined);
      }
    }
  }

  private void append(int change) {
    if (count == changes.length) {
      int capacity = Math.max(8, count + count / 4);
      changes = Arrays.copyOf(changes, capacity);
      active = Arrays.copyOf(active, capacity);
      away = Arrays.copyOf(away, capacity);
    }
    int length = (int) (timeline.startSecond(change + 1) - timeline.startSecond(change));
    boolean isActive = timeline.presence(change - 1) == Presence.ACTIVE;
    changes[count] = change;
    active[count] = (count == 0 ? 0 : active[count - 1]) + (isActive ? length : 0);
    away[count] = (count == 0 ? 0 : away[count - 1]) + (isActive ? 0 : length);
    count++;
  }

  /// Adds, `sign` times, the seconds of the gaps before that second.
  private void addUntil(long second, long sign, long[] sums) {
    int startedCount = startedBefore(second);
    if (startedCount > 0) {
      sums[0] += sign * active[startedCount - 1];
      sums[1] += sign * away[startedCount - 1];
      add(changes[startedCount - 1], second, sign, sums, true);
    }
    if (examined + 1 < timeline.size()
        && isGap(examined)
        && timeline.startSecond(examined) < second) {
      add(examined, second, sign, sums, false);
    }
  }

  /// Adds the part of this gap that lies before the second, or subtracts the rest of a gap that was
  /// added as a whole.
  private void add(int change, long second, long sign, long[] sums, boolean whole) {
    long end = timeline.startSecond(change + 1);
    long part = Math.min(end, second) - (whole ? end : timeline.startSecond(change));
    sums[timeline.presence(change - 1) == Presence.ACTIVE ? 0 : 1] += sign * part;
  }

  private int startedBefore(long second) {
    int low = 0;
    int high = count;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (timeline.startSecond(changes[middle]) < second) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private boolean isGap(int change) {
    return isGap(timeline, change, limit);
  }

  /// Returns whether the interval of a change that has one before and after it is such a gap.
  static boolean isGap(PresenceTimeline timeline, int change, Duration limit) {
    return timeline.presence(change) == Presence.UNKNOWN
        && timeline.presence(change - 1).isObserved()
        && timeline.presence(change - 1) == timeline.presence(change + 1)
        && timeline.startSecond(change + 1) - timeline.startSecond(change) <= limit.toSeconds();
  }
}
