package rollcall.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import rollcall.settings.FollowedChannelsAndGroups;
import rollcall.settings.Proxy;
import rollcall.settings.Secret;
import rollcall.settings.SecretName;
import rollcall.settings.SecretsFile;
import rollcall.settings.Settings;
import rollcall.settings.SettingsFile;
import rollcall.simulator.DemoOptions;
import rollcall.simulator.SlackSimulator;
import rollcall.testkit.RollcallProcess;

/// Search for the token in all that a run leaves, for each way to give it.
@EnabledOnOs(OS.LINUX)
@Timeout(120)
class TokenLeakTest {
  private static final int PART = 12;

  @TempDir Path home;
  private SlackSimulator workspace;
  private String part = "";

  @BeforeEach
  void open() throws IOException {
    workspace = SlackSimulator.start(DemoOptions.standard(InstantSource.system()).withoutLimits());
    part = workspace.token().substring(workspace.token().length() - PART);
    Files.createDirectory(home.resolve("tmp"));
  }

  @AfterEach
  void close() {
    workspace.close();
  }

  @ParameterizedTest
  @EnumSource
  void theTokenIsFoundOnlyInTheFileOfSecrets(Way way) throws Exception {
    if (way == Way.FILE) {
      new SecretsFile(secretsFile())
          .put(SecretName.slackToken(workspace.apiUrl()), new Secret(workspace.token()));
    }
    List<String> printed = new ArrayList<>();
    try (RollcallProcess record = start(way, "record", workspace.people().getFirst().id());
        RollcallProcess check = start(way, "check")) {
      printed.add(record.nextLine());
      assertNotAmongArguments(record.handle(), "record");
      assertEquals(List.of(), record.handle().descendants().toList(), "it starts no program");
      assertEquals(0, check.exitCode(), check.errors());
      assertEquals(0, record.stop(), record.errors());
      Stream.of(record, check).map(RollcallProcess::remainingLines).forEach(printed::addAll);
    }
    try (RollcallProcess export = start(Way.FILE, export())) {
      assertEquals(0, export.exitCode(), export.errors());
      printed.addAll(export.remainingLines());
    }
    assertEquals(List.of(), printed.stream().filter(line -> line.contains(part)).toList());
    assertTrue(printed.stream().anyMatch(line -> line.startsWith("Result: ")), printed.toString());
    assertEquals(
        way == Way.FILE ? List.of(secretsFile()) : List.of(),
        filesWithThePart("csv", "db", "log", "txt"));
    if (way == Way.FILE) {
      assertEquals(
          "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(secretsFile())));
    }
  }

  @Test
  void theTokenIsNotInTheDiagnosticsTheCrashReportOrAnyProgramOfAWindow() throws Exception {
    TreeSet<String> watched = new TreeSet<>(List.of(workspace.people().getFirst().id()));
    new SettingsFile(secretsFile().resolveSibling("settings.json"))
        .save(
            Settings.DEFAULT
                .withList(watched, FollowedChannelsAndGroups.NONE)
                .withProxy(new Proxy.None()));
    Map<String, String> environment = environment();
    environment.put("SLACK_TOKEN", workspace.token());
    environment.put(
        "JDK_JAVA_OPTIONS",
        "-Dglass.platform=Headless -Dprism.order=sw -Djava.awt.headless=true "
            + String.join(" ", options()));
    String address = workspace.apiUrl().toString();
    try (RollcallProcess window =
        RollcallProcess.startTest(
            OperatedWindow.class,
            environment,
            home,
            home.toString(),
            "--log-level",
            "debug",
            "--api-url",
            address)) {
      assertEquals("code 0", window.nextLine());
      assertEquals("done", window.nextLine());
      assertNotAmongArguments(window.handle(), address);
      assertEquals(0, window.stop(), window.errors());
    }
    assertEquals(List.of(), filesWithThePart("db", "json", "log", "out", "txt"));
    assertTrue(Files.readString(home.resolve("child.out")).contains("HOME=" + home));
    String report = Files.readString(home.resolve("crash.out"));
    assertTrue(report.contains("java.lang.IllegalStateException\n"), report);
    String diagnostics = Files.readString(home.resolve("diagnostics.out"));
    assertTrue(diagnostics.contains("people watched: 1"), diagnostics);
  }

  private String[] export() {
    String today = LocalDate.ofInstant(InstantSource.system().instant(), ZoneOffset.UTC).toString();
    String out = home.resolve("a.csv").toString();
    return new String[] {"export", "--from", today, "--to", today, "--zone", "Z", "--out", out};
  }

  private static Path below(Path home, String variable) {
    return home.resolve(variable.toLowerCase(Locale.ROOT));
  }

  private Path secretsFile() {
    return below(home, "XDG_CONFIG_HOME").resolve("rollcall/secrets.json");
  }

  private RollcallProcess start(Way way, String... words) throws IOException {
    Map<String, String> environment = environment();
    List<String> line = RollcallProcess.commandLine(options(), words);
    line.addAll(List.of("--log-level", "debug"));
    if (!words[0].equals("export")) {
      line.addAll(List.of("--api-url", workspace.apiUrl().toString()));
    }
    if (way == Way.ENVIRONMENT) {
      environment.put("SLACK_TOKEN", workspace.token());
    }
    if (way == Way.STANDARD_INPUT) {
      line.add("--token-stdin");
    }
    RollcallProcess process = RollcallProcess.start(environment, home, line);
    if (way == Way.STANDARD_INPUT) {
      process.type(workspace.token());
    }
    return process;
  }

  /// Environment of a user of their own.
  private Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(Map.of("HOME", home.toString()));
    for (String variable :
        List.of("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")) {
      environment.put(variable, below(home, variable).toString());
    }
    return environment;
  }

  private List<String> options() {
    return List.of("-Duser.home=" + home, "-Djava.io.tmpdir=" + home.resolve("tmp"));
  }

  private void assertNotAmongArguments(ProcessHandle process, String known) throws IOException {
    String arguments = Files.readString(Path.of("/proc", "" + process.pid(), "cmdline"));
    assertTrue(arguments.contains(known), arguments);
    assertFalse(arguments.contains(part), arguments);
  }

  /// Returns the files of the run, with its standard error, that contain the end of the token.
  ///
  /// @param expected kinds of files that a run leaves
  private List<Path> filesWithThePart(String... expected) throws IOException {
    List<Path> found = new ArrayList<>();
    TreeSet<String> kinds = new TreeSet<>();
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = file.getFileName().toString();
        kinds.add(name.substring(name.lastIndexOf('.') + 1));
        if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(part)) {
          found.add(file);
        }
      }
    }
    assertTrue(kinds.containsAll(List.of(expected)), kinds.toString());
    return found;
  }

  /// Way to give the token.
  private enum Way {
    ENVIRONMENT,
    STANDARD_INPUT,
    FILE
  }
}
