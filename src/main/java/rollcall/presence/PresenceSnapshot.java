package rollcall.presence;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Current presence of everyone: the fold of all sightings so far. Immutable; [#with] returns a new
/// snapshot.
public final class PresenceSnapshot {
  /// A snapshot without people.
  public static final PresenceSnapshot EMPTY = new PresenceSnapshot(Map.of());

  private final Map<UserId, CurrentPresence> standings;

  private PresenceSnapshot(Map<UserId, CurrentPresence> standings) {
    this.standings = standings;
  }

  /// The snapshot after these sightings, in order. A repeated state keeps its beginning.
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

  /// The snapshot with the presence of the people of another one in place of their own.
  public PresenceSnapshot with(PresenceSnapshot others) {
    Map<UserId, CurrentPresence> next = new HashMap<>(standings);
    next.putAll(others.standings);
    return new PresenceSnapshot(next);
  }

  /// The snapshot without this person.
  public PresenceSnapshot without(UserId user) {
    Map<UserId, CurrentPresence> next = new HashMap<>(standings);
    next.remove(user);
    return new PresenceSnapshot(next);
  }

  /// The current presence of one person; empty for a person never seen.
  public Optional<CurrentPresence> of(UserId user) {
    return Optional.ofNullable(standings.get(user));
  }

  /// The current presence of everyone, in no particular order.
  public Collection<CurrentPresence> all() {
    return Collections.unmodifiableCollection(standings.values());
  }

  /// Sightings that mark the time from `at` on as unknown: one for each person whose state is
  /// active or away.
  ///
  /// A state that began after `at` ends where it began: an observation is never withdrawn.
  public List<Sighting> markUnknown(Instant at, Cause cause) {
    return standings.values().stream()
        .filter(standing -> standing.presence().isObserved())
        .map(standing ->
            Sighting.unknown(
                standing.user(), standing.since().isAfter(at) ? standing.since() : at, cause))
        .sorted(Comparator.comparing(Sighting::user))
        .toList();
  }
}
