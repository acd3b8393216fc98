package rollcall.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rollcall.app.environment.CommandLineDecoder;
import rollcall.app.terminal.BrokenPipeException;
import rollcall.history.History;
import rollcall.presence.Cause;
import rollcall.presence.Presence;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.testkit.FakeProxy;
import rollcall.testkit.FakeSlack;
import rollcall.testkit.Histories;
import rollcall.testkit.RollcallProcess;

/// Rollcall in poor surroundings: no locale, no folder for temporary files, no home, no reader.
@EnabledOnOs(OS.LINUX)
class SurroundingsTest {
  private static final Map<String, String> NO_LOCALE = Map.of("LC_ALL", "C");
  private static final Instant T = Instant.parse("2026-09-17T07:00:00Z");

  @TempDir Path scratch;

  @Test
  void withoutALocaleANameWithAccentsIsReadAndPrinted() throws Exception {
    recorded();
    try (RollcallProcess erase = start(NO_LOCALE, List.of(), "erase", "Zo\u00eb \u5c71\u7530")) {
      assertEquals(1, erase.exitCode());
      assertTrue(erase.errors().contains("'Zo\u00eb \u5c71\u7530'"), erase.errors());
    }
  }

  @Test
  void withoutALocaleAPathWithAccentsIsRefusedWithTheRemedy() throws Exception {
    try (RollcallProcess refused =
        RollcallProcess.start(
            NO_LOCALE,
            scratch,
            RollcallProcess.commandLine(List.of(), "import", "caf\u00e9.csv"))) {
      assertEquals(2, refused.exitCode());
      assertEquals(
          "rollcall: Invalid value for positional parameter at index 0 (FILE): 'caf\u00e9.csv' is"
              + " not a place for files without a UTF-8 locale: start Rollcall with LC_ALL=C.UTF-8."
              + " Try 'rollcall import --help'.\n",
          refused.errors());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "C, '', '', C.UTF-8/",
    "'', POSIX, '', /C.UTF-8",
    "'', '', '', /C.UTF-8",
    "'', '', de_DE.UTF-8, /",
    "de_DE.ISO-8859-1, C, C, de_DE.ISO-8859-1/C",
  })
  void theLauncherOfAnImageGivesJavaAUtf8LocaleWhereThereIsNone(
      String all, String type, String lang, String given) throws Exception {
    Path bin = Files.createDirectories(scratch.resolve("image/bin"));
    Path launcher =
        Files.copy(Path.of("src/main/packaging/linux/image-launcher"), bin.resolve("rollcall"));
    Path java = Files.writeString(bin.resolve("java"), "#!/bin/sh\necho \"$LC_ALL/$LC_CTYPE\"\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    try (RollcallProcess started =
        RollcallProcess.start(
            Map.of("LC_ALL", all, "LC_CTYPE", type, "LANG", lang),
            scratch,
            List.of("sh", launcher.toString()))) {
      assertEquals(given, started.nextLine());
    }
  }

  @Test
  void theJvmOfAnImageWritesNoTemporaryFileAndWarnsOnStandardErrorOnly() throws Exception {
    String options =
        Files.readAllLines(Path.of("jlink.config")).stream()
            .filter(line -> line.startsWith("--add-options="))
            .findFirst()
            .orElseThrow();
    List<String> line =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    Pattern.compile("-XX:\\S+")
        .matcher(options)
        .results()
        .map(MatchResult::group)
        .forEach(line::add);
    line.addAll(List.of("-XX:+PrintFlagsFinal", "-version"));
    try (RollcallProcess jvm = RollcallProcess.start(Map.of(), scratch, line)) {
      assertEquals(0, jvm.exitCode(), jvm.errors());
      assertEquals(List.of(), jvm.remainingLines());
      for (String wanted : List.of("UsePerfData += false", "DisplayVMOutputToStderr += true")) {
        assertTrue(Pattern.compile(wanted).matcher(jvm.errors()).find(), wanted);
      }
    }
  }

  @Test
  void whatWasTypedIsTakenOnlyWhereJavaLostSomething() {
    String[] lost = {"erase", "Zo\ufffd\ufffd"};
    assertArrayEquals(
        new String[] {"erase", "Zo\u00eb"},
        CommandLineDecoder.decoded(lost, "java\0-m\0rollcall\0erase\0Zo\u00eb\0"));
    assertArrayEquals(lost, CommandLineDecoder.decoded(lost, "java\0other\0Zo\u00eb\0"));
    assertArrayEquals(lost, CommandLineDecoder.decoded(lost, "x\0"));
  }

  @Test
  void withoutAFolderForTemporaryFilesAnExportToStandardOutputWorksAndLeavesOneLibrary()
      throws Exception {
    recorded();
    for (int run = 1; run <= 2; run++) {
      try (RollcallProcess export =
          start(Map.of(), List.of("-Djava.io.tmpdir=/proc"), export("-"))) {
        assertEquals(0, export.exitCode(), export.errors());
        List<String> lines = export.remainingLines();
        assertEquals(2, lines.size(), lines.toString());
        assertEquals(
            "rollcall: Saved 1 row of Acme to standard output; coverage 0 %.\n", export.errors());
      }
    }
    try (Stream<Path> files = Files.walk(scratch.resolve("data/cache"))) {
      assertEquals(2, files.filter(Files::isRegularFile).count(), "SQLite's and JNA's");
    }
  }

