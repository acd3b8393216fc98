package rollcall.presence;

import org.jspecify.annotations.Nullable;

/// Reads a [Lane] from left to right in steps, such as the columns of pixels of its picture: each
/// step says how long the person was in each state during it.
///
/// A step costs the same however many changes lie in it. Belongs to one lane, and is used again for
/// one picture after another so that drawing allocates nothing.
public final class LaneCursor {
  private @Nullable Lane lane;
  private int index;
  private int activeUntil;
  private int awayUntil;
  private int unknownUntil;
  private int active;
  private int away;
  private int unknown;

  /// Begins to read at this second since 1970.
  public void start(Lane newLane, long second) {
    lane = newLane;
    index = -1;
    moveTo(second);
    active = 0;
    away = 0;
    unknown = 0;
  }

  /// Steps on to this second since 1970, which must not lie before the last one.
  public void moveTo(long second) {
    Lane read = lane;
    if (read == null) {
      throw new IllegalStateException("The cursor is on no lane.");
    }
    index = read.indexFrom(index, second);
    int activeNow = read.sumUntil(second, index, Presence.ACTIVE);
    int awayNow = read.sumUntil(second, index, Presence.AWAY);
    int unknownNow = read.sumUntil(second, index, Presence.UNKNOWN);
    active = activeNow - activeUntil;
    away = awayNow - awayUntil;
    unknown = unknownNow - unknownUntil;
    activeUntil = activeNow;
    awayUntil = awayNow;
    unknownUntil = unknownNow;
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
