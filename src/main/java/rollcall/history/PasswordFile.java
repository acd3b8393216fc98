package rollcall.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// File with passwords of database servers, `.pgpass`, which the driver reads. As in the programs
/// of PostgreSQL, one that others can read is ignored.
final class PasswordFile {
  /// Property of the driver with another place than the home directory.
  private static final String PROPERTY = "org.postgresql.pgpassfile";

  private static final Set<PosixFilePermission> OWNER =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private PasswordFile() {}

  /// Returns the file if it is ignored because it has rights for others than its owner.
  static Optional<Path> ignored() {
    String place = System.getProperty(PROPERTY);
    Path file =
        place == null ? Path.of(System.getProperty("user.home", ""), ".pgpass") : Path.of(place);
    try {
      return file.getFileSystem().supportedFileAttributeViews().contains("posix")
              && !OWNER.containsAll(Files.getPosixFilePermissions(file))
          ? Optional.of(file)
          : Optional.empty();
    } catch (IOException e) {
      // There is none, or the driver reports the problem.
      return Optional.empty();
    }
  }
}
