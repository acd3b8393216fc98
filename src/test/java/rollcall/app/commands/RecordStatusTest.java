package rollcall.app.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.history.SharedHistory;
import rollcall.history.SharedRecorder;
import rollcall.testkit.PostgresServer;
import rollcall.testkit.VirtualClock;

/// Status and check of a record on a server, for monitors and administrators.
class RecordStatusTest {
  private static final Instant T = Instant.parse("2026-11-29T09:00:00Z");

  @AutoClose private static PostgresServer server;

  @TempDir Path data;
  private final VirtualClock clock = new VirtualClock(T);

  @BeforeAll
  static void aServerRuns() throws Exception {
    server = PostgresServer.start();
  }

  @BeforeEach
  void twoRecordersWatchThreePeople() throws Exception {
    server.useNewRecord();
    server.sql(
        "set search_path = rollcall",
        "insert into rollcall.origin values ('recorders', true)",
        "insert into rollcall.workspace values ('T1', 'acme \"west\"')",
        recorder(1, "berlin-1", T.minusSeconds(2)),
        recorder(2, "berlin-2", T.minusSeconds(5)),
        "insert into rollcall.wanted values (1, 'U1'), (1, 'U2'), (2, 'U3')",
        "insert into rollcall.lease values ('U1', 1, 1, 0), ('U2', 1, 1, 0), ('U3', 1, 2, 0)");
  }

  @Test
  void aMonitorReadsOneLineOfJson() throws Exception {
    assertEquals(
        "0 {\"place\":\"%s\",\"workspace\":\"acme \\\"west\\\"\",\"healthy\":true,\"recording\":true,"
                .formatted(server.address("owner"))
            + "\"knownUntil\":\"2026-11-29T08:59:55Z\",\"ageSeconds\":5,\"wanted\":3,\"watched\":3,\"notWatched\":0,\"recorders\":[{\"name\":\"berlin-1\",\"recording\":true,\"since\":null,\"knownUntil\":\"2026-11-29T08:59:58Z\",\"ageSeconds\":2,\"people\":2},{\"name\":\"berlin-2\",\"recording\":true,\"since\":null,\"knownUntil\":\"2026-11-29T08:59:55Z\",\"ageSeconds\":5,\"people\":1}]}\n",
        run("status", "--json", "--history", server.address("owner").toString()));
  }

  @Test
  void aRecorderThatIsSilentIsAFailure() throws Exception {
    server.sql("update rollcall.recorder set known_until = 0 where n = 2");
    String status = run("status", "--history", server.address("owner").toString());
    assertEquals(
        "1 %s: recording, 2 of 3 people watched (1 not), confirmed until 2026-11-29T08:59:58Z (2 s ago).\n"
            .formatted(server.address("owner")),
        status);
  }

  @Test
  void aRecorderWhoseClockIsBehindIsNotSilent() throws Exception {
    server.sql(
        "update rollcall.recorder set known_until = "
            + T.minusSeconds(SharedRecorder.LONGEST_DIFFERENCE.toSeconds()).toEpochMilli());
    assertEquals(
        "0 %s: recording, 3 of 3 people watched, confirmed until 2026-11-29T08:59:00Z (60 s ago).\n"
            .formatted(server.address("owner")),
        run("status", "--history", server.address("owner").toString()));
  }

  @Test
  void theCheckGoesStepByStepAndNamesWhatFails() throws Exception {
    server.sql("update rollcall.recorder set running = false where n = 2");
    List<String> lines =
        run("check", "--history", server.address("owner").toString()).lines().toList();
    assertTrue(
        lines.getFirst().startsWith("0 + Server: " + server.address("owner")), lines::toString);
    assertEquals(
        List.of(
            "+ Encryption: the connection is not encrypted",
            "+ Format: 4, which this Rollcall reads",
            "+ Rights: reads and records",
            "+ Recorder: berlin-1: 2 people, confirmed until 2026-11-29T08:59:58Z",
            "! Recorder: berlin-2: 1 people, confirmed until 2026-11-29T08:59:55Z",
            "! People: 2 of 3 are watched"),
        lines.subList(1, lines.size()));
    String other = server.address("owner") + "x";
    assertEquals(
        "1 x Server: There is no such database as %s: create it with 'createdb' first.\n"
            .formatted(other),
        run("check", "--history", other));
  }

  @Test
  void anExportEndsWhereAllRunningRecordersHaveConfirmed() throws Exception {
    try (SharedHistory history = SharedHistory.openReadOnly(server.address("owner"), null)) {
      assertEquals(T.minusSeconds(5), history.lastKnown().orElseThrow());
      assertTrue(history.recording(T));
      assertEquals(Map.of(), history.lastKnownBefore(T.minusSeconds(5)));
      server.sql(
          "insert into rollcall.person values (3, 'U3', 'Kai', '', '', null, false, false)",
          "update rollcall.recorder set known_until = %d where n = 2"
              .formatted(T.minusSeconds(100).toEpochMilli()));
      assertEquals(T.minusSeconds(2), history.lastKnown().orElseThrow());
      assertEquals(
          List.of(T.minusSeconds(100)),
          Stream.of(history.lastKnownBefore(T.minusSeconds(2)))
              .flatMap(behind -> behind.values().stream())
              .toList());
      assertEquals(
          List.of(true, false),
          history.recorders().stream().map(one -> one.isRecording(T)).toList());
    }
  }

  private static String recorder(int number, String name, Instant known) {
    return "insert into rollcall.recorder (n, id, name, capacity, running, known_until) values"
        + " (%1$d, '00000000-0000-0000-0000-00000000000%1$d', '%2$s', 500, true, %3$d)"
            .formatted(number, name, known.toEpochMilli());
  }

  private String run(String... arguments) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    List<String> all =
        Stream.concat(Stream.of(arguments), Stream.of("--data-dir", data.toString())).toList();
    ParsedCommandLine parsed = CommandLineParser.read(all.toArray(String[]::new));
    int code =
        ((ParsedCommandLine.Run) parsed)
            .command()
            .run(new ProcessContext(Map.of(), print, print, clock));
    return code + " " + out.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }
}
