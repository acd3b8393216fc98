package rollcall.app.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;
import rollcall.history.History;
import rollcall.history.HistoryCopy;
import rollcall.history.ReadableHistory;
import rollcall.history.RecordChanges;
import rollcall.history.ServerAddress;
import rollcall.history.SharedHistory;
import rollcall.presence.Person;
import rollcall.presence.UserId;
import rollcall.timecard.AccountingRules;
import rollcall.timecard.DayRange;

/// Speed of a record in PostgreSQL beside the server's own COPY and scan, and beside a file.
@Tag("bench")
class SharedHistoryBenchTest {
  private static final int PEOPLE = Integer.getInteger("bench.people", 5000);
  private static final int SIGHTINGS = Integer.getInteger("bench.sightings", 400);
  private static final LocalDate FIRST = LocalDate.of(2025, 11, 1);
  private static final long YEAR = Duration.ofDays(365).toMillis();

  @TempDir Path scratch;

  @Test
  void aYearOfManyPeople() throws Exception {
    try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
      ServerAddress made = prepared(server, "made");
      fill(server);
      Path file = scratch.resolve("history.db");
      time("server to file", () -> copyTo(made, file));
      ServerAddress copied = prepared(server, "copied");
      long copy = time("file to server", () -> copyTo(file, copied));
      long again = time("the same again", () -> copyTo(file, copied));
      long raw = raw(server);
      System.out.printf(
          "append: %.2f of COPY; unchanged: %.2f%n", (double) raw / copy, (double) raw / again);
      long onServer;
      long inFile;
      try (ReadableHistory history = SharedHistory.openReadOnly(copied, null)) {
        onServer = time("a day's timecards from the server", () -> timecards(history));
      }
      announceLastDay(server);
      try (SharedHistory history = SharedHistory.openReadOnly(copied, null)) {
        time("a viewer's catch-up of a day", () -> catchUp(history));
      }
      try (ReadableHistory history = History.openReadOnly(file)) {
        inFile = time("a day's timecards from the file", () -> timecards(history));
      }
      System.out.printf("timecards: %.1f times the file%n", (double) onServer / inFile);
      time(
          "scan by the server",
          () -> sql(server, "made", "select sum(what) from rollcall.sighting"));
      // One query or COPY for each person takes 75 times as long.
      assertTrue(copy < 20 * raw, copy + " ms, COPY " + raw + " ms");
    }
  }

  private static void copyTo(ServerAddress from, Path file) throws Exception {
    try (ReadableHistory history = SharedHistory.openReadOnly(from, null)) {
      assertEquals((long) PEOPLE * SIGHTINGS, HistoryCopy.toFile(history, file).sightings());
    }
  }

  private static void copyTo(Path file, ServerAddress to) throws Exception {
    try (ReadableHistory history = History.openReadOnly(file)) {
      HistoryCopy.toServer(history, "bench", to, null, false);
    }
  }

  /// One change of all people in the last day of the record.
  private static void announceLastDay(EmbeddedPostgres server) throws Exception {
    long since = FIRST.plusDays(364).atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();
    sql(
        server,
        "copied",
        "update rollcall.feed set last = 1",
        "insert into rollcall.change (n, people, since) select 1, array_agg(n), %d from rollcall.person"
            .formatted(since));
  }

  /// Reads what a viewer reads after a lost connection.
  private static void catchUp(SharedHistory history) throws Exception {
    RecordChanges changes = history.changesAfter(new RecordChanges.Position(0, null));
    assertEquals(PEOPLE, changes.people().size());
    history.prefetch(changes.people(), changes.since(), Instant.MAX);
    int sightings = 0;
    for (UserId user : changes.people()) {
      sightings += history.sightings(user, changes.since(), Instant.MAX).size();
    }
    assertTrue(sightings > PEOPLE, "sightings: " + sightings);
    assertEquals(PEOPLE, history.snapshot(changes.people()).all().size());
  }

  private static void timecards(ReadableHistory history) throws Exception {
    Instant now = FIRST.plusDays(364).atStartOfDay().toInstant(ZoneOffset.UTC);
    Set<UserId> users = history.people().stream().map(Person::id).collect(Collectors.toSet());
    LocalDate day = FIRST.plusDays(360);
    var totals =
        new TimecardReader(history, now)
            .totals(users, AccountingRules.in(ZoneId.of("UTC")), new DayRange(day, day));
    assertEquals(PEOPLE, totals.size());
  }

  /// The server's own COPY of the same rows into the same table.
  private static long raw(EmbeddedPostgres server) throws Exception {
    prepared(server, "raw");
    ByteArrayOutputStream rows = new ByteArrayOutputStream();
    try (Connection from = connect(server, "made");
        Connection to = connect(server, "raw")) {
      from.unwrap(PGConnection.class)
          .getCopyAPI()
          .copyOut("copy (select * from rollcall.sighting order by person, key) to stdout", rows);
      try (Statement statement = to.createStatement()) {
        statement.execute(
            "create table rollcall.sighting_all partition of rollcall.sighting default");
      }
      byte[] bytes = rows.toByteArray();
      return time(
          "COPY",
          () ->
              to.unwrap(PGConnection.class)
                  .getCopyAPI()
                  .copyIn("copy rollcall.sighting from stdin", new ByteArrayInputStream(bytes)));
    }
  }

  private static void fill(EmbeddedPostgres server) throws Exception {
    long first = FIRST.atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();
    sql(
        server,
        "made",
        "create table rollcall.sighting_all partition of rollcall.sighting default",
        "insert into rollcall.workspace values ('T1', 'acme')",
        "insert into rollcall.origin values ('bench', true)",
        "insert into rollcall.session values (1, %d, %d, null)".formatted(first, first + YEAR),
        "insert into rollcall.person select n, 'U' || n, 'Person ' || n, '', '', null, false, false"
            + " from generate_series(1, %d) as n".formatted(PEOPLE),
        "insert into rollcall.sighting select n, (%d + (i * %d::bigint / %d) + n %% 977) * 16, i %% 2"
                .formatted(first, YEAR, SIGHTINGS)
            + " from generate_series(1, %d) as n, generate_series(0, %d) as i"
                .formatted(PEOPLE, SIGHTINGS - 1),
        "analyze");
  }

  private static ServerAddress prepared(EmbeddedPostgres server, String database) throws Exception {
    sql(server, "postgres", "create database " + database);
    ServerAddress address =
        ServerAddress.of("postgresql://postgres@localhost:" + server.getPort() + "/" + database);
    SharedHistory.prepare(address, null);
    return address;
  }

  private static void sql(EmbeddedPostgres server, String database, String... statements)
      throws Exception {
    try (Connection connection = connect(server, database);
        Statement statement = connection.createStatement()) {
      for (String one : statements) {
        statement.execute(one);
      }
    }
  }

  private static Connection connect(EmbeddedPostgres server, String database) throws Exception {
    return DriverManager.getConnection(server.getJdbcUrl("postgres", database));
  }

  private static long time(String what, Work work) throws Exception {
    long start = System.nanoTime();
    work.run();
    long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
    System.out.printf("%s: %d ms%n", what, millis);
    return Math.max(1, millis);
  }

  private interface Work {
    void run() throws Exception;
  }
}
