package rollcall.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import rollcall.files.PrivateFiles;

/// Reserved disk space for the last writes of a recording: a file beside the history that is
/// deleted when the disk is full. Thread: that of its [History].
final class ReservedDiskSpace {
  /// Room for some ten thousand sightings.
  private static final int SIZE = 1 << 20;

  private ReservedDiskSpace() {}

  /// Creates the file unless it exists.
  static void reserve(Path history) throws IOException {
    Path file = beside(history);
    if (Files.exists(file) && Files.size(file) == SIZE) {
      return;
    }
    PrivateFiles.createFile(file);
    // A compressing file system would reserve nothing for zeros.
    byte[] bytes = new byte[SIZE];
    new SecureRandom().nextBytes(bytes);
    try {
      Files.write(file, bytes);
    } catch (IOException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  /// Deletes the file.
  static void free(Path history) throws IOException {
    Files.deleteIfExists(beside(history));
  }

  static Path beside(Path history) {
    return history.resolveSibling(history.getFileName() + ".reserve");
  }
}