  @Test
  void whenTheReaderOfTheDemoServerGoesAwayItEndsQuietlyThoughItPrintsNothing() throws Exception {
    try (RollcallProcess head = head("demo-server")) {
      assertTrue(head.nextLine().startsWith("{\"api_url\":"));
      assertEquals("exit " + BrokenPipeException.EXIT_CODE, head.nextLine());
      assertEquals("", head.errors());
    }
  }

  @Test
  void aHelpThatCannotBeWrittenIsAFailure() throws Exception {
    List<String> full = new ArrayList<>(List.of("bash", "-c", "\"$@\" > /dev/full", "bash"));
    full.addAll(RollcallProcess.commandLine(List.of(), "--help"));
    try (RollcallProcess help = RollcallProcess.start(Map.of(), scratch, full)) {
      assertEquals(1, help.exitCode());
      assertTrue(
          help.errors().startsWith("rollcall: Standard output cannot be written: "), help.errors());
    }
  }

  @Test
  void whenTheReaderOfAnExportGoesAwayItEndsQuietly() throws Exception {
    recorded();
    for (String out : List.of("-", "/dev/stdout")) {
      try (RollcallProcess head =
          RollcallProcess.start(Map.of(), scratch, piped("true", line(List.of(), export(out))))) {
        assertEquals("exit " + BrokenPipeException.EXIT_CODE, head.nextLine());
        assertEquals("", head.errors());
      }
    }
  }

  @Test
  void whenTheReaderOfARecordingGoesAwayItEndsInOrder() throws Exception {
    try (RollcallProcess head = head("record", "--demo")) {
      assertTrue(head.nextLine().matches("U\\w+: (active|away)"));
      assertEquals("exit " + BrokenPipeException.EXIT_CODE, head.nextLine());
    }
    try (Stream<Path> histories = Files.walk(scratch.resolve("data"))) {
      Path file = histories.filter(one -> one.endsWith("history.db")).findFirst().orElseThrow();
      try (History history = History.open(file, T)) {
        assertEquals(0, Histories.crashes(history));
      }
    }
  }

  @Test
  void withoutAHomeTheDemoRunsInATemporaryFolderThatItDeletes() throws Exception {
    Path temporary = Files.createDirectory(scratch.resolve("tmp"));
    List<String> homeless = List.of("-Duser.home=?", "-Djava.io.tmpdir=" + temporary);
    Map<String, String> environment =
        Map.of("HOME", "", "XDG_DATA_HOME", "", "XDG_CONFIG_HOME", "", "XDG_STATE_HOME", "");
    try (RollcallProcess record =
        RollcallProcess.start(
            environment, scratch, RollcallProcess.commandLine(homeless, "record", "--demo"))) {
      assertTrue(record.nextLine().matches("U\\w+: (active|away)"));
      Path folder;
      try (Stream<Path> folders = Files.list(temporary)) {
        folder =
            folders
                .filter(one -> one.getFileName().toString().startsWith("rollcall-demo-"))
                .findFirst()
                .orElseThrow();
      }
      assertTrue(
          record
              .errors()
              .startsWith(
                  "rollcall: There is no home directory: the demo keeps its files in "
                      + folder
                      + " until it ends.\n"),
          record.errors());
      assertEquals(0, record.stop());
      assertFalse(Files.exists(folder));
    }
  }

  @Test
  void inAReadOnlyHomeARecordingIsRefusedInOneSentence() throws Exception {
    // Permissions do not bind root, but nothing can be created below /proc.
    Map<String, String> environment = new HashMap<>(Map.of("HOME", "/proc"));
    for (String variable :
        List.of("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")) {
      environment.put(variable, "");
    }
    environment.put("SLACK_TOKEN", "xoxb-abcdefghijkl-secret");
    try (FakeSlack slack = new FakeSlack();
        RollcallProcess record =
            RollcallProcess.start(
                environment,
                scratch,
                RollcallProcess.commandLine(
                    List.of(), "record", "U0A1B2C3D", "--api-url", slack.apiUrl().toString()))) {
      assertEquals(1, record.exitCode(), record.errors());
      assertEquals(
          "rollcall: Rollcall cannot write its log into /proc/.local/state/rollcall/logs: make it a"
              + " directory that you can write to, or choose another data directory.\n",
          record.errors());
    }
  }

