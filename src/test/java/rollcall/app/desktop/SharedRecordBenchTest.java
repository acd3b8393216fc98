package rollcall.app.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.PGConnection;
import rollcall.app.recording.TimecardReader;
import rollcall.history.History;
import rollcall.history.HistoryCopy;
import rollcall.history.ReadableHistory;
import rollcall.history.RecordChanges;
import rollcall.history.ServerAddress;
import rollcall.history.ServerAttachment;
import rollcall.history.SharedHistory;
import rollcall.history.SharedRecorder;
import rollcall.presence.Cause;
import rollcall.presence.Person;
import rollcall.presence.Presence;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.testkit.Fx;
import rollcall.testkit.FxExtension;
import rollcall.testkit.PostgresServer;
import rollcall.timecard.AccountingRules;
import rollcall.timecard.DayRange;
import rollcall.ui.model.FxExecutor;
import rollcall.ui.model.PresenceFeed;
import rollcall.ui.model.PresenceModel;

/// Growth of a record on a server with people and years: hand-over, reading and size, beside the
/// server's own COPY and scan, and beside a file.
@Tag("bench")
@ExtendWith(FxExtension.class)
class SharedRecordBenchTest {
  private static final Workspace ACME = new Workspace("T1", "acme");
  private static final long YEAR = Duration.ofDays(365).toMillis();
  private static final Instant END =
      LocalDate.now(ZoneOffset.UTC).atStartOfDay().toInstant(ZoneOffset.UTC);

  @AutoClose private static PostgresServer server;

  @TempDir Path scratch;

  @BeforeAll
  static void aServerRuns() throws Exception {
    server = PostgresServer.start();
  }

  @ParameterizedTest
  @CsvSource(textBlock = "500,200\n500,1000\n2000,250\n5000,100\n10000,50")
  void handOver(int people, int each) throws Exception {
    prepare();
    Path file = scratch.resolve("history.db");
    ServerAttachment attachment =
        new ServerAttachment(server.address("owner"), UUID.randomUUID(), "bench");
    try (History history = History.open(file, END)) {
      history.setWorkspace(ACME);
      history.attach(attachment);
      long start = System.nanoTime();
      for (int i = 0; i < each; i++) {
        List<Sighting> batch = new ArrayList<>();
        for (int n = 0; n < people; n++) {
          batch.add(seen(n, END.plusSeconds(i), i % 2 == 0));
        }
        history.append(batch);
      }
      long inFile = millis(start);
      start = System.nanoTime();
      handOverAll(file, attachment);
      long live = millis(start);
      long copy = copy();
      history.attach(new ServerAttachment(attachment.server(), attachment.id(), attachment.name()));
      prepare();
      start = System.nanoTime();
      handOverAll(file, attachment);
      long past = millis(start);
      long rows = (long) people * each;
      System.out.printf(
          "hand-over of %d people: %d rows/s, %.2f of COPY (%d rows/s); the past: %d rows/s, %.2f"
              + " of COPY; append to the file: %d rows/s%n",
          people,
          rows * 1000 / live,
          (double) copy / live,
          rows * 1000 / copy,
          rows * 1000 / past,
          (double) copy / past,
          rows * 1000 / inFile);
      history.close(END.plusSeconds(each));
    }
  }

  @ParameterizedTest
  @CsvSource(textBlock = "500,1,400\n2000,1,400\n5000,1,400\n10000,1,400\n5000,3,400")
  void growth(int people, int years, int each) throws Exception {
    fill(people, years, each);
    System.out.printf(
        "%d people, %d years: %d bytes a sighting on the server", people, years, bytesOnServer());
    Path file = scratch.resolve("history.db");
    try (SharedHistory history = SharedHistory.openReadOnly(server.address("owner"), null)) {
      HistoryCopy.toFile(history, file);
    }
    System.out.printf(", %.1f in a file%n", (double) Files.size(file) / people / years / each);
    try (SharedHistory history = SharedHistory.openReadOnly(server.address("owner"), null)) {
      timecards(history, people);
      System.out.printf("  timecards of a day: %d ms", time(() -> timecards(history, people)));
    }
    try (ReadableHistory history = History.openReadOnly(file)) {
      timecards(history, people);
      System.out.printf(", from a file: %d ms", time(() -> timecards(history, people)));
    }
    System.out.printf(
        ", scan of all: %d ms%n",
        time(() -> server.number("select sum(what) from rollcall.sighting")));
    try (SharedHistory history = SharedHistory.openReadOnly(server.address("owner"), null)) {
      System.out.printf("  catch-up of a day: %d ms", time(() -> catchUp(history, people)));
      look(history);
      System.out.printf(
          ", a look at the recorders: %.1f ms%n",
          time(() -> {
            for (int i = 0; i < 20; i++) {
              look(history);
            }
          })
              / 20.0);
    }
  }

  @ParameterizedTest
  @CsvSource(textBlock = "500,400\n2000,400\n2000,2000")
  void aViewerStarts(int people, int each) throws Exception {
    fill(people, 1, each);
    PresenceModel model = new PresenceModel(END, ZoneOffset.UTC);
    PresenceFeed feed = Fx.get(() -> new PresenceFeed(new FxExecutor(), model));
    CountDownLatch all = new CountDownLatch(1);
    long start = System.nanoTime();
    SharedRecordFollower follower =
        new SharedRecordFollower(
                "db",
                () -> SharedHistory.follow(server.address("owner"), null),
                feed,
                InstantSource.fixed(END),
                _ -> all.countDown())
            .start();
    Fx.await(120, () -> model.rows().stream().anyMatch(row -> row.state().presence().isObserved()));
    long first = millis(start);
    all.await();
    long last = millis(start);
    Fx.get(() -> model.rows().size());
    System.out.printf(
        "start of a viewer, %d people of %d sightings: first states %d ms, everything %d ms%n",
        people, each, first, last);
    follower.close();
  }

