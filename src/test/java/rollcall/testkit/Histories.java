package rollcall.testkit;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import rollcall.history.ReadableHistory;
import rollcall.presence.EventType;
import rollcall.presence.Person;
import rollcall.presence.Sighting;

/// Queries of a whole history.
public final class Histories {
  private Histories() {}

  /// Returns all sightings in `[from, to)`, person by person.
  public static List<Sighting> sightings(ReadableHistory history, Instant from, Instant to)
      throws IOException {
    List<Sighting> all = new ArrayList<>();
    for (Person person : history.people()) {
      all.addAll(history.sightings(person.id(), from, to));
    }
    return all;
  }

  /// Returns the number of sessions that ended without an orderly close.
  public static long crashes(ReadableHistory history) throws IOException {
    return history.auditEvents(Instant.EPOCH, Instant.MAX).stream()
        .filter(event -> event.type() == EventType.APP_CRASHED)
        .count();
  }
}
