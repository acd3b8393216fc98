package rollcall.history;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import rollcall.presence.AuditEvent;
import rollcall.presence.EventType;
import rollcall.presence.Overlay;
import rollcall.presence.UserId;

/// Queries of DND, status and huddle events in the [EventTable]: each value applies until the next
/// event of its kind. Thread: that of its [History].
final class OverlayQueries {
  private static final List<EventType> KINDS =
      List.of(EventType.DND_UPDATED, EventType.STATUS_CHANGED, EventType.HUDDLE_CHANGED);

  private final PersonTable people;
  private final EventTable events;

  OverlayQueries(PersonTable people, EventTable events) {
    this.people = people;
    this.events = events;
  }

  /// Returns the overlays of one person in `[from, to)`, both in milliseconds since 1970, in order
  /// of time, after the last of each kind before `from`.
  List<Overlay> of(UserId user, long from, long to) throws SQLException {
    OptionalInt number = people.numberOf(user);
    if (number.isEmpty()) {
      return List.of();
    }
    List<AuditEvent> all = new ArrayList<>(before(number.getAsInt(), user, from));
    all.addAll(events.of(number.getAsInt(), user, from, to));
    return all.stream().flatMap(event -> Overlay.of(event).stream()).toList();
  }

  /// Returns whether this is the last stored value of its kind.
  boolean latest(Overlay overlay, EventType type) throws SQLException {
    OptionalInt person = people.numberOf(overlay.user());
    return person.isPresent()
        && events
            .last(person.getAsInt(), overlay.user(), type, Long.MAX_VALUE)
            .flatMap(Overlay::of)
            .filter(last -> last.isSameAs(overlay))
            .isPresent();
  }

  /// Returns the overlays of a person that still apply at `at`, dated `at`.
  List<AuditEvent> asOf(PersonTable.Numbered person, Instant at) throws SQLException {
    long millis = at.toEpochMilli();
    List<AuditEvent> then = events.of(person.number(), person.user(), millis, millis + 1);
    return before(person.number(), person.user(), millis).stream()
        .filter(last -> continues(last, at))
        .filter(last -> then.stream().noneMatch(one -> one.type() == last.type()))
        .map(last -> new AuditEvent(at, last.type(), last.user(), last.source(), last.note()))
        .toList();
  }

  private List<AuditEvent> before(int person, UserId user, long millis) throws SQLException {
    List<AuditEvent> last = new ArrayList<>();
    for (EventType kind : KINDS) {
      events.last(person, user, kind, millis).ifPresent(last::add);
    }
    last.sort(Comparator.comparing(AuditEvent::at));
    return last;
  }

  private static boolean continues(AuditEvent event, Instant at) {
    return !(Overlay.of(event).orElse(null) instanceof Overlay.Dnd quiet)
        || (quiet.until() != null && quiet.until().isAfter(at));
  }
}
