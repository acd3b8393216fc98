package rollcall.history;

import java.nio.file.Path;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import rollcall.language.Sentence;
import rollcall.language.SentenceException;

/// Failure to read or write the history. The message is one sentence for the user, with the remedy.
@SuppressWarnings("serial") // Never written as bytes.
public abstract sealed class HistoryException extends SentenceException {
  private HistoryException(@Nullable Throwable cause, Sentence sentence) {
    super(cause, sentence);
  }

  private HistoryException(@Nullable Throwable cause, String pattern, Object... arguments) {
    this(cause, Sentence.of(pattern, arguments));
  }

  /// Returns the file to put in the place of a damaged one.
  private static Object copyOf(Path file) {
    return Backups.newest(file).map(Object.class::cast).orElse(Sentence.of("a copy of it"));
  }

  /// Another file was put in the place of an open history, which is complete and still written.
  public static final class Replaced extends HistoryException {
    Replaced(Path file, Path copy) {
      super(
          null,
          "Another file was put in the place of the history %s while it was recorded, and is left"
              + " as it is: move it away, and Rollcall writes the history there again. A copy until"
              + " now is %s.",
          file,
          copy);
    }
  }

  /// The disk is full. The caller keeps the failed batch and retries in order.
  public static final class DiskFull extends HistoryException {
    DiskFull(Path file, @Nullable Throwable cause) {
      super(
          cause,
          "No space is left on the disk for %s: free some space and it will be written.",
          file);
    }
  }

  /// The file is damaged.
  public static final class Damaged extends HistoryException {
    Damaged(Path file, @Nullable Throwable cause) {
      super(
          cause,
          "The history %s is damaged: put %s in its place, or move it away to begin a new one.",
          file,
          copyOf(file));
    }
  }

  /// The file is no history of this workspace, or no lock file of one: no database, the database of
  /// another program, or the history of another workspace.
  public static final class Foreign extends HistoryException {
    Foreign(Path file, Sentence whatItIs) {
      super(
          null,
          "%s is %s, so Rollcall left it as it is: choose another data directory, or move it away.",
          file,
          whatItIs);
    }
  }

  /// The file or its directory cannot be written.
  public static final class Unwritable extends HistoryException {
    Unwritable(Path file, @Nullable Throwable cause) {
      super(
          cause,
          "Rollcall cannot write %s: make its directory writable for you, or choose another data"
              + " directory.",
          file);
    }
  }

  /// There is no such history.
  public static final class Missing extends HistoryException {
    Missing(Path file) {
      super(null, "There is no history at %s: record something first.", file);
    }
  }

  /// The file was empty or missing, but its write-ahead log was not: the log is moved aside, and
  /// the next try creates a new history.
  public static final class LogAlone extends HistoryException {
    LogAlone(Path file, Path kept) {
      super(
          null,
          "The history %s is empty, but the log of its changes is not: the log is kept as %s, and a"
              + " new history begins.",
          file,
          kept);
    }
  }

  /// The history was made by a newer Rollcall; this one may only read it, as far as possible.
  public static final class Newer extends HistoryException {
    private Newer(@Nullable Throwable cause, Sentence sentence) {
      super(cause, sentence);
    }

    static Newer toWrite(Path file, int format) {
      return new Newer(
          null,
          Sentence.of(
              "The history %s was made by a newer Rollcall (format %s, this one writes %s), so this"
                  + " one only reads it: update Rollcall to record or to change anything.",
              file, format, Schema.newest()));
    }

    static Newer toRead(Path file, int format, Throwable cause) {
      return new Newer(
          cause,
          Sentence.of(
              "The history %s was made by a newer Rollcall (format %s, this one knows %s), and this"
                  + " one cannot read it: update Rollcall.",
              file, format, Schema.newest()));
    }
  }

  /// The history is not empty.
  public static final class NotEmpty extends HistoryException {
    NotEmpty(Path file) {
      super(
          null,
          "The history %s already holds something: import into another data directory, or move it"
              + " away.",
          file);
    }
  }

  /// Another program is recording into the history.
  public static final class InUse extends HistoryException {
    InUse(Path file, @Nullable Throwable cause) {
      super(
          cause,
          "Another Rollcall is already recording into %s: close it first, or choose another data"
              + " directory.",
          file);
    }
  }

  /// Another program has locked the file for longer than [SqliteDatabase#BUSY_TIMEOUT]. The caller
  /// keeps the failed batch and retries in order.
  public static final class Locked extends HistoryException {
    Locked(Path file, @Nullable Throwable cause) {
      super(
          cause,
          "Another program, such as a database browser or a backup, has locked %s: close it there.",
          file);
    }
  }

  /// An erasure or a deletion of expired data is not finished in all files. It stays planned, and
  /// is retried whenever the history is opened.
  public static final class Unerased extends HistoryException {
    /// A pending erasure that a damaged history blocks.
    ///
    /// @param file the damaged history
    Unerased(Path file, Damaged cause) {
      super(
          cause,
          "Erasing is not finished, because the history %s is damaged: put %s in its place, or"
              + " delete it. Rollcall erases the rest from what is there then.",
          file,
          copyOf(file));
    }

    Unerased(Throwable cause) {
      super(
          cause,
          "Erasing is not finished. %s Rollcall tries again at each start until nothing is left.",
          cause);
    }
  }

  /// Another error of the database or the file system.
  public static final class Failed extends HistoryException {
    Failed(Path file, String doing, Throwable cause) {
      super(cause, "Could not %s %s (%s): check the disk and try again.", doing, file, cause);
    }
  }

  /// The record on a server cannot be read or changed, or is not the one that was meant. Only
  /// commands use one, so its sentence is in English.
  public static final class OnServer extends HistoryException {
    OnServer(Sentence sentence, @Nullable Throwable cause) {
      super(cause, sentence);
    }

    /// Returns whether a row has no partition.
    boolean isAboutPartition() {
      return getCause() instanceof SQLException sql && "23514".equals(sql.getSQLState());
    }

    /// Returns whether the server wants another password than the one it got, or any.
    public boolean isAboutPassword() {
      return getCause() instanceof SQLException sql && PostgresDatabase.isAboutPassword(sql);
    }
  }
}
