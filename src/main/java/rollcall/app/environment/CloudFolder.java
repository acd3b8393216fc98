package rollcall.app.environment;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.StreamSupport;

/// Folders that a cloud service copies to its servers and to other computers.
public final class CloudFolder {
  private CloudFolder() {}

  /// Returns the cloud service that has a copy of this folder, by the names of the folders above
  /// it; empty when there is none.
  public static Optional<String> serviceOf(Path folder) {
    return StreamSupport.stream(folder.toAbsolutePath().spliterator(), false)
        .map(name -> service(name.toString()))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<String> service(String name) {
    if (name.equals("OneDrive") || name.startsWith("OneDrive -") || name.startsWith("OneDrive-")) {
      return Optional.of("OneDrive");
    }
    if (name.equals("Dropbox") || name.startsWith("Dropbox (")) {
      return Optional.of("Dropbox");
    }
    return switch (name) {
      case "Mobile Documents", "iCloudDrive", "iCloud Drive" -> Optional.of("iCloud");
      case "Google Drive", "GoogleDrive", "My Drive" -> Optional.of("Google Drive");
      case "Nextcloud" -> Optional.of("Nextcloud");
      default -> Optional.empty();
    };
  }
}
