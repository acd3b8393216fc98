package rollcall.presence;

import org.jspecify.annotations.Nullable;

/// Reads a [PresenceTimeline] from left to right in steps, such as the pixel columns of its
/// picture, and returns the time in each state during each step.
///
/// The cost of a step does not depend on the number of changes in it. Thread: one. Reusable, so
/// that drawing allocates nothing.
public final class TotalsCursor {
  // Up to this many changes, iterating is cheaper than looking up the running totals.
  private static final int NEAR = 16;

  private @Nullable PresenceTimeline timeline;
  private int index;
  private long at;
  private int activeUntil;
  private int awayUntil;
  private int unknownUntil;
  private int active;
  private int away;
  private int unknown;

  /// Starts reading at this second since 1970.
  public void start(PresenceTimeline newTimeline, long second) {
    timeline = newTimeline;
    index = newTimeline.indexAt(second);
    at = second;
    activeUntil = newTimeline.sumUntil(second, index, Presence.ACTIVE);
    awayUntil = newTimeline.sumUntil(second, index, Presence.AWAY);
    unknownUntil = newTimeline.sumUntil(second, index, Presence.UNKNOWN);
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
      reset();
      index = read.indexFrom(index, second);
      active = read.sumUntil(second, index, Presence.ACTIVE) - activeUntil;
      away = read.sumUntil(second, index, Presence.AWAY) - awayUntil;
      unknown = read.sumUntil(second, index, Presence.UNKNOWN) - unknownUntil;
    }
    at = second;
    activeUntil += active;
    awayUntil += away;
    unknownUntil += unknown;
  }

  /// Adds the intervals until this second, if they are few.
  ///
  /// @return whether they were
  private boolean advance(PresenceTimeline read, long second) {
    int i = index;
    long from = at;
    if (i < 0) {
      return false;
    }
    for (int end = Math.min(i + NEAR, read.size() - 1); i < end; i++) {
      long to = read.startSecond(i + 1);
      if (to > second) {
        break;
      }
      count(read.presence(i), (int) (to - from));
      from = to;
    }
    if (i + 1 < read.size() && read.startSecond(i + 1) <= second) {
      return false;
    }
    count(read.presence(i), (int) (second - from));
    index = i;
    return true;
  }

  private void count(Presence presence, int seconds) {
    switch (presence) {
      case ACTIVE -> active += seconds;
      case AWAY -> away += seconds;
      case UNKNOWN -> unknown += seconds;
      case NOT_WATCHED -> {}
    }
  }

  /// The seconds active in the last step.
  public int active() {
    return active;
  }

  /// The seconds away in the last step.
  public int away() {
    return away;
  }

  /// The seconds unknown in the last step.
  public int unknown() {
    return unknown;
  }
}