  private static void look(SharedHistory history) throws IOException {
    history.wanted();
    history.recorders();
    history.holders();
  }

  private static void prepare() throws Exception {
    server.useNewRecord();
  }

  private static void handOverAll(Path file, ServerAttachment attachment) throws IOException {
    try (SharedRecorder recorder = SharedRecorder.open(file, attachment, null, ACME)) {
      while (recorder.handOver().more()) {
        // The next batch.
      }
      assertEquals(0, recorder.waiting());
    }
  }

  /// Fills the record on the server itself.
  private static void fill(int people, int years, int each) throws Exception {
    prepare();
    long end = END.toEpochMilli();
    long step = YEAR / each;
    LocalDate month = LocalDate.ofInstant(END, ZoneOffset.UTC).withDayOfMonth(1);
    for (int i = 0; i <= 12 * years + 1; i++) {
      LocalDate one = month.plusMonths(1 - i);
      server.sql("select rollcall.add_month(%d, %d)".formatted(one.getYear(), one.getMonthValue()));
    }
    server.sql(
        "insert into rollcall.workspace values ('T1', 'acme')",
        "insert into rollcall.origin values ('recorders', true)",
        "insert into rollcall.recorder (id, name, capacity, running, started, known_until)"
            + " values (gen_random_uuid(), 'bench', %d, true, 1, %d)".formatted(people, end),
        "insert into rollcall.session (started, known_until, recorder, local) values (1, %d, 1, 1)"
            .formatted(end),
        "insert into rollcall.person (n, id, name, real_name, title, bot, deactivated)"
            + " select n, 'U' || n, 'Person ' || n, '', '', false, false"
            + " from generate_series(1, %d) as n".formatted(people),
        "insert into rollcall.wanted select 1, id from rollcall.person",
        "insert into rollcall.lease select id, 1, 1, 0 from rollcall.person",
        "insert into rollcall.sighting select n, (%d - i * %d::bigint - n %% 977) * 16, i %% 2"
                .formatted(end, step)
            + " from generate_series(1, %d) as n, generate_series(1, %d) as i"
                .formatted(people, each * years),
        "update rollcall.feed set last = 1",
        "insert into rollcall.change (n, people, since) select 1, array_agg(n), %d from rollcall.person"
            .formatted(end - Duration.ofDays(1).toMillis()),
        "analyze");
  }

  private static long bytesOnServer() throws Exception {
    return server.number(
        "select sum(pg_total_relation_size(inhrelid))::int8 / (select count(*) from"
            + " rollcall.sighting)::int8 from pg_inherits where inhparent ="
            + " 'rollcall.sighting'::regclass");
  }

  private static void timecards(ReadableHistory history, int people) throws IOException {
    Set<UserId> users = history.people().stream().map(Person::id).collect(Collectors.toSet());
    LocalDate day = LocalDate.ofInstant(END, ZoneOffset.UTC).minusDays(3);
    var totals =
        new TimecardReader(history, END)
            .totals(users, AccountingRules.in(ZoneOffset.UTC), new DayRange(day, day));
    assertEquals(people, totals.size());
  }

  /// Reads what a viewer reads after a lost connection.
  private static void catchUp(SharedHistory history, int people) throws IOException {
    RecordChanges changes = history.changesAfter(new RecordChanges.Position(0, null));
    assertEquals(people, changes.people().size());
    history.prefetch(changes.people(), changes.since(), Instant.MAX);
    int sightings = 0;
    for (UserId user : changes.people()) {
      sightings += history.sightings(user, changes.since(), Instant.MAX).size();
    }
    assertTrue(sightings > people, "sightings: " + sightings);
    assertEquals(people, history.snapshot(changes.people()).all().size());
  }

  /// The server's own COPY of the same rows into a table of the same form.
  private static long copy() throws Exception {
    ServerAddress address = server.address("owner");
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:postgresql://localhost:" + address.port() + "/" + server.database(),
                "owner",
                "");
        Statement statement = connection.createStatement()) {
      ByteArrayOutputStream rows = new ByteArrayOutputStream();
      PGConnection driver = connection.unwrap(PGConnection.class);
      driver
          .getCopyAPI()
          .copyOut("copy (select * from rollcall.sighting order by key, person) to stdout", rows);
      statement.execute("create table rollcall.raw (like rollcall.sighting including all)");
      byte[] bytes = rows.toByteArray();
      long start = System.nanoTime();
      driver.getCopyAPI().copyIn("copy rollcall.raw from stdin", new ByteArrayInputStream(bytes));
      long took = millis(start);
      try (ResultSet row = statement.executeQuery("select count(*) from rollcall.raw")) {
        assertTrue(row.next());
        assertTrue(row.getLong(1) > 0);
      }
      return took;
    }
  }

  private static Sighting seen(int person, Instant at, boolean active) {
    return Sighting.of(
        new UserId("U" + person),
        active ? Presence.ACTIVE : Presence.AWAY,
        at,
        Source.RTM,
        Cause.PRESENCE_CHANGE);
  }

  private static long time(Work work) throws Exception {
    long start = System.nanoTime();
    work.run();
    return millis(start);
  }

  private static long millis(long since) {
    return Math.max(1, Duration.ofNanos(System.nanoTime() - since).toMillis());
  }

  private interface Work {
    void run() throws Exception;
  }
}
