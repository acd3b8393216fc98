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
    for (Sighting seen : batch) {
      of(seen.user()).add(seen);
      List<Sighting> waiting = beforeHistory.get(seen.user());
      if (waiting != null) {
        waiting.add(seen);
      }
    }
  }

  /// Takes over a loaded past, which may already hold some of what was seen.
  void setHistory(PresenceTimeline past) {
    List<Sighting> waiting = beforeHistory.remove(past.user());
    if (waiting != null) {
      long known = past.size() == 0 ? Long.MIN_VALUE : past.startSecond(past.size() - 1);
      waiting.stream().filter(seen -> seen.at().getEpochSecond() >= known).forEach(past::add);
    }
    timelines.put(past.user(), past);
  }
}
