package rollcall.history;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/// Makes files and directories that only their owner can read, where the file system knows owners
/// (elsewhere they inherit the protection of the user's own directory).
final class PrivateFiles {
  private PrivateFiles() {}

  static void createDirectories(Path directory) throws IOException {
    Files.createDirectories(directory, only(directory, "rwx------"));
  }

  /// Creates the file unless it is there already.
  static void createFile(Path file) throws IOException {
    try {
      Files.createFile(file, only(file, "rw-------"));
    } catch (FileAlreadyExistsException e) {
      // It keeps the permissions its owner gave it.
    }
  }

  private static FileAttribute<?>[] only(Path path, String permissions) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
