package rollcall.app.desktop;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs({OS.LINUX, OS.MAC})
class WindowInstanceTest {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  @TempDir Path scratch;

  @Test
  void onlyTheOwnerMayUseTheSocket() throws Exception {
    try (WindowInstance first = WindowInstance.register(scratch, PATIENCE).orElseThrow()) {
      first.onRequest(() -> true);
      await(() ->
          Files.exists(scratch.resolve("window"))
              && PosixFilePermissions.toString(
                      Files.getPosixFilePermissions(scratch.resolve("window")))
                  .equals("rw-------"));
    }
    assertFalse(Files.exists(scratch.resolve("window")));
  }

  @Test
  void aSocketThatAnEndedProcessLeftIsReplaced() throws Exception {
    Files.writeString(scratch.resolve("window"), "left");
    Files.writeString(scratch.resolve("window.lock"), "");
    try (WindowInstance next = WindowInstance.register(scratch, PATIENCE).orElseThrow()) {
      next.onRequest(() -> true);
      await(() -> !Files.isRegularFile(scratch.resolve("window")));
    }
  }

  /// Waits for the thread that makes the socket.
  private static void await(Callable<Boolean> condition) throws Exception {
    Instant end = Instant.now().plusSeconds(30);
    while (!condition.call()) {
      assertTrue(Instant.now().isBefore(end));
      Thread.sleep(10);
    }
  }

  @Test
  void afterTheFirstHasEndedTheNextStartHasTheWindow() throws Exception {
    WindowInstance.register(scratch, PATIENCE).orElseThrow().close();
    assertTrue(WindowInstance.register(scratch, PATIENCE).isPresent());
  }

  @Test
  void whereNothingCanBeWrittenTheWindowOpensUnregistered() throws IOException {
    Path file = Files.writeString(scratch.resolve("file"), "");
    try (WindowInstance one = WindowInstance.register(file, PATIENCE).orElseThrow();
        WindowInstance other = WindowInstance.register(file, PATIENCE).orElseThrow()) {
      one.onRequest(() -> true);
      other.onRequest(() -> true);
    }
  }
}
