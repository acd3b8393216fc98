package rollcall.history;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/// When somebody recorded into a history, and up to when each time is known to have looked. Lane:
/// that of its [History].
final class Sessions {
  private final Connection connection;

  Sessions(Connection connection) {
    this.connection = connection;
  }

  /// The newest one, if anybody ever recorded.
  Optional<Session> last() throws SQLException {
    try (PreparedStatement statement =
            connection.prepareStatement(
                "select known_until, ended is not null from session order by n desc limit 1");
        ResultSet row = statement.executeQuery()) {
      return row.next()
          ? Optional.of(new Session(Instant.ofEpochMilli(row.getLong(1)), row.getBoolean(2)))
          : Optional.empty();
    }
  }

  void start(Instant now) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("insert into session (started, known_until) values (?1, ?1)")) {
      statement.setLong(1, now.toEpochMilli());
      statement.executeUpdate();
    }
  }

  /// The newest session looked at least until then.
  void knownUntil(Instant at) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            update session set known_until = max(known_until, ?)
            where n = (select max(n) from session)\
            """)) {
      statement.setLong(1, at.toEpochMilli());
      statement.executeUpdate();
    }
  }

  void end(Instant now) throws SQLException {
    knownUntil(now);
    try (PreparedStatement statement =
        connection.prepareStatement(
            "update session set ended = ? where n = (select max(n) from session)")) {
      statement.setLong(1, now.toEpochMilli());
      statement.executeUpdate();
    }
  }

  /// @param knownUntil the last instant at which it is known to have looked
  /// @param ended whether it said goodbye
  record Session(Instant knownUntil, boolean ended) {}
}
