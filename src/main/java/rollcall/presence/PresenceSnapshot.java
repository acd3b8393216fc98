package rollcall.presence;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Everyone's present state: the fold of all sightings so far. Immutable; a new sighting makes a
/// new board.
public final class PresenceSnapshot {
  /// Nobody is on it.
  public static final PresenceSnapshot EMPTY = new PresenceSnapshot(Map.of());

  private final Map<UserId, CurrentPresence> standings;

  private PresenceSnapshot(Map<UserId, CurrentPresence> standings) {
    this.standings = standings;
  }

  /// The board after these sightings, in order. A state that is seen again keeps its beginning.
  public PresenceSnapshot with(Collection<Sighting> sightings) {
    if (sightings.isEmpty()) {
      return this;
    }
    Map<UserId, CurrentPresence> next = new HashMap<>(standings);
    for (Sighting seen : sightings) {
      CurrentPresence before = next.get(seen.user());
      if (before == null || before.presence() != seen.presence()) {
        next.put(
            seen.user(),
            new CurrentPresence(
                seen.user(), seen.presence(), seen.at(), seen.source(), seen.cause()));
      }
    }
    return new PresenceSnapshot(next);
  }

  /// The board without this person.
  public PresenceSnapshot without(UserId user) {
    Map<UserId, CurrentPresence> next = new HashMap<>(standings);
    next.remove(user);
    return new PresenceSnapshot(next);
  }

  /// How one person stands; empty for someone never seen.
  public Optional<CurrentPresence> of(UserId user) {
    return Optional.ofNullable(standings.get(user));
  }

  /// Everyone, in no order.
  public Collection<CurrentPresence> all() {
    return Collections.unmodifiableCollection(standings.values());
  }

  /// The sightings that say "from `at` on nobody looked": one for each person whose state is active
  /// or away.
  ///
  /// A state that began after `at` ends where it began: what was seen is never taken back.
  public List<Sighting> unknownFrom(Instant at, Cause cause) {
    return standings.values().stream()
        .filter(standing -> standing.presence().isObserved())
        .map(standing ->
            Sighting.unknown(
                standing.user(), standing.since().isAfter(at) ? standing.since() : at, cause))
        .sorted(Comparator.comparing(Sighting::user))
        .toList();
  }
}
