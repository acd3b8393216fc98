package rollcall.timecard;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import rollcall.presence.AuditEvent;
import rollcall.presence.Sighting;
import rollcall.presence.UserId;

/// Source of spans and events for an export: the history, or a test.
public interface EventSource extends SpanSource {
  /// One person's sightings in `[from, to)` in order of time, after the last one before `from`.
  List<Sighting> sightings(UserId user, Instant from, Instant to) throws IOException;

  /// The audit events in `[from, to)`, in order of time.
  List<AuditEvent> events(Instant from, Instant to) throws IOException;

  /// For each person whose last state is not confirmed as long as those of the others: the sighting
  /// that ends it.
  default Map<UserId, Sighting> ends() throws IOException {
    return Map.of();
  }
}
