package rollcall.app.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeLibrariesTest {
  private static final String SQLITE = "org.sqlite.lib.path";

  private final Properties before = (Properties) System.getProperties().clone();

  @TempDir Path folder;

  @AfterEach
  void restoreProperties() {
    System.setProperties(before);
  }

  @Test
  void aCopyInADeletedCacheIsReplaced() throws IOException {
    System.setProperty(SQLITE, folder.resolve("deleted/native").toString());
    NativeLibraries.prepare(folder.resolve("no-image"), folder.resolve("cache"));
    Path copy = Path.of(System.getProperty(SQLITE));
    assertTrue(copy.startsWith(folder.resolve("cache")), copy.toString());
    assertTrue(Files.isRegularFile(copy.resolve(System.mapLibraryName("sqlitejdbc"))));
  }

  @Test
  void anExistingFolderThatAPropertyNamesIsUsed() throws IOException {
    Path chosen = Files.createDirectory(folder.resolve("chosen"));
    System.setProperty(SQLITE, chosen.toString());
    NativeLibraries.prepare(folder.resolve("no-image"), folder.resolve("cache"));
    assertEquals(chosen.toString(), System.getProperty(SQLITE));
  }
}
