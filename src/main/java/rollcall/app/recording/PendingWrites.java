package rollcall.app.recording;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import rollcall.history.History;
import rollcall.history.HistoryException;
import rollcall.presence.AuditEvent;
import rollcall.presence.Sighting;
import rollcall.presence.UserId;

/// Writes that are not yet in the history, in order. Thread: database.
final class PendingWrites {
  private final List<Sighting> sightings = new ArrayList<>();
  private final List<AuditEvent> auditEvents = new ArrayList<>();

  void add(Collection<Sighting> one) {
    sightings.addAll(one);
  }

  void addAuditEvents(Collection<AuditEvent> events) {
    auditEvents.addAll(events);
  }

  /// Writes everything. After a failure, the rest is still here.
  void writeTo(History history) throws HistoryException {
    if (!sightings.isEmpty()) {
      history.append(sightings);
      sightings.clear();
    }
    if (!auditEvents.isEmpty()) {
      history.appendEvents(auditEvents);
      auditEvents.clear();
    }
  }

  /// Number of waiting sightings.
  int sightings() {
    return sightings.size();
  }

  boolean isEmpty() {
    return sightings.isEmpty() && auditEvents.isEmpty();
  }

  /// Discards the writes about one person.
  void discard(UserId user) {
    sightings.removeIf(one -> one.user().equals(user));
    auditEvents.removeIf(event -> user.equals(event.user()));
  }

  /// Discards everything.
  void discardAll() {
    sightings.clear();
    auditEvents.clear();
  }
}
