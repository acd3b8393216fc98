package rollcall.ui.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import rollcall.presence.PresenceTimeline;
import rollcall.presence.Sighting;
import rollcall.presence.UserId;

/// Timelines by user: loaded history and newer sightings, which may arrive in either order. Thread:
/// FX.
final class TimelineStore {
  private final Map<UserId, PresenceTimeline> timelines = new HashMap<>();
  // Sightings of people whose history is not loaded yet; appended when it is.
  private final Map<UserId, List<Sighting>> beforeHistory = new HashMap<>();

  /// The timeline of a person; empty when nothing is known.
  PresenceTimeline of(UserId user) {
    return timelines.computeIfAbsent(
        user,
        id -> {
          beforeHistory.putIfAbsent(id, new ArrayList<>());
          return new PresenceTimeline(id);
        });
  }

  void add(Collection<Sighting> batch) {
    for (Sighting sighting : batch) {
      of(sighting.user()).add(sighting);
      List<Sighting> pending = beforeHistory.get(sighting.user());
      if (pending != null) {
        pending.add(sighting);
      }
    }
  }

  /// Replaces a person's changes from this instant on.
  void replaceFrom(Instant from, UserId user, List<Sighting> sightings) {
    PresenceTimeline timeline = of(user);
    timeline.removeFrom(from);
    sightings.forEach(timeline::add);
  }

  /// Replaces a timeline with the loaded history, which may already contain some of the newer
  /// sightings.
  void setHistory(PresenceTimeline history) {
    List<Sighting> pending = beforeHistory.remove(history.user());
    if (pending != null) {
      long lastKnown =
          history.size() == 0 ? Long.MIN_VALUE : history.startSecond(history.size() - 1);
      pending.stream()
          .filter(sighting -> sighting.at().getEpochSecond() >= lastKnown)
          .forEach(history::add);
    }
    timelines.put(history.user(), history);
  }
}
