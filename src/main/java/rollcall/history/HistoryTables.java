package rollcall.history;

import static java.util.Comparator.naturalOrder;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import rollcall.presence.AuditEvent;
import rollcall.presence.Cause;
import rollcall.presence.EventType;
import rollcall.presence.Overlay;
import rollcall.presence.Presence;
import rollcall.presence.PresenceSnapshot;
import rollcall.presence.Sighting;
import rollcall.presence.SpanArray;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;

/// All tables of one history, and the operations on several of them. The caller owns the
/// transaction. Thread: that of its [History].
final class HistoryTables {
  private final Connection connection;
  private final PersonTable people;
  private final BlockList blocked;
  private final SessionTable sessions;
  private final SightingTable sightings;
  private final EventTable events;
  private final OverlayQueries overlayQueries;

  HistoryTables(Connection connection) throws SQLException {
    this.connection = connection;
    people = new PersonTable(connection);
    blocked = new BlockList(connection);
    sessions = new SessionTable(connection);
    sightings = new SightingTable(connection);
    events = new EventTable(connection);
    overlayQueries = new OverlayQueries(people, events);
  }

  PersonTable people() {
    return people;
  }

  BlockList blocked() {
    return blocked;
  }

  SessionTable sessions() {
    return sessions;
  }

  SightingTable sightings() {
    return sightings;
  }

  EventTable auditEvents() {
    return events;
  }

  /// Returns the number of rows of each table.
  SortedMap<String, Long> rowCounts() throws SQLException {
    SortedMap<String, Long> counts = new TreeMap<>();
    String named =
        "select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'";
    for (String table : Sql.list(connection, named, row -> row.getString(1))) {
      Sql.first(connection, "select count(*) from \"" + table + "\"", row -> row.getLong(1))
          .ifPresent(count -> counts.put(table, count));
    }
    return counts;
  }

  /// Returns whether there are sightings or events.
  boolean isNotEmpty() throws SQLException {
    return sightings.first().isPresent() || events.any();
  }

  /// Starts a session. If the previous one did not end in order, it is ended at its last confirmed
  /// instant. If the clock is behind that instant, the session starts there.
  ///
  /// @return whether the previous session did not end in order
  boolean begin(Instant now) throws SQLException {
    Optional<SessionTable.Session> before = sessions.last();
    boolean crashed = before.isPresent() && !before.get().ended();
    if (crashed) {
      store(snapshot().markUnknown(before.get().knownUntil(), Cause.APP_CRASHED));
    }
    new FutureRecords(this).deleteEmptySessions(now);
    sessions.start(notBeforeLastSession(now));
    return crashed;
  }

  /// Resumes observation in the current session. A session without sightings that started in the
  /// future starts now instead.
  void resume(Instant now) throws SQLException {
    if (new FutureRecords(this).deleteEmptySessions(now)) {
      sessions.start(now);
    }
  }

  /// Ends the session: there is no observation from `now` on. If the clock is behind, confirmed
  /// time stays confirmed.
  void end(Instant now) throws SQLException {
    Instant end = notBeforeLastSession(now);
    store(snapshot().markUnknown(end, Cause.APP_STOPPED));
    sessions.end(end);
  }

  private Instant notBeforeLastSession(Instant now) throws SQLException {
    return sessions.last().map(SessionTable.Session::knownUntil).filter(now::isBefore).orElse(now);
  }

  SightingBuffer buffer() throws SQLException {
    return new SightingBuffer(connection);
  }

  /// Stores all sightings except those of blocked people.
  void store(List<Sighting> sightings) throws SQLException {
    List<Sighting> batch = withoutBlocked(sightings);
    try (SightingInserter appending = new SightingInserter(connection)) {
      for (Sighting seen : batch) {
        appending.add(people.number(seen.user()), seen);
      }
    }
    this.sightings.added(batch.size());
    Optional<Instant> reported =
        batch.stream().filter(HistoryTables::reportedBySlack).map(Sighting::at).max(naturalOrder());
    if (reported.isPresent()) {
      sessions.knownUntil(reported.get());
    }
  }

  private List<Sighting> withoutBlocked(List<Sighting> batch) throws SQLException {
    Predicate<UserId> refused = blocked.all();
    return batch.stream().filter(seen -> !refused.test(seen.user())).toList();
  }

  /// Stores all events except those of blocked people.
  void appendEvents(List<AuditEvent> events) throws SQLException {
    Predicate<UserId> refused = blocked.all();
    for (AuditEvent event : events) {
      UserId user = event.user();
      if (user != null && refused.test(user)) {
        continue;
      }
      this.events.add(event, user == null ? null : people.number(user));
    }
  }

  /// Stores overlays that Slack reports again at each start: only those that differ from the last
  /// stored value.
  void storeNewEvents(List<AuditEvent> reported) throws SQLException {
    for (AuditEvent event : reported) {
      if (!isOld(event)) {
        appendEvents(List.of(event));
      }
    }
  }

  private boolean isOld(AuditEvent event) throws SQLException {
    Optional<Overlay> overlay = Overlay.of(event);
    return overlay.isPresent() && overlayQueries.latest(overlay.get(), event.type());
  }

