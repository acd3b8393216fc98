package rollcall.app.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rollcall.app.cli.WorkspaceOptions;
import rollcall.app.environment.AppPaths;
import rollcall.app.environment.TokenInput;
import rollcall.app.environment.WorkspaceContext;
import rollcall.history.History;
import rollcall.history.ReadableHistory;
import rollcall.history.RecordChanges;
import rollcall.history.ServerAddress;
import rollcall.history.ServerAttachment;
import rollcall.history.SharedHistory;
import rollcall.history.SharedRecorder;
import rollcall.presence.Cause;
import rollcall.presence.Person;
import rollcall.presence.Presence;
import rollcall.presence.PresenceSnapshot;
import rollcall.presence.Sighting;
import rollcall.presence.SlackStatus;
import rollcall.presence.Source;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.settings.InMemorySecrets;
import rollcall.settings.Settings;
import rollcall.testkit.EqualRecords;
import rollcall.testkit.Histories;
import rollcall.testkit.RandomRecording;
import rollcall.testkit.VirtualClock;

/// Copies of a record in a PostgreSQL server: what is exported from there equals what is exported
/// from the file, and each problem is one sentence.
class SharedHistoryTest {
  private static final Instant T = Instant.parse("2026-03-17T07:00:00.123Z");
  private static final Workspace ACME = new Workspace("T1", "acme");
  private static final AtomicInteger DATABASES = new AtomicInteger();

  private static EmbeddedPostgres server;

  @TempDir Path scratch;
  private final VirtualClock clock = new VirtualClock(T.plus(Duration.ofDays(200)));
  private final InMemorySecrets secrets = new InMemorySecrets();
  private TokenInput input = () -> null;
  private String database = "";

  @BeforeAll
  static void aServerRuns() throws Exception {
    Path data = Files.createTempDirectory("rollcall-postgres");
    server =
        EmbeddedPostgres.builder().setDataDirectory(data).setServerConfig("fsync", "off").start();
    sql("postgres", "create role owner login superuser", "create role stranger login");
    sql("postgres", "create role grace login password 'right'");
  }

  @AfterAll
  static void theServerEnds() throws IOException {
    server.close();
  }

  @BeforeEach
  void anEmptyDatabase() throws Exception {
    database = "history" + DATABASES.incrementAndGet();
    sql("postgres", "create database " + database);
  }

  @ParameterizedTest
  @CsvSource(textBlock = "1\n2\n3\n4\n5")
  void exportsFromBothKindsAreEqualAfterGrowthErasureAndRetention(int seed) throws Exception {
    Random random = new Random(seed);
    Instant end = RandomRecording.record(file(), random, T, true);
    run("history init " + url("owner"));
    assertCopied();
    end = RandomRecording.record(file(), random, end, false);
    try (History history = History.open(file(), end)) {
      List<Person> people = history.people();
      history.maintenance().erase(people.get(random.nextInt(people.size())).id(), true);
      history.maintenance().runNow(Histories.retention(1 + random.nextInt(60)), end);
      history.close(end);
    }
    assertCopied();
    Path back = scratch.resolve("back.db");
    run("history copy " + url("owner") + " " + back);
    try (ReadableHistory from = shared("owner");
        History to = History.openReadOnly(back)) {
      EqualRecords.assertEqual(from, to, random, clock.instant());
      assertEquals(blocked(file()), blocked(back));
    }
  }

  @Test
  void retentionDropsTheMonthsThatTheRecordNoLongerHas() throws Exception {
    Instant end = RandomRecording.record(file(), new Random(7), T, true);
    run("history init " + url("owner"));
    copy();
    assertTrue(months() >= 3, "months: " + months());
    RecordChanges.Position before;
    try (SharedHistory viewer = SharedHistory.openReadOnly(address("owner"), null)) {
      before = viewer.lastChange();
      assertFalse(viewer.changesAfter(before).complete());
    }
    try (History history = History.open(file(), end)) {
      history.maintenance().runNow(Histories.retention(1), end);
      history.close(end);
    }
    copy();
    assertTrue(months() <= 2, "months: " + months());
    try (SharedHistory viewer = SharedHistory.openReadOnly(address("owner"), null)) {
      assertTrue(viewer.changesAfter(before).complete(), "viewers read all again");
    }
  }

