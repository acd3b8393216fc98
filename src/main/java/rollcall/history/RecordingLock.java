package rollcall.history;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Keeps two programs from recording into one history: a lock on a file beside it, which the
/// operating system lets go when its owner dies in whatever way.
final class RecordingLock implements AutoCloseable {
  private final FileChannel channel;

  private RecordingLock(FileChannel channel) {
    this.channel = channel;
  }

  /// Takes the lock, or says at once that somebody else has it.
  static RecordingLock on(Path database) throws IOException {
    Path file = beside(database);
    OwnerOnly.createFile(file);
    FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock == null) {
        throw new HistoryException.InUse(database, null);
      }
      return new RecordingLock(channel);
    } catch (OverlappingFileLockException e) {
      channel.close();
      throw new HistoryException.InUse(database, e);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /// Whether another program has the lock. Not to be asked by whoever may have it itself: on some
  /// systems closing any channel of a file lets go of all locks on it.
  static boolean isTaken(Path database) {
    Path file = beside(database);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      return lock == null;
    } catch (OverlappingFileLockException e) {
      return true;
    } catch (IOException e) {
      // Without a lock file that we may touch nobody of ours is recording.
      return false;
    }
  }

  private static Path beside(Path database) {
    return database.resolveSibling(database.getFileName() + ".lock");
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
