package rollcall.history;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import rollcall.history.LeasePlan.Lease;
import rollcall.presence.Cause;
import rollcall.presence.Sighting;
import rollcall.presence.UserId;

/// End of a lease: its last sighting, and the row *unknown* from there to the next lease. Times are
/// milliseconds since 1970. Pure.
///
/// @param until end of the lease, exclusive; null while it is held
/// @param person number of the person; null without any row about the person
/// @param lastKey key of its last sighting, except the row *unknown*; null without any
/// @param lastState state of that sighting
/// @param gapKey key of the row *unknown* that is stored; null without one
/// @param wanted whether the person is still to be watched
record LeaseEndCalculation(
    Lease lease,
    @Nullable Long until,
    long knownUntil,
    @Nullable Integer person,
    @Nullable Long lastKey,
    long lastState,
    @Nullable Long gapKey,
    boolean wanted) {
  /// State between two leases.
  static final long GAP =
      SightingIntegerCodec.encodeState(
          Sighting.unknown(new UserId("U0"), Instant.EPOCH, Cause.RECORDER_CHANGED));

  /// State after a lease of a person that no recorder wants.
  static final long RELEASED =
      SightingIntegerCodec.encodeState(
          Sighting.notWatched(new UserId("U0"), Instant.EPOCH, Cause.WATCH_STOPPED));

  /// Stored end.
  ///
  /// @param unknownFrom beginning of the unknown time that late sightings may shorten; `until`
  ///   without such a time
  /// @param newGap key of the row *unknown* from then on; null if the last state was not observed
  record Stored(LeaseEndCalculation end, long until, long unknownFrom, @Nullable Long newGap) {
    boolean movesGap() {
      return newGap == null ? end.gapKey() != null : !newGap.equals(end.gapKey());
    }
  }

  /// Ends the lease if it is held, at this time or later.
  Stored notBefore(long earliest) {
    return between(earliest, Long.MAX_VALUE);
  }

  /// Ends the lease at this time or later, but not after a bound: neither what it confirmed nor its
  /// end counts beyond that.
  Stored between(long earliest, long bound) {
    Long end = until;
    return end == null
        ? endingIn(earliest, bound)
        : endingIn(Math.min(end, bound), Math.min(end, bound));
  }

  /// Ends the lease at this time.
  Stored at(long end) {
    return endingIn(end, end);
  }

  boolean isOver() {
    return until != null;
  }

  private Stored endingIn(long earliest, long latest) {
    Long key = lastKey;
    if (key == null) {
      return stored(lease.since(), null, earliest, latest);
    }
    if (wanted && lastState == RELEASED) {
      Stored released = stored(SightingIntegerCodec.millis(key), key, earliest, latest);
      return new Stored(this, released.until(), released.until(), key);
    }
    if (!SightingIntegerCodec.presence(lastState).isObserved()) {
      return stored(SightingIntegerCodec.millis(key), null, earliest, latest);
    }
    // At least the last millisecond is unknown: the next recorder needs a moment to begin.
    long from = Math.max(key + 1, Math.min(knownUntil, latest - 1) * SightingIntegerCodec.PLACES);
    return stored(SightingIntegerCodec.millis(from), from, earliest, latest);
  }

  private Stored stored(long from, @Nullable Long newGap, long earliest, long latest) {
    long end = Math.min(latest, Math.max(earliest, from + 1));
    return new Stored(this, end, Math.min(from, end), newGap);
  }
}
