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
    Path file = database.resolveSibling(database.getFileName() + ".lock");
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

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
