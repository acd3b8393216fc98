package rollcall.history;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Single SQL statements: each is prepared, executed and closed. Thread: that of the connection.
final class Sql {
  private Sql() {}

  /// Reader of the current row.
  interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /// Executes a change.
  ///
  /// @param values of the parameters, in order
  /// @return the number of changed rows
  static int update(Connection connection, String sql, @Nullable Object... values)
      throws SQLException {
    try (PreparedStatement statement = prepare(connection, sql, values)) {
      return statement.executeUpdate();
    }
  }

  /// Returns all rows of a query, in order.
  ///
  /// @param values of the parameters, in order
  static <T> List<T> list(
      Connection connection, String sql, RowReader<T> reader, @Nullable Object... values)
      throws SQLException {
    try (PreparedStatement statement = prepare(connection, sql, values);
        ResultSet row = statement.executeQuery()) {
      List<T> all = new ArrayList<>();
      while (row.next()) {
        all.add(reader.read(row));
      }
      return all;
    }
  }

  /// Returns the first row of a query; empty when there is none.
  ///
  /// @param values of the parameters, in order
  static <T> Optional<T> first(
      Connection connection, String sql, RowReader<T> reader, @Nullable Object... values)
      throws SQLException {
    try (PreparedStatement statement = prepare(connection, sql, values);
        ResultSet row = statement.executeQuery()) {
      return row.next() ? Optional.of(reader.read(row)) : Optional.empty();
    }
  }

  /// Returns a text without the character 0, which PostgreSQL cannot store.
  static String text(String text) {
    return text.replace('\0', '\uFFFD');
  }

  private static PreparedStatement prepare(
      Connection connection, String sql, @Nullable Object... values) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    return statement;
  }
}
