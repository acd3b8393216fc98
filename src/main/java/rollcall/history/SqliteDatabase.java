package rollcall.history;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import rollcall.files.PrivateFiles;
import rollcall.language.Sentence;

/// Connection to one SQLite file; translates its errors to [HistoryException].
final class SqliteDatabase implements AutoCloseable {
  /// File size above which a start does not check the whole file, because it takes too long: the
  /// check runs once a day, with the backup.
  private static final long MAX_SIZE_CHECKED_AT_START = 32L << 20;

  /// Minimum page size of SQLite in bytes.
  private static final long MIN_FILE_SIZE = 512;

  /// Busy timeout: how long to wait for another program that has locked the file.
  static final Duration BUSY_TIMEOUT = Duration.ofSeconds(5);

  private final Path file;
  private final SqlConnection sql;
  private final int format;
  private final boolean isReader;
  private boolean inReadTransaction;
  // Null for a file that was opened for reading, or that has no other user.
  private @Nullable FileIdentity opened;

  private SqliteDatabase(Path file, SqlConnection sql, int format) throws SQLException {
    this.file = file;
    this.sql = sql;
    this.format = format;
    isReader = sql.connection().isReadOnly();
  }

  /// Opens a file for the one writer: creates, migrates and checks it.
  static SqliteDatabase forWriting(Path file) throws HistoryException {
    SqliteDatabase database = connectForWriting(file);
    try {
      database.opened = files(file, "open", () -> FileIdentity.of(file));
      return database;
    } catch (HistoryException e) {
      database.close();
      throw e;
    }
  }

  private static SqliteDatabase connectForWriting(Path file) throws HistoryException {
    return opened(
        file,
        () -> {
          moveOrphanedLogAside(file);
          refuseTooShortFile(file);
          PrivateFiles.createFile(file);
          return connect(file, withBusyTimeout(), "");
        },
        sql -> {
          int version = Schema.versionOf(sql, file);
          if (version > Schema.newest()) {
            throw HistoryException.Newer.toWrite(file, version);
          }
          // WAL lets others read while we write; FULL syncs at each commit, so an acknowledged
          // append survives the power cut as well as kill -9.
          sql.execute("pragma journal_mode = wal");
          sql.execute("pragma synchronous = full");
          // The same few pages get new rows again and again: a checkpoint is rare.
          sql.execute("pragma wal_autocheckpoint = 4096");
          sql.execute("pragma cache_size = -16384");
          // Overwrites deleted data.
          sql.execute("pragma secure_delete = on");
          check(sql, file);
          if (version < Schema.newest()) {
            Schema.migrate(sql, file, version, Schema.newest());
          }
          return Schema.newest();
        });
  }

  /// Opens a file for reading beside a writer. A newer format is read as far as possible.
  static SqliteDatabase forReading(Path file) throws HistoryException {
    if (isEmpty(file)) {
      throw new HistoryException.Missing(file);
    }
    return opened(
        file,
        () -> {
          refuseTooShortFile(file);
          SQLiteConfig config = withBusyTimeout();
          config.setReadOnly(true);
          // In a read-only directory no other program can be writing.
          return connect(file, config, writableBeside(file) ? "" : "?immutable=1");
        },
        sql -> {
          int version = Schema.versionOf(sql, file);
          if (version == 0) {
            throw new HistoryException.Missing(file);
          }
          return version;
        });
  }

  /// Returns whether the file contains a history, even a damaged one. A file without tables, which
  /// a full disk leaves, contains none.
  static boolean containsHistory(Path file) {
    try (SqliteDatabase _ = forReading(file)) {
      return true;
    } catch (HistoryException e) {
      return !(e instanceof HistoryException.Missing);
    }
  }

  /// Opens a copy that has no other user, and migrates it.
  static SqliteDatabase forChanging(Path file) throws HistoryException {
    return forChanging(file, true);
  }

  /// @param newest whether a copy of an older format is migrated
  static SqliteDatabase forChanging(Path file, boolean newest) throws HistoryException {
    return opened(
        file,
        () -> connect(file, withBusyTimeout(), ""),
        sql -> {
          int version = Schema.versionOf(sql, file);
          sql.execute("pragma secure_delete = on");
          if (newest && version < Schema.newest()) {
            Schema.step(sql, version, Schema.newest());
            return Schema.newest();
          }
          return version;
        });
  }

  /// Returns whether the file has an older format and must be migrated before it is read.
  static boolean isOld(Path file) throws HistoryException {
    try (SqliteDatabase database = forReading(file)) {
      return database.format < Schema.newest();
    }
  }

  /// Refuses to change a file of a newer Rollcall, because the result would be undefined.
  ///
  /// @throws HistoryException.Newer for such a file
  void requireKnownFormat() throws HistoryException.Newer {
    if (isNewer()) {
      throw HistoryException.Newer.toWrite(file, format);
    }
  }

  private boolean isNewer() {
    return format > Schema.newest();
  }

