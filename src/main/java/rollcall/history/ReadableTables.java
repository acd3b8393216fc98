package rollcall.history;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import rollcall.presence.AuditEvent;
import rollcall.presence.EventType;
import rollcall.presence.PresenceSnapshot;
import rollcall.presence.Sighting;
import rollcall.presence.SlackStatus;
import rollcall.presence.SpanArray;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;

/// All tables of one record, in a file or on a server, and the queries on several of them. The
/// caller owns the transaction. Thread: that of its [ReadableHistory].
class ReadableTables {
  private final SqlConnection sql;
  private final PersonTable people;
  private final BlockedPeople blocked;
  private final SessionTable sessions;
  private final SightingTable sightings;
  private final EventTable events;
  private final SlackStatusQueries slackStatusQueries;

  ReadableTables(SqlConnection sql, PostgresSightings sightings) {
    this(
        sql,
        sightings,
        new SessionTable(sql, "other.recorder is not distinct from session.recorder"));
  }

  ReadableTables(SqlConnection sql, SightingTable sightings, SessionTable sessions) {
    this.sql = sql;
    this.sightings = sightings;
    this.sessions = sessions;
    people = new PersonTable(sql);
    blocked = new BlockedPeople(sql);
    events = new EventTable(sql);
    slackStatusQueries = new SlackStatusQueries(people, events, sightings);
  }

  final PersonTable people() {
    return people;
  }

  final BlockedPeople blocked() {
    return blocked;
  }

  final SessionTable sessions() {
    return sessions;
  }

  SightingTable sightings() {
    return sightings;
  }

  final EventTable auditEvents() {
    return events;
  }

  final SlackStatusQueries slackStatusQueries() {
    return slackStatusQueries;
  }

  /// Returns the events in `[from, to)`, with the starts and ends of sessions, in order of time.
  final List<AuditEvent> auditEvents(Instant from, Instant to) throws SQLException {
    long begin = millis(from);
    long end = millis(to);
    return merged(sessions.events(begin, end), events.between(begin, end));
  }

  /// Merges both in order of time. An event in the millisecond of a session's end is before it,
  /// unless a new session starts in the same millisecond.
  private static List<AuditEvent> merged(List<AuditEvent> sessions, List<AuditEvent> others) {
    List<AuditEvent> all = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < sessions.size(); i++) {
      AuditEvent session = sessions.get(i);
      boolean last = i + 1 == sessions.size() || sessions.get(i + 1).at().isAfter(session.at());
      boolean ends = last && session.type() != EventType.APP_STARTED;
      Instant until = ends ? session.at().plusMillis(1) : session.at();
      while (next < others.size() && others.get(next).at().isBefore(until)) {
        all.add(others.get(next++));
      }
      all.add(session);
    }
    all.addAll(others.subList(next, others.size()));
    return all;
  }

  /// Returns the Slack statuses of one person in `[from, to)`, in order of time, after the last of
  /// each kind before `from` that still holds there.
  final List<SlackStatus> slackStatuses(UserId user, Instant from, Instant to) throws SQLException {
    return slackStatusQueries.of(user, millis(from), millis(to));
  }

  final PresenceSnapshot snapshot() throws SQLException {
    return PresenceSnapshot.EMPTY.with(sightings.presentSince(people.byNumber()));
  }

  final PresenceSnapshot snapshot(Collection<UserId> users) throws SQLException {
    List<PersonTable.Numbered> numbered = new ArrayList<>();
    for (UserId user : users) {
      people
          .numberOf(user)
          .ifPresent(number -> numbered.add(new PersonTable.Numbered(number, user)));
    }
    return PresenceSnapshot.EMPTY.with(sightings.presentSince(numbered));
  }

  final void prefetch(Collection<UserId> users, Instant from, Instant to) throws SQLException {
    List<Integer> numbers = new ArrayList<>();
    for (UserId user : users) {
      people.numberOf(user).ifPresent(numbers::add);
    }
    sightings.prefetch(numbers, SightingTable.bound(from), SightingTable.bound(to));
  }

  final List<Sighting> sightingsAround(UserId user, Instant from, Instant to) throws SQLException {
    OptionalInt number = people.numberOf(user);
    return number.isPresent() ? sightings.around(number.getAsInt(), user, from, to) : List.of();
  }

  final SpanArray plainSpans(UserId user, Instant from, Instant to, Instant knownUntil, Instant now)
      throws SQLException {
    OptionalInt number = people.numberOf(user);
    return number.isPresent()
        ? sightings.spans(number.getAsInt(), from, to, knownUntil, now)
        : new SpanArray(0);
  }

  final Optional<Workspace> workspace() throws SQLException {
    return sql.first(
        "select id, name from workspace", row -> new Workspace(row.getString(1), row.getString(2)));
  }

  final void workspace(Workspace workspace) throws SQLException {
    sql.update(
        """
        insert into workspace (id, name) values (?, ?)
        on conflict (id) do update set name = excluded.name\
        """,
        workspace.id(),
        workspace.name());
  }

  /// Erases everything about one person.
  ///
  /// @return number of erased sightings
  long erase(UserId user) throws SQLException {
    long count = 0;
    for (int number : people.rowsOf(user)) {
      count += sightings.count(number);
      sightings.delete(number);
      events.delete(number);
      people.delete(number);
    }
    return count;
  }

  /// Converts to milliseconds, limited to their range: [Instant#MIN] and [Instant#MAX] mean "ever".
  static long millis(Instant at) {
    if (at.isBefore(Instant.EPOCH)) {
      return 0;
    }
    return at.getEpochSecond() > Long.MAX_VALUE / 2000 ? Long.MAX_VALUE : at.toEpochMilli();
  }
}
