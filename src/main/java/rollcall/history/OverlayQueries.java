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

/// What lies over people's presence, among the [EventTable]: each kind of it goes on until the next
/// word. Lane: that of its [History].
final class OverlayQueries {
  private static final List<EventType> KINDS =
      List.of(EventType.DND_UPDATED, EventType.STATUS_CHANGED, EventType.HUDDLE_CHANGED);

  private final PersonTable people;
  private final EventTable happenings;

  OverlayQueries(PersonTable people, EventTable happenings) {
    this.people = people;
    this.happenings = happenings;
  }

  /// What was told of one person in `[from, to)`, both in milliseconds since 1970, in order of
  /// time, after the last of each kind before `from`.
  List<Overlay> of(UserId user, long from, long to) throws SQLException {
    OptionalInt number = people.numberOf(user);
    if (number.isEmpty()) {
      return List.of();
    }
    List<AuditEvent> told = new ArrayList<>(before(number.getAsInt(), user, from));
    told.addAll(happenings.of(number.getAsInt(), user, from, to));
    return told.stream().flatMap(happening -> Overlay.of(happening).stream()).toList();
  }

  /// Whether this is what the record says last of the person.
  boolean latest(Overlay told, EventType type) throws SQLException {
    OptionalInt person = people.numberOf(told.user());
    return person.isPresent()
        && happenings
            .last(person.getAsInt(), told.user(), type, Long.MAX_VALUE)
            .flatMap(Overlay::of)
            .filter(last -> last.isSameAs(told))
            .isPresent();
  }

  /// What was told of a person before `at`, as far as it goes on then, told again as of `at`.
  List<AuditEvent> asOf(PersonTable.Numbered person, Instant at) throws SQLException {
    long millis = at.toEpochMilli();
    List<AuditEvent> then = happenings.of(person.number(), person.user(), millis, millis + 1);
    return before(person.number(), person.user(), millis).stream()
        .filter(last -> continues(last, at))
        .filter(last -> then.stream().noneMatch(one -> one.type() == last.type()))
        .map(last -> new AuditEvent(at, last.type(), last.user(), last.source(), last.note()))
        .toList();
  }

  private List<AuditEvent> before(int person, UserId user, long millis) throws SQLException {
    List<AuditEvent> last = new ArrayList<>();
    for (EventType kind : KINDS) {
      happenings.last(person, user, kind, millis).ifPresent(last::add);
    }
    last.sort(Comparator.comparing(AuditEvent::at));
    return last;
  }

  private static boolean continues(AuditEvent told, Instant at) {
    return !(Overlay.of(told).orElse(null) instanceof Overlay.Dnd quiet)
        || (quiet.until() != null && quiet.until().isAfter(at));
  }
}
