package rollcall.history;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import rollcall.files.PrivateFiles;

/// File with passwords of database servers, `.pgpass`, which the driver reads. As in the programs
/// of PostgreSQL, one that others can read is ignored.
final class PasswordFile {
  /// Property of the driver with another place than the home directory.
  private static final String PROPERTY = "org.postgresql.pgpassfile";

  private PasswordFile() {}

  /// Returns the file if it is ignored because it has rights for others than its owner.
  static Optional<Path> ignored() {
    String place = System.getProperty(PROPERTY);
    Path file =
        place == null ? Path.of(System.getProperty("user.home", ""), ".pgpass") : Path.of(place);
    try {
      return PrivateFiles.isPrivate(file) ? Optional.empty() : Optional.of(file);
    } catch (IOException e) {
      // There is none, or the driver reports the problem.
      return Optional.empty();
    }
  }
}
