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

/// Connection to one SQLite file; translates its errors to [HistoryException].
final class Database implements AutoCloseable {
  /// Above this size a whole check would take longer than a person likes to wait for a start: there
  /// it comes once a day, with the backup.
  private static final long CHECKED_WHOLE = 32L << 20;

  /// The smallest page that SQLite knows, in bytes.
  private static final long SMALLEST = 512;

  /// Busy timeout: how long to wait for another program that has locked the file.
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
          keepLogAside(file);
          refuseStump(file);
          PrivateFiles.createFile(file);
          return connect(file, withBusyTimeout(), "");
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
    if (isEmpty(file)) {
      throw new HistoryException.Missing(file);
    }
    return opened(
        file,
        () -> {
          refuseStump(file);
          SQLiteConfig config = withBusyTimeout();
          config.setReadOnly(true);
          // In a read-only directory no other program can be writing.
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

  /// Whether there is a file that holds a history, be it damaged: one that a full disk left without
  /// any table is none.
  static boolean isBegun(Path file) {
    try (Database _ = forReading(file)) {
      return true;
    } catch (HistoryException e) {
      return !(e instanceof HistoryException.Missing);
    }
  }

  /// For changing a copy that has no other user. One of an older format gets the newest.
  static Database forChanging(Path file) throws HistoryException {
    return forChanging(file, true);
  }

  /// @param newest whether a copy of an older format gets the newest; else it stays as it is
  static Database forChanging(Path file, boolean newest) throws HistoryException {
    return opened(
        file,
        () -> {
          return connect(file, withBusyTimeout(), "");
        },
        connection -> {
          int version = Schema.versionOf(connection, file);
          execute(connection, "pragma secure_delete = on");
          if (newest && version < Schema.newest()) {
            Schema.step(connection, version, Schema.newest());
            return Schema.newest();
          }
          return version;
        });
  }

  /// Whether an older Rollcall made it, so that it wants migrating before it is read.
  static boolean isOld(Path file) throws HistoryException {
    try (Database database = forReading(file)) {
      return database.format < Schema.newest();
    }
  }

  /// Refuses to change what a newer Rollcall made: the result would be undefined.
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
      HistoryException ours = translate(file, doing, e);
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
      throw translate(file, doing, e);
    }
  }

  void begin() throws HistoryException {
    requireKnown();
    exclusively("begin in", "begin immediate");
  }

  void commit() throws HistoryException {
    exclusively("write to", "commit");
  }

  void rollBack() throws HistoryException {
    exclusively("take back what was written to", "rollback");
  }

  /// Gives back the room of what was deleted; nothing of it is left in the file, nor in the
  /// write-ahead log beside it.
  ///
  /// @throws HistoryException.Locked while another connection still reads what was there before
  void compact() throws HistoryException {
    // While another connection reads, each vacuum would lengthen the log by the whole file.
    truncateLog();
    exclusively("compact", "vacuum");
    truncateLog();
  }

  /// Moves the write-ahead log into the file and empties it: it also holds pages as they were
  /// before something was deleted.
  ///
  /// @throws HistoryException.Locked while another connection still reads from it: SQLite says so
  ///   in its answer, not by an error
  void truncateLog() throws HistoryException {
    boolean busy =
        read("compact", () -> Schema.number(connection, "pragma wal_checkpoint(truncate)") != 0);
    if (busy || sizeOfLog() > 0) {
      throw new HistoryException.Locked(file, null);
    }
  }

  private long sizeOfLog() throws HistoryException {
    Path log = file.resolveSibling(file.getFileName() + "-wal");
    try {
      return Files.exists(log) ? Files.size(log) : 0;
    } catch (IOException e) {
      throw translate(file, "measure", e);
    }
  }

  /// How much of the file is room that nothing uses, 0 to 1.
  double isUnused() throws HistoryException {
    return read(
        "measure",
        () ->
            (double) Schema.number(connection, "pragma freelist_count")
                / Math.max(1, Schema.number(connection, "pragma page_count")));
  }

  /// Finds room on a full disk: what the log of changes holds goes into the file, and the reserve
  /// goes.
  void makeRoom() throws HistoryException {
    try {
      Reserve.give(file);
    } catch (IOException e) {
      throw translate(file, "free the reserve of", e);
    }
    try {
      exclusively("checkpoint", "pragma wal_checkpoint(truncate)");
    } catch (HistoryException e) {
      // The reserve may do without it.
    }
  }

  /// Looks through the whole file, which takes a second for a few hundred megabytes.
  ///
  /// @throws HistoryException.Damaged when it is not sound
  void check() throws HistoryException {
    if (!read("check", () -> isIntact(connection))) {
      throw new HistoryException.Damaged(file, null);
    }
  }

  private void exclusively(String doing, String command) throws HistoryException {
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
      throw translate(file, "close", e);
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
      throw translate(file, "open", e);
    }
  }

  /// Moves a log of changes aside whose history is empty or gone: SQLite would delete it.
  ///
  /// @throws HistoryException.LogAlone when there was one; the next try begins a new history
  private static void keepLogAside(Path file) throws IOException {
    Path log = file.resolveSibling(file.getFileName() + "-wal");
    if (!isEmpty(file) || isEmpty(log)) {
      return;
    }
    Path kept = file.resolveSibling(file.getFileName() + ".damaged-wal");
    for (int n = 2; Files.exists(kept); n++) {
      kept = file.resolveSibling(file.getFileName() + ".damaged-wal-" + n);
    }
    Files.move(log, kept);
    throw new HistoryException.LogAlone(file, kept);
  }

  /// Refuses a file too short for any database: SQLite would take one of a few bytes for an empty
  /// one and write over it.
  private static void refuseStump(Path file) throws IOException {
    if (!isEmpty(file) && Files.size(file) < SMALLEST) {
      throw new HistoryException.Foreign(file, "not a database");
    }
  }

  private static boolean isEmpty(Path file) {
    try {
      return Files.notExists(file) || Files.size(file) == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static SQLiteConfig withBusyTimeout() {
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
    if (!isIntact(connection)) {
      throw new HistoryException.Damaged(file, null);
    }
  }

  private static boolean isIntact(Connection connection) throws SQLException {
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
  static HistoryException translate(Path file, String doing, Exception e) {
    return switch (e) {
      case HistoryException ours -> ours;
      case SQLiteException sqlite -> translate(file, doing, sqlite);
      case FileSystemException system
          when String.valueOf(system.getReason()).contains("No space left") ->
          new HistoryException.DiskFull(file, e);
      case FileSystemException _ -> new HistoryException.Unwritable(file, e);
      default -> new HistoryException.Failed(file, doing, e);
    };
  }

  private static HistoryException translate(Path file, String doing, SQLiteException e) {
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