  @Test
  void withoutAHomeARecordingOfRealPeopleAsksForAFolder() throws Exception {
    try (RollcallProcess record =
        RollcallProcess.start(
            Map.of("HOME", "", "XDG_DATA_HOME", "", "SLACK_TOKEN", "xoxb-abcdefghijkl-secret"),
            scratch,
            RollcallProcess.commandLine(List.of("-Duser.home=?"), "record", "--everyone"))) {
      assertEquals(1, record.exitCode());
      assertEquals(
          "rollcall: There is no home directory to keep the history and the settings in: set HOME,"
              + " or say --data-dir DIR.\n",
          record.errors());
    }
  }

  @Test
  void theHomeDirectoryIsThatOfTheVariable() throws Exception {
    Path home = Files.createDirectory(scratch.resolve("home"));
    Map<String, String> environment = new HashMap<>(Map.of("HOME", home.toString()));
    for (String variable :
        List.of("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")) {
      environment.put(variable, "");
    }
    try (RollcallProcess record =
        RollcallProcess.start(
            environment,
            scratch,
            RollcallProcess.commandLine(List.of("-Duser.home=/proc"), "record", "--demo"))) {
      assertTrue(record.nextLine().matches("U\\w+: (active|away)"));
      assertEquals(0, record.stop(), record.errors());
    }
    assertTrue(Files.isDirectory(home.resolve(".local/share/rollcall")));
    assertTrue(Files.isDirectory(home.resolve(".local/state/rollcall/logs")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 407 Proxy Authentication Required\nProxy-Authenticate: Basic realm=\"squid\"",
        "HTTP/1.0 401 Unauthorized"
      })
  void aRunSendsAPasswordThatTheProxyRefusesOnce(String answer) throws Exception {
    try (FakeProxy proxy = new FakeProxy(1, answer);
        RollcallProcess watch =
            start(
                Map.of(
                    "SLACK_TOKEN",
                    "xoxb-abcdefghijkl-secret",
                    "https_proxy",
                    "http://ann:wrong@127.0.0.1:" + proxy.port()),
                List.of(),
                "watch",
                "U0A1B2C3D",
                "U0A1B2C3E",
                "--api-url",
                "https://slack.example/api/")) {
      assertEquals(1, watch.exitCode());
      assertTrue(
          watch.errors().contains("Stopped: Your proxy refused the sign-in"), watch.errors());
      assertEquals(1, proxy.requests().size());
    }
  }

  @Test
  void theDemoServerPrintsTheSameDigitsInEveryLanguage() throws Exception {
    List<String> arabic =
        List.of("-Duser.language=ar", "-Duser.country=EG", "-Duser.extensions=u-nu-arab");
    try (RollcallProcess server = start(Map.of(), arabic, "demo-server")) {
      assertTrue(
          server.nextLine().matches("\\{\"api_url\":\"http://127\\.0\\.0\\.1:[0-9]+/api/\".*"),
          "Latin digits");
    }
  }

  @Test
  void noNumberOfAProgramIsWrittenInTheDigitsOfALanguage() throws IOException {
    Pattern formatted =
        Pattern.compile(
            "\"[^\"\\n]*%[-+#0,"
                + " (]*[0-9.]*[dfx][^\"\\n]*\"((\\s*\\+\\s*\"[^\"\\n]*\")*\\)?\\s*\\.formatted)?");
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
      List<String> found =
          sources
              .filter(file -> file.toString().endsWith(".java"))
              .flatMap(file ->
                  formatted
                      .matcher(text(file))
                      .results()
                      .filter(hit -> hit.group(1) != null || !text(file).contains("Locale."))
                      .map(hit -> file + hit.group()))
              .toList();
      assertEquals(List.of(), found);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private RollcallProcess start(
      Map<String, String> environment, List<String> options, String... words) throws IOException {
    return RollcallProcess.start(environment, scratch, line(options, words));
  }

  /// The program in front of `head -1`, and then how it ended.
  private RollcallProcess head(String... words) throws IOException {
    return RollcallProcess.start(Map.of(), scratch, piped("head -1", line(List.of(), words)));
  }

  private static List<String> piped(String reader, List<String> line) {
    List<String> shell = new ArrayList<>();
    String script = "\"$@\" | " + reader + "; echo exit ${PIPESTATUS[0]}";
    shell.addAll(List.of("bash", "-c", script, "bash"));
    shell.addAll(line);
    return shell;
  }

  private List<String> line(List<String> options, String... words) {
    List<String> line = RollcallProcess.commandLine(options, words);
    if (!words[0].equals("demo-server")) {
      line.addAll(List.of("--data-dir", scratch.resolve("data").toString()));
    }
    return line;
  }

  private static String[] export(String out) {
    return new String[] {
      "export", "--from", "2026-09-17", "--to", "2026-09-17", "--zone", "Z", "--out", out
    };
  }

  private void recorded() throws IOException {
    Path history = scratch.resolve("data/workspaces/T1/history.db");
    try (History record = History.open(history, T)) {
      record.setWorkspace(new Workspace("T1", "Acme"));
      record.append(
          List.of(
              Sighting.of(
                  new UserId("U0A1B2C3D"), Presence.ACTIVE, T, Source.POLL, Cause.PRESENCE_CHECK)));
    }
  }
}
