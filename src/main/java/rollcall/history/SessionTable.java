package rollcall.history;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import rollcall.presence.AuditEvent;
import rollcall.presence.EventType;
import rollcall.presence.Source;

/// Table of recording sessions, with the last confirmed instant of each. Thread: that of its
/// [History].
final class SessionTable {
  private final SqlConnection sql;
  private final String sameRecorder;

  SessionTable(SqlConnection sql) {
    this(sql, "true");
  }

  /// @param sameRecorder condition that `session` and `other` have the same recorder
  SessionTable(SqlConnection sql, String sameRecorder) {
    this.sql = sql;
    this.sameRecorder = sameRecorder;
  }

  /// Returns the newest session; empty when there was no recording.
  Optional<Session> last() throws SQLException {
    return sql.first(
        "select known_until, ended is not null from session order by n desc limit 1",
        row -> new Session(Instant.ofEpochMilli(row.getLong(1)), row.getBoolean(2)));
  }

  /// Returns the last confirmed instant of the newest session; empty when there was no recording.
  Optional<Instant> lastKnown() throws SQLException {
    return last().map(Session::knownUntil);
  }

  void start(Instant now) throws SQLException {
    sql.update("insert into session (started, known_until) values (?1, ?1)", now.toEpochMilli());
  }

  /// Stores that the newest session observed until then.
  void knownUntil(Instant at) throws SQLException {
    sql.update(
        """
        update session set known_until = max(known_until, ?)
        where n = (select max(n) from session)\
        """,
        at.toEpochMilli());
  }

  void end(Instant now) throws SQLException {
    knownUntil(now);
    sql.update(
        "update session set ended = ? where n = (select max(n) from session)", now.toEpochMilli());
  }

  /// Returns the starts and ends of sessions in `[from, to)`, both in milliseconds since 1970, as
  /// audit events in order of time. A session without an orderly end ended with its last heartbeat,
  /// unless it is the newest of its recorder.
  List<AuditEvent> events(long from, long to) throws SQLException {
    return sql.list(
        """
        select * from (
          select started as at, ? as type, n from session
          union all select ended, ?, n from session where ended is not null
          union all select known_until, ?, n from session
            where ended is null and n < (select max(n) from session as other where %s))
        as one where at >= ? and at < ? order by at, n, type <> ?\
        """
            .formatted(sameRecorder),
        row -> {
          Instant at = Instant.ofEpochMilli(row.getLong(1));
          return AuditEvent.of(SightingIntegerCodec.eventType(row.getInt(2)), at, Source.NONE, "");
        },
        SightingIntegerCodec.number(EventType.APP_STARTED),
        SightingIntegerCodec.number(EventType.APP_STOPPED),
        SightingIntegerCodec.number(EventType.APP_CRASHED),
        from,
        to,
        SightingIntegerCodec.number(EventType.APP_STARTED));
  }

  /// Returns the times without a recorder before each session, except the first one, that started
  /// after `millis`.
  List<Duration> pausesSince(long millis) throws SQLException {
    return sql.list(
        """
        select started - known from (
          select started, lag(known_until) over (order by n) as known from session)
        where known is not null and started > ?\
        """,
        row -> Duration.ofMillis(row.getLong(1)),
        millis);
  }

  /// Returns the first session that started by then and is confirmed for a later time.
  Optional<Reach> firstBeyond(Instant at) throws SQLException {
    return sql.first(
        """
        select started, known_until from session
        where started <= ?1 and known_until > ?1 order by n limit 1\
        """,
        row ->
            new Reach(Instant.ofEpochMilli(row.getLong(1)), Instant.ofEpochMilli(row.getLong(2))),
        at.toEpochMilli());
  }

  /// Ends the sessions at that instant, and deletes those that started later.
  ///
  /// @return whether the newest was deleted
  boolean truncate(Instant at) throws SQLException {
    sql.update(
        """
        update session set known_until = min(known_until, ?1), ended = min(ended, ?1)
        where known_until > ?1 or ended > ?1\
        """,
        at.toEpochMilli());
    return sql.update("delete from session where started >= ?", at.toEpochMilli()) > 0;
  }

  /// Deletes the sessions that ended before then, except the newest.
  void deleteBefore(long millis) throws SQLException {
    sql.update(
        "delete from session where known_until < ? and n < (select max(n) from session)", millis);
  }

  /// Deletes the sessions that were confirmed no longer than until then, and shortens the others to
  /// the time after it.
  ///
  /// @return whether there is a session left
  boolean deleteUntil(Instant at) throws SQLException {
    long end = at.toEpochMilli();
    List<Row> later =
        rows().stream()
            .filter(row -> row.knownUntil() > end)
            .map(row -> row.notBefore(end))
            .toList();
    mirror(later);
    return !later.isEmpty();
  }

  /// Returns all sessions in order.
  List<Row> rows() throws SQLException {
    return sql.list(
        "select n, started, known_until, ended from session order by n",
        row ->
            new Row(
                row.getInt(1), row.getLong(2), row.getLong(3), SqlConnection.longOrNull(row, 4)));
  }

  /// Returns the number of the newest session of each recorder.
  List<Integer> newestOfEachRecorder() throws SQLException {
    return sql.ints(
        "select n from session where n = (select max(n) from session as other where "
            + sameRecorder
            + ")");
  }

  /// Makes these all sessions.
  void mirror(List<Row> rows) throws SQLException {
    clear();
    for (Row row : rows) {
      sql.update(
          "insert into session (n, started, known_until, ended) values (?, ?, ?, ?)",
          row.n(),
          row.started(),
          row.knownUntil(),
          row.ended());
    }
  }

  /// Deletes all sessions, because those of another file replace them.
  void clear() throws SQLException {
    sql.update("delete from session");
  }

  /// Session as stored; times in milliseconds since 1970.
  record Row(int n, long started, long knownUntil, @Nullable Long ended) {
    Row notBefore(long millis) {
      return new Row(n, Math.max(started, millis), knownUntil, ended);
    }

    Row endedAt(long millis) {
      return new Row(n, started, knownUntil, millis);
    }
  }

  /// Start of a session, and the end of its confirmed time.
  record Reach(Instant started, Instant knownUntil) {}

  /// @param knownUntil last confirmed instant
  /// @param ended whether it ended in order
  record Session(Instant knownUntil, boolean ended) {}
}
