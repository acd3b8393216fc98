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
/// @param device device of the directory; null on Windows
record FileIdentity(Path path, @Nullable Object key, @Nullable Object device) {
  static FileIdentity of(Path path) throws IOException {
    return new FileIdentity(path, keyOf(path), deviceAt(path));
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

  /// Returns whether the disk of the file is not at its path, because it was removed or not mounted
  /// again: the path leads to another one, where nothing was deleted.
  boolean isOnMissingDisk() {
    try {
      return !Objects.equals(device, deviceAt(path));
    } catch (IOException e) {
      return true;
    }
  }

  /// Returns the device of the directory of a file, or of the next one above that exists.
  private static @Nullable Object deviceAt(Path file) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    while (directory != null && Files.notExists(directory)) {
      directory = directory.getParent();
    }
    return directory == null
            || !directory.getFileSystem().supportedFileAttributeViews().contains("unix")
        ? null
        : Files.getAttribute(directory, "unix:dev");
  }

  private static @Nullable Object keyOf(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
  }
}