  @Test
  void anInterruptedCopyIsNoRecordAndIsContinued() throws Exception {
    RandomRecording.record(file(), new Random(8), T, true);
    run("history init " + url("owner"));
    sql(database, "alter table rollcall.session add check (n < 0)");
    assertTrue(refusal("history copy local " + url("owner")).startsWith("Could not copy into"));
    assertEquals(
        address("owner")
            + " holds no complete record yet: 'rollcall history copy' has not finished.",
        refusal(export("owner")));
    assertTrue(count("sighting") > 0);
    sql(database, "alter table rollcall.session drop constraint session_n_check");
    assertCopied();
  }

  @Test
  void aNewRecordInThePlaceOfTheOldOneReplacesTheCopyOnlyOnRequest() throws Exception {
    RandomRecording.record(file(), new Random(14), T, true);
    run("history init " + url("owner"));
    copy();
    long before = count("sighting");
    Files.delete(file());
    try (History history = History.open(file(), T)) {
      history.setWorkspace(new Workspace("T1", "acme"));
      history.close(T.plusSeconds(1));
    }
    assertEquals(
        address("owner")
            + " has the copy of a record that was replaced, or from which everything was erased:"
            + " repeat the command with --replace to replace the copy, too.",
        refusal("history copy local " + url("owner")));
    assertEquals(before, count("sighting"));
    run("history copy --replace local " + url("owner"));
    assertEquals(0, count("sighting"));
  }

  @Test
  void aRecordIsCopiedWhileItGrows() throws Exception {
    Instant end = RandomRecording.record(file(), new Random(13), T, true);
    run("history init " + url("owner"));
    UserId user = new UserId("U4");
    try (History recorder = History.open(file(), end)) {
      recorder.append(List.of(seen(user, Presence.ACTIVE, end)));
      copy();
      recorder.append(List.of(seen(user, Presence.AWAY, end.plusSeconds(5))));
      copy();
      try (ReadableHistory copied = shared("owner")) {
        assertEquals(
            recorder.sightings(user, T, Instant.MAX), copied.sightings(user, T, Instant.MAX));
      }
      recorder.close(end.plusSeconds(9));
    }
    assertCopied();
  }

  @Test
  void aCopyOfSeveralRecordersInventsNoCrashAndKnowsNothingOfUnwatchedPeople() throws Exception {
    run("history init " + url("owner"));
    sql(
        database,
        "set search_path = rollcall",
        "create table rollcall.sighting_all partition of rollcall.sighting default",
        "insert into rollcall.origin values ('recorders', true)",
        "insert into rollcall.workspace values ('T1', 'acme')",
        "insert into rollcall.person select n, 'U' || n, '', '', '', null, false, false"
            + " from generate_series(1, 3) as n",
        "insert into rollcall.recorder (n, id, name, capacity, running, known_until) select n,"
            + " gen_random_uuid(), 'berlin-' || n, 500, true, %d - n * 1000 - 3600000 * (n / 3)"
                .formatted(T.toEpochMilli())
            + " from generate_series(1, 3) as n",
        "insert into rollcall.lease select 'U' || n, 1, n, 0 from generate_series(1, 3) as n",
        "insert into rollcall.session (recorder, local, started, known_until) select n, 1,"
            + " known_until - 7200000 - n, known_until from rollcall.recorder order by n",
        "insert into rollcall.sighting select n, (known_until - 7200000) * 16, 0"
            + " from rollcall.recorder");
    Path file = scratch.resolve("copy.db");
    run("history copy " + url("owner") + " " + file);
    try (History copy = History.openReadOnly(file)) {
      assertEquals(T.minusSeconds(2), copy.lastKnown().orElseThrow());
      assertEquals(
          List.of("APP_STARTED", "APP_STARTED", "APP_STARTED", "APP_STOPPED", "APP_STOPPED"),
          copy.auditEvents(Instant.EPOCH, Instant.MAX).stream()
              .map(event -> event.type().name())
              .sorted()
              .toList());
      PresenceSnapshot states = copy.snapshot();
      assertEquals(T.minusSeconds(3603), states.of(new UserId("U3")).orElseThrow().since());
      assertEquals(
          List.of(Presence.ACTIVE, Presence.ACTIVE, Presence.UNKNOWN),
          Stream.of("U1", "U2", "U3")
              .map(id -> states.of(new UserId(id)).orElseThrow().presence())
              .toList());
    }
    String other = url("owner").replace(database, database + "b");
    sql("postgres", "create database " + database + "b");
    run("history init " + other);
    run("history copy " + url("owner") + " " + other);
    sql(
        database,
        "insert into rollcall.session (recorder, local, started, known_until)"
            + " select 1, 2, known_until + 1, known_until + 1 from rollcall.recorder where n = 1");
    run("history copy " + url("owner") + " " + other);
  }

