package rollcall.history;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import rollcall.presence.AuditEvent;
import rollcall.presence.EventType;
import rollcall.presence.UserId;

/// Table of audit events. Thread: that of its [History].
final class EventTable {
  private final Connection connection;

  EventTable(Connection connection) {
    this.connection = connection;
  }

  /// @param person number of the person, or null
  void add(AuditEvent event, @Nullable Integer person) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "insert into happening (at, type, person, source, note) values (?, ?, ?, ?, ?)")) {
      statement.setLong(1, event.at().toEpochMilli());
      statement.setInt(2, SightingCodec.number(event.type()));
      if (person == null) {
        statement.setNull(3, Types.INTEGER);
      } else {
        statement.setInt(3, person);
      }
      statement.setInt(4, SightingCodec.number(event.source()));
      statement.setString(5, event.note());
      statement.executeUpdate();
    }
  }

  /// Returns the events in `[from, to)`, both in milliseconds since 1970, in order of time.
  List<AuditEvent> between(long from, long to) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            select at, type, person.id, source, note
            from happening left join person on person.n = happening.person
            where at >= ? and at < ? order by at, happening.n\
            """)) {
      statement.setLong(1, from);
      statement.setLong(2, to);
      try (ResultSet row = statement.executeQuery()) {
        List<AuditEvent> all = new ArrayList<>();
        while (row.next()) {
          String user = row.getString(3);
          all.add(
              new AuditEvent(
                  Instant.ofEpochMilli(row.getLong(1)),
                  SightingCodec.eventType(row.getInt(2)),
                  user == null ? null : new UserId(user),
                  SightingCodec.source(row.getInt(4)),
                  row.getString(5)));
        }
        return all;
      }
    }
  }

  /// Returns the events of one person in `[from, to)`, both in milliseconds since 1970, in order of
  /// time.
  List<AuditEvent> of(int person, UserId user, long from, long to) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            select at, type, source, note from happening
            where person = ? and at >= ? and at < ? order by at, n\
            """)) {
      statement.setInt(1, person);
      statement.setLong(2, from);
      statement.setLong(3, to);
      try (ResultSet row = statement.executeQuery()) {
        List<AuditEvent> all = new ArrayList<>();
        while (row.next()) {
          all.add(
              new AuditEvent(
                  Instant.ofEpochMilli(row.getLong(1)),
                  SightingCodec.eventType(row.getInt(2)),
                  user,
                  SightingCodec.source(row.getInt(3)),
                  row.getString(4)));
        }
        return all;
      }
    }
  }

  /// Returns the last event of this type of one person before this time, in milliseconds since
  /// 1970.
  Optional<AuditEvent> last(int person, UserId user, EventType type, long before)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            select at, source, note from happening
            where person = ? and type = ? and at < ? order by at desc, n desc limit 1\
            """)) {
      statement.setInt(1, person);
      statement.setInt(2, SightingCodec.number(type));
      statement.setLong(3, before);
      try (ResultSet row = statement.executeQuery()) {
        return row.next()
            ? Optional.of(
                new AuditEvent(
                    Instant.ofEpochMilli(row.getLong(1)),
                    type,
                    user,
                    SightingCodec.source(row.getInt(2)),
                    row.getString(3)))
            : Optional.empty();
      }
    }
  }

  /// Returns the durations of the sleeps that ended after `millis`.
  List<Duration> sleepsSince(long millis) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            select woke.at - (
              select max(at) from happening where type = ?2 and at <= woke.at)
            from happening as woke where type = ?3 and at > ?1\
            """)) {
      statement.setLong(1, millis);
      statement.setInt(2, SightingCodec.number(EventType.SLEEP));
      statement.setInt(3, SightingCodec.number(EventType.WAKE));
      try (ResultSet row = statement.executeQuery()) {
        List<Duration> all = new ArrayList<>();
        while (row.next()) {
          all.add(Duration.ofMillis(row.getLong(1)));
        }
        return all;
      }
    }
  }

  /// Returns whether there are events.
  boolean any() throws SQLException {
    try (PreparedStatement statement =
            connection.prepareStatement("select exists (select 1 from happening)");
        ResultSet row = statement.executeQuery()) {
      return row.next() && row.getBoolean(1);
    }
  }

  /// Returns the time of the last event; empty when there is none.
  OptionalLong last() throws SQLException {
    try (PreparedStatement statement =
            connection.prepareStatement("select max(at) from happening");
        ResultSet row = statement.executeQuery()) {
      row.next();
      long millis = row.getLong(1);
      return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(millis);
    }
  }

  void deleteFrom(long millis) throws SQLException {
    delete("delete from happening where at >= ?", millis);
  }

  void deleteBefore(long millis) throws SQLException {
    delete("delete from happening where at < ?", millis);
  }

  void deleteBefore(int person, long millis) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("delete from happening where person = ? and at < ?")) {
      statement.setInt(1, person);
      statement.setLong(2, millis);
      statement.executeUpdate();
    }
  }

  void delete(int person) throws SQLException {
    delete("delete from happening where person = ?", person);
  }

  private void delete(String which, long number) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(which)) {
      statement.setLong(1, number);
      statement.executeUpdate();
    }
  }
}