  /// Returns the events in `[from, to)`, with the starts and ends of sessions, in order of time.
  List<AuditEvent> auditEvents(Instant from, Instant to) throws SQLException {
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

  /// Returns the overlays of one person in `[from, to)`, in order of time, after the last of each
  /// kind before `from`.
  List<Overlay> overlays(UserId user, Instant from, Instant to) throws SQLException {
    return overlayQueries.of(user, millis(from), millis(to));
  }

  PresenceSnapshot snapshot() throws SQLException {
    List<Sighting> beginnings = new ArrayList<>();
    for (PersonTable.Numbered person : people.byNumber()) {
      sightings.presentSince(person.number(), person.user()).ifPresent(beginnings::add);
    }
    return PresenceSnapshot.EMPTY.with(beginnings);
  }

  List<Sighting> spansAround(UserId user, Instant from, Instant to) throws SQLException {
    OptionalInt number = people.numberOf(user);
    return number.isPresent() ? sightings.around(number.getAsInt(), user, from, to) : List.of();
  }

  SpanArray plainSpans(UserId user, Instant from, Instant to, Instant knownUntil, Instant now)
      throws SQLException {
    OptionalInt number = people.numberOf(user);
    return number.isPresent()
        ? sightings.spans(number.getAsInt(), from, to, knownUntil, now)
        : new SpanArray(0);
  }

  Optional<Workspace> workspace() throws SQLException {
    return Sql.first(
        connection,
        "select id, name from workspace",
        row -> new Workspace(row.getString(1), row.getString(2)));
  }

  void workspace(Workspace workspace) throws SQLException {
    Sql.update(
        connection,
        "insert or replace into workspace (id, name) values (?, ?)",
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

  /// Erases everything about all people, except who is blocked, and starts a new session.
  ///
  /// @return number of erased sightings
  long eraseAll(Instant now) throws SQLException {
    long count = 0;
    for (PersonTable.Numbered person : people.byNumber()) {
      count += erase(person.user());
    }
    events.deleteBefore(Long.MAX_VALUE);
    sessions.clear();
    sessions.start(now);
    return count;
  }

  /// Deletes expired data in a copy. For a person without newer sightings in it, the state at the
  /// cutoff is not stored again.
  void forgetTheOldInCopy(Retention retention, Instant now) throws SQLException {
    Optional<Instant> known = sessions.last().map(SessionTable.Session::knownUntil);
    for (PersonTable.Numbered person : people.byNumber()) {
      if (retention
          .cutoff(person.user(), now)
          .filter(cut -> known.filter(cut::isAfter).isPresent())
          .isPresent()) {
        erase(person.user());
      }
    }
    deleteExpired(retention, now);
  }

  /// Deletes expired data.
  ///
  /// @return number of people with deleted entries
  int deleteExpired(Retention retention, Instant now) throws SQLException {
    sightings.compact();
    int touched = 0;
    for (PersonTable.Numbered person : people.byNumber()) {
      Optional<Instant> cut = retention.cutoff(person.user(), now);
      if (cut.isPresent()) {
        touched += deleteBefore(person, cut.get()) ? 1 : 0;
      }
    }
    Optional<Instant> oldest = retention.oldestKept(now);
    if (oldest.isPresent()) {
      events.deleteBefore(oldest.get().toEpochMilli());
      sessions.deleteBefore(oldest.get().toEpochMilli());
    }
    people.forgetUnseen();
    return touched;
  }

  private boolean deleteBefore(PersonTable.Numbered person, Instant cut) throws SQLException {
    List<AuditEvent> standing =
        watchedAt(person, cut) ? overlayQueries.asOf(person, cut) : List.of();
    boolean shortened = sightings.deleteBefore(person.number(), person.user(), cut);
    events.deleteBefore(person.number(), cut.toEpochMilli());
    for (AuditEvent again : standing) {
      events.add(again, person.number());
    }
    return shortened;
  }

  private boolean watchedAt(PersonTable.Numbered person, Instant at) throws SQLException {
    return sightings.around(person.number(), person.user(), at, at.plusMillis(1)).stream()
        .filter(seen -> !seen.at().isAfter(at))
        .reduce((_, later) -> later)
        .filter(seen -> seen.presence() != Presence.NOT_WATCHED)
        .isPresent();
  }

  /// Returns whether Slack pushed this sighting: a poll confirms only one person, and a gap
  /// confirms no one.
  static boolean reportedBySlack(Sighting seen) {
    return switch (seen.source()) {
      case RTM, DEMO -> seen.presence().isObserved();
      case POLL, NONE -> false;
    };
  }

  /// Converts to milliseconds, limited to their range: [Instant#MIN] and [Instant#MAX] mean "ever".
  private static long millis(Instant at) {
    if (at.isBefore(Instant.EPOCH)) {
      return 0;
    }
    return at.getEpochSecond() > Long.MAX_VALUE / 2000 ? Long.MAX_VALUE : at.toEpochMilli();
  }
}