  @Test
  void aCopyOfRecordersContinuesAlthoughItsNumbersOfSessionsAreUsedLater() throws Exception {
    run("history init " + url("owner"));
    sql(
        database,
        "insert into rollcall.origin values ('recorders', true)",
        "insert into rollcall.workspace values ('T1', 'acme')",
        "insert into rollcall.recorder (n, id, name, capacity, running, known_until)"
            + " select n, gen_random_uuid(), 'berlin-' || n, 500, true, 10000 + n"
            + " from generate_series(1, 2) as n",
        "insert into rollcall.session (recorder, local, started, known_until)"
            + " select n, 1, 1000 + n, known_until from rollcall.recorder order by n");
    String copy = url("owner").replace(database, database + "b");
    sql("postgres", "create database " + database + "b");
    run("history init " + copy);
    String command = "history copy " + url("owner") + " " + copy;
    run(command);
    assertEquals(
        "2 3",
        text(database + "b", "select string_agg(n::text, ' ' order by n) from rollcall.session"));
    sql(
        database,
        "insert into rollcall.session (recorder, local, started, known_until)"
            + " select 3 - n, 2, 20000 + n, 20000 + n from generate_series(1, 2) as n",
        "delete from rollcall.session where n = 1");
    run(command);

    sql(
        database,
        "delete from rollcall.session",
        "alter sequence rollcall.session_n_seq restart",
        "insert into rollcall.session (recorder, local, started, known_until)"
            + " select 1, n, 30000 + n, 30000 + n from generate_series(1, 9) as n");
    assertTrue(refusal(command).contains("--replace"));
  }

  @Test
  void viewersReadAndChangeNothing() throws Exception {
    RandomRecording.record(file(), new Random(9), T, true);
    run("history init " + url("owner"));
    copy();
    assertEquals(
        "This user of "
            + address("stranger")
            + " may not open it: connect as its owner; to read, the role rollcall_viewer is enough,"
            + " and to record, rollcall_recorder.",
        refusal(export("stranger")));
    sql(database, "grant rollcall_viewer to stranger");
    assertTrue(run(export("stranger")).startsWith("rollcall: Saved "));
    assertTrue(
        refusal("history copy local " + url("stranger")).startsWith("This user of "),
        "viewers do not copy");
    Path copy = scratch.resolve("copy.db");
    assertTrue(
        refusal("history copy " + url("stranger") + " " + copy)
            .startsWith("This user of " + address("stranger") + " may not copy it: "));
    assertFalse(Files.exists(scratch.resolve("copy.db.part")));
    sql(database, "revoke rollcall_viewer from stranger");
  }

  @Test
  void aTextWithACharacterThatTheServerCannotStoreIsStoredWithoutIt() throws Exception {
    UserId ada = new UserId("U1");
    try (History history = History.open(file(), T)) {
      history.setWorkspace(new Workspace("T1", "acme"));
      history.append(List.of(seen(ada, Presence.ACTIVE, T)));
      history.appendEvents(
          List.of(new SlackStatus.StatusText(ada, "a\0b", T, Source.RTM).toAuditEvent()));
      history.close(T.plusSeconds(9));
    }
    run("history init " + url("owner"));
    assertCopied();
  }

