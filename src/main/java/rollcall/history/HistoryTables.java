package rollcall.history;

import static java.util.Comparator.naturalOrder;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
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

/// All tables of one history, and the operations that concern several of them. The caller owns the
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

  /// Whether something was ever seen or noted.
  boolean isNotEmpty() throws SQLException {
    return sightings.first().isPresent() || events.any();
  }

  /// Begins a session; first ends the one before, if that did not say goodbye, at the last instant
  /// at which it is known to have lived. Where the clock says an earlier time than that, the record
  /// goes on from there.
  ///
  /// @return whether the session before did not say goodbye
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

  /// Resumes observation in the session that has begun. Where the clock said a later time when it
  /// began, and nothing was seen since, it begins now.
  void resume(Instant now) throws SQLException {
    if (new FutureRecords(this).deleteEmptySessions(now)) {
      sessions.start(now);
    }
  }

  /// Ends the session: nothing is observed from `now` on. What is known already stays known, where
  /// the clock says an earlier time.
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

  /// Stores all of them but those of people who are blocked: nothing is recorded of them.
  void store(List<Sighting> sightings) throws SQLException {
    List<Sighting> batch = isAllowed(sightings);
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

  private List<Sighting> isAllowed(List<Sighting> batch) throws SQLException {
    Predicate<UserId> refused = blocked.all();
    return batch.stream().filter(seen -> !refused.test(seen.user())).toList();
  }

  /// Stores all of them but what happened to people who are blocked.
  void appendEvents(List<AuditEvent> news) throws SQLException {
    Predicate<UserId> refused = blocked.all();
    for (AuditEvent event : news) {
      UserId user = event.user();
      if (user != null && refused.test(user)) {
        continue;
      }
      events.add(event, user == null ? null : people.number(user));
    }
  }

  /// Stores what is new of what Slack reports again at each start: what lies over a person's
  /// presence is stored when it is not what the record says last.
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

  /// What happened in `[from, to)`, the beginnings and ends of sessions included, in order of time.
  List<AuditEvent> auditEvents(Instant from, Instant to) throws SQLException {
    long begin = millis(from);
    long end = millis(to);
    return merged(sessions.events(begin, end), events.between(begin, end));
  }

  /// Both in one order of time. What happened in the millisecond in which Rollcall ended came
  /// before that, unless it began again in the same one.
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

  /// Overlays of one person in `[from, to)`, in order of time, after the last of each kind before
  /// `from`.
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
    try (PreparedStatement statement =
            connection.prepareStatement("select id, name from workspace");
        ResultSet row = statement.executeQuery()) {
      return row.next()
          ? Optional.of(new Workspace(row.getString(1), row.getString(2)))
          : Optional.empty();
    }
  }

  void workspace(Workspace workspace) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("insert or replace into workspace (id, name) values (?, ?)")) {
      statement.setString(1, workspace.id());
      statement.setString(2, workspace.name());
      statement.executeUpdate();
    }
  }

  /// Everything about one person.
  ///
  /// @return how many sightings there were
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

  /// Everything about everybody but who is blocked; the session begins anew.
  ///
  /// @return how many sightings there were
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

  /// Everything that is older than it may be, in a copy: of people of whom it knows nothing since
  /// then, nothing is stored again as of then.
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

  /// Everything that is older than it may be.
  ///
  /// @return of how many people there was something
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

  /// A poll of one person confirms nothing about the others; a gap confirms nothing at all.
  static boolean reportedBySlack(Sighting seen) {
    return switch (seen.source()) {
      case RTM, DEMO -> seen.presence().isObserved();
      case POLL, NONE -> false;
    };
  }

  /// As far as milliseconds reach: [Instant#MIN] and [Instant#MAX] mean "ever".
  private static long millis(Instant at) {
    if (at.isBefore(Instant.EPOCH)) {
      return 0;
    }
    return at.getEpochSecond() > Long.MAX_VALUE / 2000 ? Long.MAX_VALUE : at.toEpochMilli();
  }
}
