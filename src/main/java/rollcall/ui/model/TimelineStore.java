package rollcall.ui.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import rollcall.presence.PresenceTimeline;
import rollcall.presence.Sighting;
import rollcall.presence.UserId;

/// Everybody's lanes: the past that was loaded, and what was seen since, in whichever order the two
/// get here. FX lane.
final class TimelineStore {
  private final Map<UserId, PresenceTimeline> timelines = new HashMap<>();
  // What was seen of people whose past has not come yet: it goes on top when it does.
  private final Map<UserId, List<Sighting>> beforeHistory = new HashMap<>();

  /// One person's lane; that of somebody never watched when nothing is known.
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

  /// Takes over a loaded past, which may already hold some of what was seen.
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