  @Test
  void eachProblemIsOneSentence() throws Exception {
    RandomRecording.record(file(), new Random(10), T, true);
    ServerAddress owner = address("owner");
    assertEquals(
        owner + " holds no record yet: its owner runs 'rollcall history init' first.",
        refusal("history copy local " + url("owner")));
    assertEquals(
        "There is no such database as %s: create it with 'createdb' first."
            .formatted(owner.toString().replace(database, "nothing")),
        refusal("history init " + url("owner").replace(database, "nothing")));
    run("history init " + url("owner"));
    assertEquals(
        owner
            + " is prepared and still empty: start a recorder with 'rollcall record --history', or"
            + " run 'rollcall history copy'.",
        refusal(export("owner")));
    copy();
    Path other = scratch.resolve("other.db");
    Files.copy(file(), other);
    assertEquals(
        owner + " has the copy of local (T1): choose another database.",
        refusal("history copy " + other + " " + url("owner")));
    sql(database, "alter database " + database + " set default_transaction_read_only = on");
    assertEquals(
        owner + " is a replica that can only be read: use the address of the primary server.",
        refusal("history copy local " + url("owner")));
    assertTrue(run(export("owner")).startsWith("rollcall: Saved "));
    assertEquals(
        owner
            + " offers no connection that can be trusted (The server does not support SSL.):"
            + " install a certificate there, and name the file of its authority with"
            + " ?sslrootcert=FILE.",
        refusal("history init " + url("owner") + "?sslmode=verify-full"));
    String gone = refusal("history init postgresql://owner@localhost:1/x");
    assertTrue(gone.startsWith("postgresql://owner@localhost:1/x cannot be reached ("), gone);
  }

  @Test
  void aWrongPasswordIsOneSentenceAndTheRightOneComesFromTheEnvironment() throws Exception {
    Path rules = Path.of(text("postgres", "show hba_file"));
    String before = Files.readString(rules);
    Files.writeString(rules, "host all grace all scram-sha-256\n" + before);
    sql("postgres", "select pg_reload_conf()");
    try {
      assertEquals(
          address("grace")
              + " refuses this user or the password: check both, in PGPASSWORD or the file"
              + " .pgpass.",
          refusal("history init " + url("grace"), Map.of("PGPASSWORD", "wrong")));
      Path passwords = scratch.resolve("pgpass");
      Files.writeString(passwords, "*:*:*:*:right");
      System.setProperty("org.postgresql.pgpassfile", passwords.toString());
      Files.setPosixFilePermissions(passwords, PosixFilePermissions.fromString("rw-r-----"));
      assertEquals(
          address("grace")
              + " wants a password, and "
              + passwords
              + " is ignored because others may read it: allow only yourself to, as by 'chmod 600',"
              + " or set PGPASSWORD.",
          refusal("history init " + url("grace")));
      Files.setPosixFilePermissions(passwords, PosixFilePermissions.fromString("rw-------"));
      assertTrue(refusal("history init " + url("grace")).startsWith("This user of "));
      assertTrue(
          refusal("history init " + url("grace"), Map.of("PGPASSWORD", "right"))
              .startsWith("This user of "));
    } finally {
      System.clearProperty("org.postgresql.pgpassfile");
      Files.writeString(rules, before);
      sql("postgres", "select pg_reload_conf()");
    }
  }

  @Test
  void aMissingPasswordIsAskedForInATerminalAndARememberedOneIsNot() throws Exception {
    Path rules = Path.of(text("postgres", "show hba_file"));
    String before = Files.readString(rules);
    Files.writeString(rules, "host all grace all scram-sha-256\n" + before);
    sql("postgres", "select pg_reload_conf()");
    try {
      List<ServerAddress> asked = new ArrayList<>();
      input = input(asked, "right");
      String rights =
          "This user of "
              + address("grace")
              + " may not prepare it: connect as its owner; to read, the role rollcall_viewer is"
              + " enough, and to record, rollcall_recorder.";
      assertEquals(rights, refusal("history init " + url("grace")));
      assertEquals(List.of(address("grace")), asked);
      for (String words :
          List.of(
              "history forget " + url("grace") + " berlin",
              "history copy " + url("grace") + " x.db",
              export("grace"))) {
        assertTrue(refusal(words).contains(" holds no record yet: "), words);
      }
      assertEquals(4, asked.size());
      input = input(asked, "wrong");
      String refused =
          address("grace")
              + " refuses this user or the password: check both, in PGPASSWORD or the file"
              + " .pgpass.";
      assertEquals(refused, refusal("history init " + url("grace")));
      assertEquals(5, asked.size());
      context(Map.of()).databasePasswords().use(address("grace"), "right", true);
      assertEquals(rights, refusal("history init " + url("grace")));
      assertEquals(5, asked.size());
    } finally {
      Files.writeString(rules, before);
      sql("postgres", "select pg_reload_conf()");
    }
  }