  Path file() {
    return file;
  }

  SqlConnection sql() {
    return sql;
  }

  /// Runs a read operation; `doing` names it in error messages. Beside a writer, all its queries
  /// see the same state: otherwise, rows that are compacted between two of them would be missing.
  <T> T read(String doing, SqlConnection.Work<T> work) throws HistoryException {
    return isReader && !inReadTransaction
        ? run(doing, () -> runInReadTransaction(work))
        : run(doing, work);
  }

  private <T> T runInReadTransaction(SqlConnection.Work<T> work) throws SQLException, IOException {
    inReadTransaction = true;
    try {
      return sql.transaction("begin", "rollback", work);
    } finally {
      inReadTransaction = false;
    }
  }

  private <T> T run(String doing, SqlConnection.Work<T> work) throws HistoryException {
    try {
      return work.run();
    } catch (SQLException | IOException | IllegalArgumentException e) {
      HistoryException ours = translate(file, doing, e);
      // An error in a newer format is most likely caused by the format.
      throw isNewer() && ours instanceof HistoryException.Failed
          ? HistoryException.Newer.toRead(file, format, e)
          : ours;
    }
  }

  /// Runs a write operation in a transaction; after the return, its result is on the disk.
  <T> T write(String doing, SqlConnection.Work<T> work) throws HistoryException {
    requireKnownFormat();
    return files(file, doing, () -> sql.transaction("begin immediate", "commit", work));
  }

  /// Runs a write operation without a result, as [#write].
  void change(String doing, SqlConnection.Action action) throws HistoryException {
    write(doing, action.asWork());
  }

  /// Starts a read transaction: from now on, all reads see the state of this moment.
  void beginReadTransaction() throws HistoryException {
    execute("read", "begin");
    inReadTransaction = true;
  }

  void begin() throws HistoryException {
    requireKnownFormat();
    execute("begin in", "begin immediate");
  }

  void commit() throws HistoryException {
    execute("write to", "commit");
  }

  void rollBack() throws HistoryException {
    execute("take back what was written to", "rollback");
  }

  /// Returns the space of deleted data to the file system; no deleted data is left in the file or
  /// its write-ahead log.
  ///
  /// @throws HistoryException.Locked while another connection reads from the log
  void compact() throws HistoryException {
    // While another connection reads, each vacuum would add the whole file to the log.
    truncateLog();
    execute("compact", "vacuum");
    truncateLog();
  }

  /// Checkpoints and truncates the write-ahead log, which also contains pages from before a
  /// deletion.
  ///
  /// @throws HistoryException.Locked while another connection reads from it: SQLite reports that in
  ///   its result, not by an error
  void truncateLog() throws HistoryException {
    boolean busy = read("compact", () -> sql.number("pragma wal_checkpoint(truncate)") != 0);
    if (busy || sizeOfLog() > 0) {
      throw new HistoryException.Locked(file, null);
    }
  }

  private long sizeOfLog() throws HistoryException {
    Path log = file.resolveSibling(file.getFileName() + "-wal");
    return files(file, "measure", () -> Files.exists(log) ? Files.size(log) : 0);
  }

  /// Returns the unused fraction of the file, 0 to 1.
  double unusedFraction() throws HistoryException {
    return read(
        "measure",
        () ->
            (double) sql.number("pragma freelist_count")
                / Math.max(1, sql.number("pragma page_count")));
  }

  /// Frees the memory of the pages that were read; the next ones are read from the file again.
  void releaseMemory() throws HistoryException {
    execute("free the memory of", "pragma shrink_memory");
  }

  /// Frees space on a full disk: checkpoints the log and deletes the reserve.
  void freeReservedSpace() throws HistoryException {
    changeFiles("free the reserve of", () -> ReservedDiskSpace.free(file));
    try {
      execute("checkpoint", "pragma wal_checkpoint(truncate)");
    } catch (HistoryException e) {
      // The reserve may be enough.
    }
  }

  /// Checks the whole file, which takes a second for a few hundred megabytes.
  ///
  /// @throws HistoryException.Damaged when it is damaged
  void check() throws HistoryException {
    if (!read("check", () -> isIntact(sql))) {
      throw new HistoryException.Damaged(file, null);
    }
  }

  private void execute(String doing, String command) throws HistoryException {
    SqlConnection.Action action = () -> sql.execute(command);
    run(doing, action.asWork());
  }

  /// Returns whether the path still names the open file.
  boolean isAtPath() {
    return opened == null || opened.isAtPath();
  }

  /// Returns whether the disk of the open file is not at its path any more.
  boolean isOnMissingDisk() {
    return opened != null && opened.isOnMissingDisk();
  }

