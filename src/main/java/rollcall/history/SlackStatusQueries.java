package rollcall.history;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import rollcall.presence.AuditEvent;
import rollcall.presence.EventType;
import rollcall.presence.SlackStatus;
import rollcall.presence.UserId;

/// Queries of DND, status and huddle events in the [EventTable]: each value applies until the next
/// event of its kind, or the end of the person's observation. Thread: that of its [History].
final class SlackStatusQueries {
  private static final List<EventType> KINDS =
      List.of(EventType.DND_UPDATED, EventType.STATUS_CHANGED, EventType.HUDDLE_CHANGED);

  private final PersonTable people;
  private final EventTable events;
  private final SightingTable sightings;

  SlackStatusQueries(PersonTable people, EventTable events, SightingTable sightings) {
    this.people = people;
    this.events = events;
    this.sightings = sightings;
  }

  /// Returns the Slack statuses of one person in `[from, to)`, both in milliseconds since 1970, in
  /// order of time, after the last of each kind before `from` that still holds there.
  List<SlackStatus> of(UserId user, long from, long to) throws SQLException {
    OptionalInt number = people.numberOf(user);
    if (number.isEmpty()) {
      return List.of();
    }
    List<AuditEvent> all = new ArrayList<>(before(number.getAsInt(), user, from));
    all.addAll(events.of(number.getAsInt(), user, from, to));
    return all.stream().flatMap(event -> SlackStatus.of(event).stream()).toList();
  }

  /// Returns whether this is the last stored value of its kind, with nothing to show. One that has
  /// is stored again at each report, which is the first after a gap: it did not hold during that.
  boolean isOld(SlackStatus slackStatus, EventType type) throws SQLException {
    OptionalInt person = people.numberOf(slackStatus.user());
    return !slackStatus.isPresent()
        && person.isPresent()
        && events
            .last(person.getAsInt(), slackStatus.user(), type, Long.MAX_VALUE)
            .flatMap(SlackStatus::of)
            .filter(last -> last.isSameAs(slackStatus))
            .isPresent();
  }

  /// Returns the Slack statuses of a person that still apply at `at`, dated `at`.
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
      Optional<AuditEvent> event = events.last(person, user, kind, millis);
      if (event.isPresent() && holds(person, event.get(), millis)) {
        last.add(event.get());
      }
    }
    last.sort(Comparator.comparing(AuditEvent::at));
    return last;
  }

  /// Returns whether the person was observed without a gap from the event until `millis`, in
  /// milliseconds since 1970. A Slack status with nothing to show always holds.
  private boolean holds(int person, AuditEvent event, long millis) throws SQLException {
    if (SlackStatus.of(event).filter(SlackStatus::isPresent).isEmpty()) {
      return true;
    }
    Instant to = Instant.ofEpochMilli(millis);
    Instant after = to.plusMillis(1);
    return sightings
        .spans(person, event.at().minusMillis(1), after, after, after)
        .firstEnd(event.at(), to)
        .isEmpty();
  }

  private static boolean continues(AuditEvent event, Instant at) {
    return !(SlackStatus.of(event).orElse(null) instanceof SlackStatus.Dnd quiet)
        || (quiet.until() != null && quiet.until().isAfter(at));
  }
}
