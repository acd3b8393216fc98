package rollcall.history;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// One connection to one SQLite file, and the door at which its errors become ours.
final class Database implements AutoCloseable {
  /// Above this size a whole check would take longer than a person likes to wait for a start: there
  /// it comes once a day, with the backup.
  private static final long CHECKED_WHOLE = 32L << 20;

  /// How long whoever wants to read or write waits for another program that has locked the file.
  static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Path file;
  private final Connection connection;
  private final int format;

  private Database(Path file, Connection connection, int format) {
    this.file = file;
    this.connection = connection;
    this.format = format;
  }

  /// For the one writer: made when missing, brought to the newest shape, checked.
  static Database forWriting(Path file) throws HistoryException {
    return opened(
        file,
        () -> {
          OwnerOnly.createFile(file);
          return connect(file, patient(), "");
        },
        connection -> {
          int version = Schema.versionOf(connection, file);
          if (version > Schema.newest()) {
            throw HistoryException.Newer.toWrite(file, version, Schema.newest());
          }
          // WAL lets others read while we write; FULL syncs at each commit, so an acknowledged
          // append survives the power cut as well as kill -9.
          execute(connection, "pragma journal_mode = wal");
          execute(connection, "pragma synchronous = full");
          // The same few pages take new rows again and again: they go into the file once in a
          // while.
          execute(connection, "pragma wal_autocheckpoint = 4096");
          execute(connection, "pragma cache_size = -16384");
          // What is deleted is gone, and not only out of sight.
          execute(connection, "pragma secure_delete = on");
          check(connection, file);
          if (version < Schema.newest()) {
            Schema.migrate(connection, file, version, Schema.newest());
          }
          return Schema.newest();
        });
  }

  /// For reading beside a writer. A newer shape is read as far as it is understood.
  static Database forReading(Path file) throws HistoryException {
    if (!Files.exists(file)) {
      throw new HistoryException.Missing(file);
    }
    return opened(
        file,
        () -> {
          SQLiteConfig config = patient();
          config.setReadOnly(true);
          // In a directory where nobody can write, no one else can be writing.
          return connect(file, config, writableBeside(file) ? "" : "?immutable=1");
        },
        connection -> {
          int version = Schema.versionOf(connection, file);
          if (version == 0) {
            throw new HistoryException.Missing(file);
          }
          return version;
        });
  }

  /// For changing a copy that nobody else uses: as it is, in its own format.
  static Database forChanging(Path file) throws HistoryException {
    return opened(
        file,
        () -> {
          return connect(file, patient(), "");
        },
        connection -> {
          int version = Schema.versionOf(connection, file);
          execute(connection, "pragma secure_delete = on");
          return version;
        });
  }

  /// Whether an older Rollcall made it, so that it wants migrating before it is read.
  static boolean isOld(Path file) throws HistoryException {
    try (Database database = forReading(file)) {
      return database.format < Schema.newest();
    }
  }

  /// Refuses to change what a newer Rollcall made: nobody here knows what would become of it.
  ///
  /// @throws HistoryException.Newer if so
  void requireKnown() throws HistoryException.Newer {
    if (isNewer()) {
      throw HistoryException.Newer.toWrite(file, format, Schema.newest());
    }
  }

  private boolean isNewer() {
    return format > Schema.newest();
  }

  Path file() {
    return file;
  }

  Connection connection() {
    return connection;
  }

  /// Reads, naming what for in case it fails.
  <T> T read(String doing, Work<T> work) throws HistoryException {
    try {
      return work.run();
    } catch (SQLException | IllegalArgumentException e) {
      HistoryException ours = asOurs(file, doing, e);
      // What is odd about a newer one is most likely new.
      throw isNewer() && ours instanceof HistoryException.Failed
          ? HistoryException.Newer.toRead(file, format, Schema.newest(), e)
          : ours;
    }
  }

  /// All of the work or none of it; when this returns, it is on the disk.
  <T> T write(String doing, Work<T> work) throws HistoryException {
    requireKnown();
    try {
      execute(connection, "begin immediate");
      try {
        T result = work.run();
        execute(connection, "commit");
        return result;
      } catch (SQLException | RuntimeException e) {
        rollBack(e);
        throw e;
      }
    } catch (SQLException e) {
      throw asOurs(file, doing, e);
    }
  }

  void begin() throws HistoryException {
    requireKnown();
    alone("begin in", "begin immediate");
  }

  void commit() throws HistoryException {
    alone("write to", "commit");
  }

