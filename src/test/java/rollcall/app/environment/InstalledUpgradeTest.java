package rollcall.app.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstalledUpgradeTest {
  @TempDir Path runtime;

  @Test
  void aNewerPackageIsNoticed() throws IOException {
    assertEquals(Optional.of("0.2.0"), installed("0.2.0", "0.1.0"));
    assertEquals(Optional.of("0.10.0"), installed("0.10.0", "0.9.1"));
  }

  @Test
  void theSameAndAnOlderOneAreNot() throws IOException {
    assertEquals(Optional.empty(), installed("0.1.0", "0.1.0"));
    assertEquals(Optional.empty(), installed("0.9.1", "0.10.0"));
  }

  @Test
  void withoutAPackageOrWithHalfAFileThereIsNone() throws IOException {
    assertEquals(Optional.empty(), new InstalledUpgrade(runtime, "0.1.0").newer());
    assertEquals(Optional.empty(), installed("", "0.1.0"));
    assertEquals(Optional.empty(), installed("0.2.0", ""));
  }

  private Optional<String> installed(String onDisk, String running) throws IOException {
    Files.createDirectories(runtime.resolve("lib"));
    Files.writeString(runtime.resolve("lib/rollcall.version"), onDisk + "\n");
    return new InstalledUpgrade(runtime, running).newer();
  }
}
