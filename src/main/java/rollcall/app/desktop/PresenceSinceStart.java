package rollcall.app.desktop;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import rollcall.presence.CurrentPresence;
import rollcall.presence.Presence;
import rollcall.presence.PresenceSnapshot;
import rollcall.presence.Sighting;
import rollcall.presence.UserId;

/// Presence that the watcher has observed since its start, without that of the stored history.
/// Immutable.
///
/// @param confirmed latest instant until which all of it is confirmed
record PresenceSinceStart(PresenceSnapshot snapshot, Instant confirmed) {
  /// Nothing was observed.
  static final PresenceSinceStart NONE =
      new PresenceSinceStart(PresenceSnapshot.EMPTY, Instant.EPOCH);

  /// Age from which an observation is not the present any more: with polling, a person may have
  /// left since.
  static final Duration FRESH = Duration.ofMinutes(2);

  PresenceSinceStart with(List<Sighting> batch) {
    return new PresenceSinceStart(snapshot.with(batch), confirmed);
  }

  PresenceSinceStart confirmed(Instant until) {
    return new PresenceSinceStart(snapshot, until);
  }

  /// Returns whether this person is observed active at present.
  boolean isActive(UserId user, Instant now) {
    return snapshot
        .of(user)
        .filter(current -> current.presence() == Presence.ACTIVE)
        .map(CurrentPresence::since)
        .filter(since -> isFresh(since, now) || isFresh(confirmed, now))
        .isPresent();
  }

  private static boolean isFresh(Instant observed, Instant now) {
    return !observed.isBefore(now.minus(FRESH)) && !observed.isAfter(now.plus(FRESH));
  }
}