  void rollBack() throws HistoryException {
    alone("take back what was written to", "rollback");
  }

  /// Gives back the room of what was deleted; nothing of it is left in the file.
  void compact() throws HistoryException {
    alone("compact", "vacuum");
    checkpoint();
  }

  /// Puts what waits in the log beside the file into the file.
  void checkpoint() throws HistoryException {
    alone("compact", "pragma wal_checkpoint(truncate)");
  }

  /// How much of the file is room that nothing uses, 0 to 1.
  double unused() throws HistoryException {
    return read(
        "measure",
        () ->
            (double) Schema.number(connection, "pragma freelist_count")
                / Math.max(1, Schema.number(connection, "pragma page_count")));
  }

  /// Looks through the whole file, which takes a second for a few hundred megabytes.
  ///
  /// @throws HistoryException.Damaged when it is not sound
  void check() throws HistoryException {
    if (!read("check", () -> sound(connection))) {
      throw new HistoryException.Damaged(file, null);
    }
  }

  private void alone(String doing, String command) throws HistoryException {
    read(
        doing,
        () -> {
          execute(connection, command);
          return command;
        });
  }

  @Override
  public void close() throws HistoryException {
    try {
      connection.close();
    } catch (SQLException e) {
      throw asOurs(file, "close", e);
    }
  }

  private void rollBack(Exception why) {
    try {
      execute(connection, "rollback");
    } catch (SQLException e) {
      // A full disk makes SQLite roll back by itself; then there is nothing left to roll back.
      why.addSuppressed(e);
    }
  }

  private static Database opened(Path file, Opening opening, Preparation preparation)
      throws HistoryException {
    try {
      Connection connection = opening.open();
      try {
        return new Database(file, connection, preparation.prepare(connection));
      } catch (SQLException | IOException | RuntimeException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException | IOException e) {
      throw asOurs(file, "open", e);
    }
  }

  private static SQLiteConfig patient() {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout((int) PATIENCE.toMillis());
    // Else the driver asks for the last row's number after each insert, which takes longer than it.
    config.setGetGeneratedKeys(false);
    return config;
  }

  private static Connection connect(Path file, SQLiteConfig config, String options)
      throws SQLException {
    return config.createConnection("jdbc:sqlite:" + file.toUri() + options);
  }

  private static boolean writableBeside(Path file) {
    Path directory = file.toAbsolutePath().getParent();
    return directory != null && Files.isWritable(directory);
  }

  private static void check(Connection connection, Path file) throws SQLException, IOException {
    if (Files.size(file) > CHECKED_WHOLE) {
      return;
    }
    if (!sound(connection)) {
      throw new HistoryException.Damaged(file, null);
    }
  }

  private static boolean sound(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery("pragma quick_check(1)")) {
      return answer.next() && answer.getString(1).equals("ok");
    }
  }

  private static void execute(Connection connection, String command) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(command);
    }
  }

  /// What went wrong, in our words.
  static HistoryException asOurs(Path file, String doing, Exception e) {
    return switch (e) {
      case HistoryException ours -> ours;
      case SQLiteException sqlite -> asOurs(file, doing, sqlite);
      case FileSystemException system
          when String.valueOf(system.getReason()).contains("No space left") ->
          new HistoryException.DiskFull(file, e);
      case FileSystemException _ -> new HistoryException.Unwritable(file, e);
      default -> new HistoryException.Failed(file, doing, e);
    };
  }

  private static HistoryException asOurs(Path file, String doing, SQLiteException e) {
    // Extended codes such as SQLITE_READONLY_DBMOVED carry the plain one in their low byte.
    return switch (SQLiteErrorCode.getErrorCode(e.getResultCode().code & 0xFF)) {
      case SQLITE_FULL -> new HistoryException.DiskFull(file, e);
      case SQLITE_CORRUPT -> new HistoryException.Damaged(file, e);
      case SQLITE_NOTADB -> new HistoryException.Foreign(file, "not a database");
      case SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH ->
          new HistoryException.Unwritable(file, e);
      case SQLITE_BUSY, SQLITE_LOCKED -> new HistoryException.Locked(file, e);
      default -> new HistoryException.Failed(file, doing, e);
    };
  }

  /// Something done with the connection.
  interface Work<T> {
    T run() throws SQLException;
  }

  private interface Opening {
    Connection open() throws SQLException, IOException;
  }

  private interface Preparation {
    /// Returns which format it has.
    int prepare(Connection connection) throws SQLException, IOException;
  }
}
