package rollcall.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
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
  @ValueSource(ints = {4, 120})
  @ParameterizedTest
  void theSecondStartShowsTheFirstWindowAndEnds(int length) throws Exception {
    Path data = scratch.resolve("d".repeat(length));
    Object left;
    try (RollcallProcess first = start(data)) {
      awaitWindow(data);
      left = socketKey(data);
      assertSecondShowsFirst(data, 1);
      assertEquals(0, first.stop());
    }
    try (RollcallProcess next = start(data)) {
      awaitOtherWindow(data, left);
      assertSecondShowsFirst(data, 2);
      assertEquals(0, next.stop());
    }
  }

  @Test
  void afterACrashTheNextStartHasTheWindow() throws Exception {
    Path data = scratch.resolve("data");
    Object left;
    try (RollcallProcess crashed = start(data)) {
      awaitWindow(data);
      left = socketKey(data);
      crashed.kill();
    }
    assertEquals(left, socketKey(data), "the crash leaves the socket");
    try (RollcallProcess next = start(data)) {
      awaitOtherWindow(data, left);
      assertSecondShowsFirst(data, 1);
      assertEquals(0, next.stop());
    }
  }

  @Test
  void aFirstProcessThatHangsIsSaid() throws Exception {
    Path data = scratch.resolve("data");
    try (RollcallProcess first = start(data)) {
      awaitWindow(data);
      first.sleep();
      try (RollcallProcess second = start(data)) {
        assertEquals(1, second.exitCode());
        assertTrue(
            second
                .errors()
                .contains(
                    "rollcall: Rollcall is already running with the data in "
                        + data.resolve("demo")
                        + ", but does not answer: end that process, or choose another data"
                        + " directory with --data-dir."),
            second.errors());
      }
      first.wake();
      assertEquals(0, first.stop());
    }
  }

  @Test
  void aSignalDuringTheStartEndsTheProgram() throws Exception {
    Path data = scratch.resolve("data");
    try (RollcallProcess started = start(data)) {
      awaitWindow(data);
      assertEquals(0, started.stop());
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

  private static void awaitWindow(Path data) throws Exception {
    await(() -> Files.exists(socket(data)));
  }

  /// Waits for the window of another process than the one with this socket.
  private static void awaitOtherWindow(Path data, Object left) throws Exception {
    await(() -> !List.of("", left).contains(socketKey(data)));
  }

  private static void await(Callable<Boolean> condition) throws Exception {
    for (int i = 0; i < 600 && !condition.call(); i++) {
      Thread.sleep(Duration.ofMillis(100));
    }
    assertTrue(condition.call(), "the window opens");
  }

  private static Path socket(Path data) {
    return data.resolve("demo/window");
  }

  /// Returns an object that is another one for each socket; for none, always the same.
  private static Object socketKey(Path data) throws IOException {
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(socket(data), BasicFileAttributes.class);
      return attributes.creationTime() + " " + attributes.fileKey();
    } catch (NoSuchFileException e) {
      return "";
    }
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
