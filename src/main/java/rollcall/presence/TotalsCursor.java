package rollcall.presence;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Reads a [PresenceTimeline] from left to right in steps, such as the pixel columns of its
/// picture, and returns the time in each state during each step, as totals count it. Only a step
/// that lies within one gap is unknown, also if totals bridge that gap.
///
/// The cost of a step does not depend on the number of changes in it. Reusable, so that drawing
/// allocates nothing unless a step has many changes. Thread: one.
public final class TotalsCursor {
  // Up to this many changes, iterating is cheaper than looking up the running totals.
  private static final int NEAR = 48;

  private @Nullable PresenceTimeline timeline;
  private Duration bridge = Duration.ZERO;
  private int index;
  private long at;
  private long active;
  private long away;
  private long unknown;

  /// Starts reading at this second since 1970.
  ///
  /// @param limit the maximum length of a bridged unknown gap
  public void start(PresenceTimeline newTimeline, long second, Duration limit) {
    timeline = newTimeline;
    bridge = limit;
    index = newTimeline.indexAt(second);
    at = second;
    reset();
  }

  private void reset() {
    active = 0;
    away = 0;
    unknown = 0;
  }

  /// Moves to this second since 1970, which must not lie before the previous one.
  public void moveTo(long second) {
    PresenceTimeline read = timeline;
    if (read == null) {
      throw new IllegalStateException("The cursor is on no timeline.");
    }
    reset();
    if (!advance(read, second)) {
      TimelineTotals totals =
          read.totals(Instant.ofEpochSecond(at), Instant.ofEpochSecond(second), bridge);
      active = totals.active();
      away = totals.away();
      unknown = totals.unknown();
      index = read.indexFrom(index, second);
    }
    at = second;
  }

  /// Adds the intervals until this second, if they are few.
  ///
  /// @return whether they were
  private boolean advance(PresenceTimeline read, long second) {
    int i = index;
    long from = at;
    int last = Math.min(i + NEAR, read.size() - 1);
    while (i < last && read.startSecond(i + 1) <= second) {
      long to = read.startSecond(i + 1);
      count(read, i, to - from, i == index && to == second);
      from = to;
      i++;
    }
    if (i == last && i + 1 < read.size() && read.startSecond(i + 1) <= second) {
      return false;
    }
    count(read, i, second - from, i == index);
    index = i;
    return true;
  }

  private void count(PresenceTimeline read, int i, long seconds, boolean whole) {
    if (i < 0) {
      return;
    }
    Presence presence = read.presence(i);
    boolean bridged = presence == Presence.UNKNOWN && !whole && read.isBridged(i, bridge);
    switch (bridged ? read.presence(i - 1) : presence) {
      case ACTIVE -> active += seconds;
      case AWAY -> away += seconds;
      case UNKNOWN -> unknown += seconds;
      case NOT_WATCHED -> {}
    }
  }

  /// The seconds active in the last step.
  public long active() {
    return active;
  }

  /// The seconds away in the last step.
  public long away() {
    return away;
  }

  /// The seconds unknown in the last step.
  public long unknown() {
    return unknown;
  }
}