  /// Writes the open database to its path again, at which there must be no file, and opens it
  /// there. This one stays open: SQLite would delete the write-ahead log of the new one by its
  /// name. If it fails, there is no file at the path again.
  SqliteDatabase restore() throws HistoryException {
    return files(
        file,
        "restore",
        () -> {
          Path part = file.resolveSibling(file.getFileName() + ".part");
          try {
            sql.execute("pragma wal_checkpoint(truncate)");
            DatabaseCopy.vacuumInto(sql, part);
            // SQLite would apply a log or journal that is left, of the open database or another,
            // to the new one.
            moveAside(file, "wal");
            moveAside(file, "journal");
            deleteLog(file);
            Files.move(part, file);
          } finally {
            Files.deleteIfExists(part);
          }
          try {
            return forWriting(file);
          } catch (HistoryException | RuntimeException e) {
            delete(file);
            throw e;
          }
        });
  }

  /// Closes a restored database and deletes its file again, unless another one is there now.
  void discard() throws HistoryException {
    if (isAtPath()) {
      close();
      changeFiles("delete", () -> delete(file));
    }
  }

  private static void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
    deleteLog(file);
  }

  private static void deleteLog(Path file) throws IOException {
    Files.deleteIfExists(file.resolveSibling(file.getFileName() + "-wal"));
    Files.deleteIfExists(file.resolveSibling(file.getFileName() + "-shm"));
  }

  /// Closes the database. A file that is not at its path any more stays open until the program
  /// ends: SQLite would delete by its name the log of the file which is there now.
  @Override
  public void close() throws HistoryException {
    if (!isAtPath()) {
      return;
    }
    try {
      sql.connection().close();
    } catch (SQLException e) {
      throw translate(file, "close", e);
    }
  }

  private static SqliteDatabase opened(
      Path file, SqlConnection.Work<Connection> opening, Preparation preparation)
      throws HistoryException {
    try {
      Connection connection = opening.run();
      try {
        SqlConnection sql = new SqlConnection(connection);
        return new SqliteDatabase(file, sql, preparation.prepare(sql));
      } catch (SQLException | IOException | RuntimeException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException | IOException e) {
      throw translate(file, "open", e);
    }
  }

  /// Moves a write-ahead log aside whose history is empty or missing, because SQLite would delete
  /// it.
  ///
  /// @throws HistoryException.LogAlone when there was one; the next try creates a new history
  private static void moveOrphanedLogAside(Path file) throws IOException {
    if (isEmpty(file)) {
      Optional<Path> kept = moveAside(file, "wal");
      if (kept.isPresent()) {
        throw new HistoryException.LogAlone(file, kept.get());
      }
    }
  }

  /// @param kind `wal` for the write-ahead log, `journal` for the rollback journal
  private static Optional<Path> moveAside(Path file, String kind) throws IOException {
    Path log = file.resolveSibling(file.getFileName() + "-" + kind);
    if (isEmpty(log) || Files.isDirectory(log)) {
      return Optional.empty();
    }
    String name = file.getFileName() + ".damaged-" + kind;
    Path kept = file.resolveSibling(name);
    for (int n = 2; Files.exists(kept); n++) {
      kept = file.resolveSibling(name + "-" + n);
    }
    Files.move(log, kept);
    return Optional.of(kept);
  }

  /// Refuses a file too short for a database: SQLite would treat a few bytes as an empty database
  /// and overwrite them.
  private static void refuseTooShortFile(Path file) throws IOException {
    if (!isEmpty(file) && Files.size(file) < MIN_FILE_SIZE) {
      throw new HistoryException.Foreign(file, Sentence.of("not a database"));
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
    config.setBusyTimeout((int) BUSY_TIMEOUT.toMillis());
    // Otherwise, the driver queries the last row ID after each insert, which takes longer than the
    // insert.
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

  private static void check(SqlConnection sql, Path file) throws SQLException, IOException {
    if (Files.size(file) <= MAX_SIZE_CHECKED_AT_START && !isIntact(sql)) {
      throw new HistoryException.Damaged(file, null);
    }
  }

  private static boolean isIntact(SqlConnection sql) throws SQLException {
    return sql.text("pragma quick_check(1)").filter("ok"::equals).isPresent();
  }

  /// Runs an operation with the files beside a database; `doing` names it in error messages.
  static <T> T files(Path file, String doing, SqlConnection.Work<T> work) throws HistoryException {
    try {
      return work.run();
    } catch (SQLException | IOException e) {
      throw translate(file, doing, e);
    }
  }

  /// Runs an operation without a result, as [#files].
  void changeFiles(String doing, SqlConnection.Action action) throws HistoryException {
    files(file, doing, action.asWork());
  }

  /// Translates an exception of SQLite.
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
      case SQLITE_NOTADB -> new HistoryException.Foreign(file, Sentence.of("not a database"));
      case SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH ->
          new HistoryException.Unwritable(file, e);
      case SQLITE_BUSY, SQLITE_LOCKED -> new HistoryException.Locked(file, e);
      default -> new HistoryException.Failed(file, doing, e);
    };
  }

  private interface Preparation {
    /// Returns which format it has.
    int prepare(SqlConnection sql) throws SQLException, IOException;
  }
}