  private static TokenInput input(List<ServerAddress> asked, String answer) {
    return new TokenInput() {
      @Override
      public @Nullable String line() {
        return null;
      }

      @Override
      public String password(ServerAddress server) {
        asked.add(server);
        return answer;
      }
    };
  }

  @Test
  void anAttachedHistoryIsDetachedAndKeepsItsRecord() throws Exception {
    Instant end = RandomRecording.record(file(), new Random(17), T, true);
    context(Map.of()).profile().settings().save(Settings.DEFAULT);
    assertEquals("This history is not attached to a server.", refusal("history detach"));
    int people;
    try (History history = History.open(file(), end)) {
      people = history.people().size();
      history.attach(new ServerAttachment(address("owner"), UUID.randomUUID(), "berlin-1"));
      history.close(end);
    }
    assertEquals(
        "rollcall: The history is no longer handed over to %s, where its recorder was 'berlin-1'.\n"
            .formatted(address("owner")),
        run("history detach"));
    try (History history = History.open(file(), end)) {
      assertEquals(Optional.empty(), history.attachment());
      assertEquals(people, history.people().size());
      history.close(end);
    }
    assertEquals("This history is not attached to a server.", refusal("history detach"));
  }

  @Test
  void aPersonIsErasedFromTheServerByItsOwnerAndWhatOnlyTheServerStillHasIsSaid() throws Exception {
    run("history init " + url("owner"));
    context(Map.of()).profile().settings().save(Settings.DEFAULT);
    ServerAttachment attachment =
        new ServerAttachment(address("owner"), UUID.randomUUID(), "berlin-1");
    UserId ada = new UserId("U1");
    UserId kai = new UserId("U2");
    try (History history = History.open(file(), T)) {
      history.setWorkspace(ACME);
      history.append(List.of(seen(ada, Presence.ACTIVE, T), seen(kai, Presence.AWAY, T)));
      history.attach(attachment);
      history.close(T.plusSeconds(1));
    }
    try (SharedRecorder recorder = SharedRecorder.open(file(), attachment, null, ACME)) {
      recorder.handOver();
    }
    String place = address("owner").toString();
    assertEquals(
        "U1 (U1) has 2 sightings at "
            + place
            + ": repeat the command with --yes to erase them permanently, there and on the"
            + " computers of all recorders.",
        refusal("erase --history " + url("owner") + " U1"));
    assertEquals(
        "rollcall: Erased U1 (U1): 2 sightings at "
            + place
            + ". Each recorder erases this person on its computer when it runs.\n",
        run("erase --history " + url("owner") + " U1 --yes --block"));
    assertEquals("U2", text(database, "select string_agg(id, ',') from rollcall.person"));
    assertEquals("1", text(database, "select count(*) from rollcall.blocked"));
    assertEquals(
        "There is no one called 'U1' in this record. It knows people by their display names and"
            + " ids.",
        refusal("erase --history " + url("owner") + " U1 --yes"));
    assertTrue(
        run("erase --history " + url("owner") + " U0ABCDEF1 --yes --block")
            .startsWith("rollcall: Erased U0ABCDEF1 (U0ABCDEF1): 0 sightings"));
    assertEquals("2", text(database, "select count(*) from rollcall.blocked"));
    assertEquals(
        "rollcall: U1 is not blocked at "
            + place
            + " any more. A recorder that has erased U1 itself still refuses the person, until"
            + " 'rollcall unblock U1' runs there.\n",
        run("unblock --history " + url("owner") + " U1"));
    assertEquals("1", text(database, "select count(*) from rollcall.blocked"));
    assertEquals(
        "U1 is not blocked at " + place + ".",
        refusal("unblock --history " + url("owner") + " U1"));
    assertTrue(
        run("erase U2 --yes")
            .endsWith(
                place
                    + " still has it, until 'rollcall record' runs here and hands the erasure"
                    + " over.\n"));
  }

  @Test
  void aForgottenRecorderIsNamedAndOneThatIsNotThereIsOneSentence() throws Exception {
    run("history init " + url("owner"));
    sql(
        database,
        "insert into rollcall.recorder (id, name, capacity) values (gen_random_uuid(), 'berlin-1',"
            + " 500)");
    assertEquals(
        "rollcall: 'berlin-1' is no longer a recorder of " + address("owner") + ".\n",
        run("history forget " + url("owner") + " berlin-1"));
    assertEquals(
        address("owner") + " has no recorder of the name 'berlin-1'.",
        refusal("history forget " + url("owner") + " berlin-1"));
  }

