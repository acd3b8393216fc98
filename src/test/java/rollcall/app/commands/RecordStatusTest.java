package rollcall.app.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.history.History;
import rollcall.history.SharedHistory;
import rollcall.history.SharedRecorder;
import rollcall.presence.Cause;
import rollcall.presence.Presence;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.presence.UserId;
import rollcall.testkit.PostgresServer;
import rollcall.testkit.VirtualClock;

/// Status and check of a record on a server, for monitors and administrators.
class RecordStatusTest {
  private static final Instant T = Instant.parse("2026-11-29T09:00:00Z");

  private static final List<UserId> PEOPLE = List.of(new UserId("U1"), new UserId("U2"));

  @AutoClose private static PostgresServer server;

  @TempDir Path data;
  private final VirtualClock clock = new VirtualClock(T);

  @BeforeAll
  static void aServerRuns() throws Exception {
    server = PostgresServer.start();
    // Loads its library before a run of the program names a folder that is deleted with its data.
    DriverManager.getConnection("jdbc:sqlite::memory:").close();
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
  void noOneIsWatchedAfterTwoMinutesWithoutSlack() throws Exception {
    try (History history = recording(T)) {
      history.append(unknown(T, Cause.APP_STARTED));
      history.append(active(T.plusSeconds(1)));
      history.heartbeat(T.plusSeconds(60));
      history.append(unknown(T.plusSeconds(60), Cause.DISCONNECTED));
      assertEquals("2 of 2", watched(history, T.plusSeconds(180)));
      RecordStatus status = RecordStatus.of(history, T.plusSeconds(181));
      assertFalse(status.healthy());
      assertEquals(
          "local: recording, 0 of 2 people watched (2 not), confirmed until 2026-11-29T09:01:00Z"
              + " (121 s ago).",
          status.sentence(T.plusSeconds(181)));
      assertTrue(
          status
              .json(T.plusSeconds(181))
              .contains(
                  "\"healthy\":false,\"recording\":true,\"knownUntil\":\"2026-11-29T09:01:00Z\""),
          () -> status.json(T));
      history.heartbeat(T.plusSeconds(190));
      history.append(active(T.plusSeconds(190)));
      assertEquals("2 of 2", watched(history, T.plusSeconds(191)));
    }
  }

  @Test
  void noOneIsWatchedWhenNothingIsWrittenAnyMore() throws Exception {
    try (History history = recording(T)) {
      history.append(active(T.plusSeconds(1)));
      assertEquals("2 of 2", watched(history, T.plusSeconds(121)));
      assertEquals("0 of 2", watched(history, T.plusSeconds(122)));
      // The clock was set back: nothing is observed until it has caught up.
      assertEquals("0 of 2", watched(history, T.minusSeconds(3600)));
    }
  }

  @Test
  void theOldestPollMayBeAsOldAsThreeRounds() throws Exception {
    try (History history = recording(T)) {
      history.append(
          IntStream.range(0, 100)
              .mapToObj(n ->
                  Sighting.of(new UserId("U" + n), Presence.ACTIVE, T, Source.POLL, Cause.SNAPSHOT))
              .toList());
      assertEquals("100 of 100", watched(history, T.plusSeconds(450)));
      assertEquals("0 of 100", watched(history, T.plusSeconds(451)));
    }
  }

  @Test
  void outsideOfTheRecordingHoursNothingHasToBeConfirmed() throws Exception {
    try (History history = recording(T)) {
      history.append(active(T.plusSeconds(1)));
      history.append(
          PEOPLE.stream()
              .map(user -> Sighting.notWatched(user, T.plusSeconds(60), Cause.HOURS_CLOSED))
              .toList());
      assertTrue(RecordStatus.of(history, T.plusSeconds(36_000)).healthy());
      // Polling confirms nothing before the first answer.
      history.append(unknown(T.plusSeconds(50_000), Cause.HOURS_OPENED));
      assertEquals("2 of 2", watched(history, T.plusSeconds(50_120)));
      assertEquals("0 of 2", watched(history, T.plusSeconds(50_121)));
    }
  }

  private History recording(Instant start) throws Exception {
    return History.open(data.resolve("history.db"), start);
  }

  private static List<Sighting> active(Instant at) {
    return PEOPLE.stream()
        .map(user -> Sighting.of(user, Presence.ACTIVE, at, Source.RTM, Cause.SNAPSHOT))
        .toList();
  }

  private static List<Sighting> unknown(Instant at, Cause cause) {
    return PEOPLE.stream().map(user -> Sighting.unknown(user, at, cause)).toList();
  }

  private static String watched(History history, Instant now) throws Exception {
    RecordStatus status = RecordStatus.of(history, now);
    assertEquals(status.watched() == status.wanted(), status.healthy());
    return status.watched() + " of " + status.wanted();
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
  void outsideOfTheRecordingHoursARecorderConfirmsNothingAndIsAlive() throws Exception {
    confirmedByPolling(T.minusSeconds(36_000), 3, T.minusSeconds(36_000));
    assertEquals("1 of 3", shared());
    try (AutoCloseable _ = signsOfLife()) {
      assertEquals("3 of 3", shared());
      assertEquals(
          "+ Recorder: berlin-1: 2 people, confirmed until 2026-11-28T23:00:00Z",
          run("check", "--history", server.address("owner").toString()).lines().toList().get(4));
      // In the morning, polling confirms nothing before the first answer.
      confirmedByPolling(T.minusSeconds(36_000), 2, T.minusSeconds(120));
      assertEquals("3 of 3", shared());
      confirmedByPolling(T.minusSeconds(36_000), 2, T.minusSeconds(121));
      assertEquals("1 of 3", shared());
      // It stopped in order.
      confirmedByPolling(T.minusSeconds(36_000), 3, T.minusSeconds(36_000));
      server.sql("update rollcall.recorder set running = false where n = 1");
      assertEquals("1 of 3", shared());
    }
  }

  @Test
  void theOldestPollOfARecorderMayBeAsOldAsThreeRounds() throws Exception {
    server.sql(
        "insert into rollcall.person select n, 'V' || n, '', '', '', null, false, false"
            + " from generate_series(11, 108) as n",
        "insert into rollcall.wanted select 1, id from rollcall.person",
        "insert into rollcall.lease select id, 1, 1, 0 from rollcall.person");
    try (AutoCloseable _ = signsOfLife()) {
      confirmedByPolling(T.minusSeconds(450), 0, T.minusSeconds(36_000));
      assertEquals("101 of 101", shared());
      confirmedByPolling(T.minusSeconds(451), 0, T.minusSeconds(36_000));
      assertEquals("1 of 101", shared());
    }
  }

  /// Sets the state of the people of the first recorder.
  ///
  /// @param state number of the presence in the file format
  private static void confirmedByPolling(Instant until, int state, Instant since)
      throws SQLException {
    server.sql(
        "update rollcall.recorder set known_until = %d where n = 1".formatted(until.toEpochMilli()),
        "create table if not exists rollcall.sighting_all partition of rollcall.sighting default",
        "insert into rollcall.person values (1, 'U1', '', '', '', null, false, false),"
            + " (2, 'U2', '', '', '', null, false, false) on conflict do nothing",
        "delete from rollcall.sighting",
        "insert into rollcall.sighting select n, %d, %d from rollcall.person"
            .formatted(since.toEpochMilli() * 16, state));
  }

  /// Otherwise an export ends now, with all people unknown since then. The timecards of a window
  /// ask every ten seconds, so it must not wait for a renewal.
  @Test
  void aRecordThatOnlyPollsIsRecordingWhileItsRecorderIsConnected() throws Exception {
    Instant known = T.minusSeconds(300);
    server.sql("update rollcall.recorder set known_until = " + known.toEpochMilli());
    try (SharedHistory record = SharedHistory.openReadOnly(server.address("owner"), null)) {
      assertTimeout(Duration.ofSeconds(1), () -> assertFalse(record.recording(T)));
      try (Connection _ = server.connectRecorder(1)) {
        assertTrue(record.recording(T));
      }
    }
  }

  /// Lets the first recorder give renewals.
  private static AutoCloseable signsOfLife() {
    Thread thread =
        Thread.ofVirtual()
            .start(() -> {
              try {
                while (true) {
                  server.sql("update rollcall.recorder set renewals = renewals + 1 where n = 1");
                  Thread.sleep(500);
                }
              } catch (InterruptedException | SQLException e) {
                // It ends with the test.
              }
            });
    return () -> {
      thread.interrupt();
      thread.join();
    };
  }

  /// Returns the numbers of the people who are watched and wanted in the record on the server.
  private String shared() throws Exception {
    String line = run("status", "--history", server.address("owner").toString());
    String numbers = line.replaceAll("(?s).* (\\d+ of \\d+) people.*", "$1");
    assertEquals(numbers.split(" of ")[0].equals(numbers.split(" of ")[1]), line.startsWith("0 "));
    return numbers;
  }

  @Test
  void aRecorderWhoseClockIsBehindIsNotSilent() throws Exception {
    server.sql(
        "update rollcall.recorder set known_until = "
            + T.minusSeconds(SharedRecorder.MAX_CLOCK_DIFFERENCE.toSeconds()).toEpochMilli());
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
    server.sql(
        "update rollcall.recorder set known_until = %d where n = 2"
            .formatted(T.minusSeconds(5).toEpochMilli()));
    confirmedByPolling(T.minusSeconds(2), 0, T.minusSeconds(60));
    Path csv = data.resolve("intervals.csv");
    run(
        ("export --kind intervals --from 2026-11-29 --to 2026-11-29 --zone UTC --no-meta U1"
                + " --out %s --history %s")
            .formatted(csv, server.address("owner"))
            .split(" "));
    assertEquals(
        List.of(
            "1,T1,\"acme \"\"west\"\"\",U1,,active,2026-11-29,2026-11-29 08:59:00,2026-11-29"
                + " 08:59:55,UTC,0,0,2026-11-29T08:59:00Z,2026-11-29T08:59:55Z,55,0.02,"
                + "presence_change,now,observed,rtm,true"),
        Files.readAllLines(csv).stream().skip(1).toList());
  }

  /// Its window shows them as observed, because their recorder runs.
  @Test
  void peopleOfAPollingRecorderEndAtItsConfirmationBesideALiveRecorder() throws Exception {
    confirmedByPolling(T.minusSeconds(300), 0, T.minusSeconds(900));
    server.sql(
        "insert into rollcall.person values (3, 'U3', '', '', '', null, false, false)",
        row(3, 0, T.minusSeconds(900)),
        // A later poll, whose change is recorded, and one that failed.
        row(2, 1, T.minusSeconds(100)),
        "insert into rollcall.person values (4, 'U4', '', '', '', null, false, false)",
        "insert into rollcall.lease values ('U4', 1, 1, 0)",
        row(4, 0, T.minusSeconds(900)),
        row(4, 2, T.minusSeconds(200)));
    List<String> observed =
        List.of(
            "U1 active until 08:55:00",
            "U2 active until 08:58:20",
            "U3 active until 08:59:55",
            "U4 active until 08:56:40",
            "U4 unknown until 08:59:55");
    try (Connection _ = server.connectRecorder(1)) {
      assertEquals(observed, intervals());
      // An import counts states until one instant for all, so it must not extend theirs.
      assertEquals(List.of("U1", "U2"), unknownEvents());
    }
    // It ended in order, without its people being taken.
    server.sql("update rollcall.recorder set running = false where n = 1");
    assertEquals(
        List.of(
            "U1 active until 08:55:00",
            "U1 unknown until 08:59:55",
            "U2 active until 08:58:20",
            "U2 unknown until 08:59:55",
            "U3 active until 08:59:55",
            "U4 active until 08:56:40",
            "U4 unknown until 08:59:55"),
        intervals());
    assertEquals(List.of("U1", "U2"), unknownEvents());
  }

  private static String row(int person, int state, Instant at) {
    return "insert into rollcall.sighting values (%d, %d, %d)"
        .formatted(person, at.toEpochMilli() * 16, state);
  }

  /// Returns the people whose end is written, although no state is recorded there.
  private List<String> unknownEvents() throws Exception {
    return export("events").stream()
        .filter(line -> line.contains("app_not_running"))
        .map(line -> line.replaceAll(".*\\b(U\\d)\\b.*", "$1"))
        .sorted()
        .toList();
  }

  private List<String> intervals() throws Exception {
    return export("intervals").stream()
        .map(line -> line.split(",", -1))
        .map(cells -> "%s %s until %s".formatted(cells[3], cells[5], cells[8].split(" ")[1]))
        .toList();
  }

  private List<String> export(String kind) throws Exception {
    Path csv = data.resolve(kind + ".csv");
    Files.deleteIfExists(csv);
    run(
        ("export --kind %s --from 2026-11-29 --to 2026-11-29 --zone UTC --no-meta --out %s"
                + " --history %s")
            .formatted(kind, csv, server.address("owner"))
            .split(" "));
    return Files.readAllLines(csv).stream().skip(1).toList();
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
