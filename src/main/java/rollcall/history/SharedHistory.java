package rollcall.history;

import java.nio.file.Path;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// Record of one workspace in a PostgreSQL server, which several people can read. It is a copy that
/// [HistoryCopy] keeps equal to another record.
public final class SharedHistory extends ReadableHistory {
  /// Source of a record that recorders write; that of a copy is the name of a file.
  static final String RECORDERS = "recorders";

  private final PostgresDatabase database;
  private final ReadableTables tables;

  private SharedHistory(PostgresDatabase database) {
    this.database = database;
    tables =
        new ReadableTables(database.connection(), new PostgresSightings(database.connection()));
  }

  /// Opens a record for reading.
  ///
  /// @param password null for that in the file `.pgpass`
  /// @throws HistoryException.OnServer when it cannot be read, or was never copied completely
  public static SharedHistory openReadOnly(ServerAddress address, @Nullable String password)
      throws HistoryException {
    PostgresDatabase database = PostgresDatabase.forReading(address, password);
    SharedHistory history = new SharedHistory(database);
    try {
      boolean complete =
          history.read(
              "read",
              () ->
                  Sql.first(
                          database.connection(),
                          "select complete from origin",
                          row -> row.getBoolean(1))
                      .orElse(false));
      if (!complete) {
        throw database.problem(
            "holds no complete record yet: 'rollcall history copy' has not finished");
      }
      return history;
    } catch (HistoryException | RuntimeException e) {
      history.close();
      throw e;
    }
  }

  /// Creates the tables in an empty database, or migrates those of an older Rollcall, and lets the
  /// role `rollcall_viewer` read them. The user must own the database.
  ///
  /// @param password null for that in the file `.pgpass`
  /// @return whether there is such a role: without the right to create roles, there may be none
  public static boolean prepare(ServerAddress address, @Nullable String password)
      throws HistoryException {
    return PostgresDatabase.prepare(address, password);
  }

  @Override
  void requireKnown() throws HistoryException {
    try {
      database.requireKnown();
    } catch (SQLException e) {
      throw database.translated("read", e);
    }
  }

  /// Returns false: what is recorded is copied here.
  @Override
  public boolean recording() {
    return false;
  }

  /// Accepts every path: no file belongs to this record.
  @Override
  public void refuseAsOutput(Path file) {}

  @Override
  public void close() throws HistoryException {
    database.close();
  }

  @Override
  <T> T read(String doing, Database.Work<T> work) throws HistoryException {
    return database.read(doing, work);
  }

  @Override
  ReadableTables tables() {
    return tables;
  }

  @Override
  void freeze() throws HistoryException {
    database.freeze();
  }
}
