package rollcall.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import rollcall.testkit.RollcallProcess;

/// Secrets in a real keychain: GNOME's, on a message bus of its own, with processes that start and
/// end. Without the programs the test fails.
@Tag("keychain")
@Timeout(120)
class KeychainTest {
  private static final String UNANSWERED = "failed: This computer's password store did not answer.";
  private static final String NOT_TAKEN =
      "failed: This computer's password store did not take the secret.";

  @TempDir Path home;
  private final List<Process> started = new ArrayList<>();
  private String bus = "";

  @BeforeAll
  static void theProgramsAreInstalled() {
    assertTrue(
        Stream.of("dbus-daemon", "gnome-keyring-daemon").allMatch(KeychainTest::isInstalled),
        "This needs a keychain: apt-get install dbus gnome-keyring libsecret-1-0");
  }

  @BeforeEach
  void startTheBus() throws IOException {
    // Without folders of services, so that only this test starts and ends the keychain.
    Path config =
        Files.writeString(
            home.resolve("bus.conf"),
            """
            <busconfig>
              <type>session</type>
              <listen>unix:dir=%s</listen>
              <auth>EXTERNAL</auth>
              <policy context="default">
                <allow send_destination="*" eavesdrop="true"/>
                <allow eavesdrop="true"/>
                <allow own="*"/>
              </policy>
            </busconfig>
            """
                .formatted(home));
    Process daemon =
        new ProcessBuilder("dbus-daemon", "--nofork", "--print-address", "--config-file=" + config)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    started.add(daemon);
    bus = daemon.inputReader().readLine();
  }

  @AfterEach
  void end() throws InterruptedException {
    for (Process process : started.reversed()) {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void aTokenOutlivesTheRunAndIsReplacedAndForgotten() throws Exception {
    keychain(true);
    try (Program first = program()) {
      assertEquals("KEYCHAIN", first.result("place"));
      assertEquals("none", first.result("get"));
      assertEquals("done", first.result("put xoxb-first"));
    }
    try (Program second = program()) {
      assertEquals("xoxb-first", second.result("get"));
      assertEquals("done", second.result("put xoxb-second"));
    }
    try (Program third = program()) {
      assertEquals("xoxb-second", third.result("get"));
      assertEquals("done", third.result("forget"));
      assertEquals("none", third.result("get"));
    }
    assertEquals(List.of(), filesWith("xoxb-"));
  }

  @Test
  void aTokenOutlivesTheKeychainsProcessAndIsEncrypted() throws Exception {
    Process keychain = keychain(true);
    try (Program first = program()) {
      assertEquals("done", first.result("put xoxb-first"));
    }
    stop(keychain);
    keychain(true);
    try (Program second = program()) {
      assertEquals("xoxb-first", second.result("get"));
    }
    assertEquals(List.of(), filesWith("xoxb-first"));
  }

  @Test
  void aLockedKeychainCountsAsNoneAndNothingIsWritten() throws Exception {
    Process keychain = keychain(true);
    try (Program first = program()) {
      assertEquals("done", first.result("put xoxb-first"));
    }
    stop(keychain);
    keychain(false);
    try (Program locked = program()) {
      assertEquals("SESSION", locked.result("place"));
      assertEquals("none", locked.result("get"));
      assertEquals("done", locked.result("put xoxb-second"));
    }
    assertEquals(List.of(), filesWith("xoxb-"));
    assertFalse(Files.exists(file()));
  }

  @Test
  void aKeychainThatEndsInTheMiddleTakesNothingAndTheNextRunHasTheToken() throws Exception {
    Process keychain = keychain(true);
    try (Program program = program()) {
      assertEquals("done", program.result("put xoxb-first"));
      stop(keychain);
      assertTrue(List.of(UNANSWERED, NOT_TAKEN).contains(program.result("put xoxb-second")));
      assertFalse(Files.exists(file()));
      assertEquals("none", program.result("get"));
    }
    keychain(true);
    try (Program next = program()) {
      assertEquals("xoxb-first", next.result("get"));
    }
  }

  @Test
  void withoutAKeychainTheTokenEndsWithTheRunUnlessAFileIsChosen() throws Exception {
    try (Program first = program()) {
      assertEquals("SESSION", first.result("place"));
      assertEquals("done", first.result("put xoxb-first"));
      assertEquals("xoxb-first", first.result("get"));
    }
    assertEquals(List.of(), filesWith("xoxb-first"));
    try (Program second = program()) {
      assertEquals("none", second.result("get"));
      assertEquals("done", second.result("put xoxb-second"));
      assertEquals("done", second.result("file"));
    }
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
    try (Program third = program()) {
      assertEquals("FILE", third.result("place"));
      assertEquals("xoxb-second", third.result("get"));
    }
  }

  /// Starts GNOME's keychain.
  ///
  /// @param unlocked whether it gets its password
  private Process keychain(boolean unlocked) throws IOException, InterruptedException {
    List<String> line =
        new ArrayList<>(List.of("gnome-keyring-daemon", "--foreground", "--components=secrets"));
    if (unlocked) {
      line.add("--unlock");
    }
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().putAll(surroundings());
    Process daemon = builder.start();
    started.add(daemon);
    try (var password = daemon.outputWriter()) {
      password.write("for this test");
    }
    Process named;
    do {
      ProcessBuilder asking =
          new ProcessBuilder(
              "dbus-send",
              "--print-reply",
              "--dest=org.freedesktop.secrets",
              "/org/freedesktop/secrets",
              "org.freedesktop.DBus.Peer.Ping");
      asking.environment().putAll(surroundings());
      named =
          asking.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    } while (named.waitFor() != 0 && daemon.isAlive());
    return daemon;
  }

  private static void stop(Process process) throws InterruptedException {
    process.destroy();
    process.waitFor();
  }

  private Map<String, String> surroundings() throws IOException {
    Path run = Files.createDirectories(home.resolve("run"));
    Files.setPosixFilePermissions(run, PosixFilePermissions.fromString("rwx------"));
    return Map.of(
        "DBUS_SESSION_BUS_ADDRESS", bus,
        "HOME", home.toString(),
        "XDG_DATA_HOME", home.resolve("share").toString(),
        "XDG_RUNTIME_DIR", run.toString());
  }

  private Path file() {
    return home.resolve("secrets.json");
  }

  private List<Path> filesWith(String text) throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(home)) {
      for (Path one : files.filter(Files::isRegularFile).toList()) {
        if (new String(Files.readAllBytes(one), java.nio.charset.StandardCharsets.ISO_8859_1)
            .contains(text)) {
          found.add(one);
        }
      }
    }
    return found;
  }

  private Program program() throws IOException {
    return new Program(
        RollcallProcess.startTest(SecretsProgram.class, surroundings(), home, file().toString()));
  }

  private static boolean isInstalled(String program) {
    return Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator))
        .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
  }

  /// The program with the secrets.
  private record Program(RollcallProcess process) implements AutoCloseable {
    String result(String command) throws Exception {
      process.type(command);
      return process.nextLine();
    }

    @Override
    public void close() throws InterruptedException {
      process.stop();
    }
  }
}
