package rollcall.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import rollcall.files.PrivateFiles;
import rollcall.language.Sentence;

/// Lock that prevents two programs from recording into one history: a locked file beside it. The
/// operating system releases the lock when its owner ends in any way.
///
/// The file is an empty database, locked by SQLite. The file locks of Java are not suitable: on
/// POSIX systems, closing any channel of a file releases all locks of the process on it, so that a
/// query for a running recorder would release the recorder's lock. SQLite keeps such channels open
/// until the lock is released.
final class RecordingLock implements AutoCloseable {
  /// A query for the lock holds it for a moment.
  private static final int PATIENCE_MILLIS = 500;

  private final Path database;
  private final Connection connection;
  private final FileIdentity file;

  private RecordingLock(Path database, Connection connection, FileIdentity file) {
    this.database = database;
    this.connection = connection;
    this.file = file;
  }

  /// Acquires the lock of a history, whose directory is created if there is none; fails after a
  /// short wait when it is held.
  static RecordingLock acquire(Path database) throws HistoryException {
    try {
      PrivateFiles.directory(Objects.requireNonNull(database.toAbsolutePath().getParent()));
      Path file = lockFileFor(database);
      PrivateFiles.createFile(file);
      Connection connection = connect(file, PATIENCE_MILLIS);
      try {
        // Nothing is ever written into it, so it needs no file to undo that.
        SqlConnection sql = new SqlConnection(connection);
        sql.execute("pragma journal_mode = off");
        sql.execute("begin exclusive");
        return new RecordingLock(database, connection, FileIdentity.of(file));
      } catch (SQLException | IOException e) {
        connection.close();
        throw e;
      }
    } catch (IOException | SQLException e) {
      throw switch (SqliteDatabase.translate(database, "open", e)) {
        case HistoryException.Locked _ -> new HistoryException.InUse(database, e);
        case HistoryException.Damaged _, HistoryException.Foreign _ ->
            new HistoryException.Foreign(lockFileFor(database), Sentence.of("not a lock file"));
        case HistoryException other -> other;
      };
    }
  }

  /// Returns whether the lock file is still the one that was locked: another program could lock
  /// another one.
  boolean isAtPath() {
    return file.isAtPath();
  }

  /// Returns whether the lock is held, by this program or another.
  static boolean isHeld(Path database) {
    Path file = lockFileFor(database);
    if (Files.notExists(file)) {
      return false;
    }
    try (Connection connection = connect(file, 0)) {
      new SqlConnection(connection).execute("select count(*) from sqlite_schema");
      return false;
    } catch (SQLException e) {
      // Without access to the file, no recorder of this user is running.
      return (e.getErrorCode() & 0xFF) == SQLiteErrorCode.SQLITE_BUSY.code;
    }
  }

  private static Connection connect(Path file, int patienceMillis) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(patienceMillis);
    return config.createConnection("jdbc:sqlite:" + file.toUri());
  }

  private static Path lockFileFor(Path database) {
    return database.resolveSibling(database.getFileName() + ".lock");
  }

  @Override
  public void close() throws HistoryException {
    try {
      connection.close();
    } catch (SQLException e) {
      throw SqliteDatabase.translate(database, "close", e);
    }
  }
}
