package rollcall.testkit;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import rollcall.history.ReadableHistory;
import rollcall.history.RetentionPolicy;
import rollcall.presence.EventType;
import rollcall.presence.Person;
import rollcall.presence.Sighting;

/// Queries of a whole history, and a retention that deletes nothing.
public final class Histories {
  /// Unlimited retention; a week of backups.
  public static final RetentionPolicy UNLIMITED =
      new RetentionPolicy(RetentionPolicy.FOREVER, Map.of(), RetentionPolicy.USUAL.backups());

  private Histories() {}

  /// Returns a retention of so many days for all people; a week of backups.
  public static RetentionPolicy retention(long days) {
    return new RetentionPolicy(Duration.ofDays(days), Map.of(), RetentionPolicy.USUAL.backups());
  }

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
