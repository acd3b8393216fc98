package rollcall.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Identity of an open file. A program that has a file open on Linux or macOS keeps it after it was
/// deleted or replaced, and all writes to it succeed.
///
/// @param key device and inode; null on Windows, where an open database cannot be deleted
record OpenedFile(Path path, @Nullable Object key) {
  static OpenedFile of(Path path) throws IOException {
    return new OpenedFile(path, keyOf(path));
  }

  /// Returns whether the path still names this file; also when that is not known.
  boolean isAtPath() {
    try {
      return Objects.equals(key, keyOf(path));
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  private static @Nullable Object keyOf(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
  }
}