  @Test
  void aRecordOfANewerRollcallIsReadAndNotChanged() throws Exception {
    RandomRecording.record(file(), new Random(11), T, true);
    run("history init " + url("owner"));
    copy();
    sql(database, "insert into rollcall.format values (99)");
    assertTrue(run(export("owner")).startsWith("rollcall: Saved "));
    String sentence =
        address("owner")
            + " was prepared by a newer Rollcall, so this one only reads it: update Rollcall.";
    assertEquals(sentence, refusal("history copy local " + url("owner")));
    assertEquals(sentence, refusal("history init " + url("owner")));
  }

  @Test
  void aRecordOfAnOlderRollcallIsMigratedByItsOwnerAndKeepsItsRows() throws Exception {
    RandomRecording.record(file(), new Random(15), T, true);
    sql(database, resource("format-1.sql"), "insert into rollcall.origin values ('x', true)");
    String older =
        address("owner") + " has an older format: its owner runs 'rollcall history init'.";
    assertEquals(older, refusal(export("owner")));
    assertEquals(older, refusal("history copy local " + url("owner")));
    run("history init " + url("owner"));
    assertEquals("x", text(database, "select source from rollcall.origin"));
    sql(database, "delete from rollcall.origin");
    assertCopied();
  }

  @Test
  void aRecordOfRecordersIsNotReplacedByACopy() throws Exception {
    RandomRecording.record(file(), new Random(16), T, true);
    run("history init " + url("owner"));
    sql(database, "insert into rollcall.origin values ('recorders', true)");
    assertEquals(
        address("owner")
            + " is a record that recorders write, which a copy would replace: choose another"
            + " database.",
        refusal("history copy local " + url("owner")));
    try (ReadableHistory empty = shared("owner")) {
      assertEquals(List.of(), empty.people());
    }
  }

