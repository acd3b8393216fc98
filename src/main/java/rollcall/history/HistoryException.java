package rollcall.history;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Failure to read or write the history. The message is one sentence for the user, with the remedy.
@SuppressWarnings("serial") // Never written as bytes.
public abstract sealed class HistoryException extends IOException {
  private HistoryException(String sentence, @Nullable Throwable cause) {
    super(sentence, cause);
  }

  /// The disk is full. The caller keeps the failed batch and retries in order.
  public static final class DiskFull extends HistoryException {
    DiskFull(Path file, @Nullable Throwable cause) {
      super(
          "No space is left on the disk for %s: free some space and it will be written."
              .formatted(file),
          cause);
    }
  }

  /// The file is damaged.
  public static final class Damaged extends HistoryException {
    Damaged(Path file, @Nullable Throwable cause) {
      super(
          "The history %s is damaged: put %s in its place, or move it away to begin a new one."
              .formatted(file, Backups.newest(file).map(Path::toString).orElse("a copy of it")),
          cause);
    }
  }

  /// The file is no history of this workspace: no database, the database of another program, or the
  /// history of another workspace.
  public static final class Foreign extends HistoryException {
    Foreign(Path file, String whatItIs) {
      super(
          "%s is %s, so Rollcall left it as it is: choose another data directory, or move it away."
              .formatted(file, whatItIs),
          null);
    }
  }

  /// The file or its directory cannot be written.
  public static final class Unwritable extends HistoryException {
    Unwritable(Path file, @Nullable Throwable cause) {
      super(
          "Rollcall cannot write %s: make its directory writable for you, or choose another data directory."
              .formatted(file),
          cause);
    }
  }

  /// There is no such history.
  public static final class Missing extends HistoryException {
    Missing(Path file) {
      super("There is no history at %s: record something first.".formatted(file), null);
    }
  }

  /// The file was empty or missing, but its write-ahead log was not: the log is moved aside, and
  /// the next try creates a new history.
  public static final class LogAlone extends HistoryException {
    LogAlone(Path file, Path kept) {
      super(
          "The history %s is empty, but the log of its changes is not: the log is kept as %s, and a new history begins."
              .formatted(file, kept),
          null);
    }
  }

  /// The history was made by a newer Rollcall; this one may only read it, as far as possible.
  public static final class Newer extends HistoryException {
    private Newer(Path file, int format, String whatFollows, @Nullable Throwable cause) {
      super(
          "The history %s was made by a newer Rollcall (format %s, %s."
              .formatted(file, format, whatFollows),
          cause);
    }

    static Newer toWrite(Path file, int format, int known) {
      return new Newer(
          file,
          format,
          "this one writes %s), so this one only reads it: update Rollcall to record or to change anything"
              .formatted(known),
          null);
    }

    static Newer toRead(Path file, int format, int known, Throwable cause) {
      return new Newer(
          file,
          format,
          "this one knows %s), and this one cannot read it: update Rollcall".formatted(known),
          cause);
    }
  }

  /// The history is not empty.
  public static final class NotEmpty extends HistoryException {
    NotEmpty(Path file) {
      super(
          "The history %s already holds something: import into another data directory, or move it away."
              .formatted(file),
          null);
    }
  }

  /// Another program is recording into the history.
  public static final class InUse extends HistoryException {
    InUse(Path file, @Nullable Throwable cause) {
      super(
          "Another Rollcall is already recording into %s: close it first, or choose another data directory."
              .formatted(file),
          cause);
    }
  }

  /// Another program has locked the file for longer than [Database#PATIENCE]. The caller keeps the
  /// failed batch and retries in order.
  public static final class Locked extends HistoryException {
    Locked(Path file, @Nullable Throwable cause) {
      super(
          "Another program, such as a database browser or a backup, has locked %s: close it there."
              .formatted(file),
          cause);
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
          "Erasing is not finished, because the history %s is damaged: put %s in its place, or delete it. Rollcall erases the rest from what is there then."
              .formatted(file, Backups.newest(file).map(Path::toString).orElse("a copy of it")),
          cause);
    }

    Unerased(Throwable cause) {
      super(
          "Erasing is not finished. %s Rollcall tries again at each start until nothing is left."
              .formatted(cause.getMessage()),
          cause);
    }
  }

  /// Another error of the database or the file system.
  public static final class Failed extends HistoryException {
    Failed(Path file, String doing, Throwable cause) {
      super(
          "Could not %s %s (%s): check the disk and try again."
              .formatted(doing, file, cause.getMessage()),
          cause);
    }
  }

  /// The record on a server cannot be read or changed, or is not the one that was meant.
  public static final class OnServer extends HistoryException {
    OnServer(String sentence, @Nullable Throwable cause) {
      super(sentence, cause);
    }
  }
}
