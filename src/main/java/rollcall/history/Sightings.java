package rollcall.history;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import rollcall.presence.Presence;
import rollcall.presence.Sighting;
import rollcall.presence.UserId;

/// The sightings of a history, kept by person and time. Lane: that of its [History].
final class Sightings {
  private final Connection connection;

  Sightings(Connection connection) {
    this.connection = connection;
  }

  /// Stores one person's sighting after those of the same millisecond; the same one again right
  /// after itself is stored once, so that a batch may be tried twice.
  void append(PreparedStatement insert, int person, Sighting seen) throws SQLException {
    long key = Code.key(seen.at());
    long what = Code.what(seen);
    if (!inserted(insert, person, key, what)) {
      appendToFullMillisecond(insert, person, key, what);
    }
  }

  /// The statement that [#append] works with.
  PreparedStatement insertion() throws SQLException {
    return connection.prepareStatement(
        "insert or ignore into sighting (person, key, what) values (?, ?, ?)");
  }

  /// One person's sightings in `[from, to)` in order, with the last before `from` and the first
  /// from `to` on.
  List<Sighting> around(int person, UserId user, Instant from, Instant to) throws SQLException {
    List<Sighting> seen = new ArrayList<>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            select key, what from sighting where person = ?1
              and key >= coalesce(
                (select max(key) from sighting where person = ?1 and key < ?2), ?2)
              and key <= coalesce(
                (select min(key) from sighting where person = ?1 and key >= ?3), ?3)
            order by key\
            """)) {
      statement.setInt(1, person);
      statement.setLong(2, Code.key(from));
      statement.setLong(3, Code.key(to));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          seen.add(Code.sighting(user, row.getLong(1), row.getLong(2)));
        }
      }
    }
    return seen;
  }

  /// The sighting with which the person's present state began.
  Optional<Sighting> beginningOfPresent(int person, UserId user) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select key, what from sighting where person = ? order by key desc")) {
      statement.setInt(1, person);
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        long key = row.getLong(1);
        long what = row.getLong(2);
        Presence present = Code.presence(what);
        while (row.next() && Code.presence(row.getLong(2)) == present) {
          key = row.getLong(1);
          what = row.getLong(2);
        }
        return Optional.of(Code.sighting(user, key, what));
      }
    }
  }

  /// The oldest instant of all, in milliseconds since 1970.
  OptionalLong first() throws SQLException {
    try (PreparedStatement statement =
            connection.prepareStatement(
                """
                select min((select min(key) from sighting where person = person.n)) from person\
                """);
        ResultSet row = statement.executeQuery()) {
      row.next();
      long key = row.getLong(1);
      return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(Code.millis(key));
    }
  }

  private void appendToFullMillisecond(PreparedStatement insert, int person, long first, long what)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            select key, what from sighting where person = ? and key between ? and ?
            order by key desc limit 1\
            """)) {
      statement.setInt(1, person);
      statement.setLong(2, first);
      statement.setLong(3, first + Code.PLACES - 1);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        if (row.getLong(2) == what) {
          return;
        }
        long place = row.getLong(1) - first + 1;
        if (place < Code.PLACES) {
          inserted(insert, person, first + place, what);
        } else {
          replace(person, row.getLong(1), what);
        }
      }
    }
  }

  /// Of so many in one millisecond only the last one ever lasts.
  private void replace(int person, long key, long what) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("update sighting set what = ? where person = ? and key = ?")) {
      statement.setLong(1, what);
      statement.setInt(2, person);
      statement.setLong(3, key);
      statement.executeUpdate();
    }
  }

  private static boolean inserted(PreparedStatement insert, int person, long key, long what)
      throws SQLException {
    insert.setInt(1, person);
    insert.setLong(2, key);
    insert.setLong(3, what);
    return insert.executeUpdate() == 1;
  }
}