  @Test
  void recordersOwnNoTablesAndDropOnlyMonthsWithoutRows() throws Exception {
    run("history init " + url("owner"));
    sql(
        database,
        "grant rollcall_recorder to stranger",
        "insert into rollcall.recorder (id, name, capacity) values (gen_random_uuid(), 'berlin-1',"
            + " 1)",
        "insert into rollcall.session (started, known_until, recorder, local) values (1, 1, 1, 1)",
        "insert into rollcall.wanted values (1, 'U1')");
    try (Connection connection =
            DriverManager.getConnection(server.getJdbcUrl("stranger", database));
        Statement statement = connection.createStatement()) {
      for (int month = 10; month <= 12; month++) {
        statement.execute("select rollcall.add_month(2025, " + month + ")");
        statement.execute("select rollcall.add_month(2025, " + month + ")");
      }
      long december = Instant.parse("2025-12-01T00:00:00Z").toEpochMilli();
      statement.execute("insert into rollcall.sighting values (1, " + (december - 1) * 16 + ", 0)");
      statement.execute("insert into rollcall.sighting values (1, " + december * 16 + ", 0)");
      statement.execute("select rollcall.drop_empty_months(" + december + ")");
      assertEquals(2, months());
      for (String forbidden :
          List.of(
              "delete from rollcall.sighting",
              "update rollcall.sighting set what = 1",
              "update rollcall.origin set source = 'x'",
              "delete from rollcall.person",
              "delete from rollcall.lease",
              "delete from rollcall.erasure",
              "delete from rollcall.recorder",
              "select rollcall.delete_sightings(1, 1, 0, 9223372036854775807)",
              "select rollcall.change_sightings(1, array[1], array["
                  + december * 16
                  + "], array[1])",
              "update rollcall.format set version = 9")) {
        assertEquals(
            "42501",
            assertThrows(SQLException.class, () -> statement.execute(forbidden), forbidden)
                .getSQLState(),
            forbidden);
      }
      for (String ofOthers :
          List.of(
              "update rollcall.recorder set handed_over = 99",
              "update rollcall.session set ended = 0",
              "delete from rollcall.wanted")) {
        assertEquals(0, statement.executeUpdate(ofOthers), ofOthers);
      }
      sql(database, "delete from rollcall.sighting");
      statement.execute("select rollcall.drop_empty_months(" + december + ")");
      assertEquals(1, months());
      assertThrows(
          SQLException.class, () -> statement.execute("drop table rollcall.sighting_2025_12"));
    }
    sql(database, "revoke rollcall_recorder from stranger");
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = Objects.requireNonNull(ServerAddress.class.getResourceAsStream(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void anExistingFileIsNotReplacedByACopy() throws Exception {
    RandomRecording.record(file(), new Random(12), T, true);
    Path copy = scratch.resolve("copies/history.db");
    run("history copy local " + copy);
    byte[] before = Files.readAllBytes(copy);
    assertTrue(refusal("history copy local " + copy).contains("already holds something"));
    assertEquals(before.length, Files.size(copy));
    try (History from = History.openReadOnly(file());
        History to = History.openReadOnly(copy)) {
      EqualRecords.assertEqual(from, to, new Random(1), clock.instant());
    }
  }

  /// Copies the record to the server, twice, and compares both.
  private void assertCopied() throws Exception {
    String first = copy();
    assertEquals(first, copy());
    try (History from = History.openReadOnly(file());
        ReadableHistory to = shared("owner")) {
      for (int i = 0; i < 3; i++) {
        EqualRecords.assertEqual(from, to, new Random(i), clock.instant());
      }
    }
  }

  private static Sighting seen(UserId user, Presence presence, Instant at) {
    return Sighting.of(user, presence, at, Source.RTM, Cause.PRESENCE_CHANGE);
  }

  private static List<Boolean> blocked(Path file) throws IOException {
    try (History history = History.openReadOnly(file)) {
      Predicate<UserId> blocked = history.maintenance().blocked();
      return Stream.of("U1", "U2", "W3").map(UserId::new).map(blocked::test).toList();
    }
  }

  private String copy() throws IOException {
    return run("history copy local " + url("owner"));
  }

  private String export(String user) {
    return "export --from 2026-03-17 --to 2026-03-20 --history "
        + url(user)
        + " --out "
        + scratch.resolve("out.csv");
  }

  private String run(String words) throws IOException {
    return run(words, Map.of());
  }

  private String run(String words, Map<String, String> environment) throws IOException {
    OfflineCommand command =
        assertInstanceOf(
            OfflineCommand.class,
            assertInstanceOf(ParsedCommandLine.Run.class, CommandLineParser.read(words.split(" ")))
                .command());
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
    command.run(context(environment), new TerminalListener(stream, stream, clock));
    return err.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }

  private String refusal(String words) {
    return refusal(words, Map.of());
  }

  private String refusal(String words, Map<String, String> environment) {
    return assertThrows(IOException.class, () -> run(words, environment)).getMessage();
  }

  private WorkspaceContext context(Map<String, String> environment) {
    AppPaths places = AppPaths.of("Linux", Map.of(), scratch, scratch.resolve("data"));
    return new WorkspaceContext(WorkspaceOptions.NONE, places, environment, secrets, input, clock);
  }

  private Path file() {
    return context(Map.of()).profile().history(new Workspace("T1", "acme"));
  }

  private String url(String user) {
    return "postgresql://" + user + "@localhost:" + server.getPort() + "/" + database;
  }

  private ServerAddress address(String user) {
    return ServerAddress.of(url(user));
  }

  private SharedHistory shared(String user) throws IOException {
    return SharedHistory.openReadOnly(address(user), null);
  }

  private long months() throws Exception {
    return Long.parseLong(
        text(
            database,
            "select count(*) from pg_inherits where inhparent = 'rollcall.sighting'::regclass"));
  }

  private long count(String table) throws Exception {
    return Long.parseLong(text(database, "select count(*) from rollcall." + table));
  }

  private static String text(String database, String query) throws Exception {
    try (Connection connection =
            DriverManager.getConnection(server.getJdbcUrl("postgres", database));
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      assertTrue(row.next());
      return row.getString(1);
    }
  }

  private static void sql(String database, String... statements) throws Exception {
    try (Connection connection =
            DriverManager.getConnection(server.getJdbcUrl("postgres", database));
        Statement statement = connection.createStatement()) {
      for (String one : statements) {
        statement.execute(one);
      }
    }
  }
}
