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
/// snapshot, which shares most of the people with this one: its cost grows with the square root of
/// their number.
public final class PresenceSnapshot {
  /// A snapshot without people.
  public static final PresenceSnapshot EMPTY = new PresenceSnapshot(Map.of(), Map.of());

  private final Map<UserId, CurrentPresence> shared;
  // The people who are not in the shared ones, or have changed since; few.
  private final Map<UserId, CurrentPresence> recent;

  private PresenceSnapshot(
      Map<UserId, CurrentPresence> shared, Map<UserId, CurrentPresence> recent) {
    this.shared = shared;
    this.recent = recent;
  }

  /// The snapshot after these sightings, in order. A repeated state keeps its beginning, except
  /// *not watched*, which may have another cause.
  public PresenceSnapshot with(Collection<Sighting> sightings) {
    if (sightings.isEmpty()) {
      return this;
    }
    Map<UserId, CurrentPresence> next = new HashMap<>(recent);
    for (Sighting seen : sightings) {
      CurrentPresence before = next.getOrDefault(seen.user(), shared.get(seen.user()));
      if (before == null
          || before.presence() != seen.presence()
          || seen.presence() == Presence.NOT_WATCHED) {
        next.put(
            seen.user(),
            new CurrentPresence(seen.user(), seen.presence(), seen.at(), seen.cause()));
      }
    }
    boolean few = (long) next.size() * next.size() <= shared.size();
    return few
        ? new PresenceSnapshot(shared, next)
        : new PresenceSnapshot(merged(shared, next), Map.of());
  }

  private static Map<UserId, CurrentPresence> merged(
      Map<UserId, CurrentPresence> older, Map<UserId, CurrentPresence> newer) {
    Map<UserId, CurrentPresence> all = new HashMap<>(older);
    all.putAll(newer);
    return all;
  }

  /// The snapshot with the presence of the people of another one in place of their own.
  public PresenceSnapshot with(PresenceSnapshot others) {
    return new PresenceSnapshot(merged(people(), others.people()), Map.of());
  }

  /// The snapshot without this person.
  public PresenceSnapshot without(UserId user) {
    Map<UserId, CurrentPresence> next = new HashMap<>(people());
    next.remove(user);
    return new PresenceSnapshot(next, Map.of());
  }

  /// The current presence of one person; empty for a person never seen.
  public Optional<CurrentPresence> of(UserId user) {
    CurrentPresence changed = recent.get(user);
    return Optional.ofNullable(changed == null ? shared.get(user) : changed);
  }

  /// The current presence of everyone, in no particular order.
  public Collection<CurrentPresence> all() {
    return Collections.unmodifiableCollection(people().values());
  }

  private Map<UserId, CurrentPresence> people() {
    return recent.isEmpty() ? shared : merged(shared, recent);
  }

  /// Sightings that mark the time from `at` on as unknown: one for each person whose state is
  /// active or away.
  ///
  /// A state that began after `at` ends where it began: an observation is never withdrawn.
  public List<Sighting> markUnknown(Instant at, Cause cause) {
    return all().stream()
        .filter(current -> current.presence().isObserved())
        .map(current ->
            Sighting.unknown(
                current.user(), current.since().isAfter(at) ? current.since() : at, cause))
        .sorted(Comparator.comparing(Sighting::user))
        .toList();
  }
}
