package rollcall.app.environment;

import java.io.IOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Version of the package on the disk, which an upgrade replaces while this process runs. Nothing
/// is asked over a network.
public final class InstalledUpgrade {
  private final Path file;
  private final String running;

  /// @param runtime directory of the Java runtime; that of a package has a file with its version
  /// @param running the version of this process; may be empty
  public InstalledUpgrade(Path runtime, String running) {
    file = runtime.resolve("lib/rollcall.version");
    this.running = running;
  }

  /// Returns the version on the disk when it is newer than that of this process.
  public Optional<String> newer() {
    try {
      String installed = Files.readString(file).strip();
      return Version.parse(installed).compareTo(Version.parse(running)) > 0
          ? Optional.of(installed)
          : Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      // No package, or one that is being replaced at this moment.
      return Optional.empty();
    }
  }
}
