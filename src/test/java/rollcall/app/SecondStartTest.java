package rollcall.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rollcall.testkit.RollcallProcess;

/// Two starts of the window with one data directory, each in a process of its own.
@EnabledOnOs({OS.LINUX, OS.MAC})
class SecondStartTest {
  private static final String ALREADY_OPEN = "Rollcall is already open, and shows its window now.";

  @TempDir Path scratch;

  /// The longer directory has a path that is too long for the address of a socket.
  @ParameterizedTest
  @ValueSource(ints = {4, 120})
  void theSecondStartShowsTheFirstWindowAndEnds(int length) throws Exception {
    Path data = scratch.resolve("d".repeat(length));
    try (RollcallProcess first = start(data)) {
      awaitWindow(data);
      assertSecondShowsFirst(data, 1);
      assertEquals(0, first.stop());
    }
    try (RollcallProcess next = start(data)) {
      awaitWindow(data);
      assertSecondShowsFirst(data, 2);
      assertEquals(0, next.stop());
    }
  }

  @Test
  void afterACrashTheNextStartHasTheWindow() throws Exception {
    Path data = scratch.resolve("data");
    try (RollcallProcess crashed = start(data)) {
      awaitWindow(data);
      crashed.kill();
    }
    assertTrue(Files.exists(data.resolve("demo/window")), "the crash leaves the socket");
    Files.delete(data.resolve("demo/window"));
    try (RollcallProcess next = start(data)) {
      awaitWindow(data);
      assertSecondShowsFirst(data, 1);
      assertEquals(0, next.stop());
    }
  }

  private void assertSecondShowsFirst(Path data, int times) throws Exception {
    try (RollcallProcess second = start(data)) {
      assertEquals(0, second.exitCode(), second.errors());
      assertTrue(second.errors().contains(ALREADY_OPEN), second.errors());
    }
    String log = Files.readString(data.resolve("logs/rollcall.0.log"));
    assertEquals(
        times,
        log.lines().filter(line -> line.contains("Another start asked for the window")).count(),
        log);
  }

  private static void awaitWindow(Path data) throws InterruptedException {
    for (int i = 0; i < 600 && !Files.exists(data.resolve("demo/window")); i++) {
      Thread.sleep(Duration.ofMillis(100));
    }
    assertTrue(Files.exists(data.resolve("demo/window")), "the window opens");
  }

  private RollcallProcess start(Path data) throws IOException {
    return RollcallProcess.start(
        Map.of(),
        scratch,
        RollcallProcess.commandLine(
            List.of("-Dglass.platform=Headless", "-Dprism.order=sw"),
            "--demo",
            "--data-dir",
            data.toString()));
  }
}
