package rollcall.app.environment;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/// Temporary folder of one run, for the demo on a computer without a home directory. Thread-safe.
public final class TemporaryFolder implements AutoCloseable {
  private @Nullable Path folder;

  /// Returns the folder; creates it the first time, for this user only.
  ///
  /// @throws IOException with a sentence if it cannot be created
  public synchronized Path path() throws IOException {
    if (folder == null) {
      try {
        folder = Files.createTempDirectory("rollcall-demo-").toAbsolutePath();
      } catch (IOException e) {
        throw new IOException(
            "There is no home directory and no folder for temporary files: set HOME, or say --data-dir DIR.",
            e);
      }
    }
    return folder;
  }

  /// Deletes the folder, if there is one. What cannot be deleted stays.
  @Override
  public synchronized void close() {
    if (folder == null) {
      return;
    }
    try {
      Files.walkFileTree(folder, new Deletion());
    } catch (IOException e) {
      // Another program may hold a file open; the system cleans this folder.
    }
    folder = null;
  }

  private static final class Deletion extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.delete(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException problem)
        throws IOException {
      Files.delete(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}
