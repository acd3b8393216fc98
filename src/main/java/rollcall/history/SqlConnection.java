package rollcall.history;

import java.io.IOException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import rollcall.presence.UserId;

/// Connection for single SQL statements: each is prepared, executed and closed. The values of its
/// parameters are given in order. Thread: that of the connection.
record SqlConnection(Connection connection) {
  /// Operation on a database and the files beside it.
  interface Work<T> {
    T run() throws SQLException, IOException;
  }

  /// Operation without a result.
  interface Action {
    void run() throws SQLException, IOException;

    /// Returns this with a result that means nothing.
    default Work<Boolean> asWork() {
      return () -> {
        run();
        return true;
      };
    }
  }

  /// Reader of the current row.
  interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /// Action for the current row.
  interface RowAction {
    void run(ResultSet row) throws SQLException;
  }

  /// Executes a command without parameters.
  void execute(String command) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(command);
    }
  }

  /// Executes commands of SQLite that are separated by semicolons.
  void executeAll(String commands) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(commands);
    }
  }

  /// Runs work between two commands; rolls back if it fails.
  <T> T transaction(String begin, String end, Work<T> work) throws SQLException, IOException {
    execute(begin);
    try {
      T result = work.run();
      execute(end);
      return result;
    } catch (SQLException | IOException | RuntimeException e) {
      try {
        execute("rollback");
      } catch (SQLException again) {
        // A lost connection, and SQLite on a full disk, roll back by themselves.
        e.addSuppressed(again);
      }
      throw e;
    }
  }

  /// Executes a change.
  ///
  /// @return the number of changed rows
  int update(String sql, @Nullable Object... values) throws SQLException {
    try (PreparedStatement statement = prepare(sql, values)) {
      return statement.executeUpdate();
    }
  }

  /// Calls a function of the database; its result is ignored.
  void call(String sql, @Nullable Object... values) throws SQLException {
    exists(sql, values);
  }

  /// Returns all rows of a query, in order.
  <T> List<T> list(String sql, RowReader<T> reader, @Nullable Object... values)
      throws SQLException {
    List<T> all = new ArrayList<>();
    each(sql, row -> all.add(reader.read(row)), values);
    return all;
  }

  /// Runs an action for each row of a query, in order.
  void each(String sql, RowAction action, @Nullable Object... values) throws SQLException {
    try (PreparedStatement statement = prepare(sql, values);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        action.run(row);
      }
    }
  }

  /// Returns the first row of a query; empty when there is none.
  <T> Optional<T> first(String sql, RowReader<T> reader, @Nullable Object... values)
      throws SQLException {
    try (PreparedStatement statement = prepare(sql, values);
        ResultSet row = statement.executeQuery()) {
      return row.next() ? Optional.of(reader.read(row)) : Optional.empty();
    }
  }

  /// Returns whether a query has a row.
  boolean exists(String sql, @Nullable Object... values) throws SQLException {
    return first(sql, _ -> true, values).isPresent();
  }

  /// Returns whether a file has this table: older formats have fewer.
  boolean hasTable(String name) throws SQLException {
    return exists("select 1 from sqlite_schema where name = ?", name);
  }

  /// Returns the first column of the first row, which is a truth value; false without a row.
  boolean isTrue(String sql, @Nullable Object... values) throws SQLException {
    return first(sql, row -> row.getBoolean(1), values).orElse(false);
  }

  /// Returns the first column of the first row, which must exist.
  long number(String sql, @Nullable Object... values) throws SQLException {
    return first(sql, row -> row.getLong(1), values).orElseThrow();
  }

  /// Returns the first column of the first row, or another number without a row.
  long numberOr(long otherwise, String sql, @Nullable Object... values) throws SQLException {
    return first(sql, row -> row.getLong(1), values).orElse(otherwise);
  }

  /// Returns the first column of the first row; empty without a row.
  Optional<String> text(String sql, @Nullable Object... values) throws SQLException {
    return first(sql, row -> row.getString(1), values);
  }

  /// Returns the first column of all rows, in order.
  List<Integer> ints(String sql, @Nullable Object... values) throws SQLException {
    return list(sql, row -> row.getInt(1), values);
  }

  /// Returns the people whose IDs are the first column.
  List<UserId> users(String sql, @Nullable Object... values) throws SQLException {
    return list(sql, row -> new UserId(row.getString(1)), values);
  }

  /// Returns the value of a column that may be empty.
  static @Nullable Long longOrNull(ResultSet row, int column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? null : value;
  }

  /// Returns a text without the character 0, which PostgreSQL cannot store.
  static String withoutZero(String text) {
    return text.replace('\0', '\uFFFD');
  }

  /// Returns an array for a parameter.
  ///
  /// @param type PostgreSQL type of the elements, such as `int4`
  Array array(String type, Collection<?> elements) throws SQLException {
    return connection.createArrayOf(type, elements.toArray());
  }

  /// Returns an array of one property of each element.
  <T> Array array(String type, Collection<T> all, Function<T, @Nullable Object> property)
      throws SQLException {
    return connection.createArrayOf(type, all.stream().map(property).toArray());
  }

  /// Prepares a statement that is executed several times; the caller closes it.
  PreparedStatement prepare(String sql, @Nullable Object... values) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    try {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      return statement;
    } catch (SQLException e) {
      statement.close();
      throw e;
    }
  }
}
