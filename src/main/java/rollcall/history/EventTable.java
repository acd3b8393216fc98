package rollcall.history;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import rollcall.presence.AuditEvent;
import rollcall.presence.EventType;
import rollcall.presence.UserId;

/// Table of audit events. Thread: that of its [History].
final class EventTable {
  private final SqlConnection sql;

  EventTable(SqlConnection sql) {
    this.sql = sql;
  }

  /// @param person number of the person, or null
  void add(AuditEvent event, @Nullable Integer person) throws SQLException {
    sql.update(
        "insert into happening (at, type, person, source, note) values (?, ?, ?, ?, ?)",
        event.at().toEpochMilli(),
        SightingIntegerCodec.number(event.type()),
        person,
        SightingIntegerCodec.number(event.source()),
        SqlConnection.withoutZero(event.note()));
  }

  /// Returns the events in `[from, to)`, both in milliseconds since 1970, in order of time.
  List<AuditEvent> between(long from, long to) throws SQLException {
    return sql.list(
        """
        select at, type, source, note, person.id
        from happening left join person on person.n = happening.person
        where at >= ? and at < ? order by at, happening.n\
        """,
        row -> {
          String user = row.getString(5);
          return event(row, user == null ? null : new UserId(user));
        },
        from,
        to);
  }

  /// Returns the events of one person in `[from, to)`, both in milliseconds since 1970, in order of
  /// time.
  List<AuditEvent> of(int person, UserId user, long from, long to) throws SQLException {
    return sql.list(
        """
        select at, type, source, note from happening
        where person = ? and at >= ? and at < ? order by at, n\
        """,
        row -> event(row, user),
        person,
        from,
        to);
  }

  /// Returns the last event of this type of one person before this time, in milliseconds since
  /// 1970.
  Optional<AuditEvent> last(int person, UserId user, EventType type, long before)
      throws SQLException {
    return sql.first(
        """
        select at, type, source, note from happening
        where person = ? and type = ? and at < ? order by at desc, n desc limit 1\
        """,
        row -> event(row, user),
        person,
        SightingIntegerCodec.number(type),
        before);
  }

  private static AuditEvent event(ResultSet row, @Nullable UserId user) throws SQLException {
    return new AuditEvent(
        Instant.ofEpochMilli(row.getLong(1)),
        SightingIntegerCodec.eventType(row.getInt(2)),
        user,
        SightingIntegerCodec.source(row.getInt(3)),
        row.getString(4));
  }

  /// Returns the durations of the sleeps that ended after `millis`.
  List<Duration> sleepsSince(long millis) throws SQLException {
    return sql.list(
        """
        select woke.at - (
          select max(at) from happening where type = ?2 and at <= woke.at)
        from happening as woke where type = ?3 and at > ?1\
        """,
        row -> Duration.ofMillis(row.getLong(1)),
        millis,
        SightingIntegerCodec.number(EventType.SLEEP),
        SightingIntegerCodec.number(EventType.WAKE));
  }

  /// Returns the events of one person in the order in which they were stored.
  ///
  /// @param person number of the person, or null for those of all people
  List<Row> rows(@Nullable Integer person) throws SQLException {
    String whose = person == null ? "person is null" : "person = ?";
    return sql.list(
        "select n, at, type, source, note from happening where " + whose + " order by n",
        row ->
            new Row(
                row.getLong(1),
                row.getLong(2),
                row.getInt(3),
                row.getInt(4),
                SqlConnection.withoutZero(row.getString(5))),
        person == null ? new Object[0] : new Object[] {person});
  }

  /// Makes these all events of one person.
  ///
  /// @param person number of the person, or null for those of all people
  void mirror(@Nullable Integer person, List<Row> wanted) throws SQLException {
    Set<Row> present = new HashSet<>(rows(person));
    Set<Row> missing = new LinkedHashSet<>(wanted);
    missing.removeAll(present);
    wanted.forEach(present::remove);
    for (Row row : present) {
      sql.update("delete from happening where n = ?", row.n());
    }
    try (PreparedStatement statement =
        sql.prepare(
            """
            insert into happening (n, at, type, person, source, note) values (?, ?, ?, ?, ?, ?)
            on conflict (n) do update set at = excluded.at, type = excluded.type,
              person = excluded.person, source = excluded.source, note = excluded.note\
            """)) {
      for (Row row : missing) {
        statement.setLong(1, row.n());
        statement.setLong(2, row.at());
        statement.setInt(3, row.type());
        statement.setObject(4, person, Types.INTEGER);
        statement.setInt(5, row.source());
        statement.setString(6, row.note());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  /// Event as stored.
  record Row(long n, long at, int type, int source, String note) {}

  long count() throws SQLException {
    return sql.number("select count(*) from happening");
  }

  /// Returns whether there are events.
  boolean any() throws SQLException {
    return sql.exists("select 1 from happening limit 1");
  }

  /// Returns the time of the last event; empty when there is none.
  OptionalLong last() throws SQLException {
    return sql.first(
            "select at from happening order by at desc limit 1",
            row -> OptionalLong.of(row.getLong(1)))
        .orElse(OptionalLong.empty());
  }

  void deleteFrom(long millis) throws SQLException {
    sql.update("delete from happening where at >= ?", millis);
  }

  void deleteBefore(long millis) throws SQLException {
    sql.update("delete from happening where at < ?", millis);
  }

  void deleteBefore(int person, long millis) throws SQLException {
    sql.update("delete from happening where person = ? and at < ?", person, millis);
  }

  void delete(int person) throws SQLException {
    sql.update("delete from happening where person = ?", person);
  }
}
