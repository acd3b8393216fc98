package rollcall.app.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CloudFolderTest {
  private static final Map<String, String> SERVICES =
      Map.of(
          "/home/ada/OneDrive/rollcall", "OneDrive",
          "/Users/ada/OneDrive - Acme Ltd/rollcall", "OneDrive",
          "/Users/ada/Library/CloudStorage/OneDrive-Acme/rollcall", "OneDrive",
          "/home/ada/Dropbox (Acme)/data/rollcall", "Dropbox",
          "/Users/ada/Library/Mobile Documents/com~apple~CloudDocs/rollcall", "iCloud",
          "/Users/ada/Google Drive/rollcall", "Google Drive",
          "/home/ada/Nextcloud/rollcall", "Nextcloud");

  @Test
  void aFolderOfACloudServiceIsRecognized() {
    SERVICES.forEach((folder, service) ->
        assertEquals(Optional.of(service), CloudFolder.serviceOf(Path.of(folder)), folder));
  }

  @ParameterizedTest
  @CsvSource({
    "/home/ada/.local/share/rollcall",
    "/Users/ada/Library/Application Support/Rollcall",
    "/home/dropbox/rollcall",
    "/home/ada/OneDriveless/rollcall"
  })
  void otherFoldersAreNot(String folder) {
    assertEquals(Optional.empty(), CloudFolder.serviceOf(Path.of(folder)));
  }
}
