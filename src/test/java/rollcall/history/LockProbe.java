package rollcall.history;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A program that knows nothing of SQLite and says whether it may lock a file: "free" or "taken".
final class LockProbe {
  private LockProbe() {}

  /// Argument: the file.
  public static void main(String[] args) throws IOException {
    try (FileChannel channel = FileChannel.open(Path.of(args[0]), StandardOpenOption.WRITE)) {
      System.out.println(channel.tryLock() == null ? "taken" : "free");
    }
  }
}
