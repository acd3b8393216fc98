package rollcall.app.recording;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import rollcall.history.History;
import rollcall.history.HistoryException;
import rollcall.presence.AuditEvent;
import rollcall.presence.Sighting;
import rollcall.presence.UserId;

/// What the history has not taken yet, in the order in which it came. Lane: disk.
final class PendingWrites {
  private final List<Sighting> sightings = new ArrayList<>();
  private final List<AuditEvent> happenings = new ArrayList<>();

  void add(Collection<Sighting> seen) {
    sightings.addAll(seen);
  }

  void addNews(Collection<AuditEvent> news) {
    happenings.addAll(news);
  }

  /// Writes all of it. What could not be written is still here when this fails.
  void into(History history) throws HistoryException {
    if (!sightings.isEmpty()) {
      history.append(sightings);
      sightings.clear();
    }
    if (!happenings.isEmpty()) {
      history.appendEvents(happenings);
      happenings.clear();
    }
  }

  /// How many sightings wait.
  int sightings() {
    return sightings.size();
  }

  boolean isEmpty() {
    return sightings.isEmpty() && happenings.isEmpty();
  }

  /// Gives up what it holds of one person.
  void forget(UserId user) {
    sightings.removeIf(seen -> seen.user().equals(user));
    happenings.removeIf(happening -> user.equals(happening.user()));
  }

  /// Gives up all of it.
  void forgetAll() {
    sightings.clear();
    happenings.clear();
  }
}
