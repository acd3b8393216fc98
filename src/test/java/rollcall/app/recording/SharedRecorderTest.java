package rollcall.app.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rollcall.app.cli.SharedRecordOptions;
import rollcall.history.ErasureOrder;
import rollcall.history.History;
import rollcall.history.HistoryException;
import rollcall.history.LeaseKeeper;
import rollcall.history.ReadableHistory;
import rollcall.history.RecordChanges;
import rollcall.history.ServerAddress;
import rollcall.history.ServerAttachment;
import rollcall.history.SharedHistory;
import rollcall.history.SharedRecorder;
import rollcall.presence.AuditEvent;
import rollcall.presence.Cause;
import rollcall.presence.EventType;
import rollcall.presence.Person;
import rollcall.presence.Presence;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.testkit.EqualRecords;
import rollcall.testkit.Histories;
import rollcall.testkit.PostgresServer;
import rollcall.testkit.RandomRecording;
import rollcall.testkit.TcpProxy;
import rollcall.testkit.TestCertificateAuthority;

/// Hand-over of a recorder's file to a real server: what is exported from there equals what is
/// exported from the file, and nothing is lost or stored twice by any failure.
class SharedRecorderTest {
  private static final Workspace ACME = new Workspace("T1", "acme");
  private static final UUID BERLIN = UUID.randomUUID();
  private static final UserId ADA = new UserId("U1");
  private static final UserId KAI = new UserId("U2");
  private static final Instant T = RandomRecording.START;
  private static final Instant NOW = RandomRecording.START.plus(Duration.ofDays(200));

  @AutoClose private static PostgresServer server;

  @TempDir Path scratch;
  private Path file = Path.of("");

  @BeforeAll
  static void aServerRuns() throws Exception {
    server = PostgresServer.start();
  }

  @BeforeEach
  void aPreparedDatabase() throws Exception {
    server.useNewRecord();
    file = scratch.resolve("history.db");
  }

  @ParameterizedTest
  @CsvSource(textBlock = "1\n2\n3\n4\n5\n6")
  void exportsFromTheServerEqualThoseFromTheFile(int seed) throws Exception {
    Random random = new Random(seed);
    Instant end = RandomRecording.START;
    boolean begins = true;
    if (random.nextBoolean()) {
      end = RandomRecording.record(file, random, end, true);
      begins = false;
    }
    attach(server.address("recorder"), end);
    for (int i = 0; i < 3; i++) {
      end = RandomRecording.record(file, random, end, begins);
      begins = false;
      if (random.nextBoolean()) {
        handOverAll();
      }
      if (random.nextInt(3) > 0) {
        change(random, end);
      }
    }
    handOverAll();
    assertEqualRecords();
  }

  private void change(Random random, Instant end) throws Exception {
    inSession(
        end,
        history -> {
          List<Person> people = history.people();
          switch (random.nextInt(4)) {
            case 0 ->
                history
                    .maintenance()
                    .erase(people.get(random.nextInt(people.size())).id(), random.nextBoolean());
            case 1 ->
                history.maintenance().runNow(Histories.retention(1 + random.nextInt(60)), end);
            case 2 ->
                history.maintenance().setAside(end.minus(Duration.ofHours(random.nextInt(99))));
            default -> history.maintenance().eraseAll(end);
          }
        });
  }

  @Test
  void aCommitWhoseAnswerIsLostIsNeitherRepeatedNorForgotten() throws Exception {
    Instant end = RandomRecording.record(file, new Random(20), RandomRecording.START, true);
    try (TcpProxy proxy = new TcpProxy(server.port())) {
      attach(server.address("recorder", proxy.port()), end);
      long before;
      try (SharedRecorder recorder = open()) {
        before = recorder.handedOver();
        proxy.loseAnswerOf("commit");
        assertThrows(HistoryException.OnServer.class, recorder::handOver);
      }
      await(proxy::hasLostAnswer);
      try (SharedRecorder recorder = open()) {
        assertTrue(recorder.handedOver() > before, "the server has the batch");
        assertTrue(recorder.waiting() < 5, "no more than the sessions of this test");
      }
    }
    assertEqualRecords();
  }

  @Test
  void whileTheServerIsAwayRecordingContinuesAndIsHandedOverLater() throws Exception {
    List<String> problems = new CopyOnWriteArrayList<>();
    HistoryWorker worker = openWorker();
    try (TcpProxy proxy = new TcpProxy(server.port())) {
      proxy.goAway();
      attach(worker, server.address("recorder", proxy.port()));
      OutboxUploader handOver =
          startUploader(worker, _ -> {}, problem -> problems.add(String.valueOf(problem)));
      worker.append(List.of(active(ADA, T)), (_, _) -> handOver.wake());
      await(() -> !problems.isEmpty());
      assertTrue(problems.getFirst().contains(" cannot be reached ("), problems.toString());
      worker.append(List.of(active(KAI, T.plusSeconds(1))), (_, _) -> handOver.wake());
      proxy.comeBack();
      await(() -> problems.contains("null"));
      assertEquals(2, server.number("select count(*) from rollcall.sighting"));
      // Repeated: a busy computer may take longer than the two seconds until the next renewal.
      boolean woken = false;
      for (int rows = 3; rows < 8 && !woken; rows++) {
        int expected = rows;
        long asleep = System.nanoTime();
        worker.append(List.of(active(ADA, T.plusSeconds(rows))), (_, _) -> handOver.wake());
        await(() -> server.number("select count(*) from rollcall.sighting") == expected);
        woken = System.nanoTime() - asleep < 1_900_000_000L;
      }
      assertTrue(woken, "before the next renewal");
      worker.close();
      handOver.close();
      assertEquals("f", server.text("select running from rollcall.recorder"));
    }
    assertEqualRecords();
  }

  @Test
  void whileTheFileIsBusyTheSignsOfLifeGoOn() throws Exception {
    HistoryWorker worker = openWorker();
    attach(worker, server.address("recorder"));
    CountDownLatch backedUp = new CountDownLatch(1);
    var _ =
        worker.ask(history -> {
          awaitUninterruptibly(backedUp);
          return history;
        });
    AtomicInteger signs = new AtomicInteger();
    OutboxUploader handOver = startUploader(worker, _ -> signs.incrementAndGet(), _ -> {});
    await(() -> signs.get() >= 2);
    assertEquals("0", server.text("select handed_over from rollcall.recorder"));
    backedUp.countDown();
    await(() -> server.number("select handed_over from rollcall.recorder") > 0);
    worker.close();
    handOver.close();
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void eachProblemOfTheServerIsOneSentenceAndNothingIsLost() throws Exception {
    Instant end = RandomRecording.record(file, new Random(21), RandomRecording.START, true);
    attach(server.address("recorder"), end);
    String place = server.address("recorder").toString();
    server.sql(
        """
        create function full_disk() returns trigger language plpgsql as $$ begin
          raise exception 'could not extend file' using errcode = '53100'; end $$\
        """,
        "create trigger full_disk before insert on rollcall.happening execute function"
            + " full_disk()");
    assertEquals(
        "The disk of " + place + " is full: free some space there, and try again.", problem());
    server.sql("drop trigger full_disk on rollcall.happening");
    server.sql("revoke rollcall_recorder from recorder");
    assertEquals(
        "This user of "
            + place
            + " may not open it: connect as its owner; to read, the role rollcall_viewer is enough,"
            + " and to record, rollcall_recorder.",
        problem());
    server.sql("grant rollcall_recorder to recorder", "update rollcall.format set version = 1");
    assertEquals(
        place + " has an older format: its owner runs 'rollcall history init'.", problem());
    server.sql("update rollcall.format set version = 99");
    assertEquals(
        place + " was prepared by a newer Rollcall, so this one only reads it: update Rollcall.",
        problem());
    server.sql(
        "update rollcall.format set version = 4",
        "alter database " + server.database() + " set default_transaction_read_only = on");
    assertEquals(
        place + " is a replica that can only be read: use the address of the primary server.",
        problem());
    server.sql(
        "set default_transaction_read_only = off",
        "alter database " + server.database() + " reset default_transaction_read_only");
    handOverAll();
    assertEqualRecords();
  }

  @Test
  void aCertificateThatCannotBeTrustedAndARefusalOverTlsAreOneSentenceEach() throws Exception {
    Instant end = RandomRecording.record(file, new Random(22), RandomRecording.START, true);
    TestCertificateAuthority authority = new TestCertificateAuthority(scratch, "right");
    Path key = authority.serverPem("localhost");
    server.sql(
        "alter system set ssl_cert_file = '" + key + "'",
        "alter system set ssl_key_file = '" + key + "'",
        "alter system set ssl = on",
        "select pg_reload_conf()");
    try {
      String url = server.address("recorder") + "?sslmode=verify-full&sslrootcert=";
      Path wrong =
          new TestCertificateAuthority(Files.createDirectory(scratch.resolve("other")), "wrong")
              .pem();
      attach(ServerAddress.of(url + wrong), end);
      await(() -> problem().contains(" offers no connection that can be trusted ("));
      try (History history = History.open(file, end)) {
        history.attach(
            new ServerAttachment(ServerAddress.of(url + authority.pem()), BERLIN, "berlin-1"));
      }
      handOverAll();
      assertEqualRecords();
      Path rules = Path.of(server.text("show hba_file"));
      String before = Files.readString(rules);
      Files.writeString(rules, "host all recorder all reject\n" + before);
      try {
        server.sql("select pg_reload_conf()");
        await(() -> problem().contains(" does not let this user sign in from this computer ("));
        assertTrue(problem().contains("SSL encryption"), problem());
      } finally {
        Files.writeString(rules, before);
      }
    } finally {
      server.sql("alter system reset ssl", "select pg_reload_conf()");
    }
  }

  @Test
  void aCopyOfTheFileAndARecorderOfTheSameNameAreRefused() throws Exception {
    Instant end = RandomRecording.record(file, new Random(23), RandomRecording.START, true);
    attach(server.address("recorder"), end);
    String place = server.address("recorder").toString();
    try (SharedRecorder recorder = open()) {
      recorder.handOver();
      CompletableFuture<String> refused = CompletableFuture.supplyAsync(this::problemOfCopy);
      while (!refused.isDone()) {
        // Renewals.
        recorder.handOver();
        Thread.sleep(20);
      }
      assertEquals(
          place
              + " already has a recorder 'berlin-1' that is running, perhaps with a copy of this"
              + " history: end one of them.",
          refused.join());
      assertEquals(
          place
              + " has another recorder of the name 'berlin-1': choose another name, or have that"
              + " one removed there.",
          problem(new ServerAttachment(server.address("recorder"), UUID.randomUUID(), "berlin-1")));
    }
  }

  @Test
  void aRecorderNeverWritesOverTheLeaseOfAnother() throws Exception {
    record(T, active(ADA, T));
    attach(server.address("recorder"), T);
    handOverAll();
    long until = T.plusSeconds(60).toEpochMilli();
    server.sql(
        "update rollcall.lease set until = " + until,
        "insert into rollcall.lease values ('U1', 2, 99, " + until + ")");
    record(T, active(ADA, T.plusSeconds(59)), active(ADA, T.plusSeconds(60)));
    try (SharedRecorder recorder = open()) {
      SharedRecorder.Result result = recorder.handOver();
      assertTrue(result.refused() > 0);
    }
    assertEquals(
        0, server.number("select count(*) from rollcall.sighting where key / 16 >= " + until));
    assertEquals(
        1,
        server.number("select count(*) from rollcall.sighting where key / 16 = " + (until - 1000)));
  }

  @Test
  void theEventsOfALongPastAreHandedOverInSeveralTransactions() throws Exception {
    record(T, active(ADA, T));
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          insert into happening (at, type, source, note)
          with recursive numbers (i) as (select 1 union all select i + 1 from numbers where i < 90000)
          select i, 1, 0, '' from numbers\
          """);
    }
    attach(server.address("recorder"), T);
    try (SharedRecorder recorder = open()) {
      assertTrue(recorder.handOver().more());
      assertTrue(server.number("select count(*) from rollcall.happening") <= 60_000);
    }
    handOverAll();
    assertTrue(server.number("select count(*) from rollcall.happening") >= 90_000);
  }

  @Test
  void anErasureReachesTheServerAndTheFilesOfAllRecorders() throws Exception {
    record(T, active(ADA, T), active(KAI, T));
    attach(server.address("recorder"), T);
    handOverAll();
    Path first = file;
    useParis(T.plusSeconds(5));
    try (SharedRecorder recorder = open()) {
      // Berlin has her.
      assertEquals(2, recorder.handOver().refused());
    }
    Path second = file;

    file = first;
    inSession(T.plusSeconds(9), history -> history.maintenance().erase(ADA, true));
    handOverAll();
    assertEquals("U2", server.text("select string_agg(id, ',') from rollcall.person"));
    assertEquals("U1", server.text("select person from rollcall.erasure"));

    file = second;
    record(T.plusSeconds(10), active(ADA, T.plusSeconds(10)));
    try (SharedRecorder recorder = open()) {
      ErasureOrder order = order(recorder.handOver());
      assertTrue(order.block());
      assertEquals(1, server.number("select count(*) from rollcall.person"));
      try (History history = History.open(file, T.plusSeconds(11))) {
        history.maintenance().eraseAsOrdered(ADA, order);
        assertTrue(history.maintenance().blocked().test(ADA));
        history.close(T.plusSeconds(11));
      }
      assertEquals(Map.of(), handOverRest(recorder).unerased());
    }
    assertEquals(0, server.number("select count(*) from rollcall.erasure"));
    assertEquals(1, server.number("select count(*) from rollcall.blocked"));
    assertEquals(1, server.number("select count(*) from rollcall.person"));
  }

  @Test
  void anotherRecorderStoresNothingOfABlockedPerson() throws Exception {
    record(T, active(ADA, T), active(KAI, T));
    inSession(
        T.plusSeconds(1),
        history ->
            history.appendEvents(
                List.of(
                    new AuditEvent(T, EventType.STATUS_CHANGED, ADA, Source.RTM, "out for tea"))));
    attach(server.address("recorder"), T.plusSeconds(1));
    Path first = file;
    file = scratch.resolve("other/history.db");
    record(T, active(ADA, T));
    inSession(T, history -> history.maintenance().erase(ADA, true));
    inSession(
        T,
        history ->
            history.attach(
                new ServerAttachment(server.address("recorder"), UUID.randomUUID(), "paris-1")));
    handOverAll();
    assertEquals(1, server.number("select count(*) from rollcall.blocked"));
    assertEquals(0, server.number("select count(*) from rollcall.erasure"), "it orders nothing");

    file = first;
    handOverAll();
    assertEquals("U2", server.text("select string_agg(id, ',') from rollcall.person"));
    assertEquals(
        0, server.number("select count(*) from rollcall.happening where note = 'out for tea'"));
  }

  @Test
  void afterFutureEntriesAreDiscardedTheServerKnowsNoFutureEither() throws Exception {
    record(T, active(ADA, T), active(ADA, T.plus(Duration.ofDays(1))));
    attach(server.address("recorder"), T.plus(Duration.ofDays(1)));
    handOverAll();
    String known = "select known_until from rollcall.recorder";
    assertTrue(server.number(known) > T.plusSeconds(60).toEpochMilli());
    try (History history = History.open(file, T.plusSeconds(60))) {
      assertTrue(history.maintenance().setAside(T.plusSeconds(60)).isPresent());
    }
    try (SharedRecorder recorder = SharedRecorder.open(file, attachment(), null, ACME)) {
      handOverRest(recorder);
    }
    assertTrue(server.number(known) <= T.plusSeconds(60).toEpochMilli());
  }

  @Test
  void anErasureWithABlockIsNoAnswerToThatOfAnotherRecorder() throws Exception {
    record(T, active(ADA, T));
    attach(server.address("recorder"), T);
    handOverAll();
    Path first = file;
    useParis(T);
    open().close();
    Path second = file;

    file = first;
    inSession(T.plusSeconds(9), history -> history.maintenance().erase(ADA, false));
    handOverAll();
    file = second;
    inSession(T.plusSeconds(10), history -> history.maintenance().erase(ADA, true));
    handOverAll();
    assertEquals(1, server.number("select count(*) from rollcall.blocked"));
    file = first;
    try (SharedRecorder recorder = open()) {
      assertTrue(order(recorder.handOver()).block());
    }
  }

  @Test
  void anAnswerToAnErasureIsNoneToALaterOne() throws Exception {
    record(T, active(ADA, T));
    attach(server.address("recorder"), T);
    handOverAll();
    ServerAddress owner = server.address("owner");
    SharedHistory.erase(owner, null, ADA, false);
    ErasureOrder first;
    try (SharedRecorder recorder = open()) {
      first = order(recorder.handOver());
    }
    try (History history = History.open(file, T.plusSeconds(5))) {
      history.maintenance().eraseAsOrdered(ADA, first);
      history.append(List.of(active(ADA, T.plusSeconds(6))));
      history.close(T.plusSeconds(7));
    }
    SharedHistory.erase(owner, null, ADA, true);
    try (SharedRecorder recorder = open()) {
      ErasureOrder second = order(handOverRest(recorder));
      assertEquals(new ErasureOrder(first.number() + 1, true), second);
      assertEquals(0, server.number("select count(*) from rollcall.sighting"));
      try (History history = History.open(file, T.plusSeconds(8))) {
        assertTrue(history.maintenance().eraseAsOrdered(ADA, second).sightings() > 0);
        history.close(T.plusSeconds(8));
      }
      assertEquals(Map.of(), handOverRest(recorder).unerased());
    }
    assertEquals(0, server.number("select count(*) from rollcall.erasure"));
  }

  @Test
  void anErasureThatTheServerLostIsOrderedAgainAndOnlyOnce() throws Exception {
    record(T, active(ADA, T));
    attach(server.address("recorder"), T);
    handOverAll();
    Path first = file;
    useParis(T.plusSeconds(5));
    Path second = file;
    open().close();
    SharedHistory.erase(server.address("owner"), null, ADA, false);
    ErasureOrder order;
    for (Path one : List.of(first, second)) {
      file = one;
      try (SharedRecorder recorder = open()) {
        order = order(recorder.handOver());
      }
      try (History history = History.open(file, T.plusSeconds(6))) {
        history.maintenance().eraseAsOrdered(ADA, order);
        // Watched again.
        history.append(List.of(active(ADA, T.plusSeconds(one.equals(first) ? 7 : 17))));
        history.close(T.plusSeconds(18));
      }
    }
    // A replica without the erasure becomes the server.
    server.sql(
        "delete from rollcall.erasure",
        """
        insert into rollcall.person (id, name, real_name, title, bot, deactivated)
        values ('U1', '', '', '', false, false)\
        """,
        "insert into rollcall.sighting select n, %d, 0 from rollcall.person where id = 'U1'"
            .formatted(T.toEpochMilli() * 16));
    for (Path one : List.of(first, second)) {
      file = one;
      try (SharedRecorder recorder = open()) {
        assertEquals(Map.of(), handOverRest(recorder).unerased());
      }
    }
    assertEquals(0, server.number("select count(*) from rollcall.erasure"));
    assertEquals(
        String.valueOf(T.plusSeconds(7).toEpochMilli()),
        server.text("select min(key / 16) from rollcall.sighting"),
        "what was seen before is erased, and what the first one saw since then is not");
  }

  @Test
  void anErasureThatBlocksIsRunAlthoughOneWithoutABlockIsRunning() throws Exception {
    record(T, active(ADA, T));
    attach(server.address("recorder"), T);
    handOverAll();
    HistoryWorker worker = openWorker();
    CompletableFuture<Boolean> settings = new CompletableFuture<>();
    AtomicInteger orders = new AtomicInteger();
    OutboxUploader.Duty duty =
        new OutboxUploader.Duty() {
          @Override
          public void run(SharedRecorder recorder) {}

          @Override
          public CompletableFuture<Boolean> forget(UserId erased) {
            orders.incrementAndGet();
            return settings;
          }
        };
    ServerAddress owner = server.address("owner");
    SharedHistory.erase(owner, null, ADA, false);
    OutboxUploader handOver = startUploader(worker, duty, _ -> {});
    await(() -> orders.get() == 1);
    SharedHistory.erase(owner, null, ADA, true);
    handOver.wake();
    await(() -> orders.get() == 2);
    settings.complete(false);
    await(() -> server.number("select count(*) from rollcall.erasure") == 0);
    assertTrue(worker.blocked().test(ADA));
    worker.close();
    handOver.close();
  }

  @Test
  void whoIsBlockedInAFileThatIsAttachedLaterIsUnknownFromThenOn() throws Exception {
    record(T, active(ADA, T), active(KAI, T.plusSeconds(2)));
    attach(server.address("recorder"), T.plusSeconds(2));
    handOverAll();
    server.sql(
        """
        with offline as (
          insert into rollcall.recorder (id, name, capacity, login)
          values (gen_random_uuid(), 'oslo-1', 0, 'owner') returning n)
        insert into rollcall.wanted select n, 'U1' from offline\
        """);
    Path first = file;
    file = scratch.resolve("other/history.db");
    inSession(
        T,
        history -> {
          history.setWorkspace(ACME);
          history.maintenance().erase(ADA, true);
          history.attach(
              new ServerAttachment(server.address("recorder"), UUID.randomUUID(), "paris-1"));
        });
    handOverAll();
    assertEquals(0, server.number("select count(*) from rollcall.wanted"));
    assertEquals(
        "U2",
        server.text("select string_agg(person, ',') from rollcall.lease where until is null"));
    Instant known =
        Instant.ofEpochMilli(
            server.number("select known_until from rollcall.recorder where name = 'berlin-1'"));
    try (ReadableHistory shared = SharedHistory.openReadOnly(server.address("owner"), null)) {
      Sighting last = shared.sightings(ADA, T, NOW).getLast();
      assertEquals(Presence.UNKNOWN, last.presence());
      assertFalse(last.at().isAfter(known), last.toString());
    }

    // The order counts within one transaction, too.
    try (History history = History.open(file, T)) {
      assertTrue(history.maintenance().unblock(ADA));
      history.append(List.of(active(ADA, NOW)));
      history.close(NOW);
    }
    server.sql(
        "insert into rollcall.lease select 'U1', 2, n, 0 from rollcall.recorder where name ="
            + " 'paris-1'");
    handOverAll();
    try (ReadableHistory shared = SharedHistory.openReadOnly(server.address("owner"), null)) {
      assertEquals(
          Presence.ACTIVE,
          shared.sightings(ADA, NOW, NOW.plusMillis(1)).stream()
              .filter(seen -> seen.at().equals(NOW))
              .findFirst()
              .orElseThrow()
              .presence());
    }
    file = first;
  }

  @Test
  void whoIsErasedByAnotherRecorderLeavesTheListAndIsNotRecordedAgain() throws Exception {
    HistoryWorker worker = openWorker();
    attach(worker, server.address("recorder"));
    Set<UserId> list = new CopyOnWriteArraySet<>(Set.of(ADA, KAI));
    List<Set<UserId>> watched = new CopyOnWriteArrayList<>();
    // Each assignment fails at the first time, and is repeated.
    AtomicReference<Set<UserId>> failed = new AtomicReference<>(Set.of());
    AtomicBoolean settingsFull = new AtomicBoolean(true);
    LeasedPeople.Assignment watcher =
        new LeasedPeople.Assignment() {
          @Override
          public CompletableFuture<Long> assign(Set<UserId> people) {
            if (!people.equals(failed.getAndSet(people))) {
              return CompletableFuture.failedFuture(new IOException("The history is locked."));
            }
            watched.add(people);
            return worker.ask(History::lastOperation);
          }

          @Override
          public CompletableFuture<Boolean> forget(UserId person) {
            assertTrue(worker.blocked().test(person), "the membership cannot bring them back now");
            list.remove(person);
            return settingsFull.get()
                ? CompletableFuture.failedFuture(new IOException("The disk is full."))
                : CompletableFuture.completedFuture(false);
          }
        };
    LeasedPeople share =
        new LeasedPeople(
            watcher,
            () -> new LeaseKeeper.Intention(list, _ -> false, 500, "live"),
            InstantSource.fixed(T),
            System::nanoTime,
            _ -> {});
    OutboxUploader handOver = startUploader(worker, share, _ -> {});
    worker.append(List.of(active(ADA, T), active(KAI, T)), (_, _) -> handOver.wake());
    await(() -> server.number("select count(*) from rollcall.sighting") == 2);
    await(() -> watched.contains(Set.of(ADA, KAI)));

    Path first = file;
    file = scratch.resolve("other/history.db");
    record(T, active(ADA, T));
    inSession(
        T,
        history -> {
          history.attach(
              new ServerAttachment(server.address("recorder"), UUID.randomUUID(), "paris-1"));
          history.maintenance().erase(ADA, false);
        });
    open().close();
    try (SharedRecorder paris = open()) {
      handOverRest(paris);
    }
    await(() -> watched.getLast().equals(Set.of(KAI)));
    // Not confirmed before the settings are stored without the person.
    assertEquals(1, server.number("select count(*) from rollcall.erasure"));
    settingsFull.set(false);
    await(() -> server.number("select count(*) from rollcall.erasure") == 0);
    assertEquals(Set.of(KAI), watched.getLast());
    assertEquals(Set.of(KAI), list);
    await(() -> server.text("select string_agg(person, ',') from rollcall.wanted").equals("U2"));
    await(() ->
        server
            .text("select string_agg(person, ',') from rollcall.lease where until is null")
            .equals("U2"));
    assertEquals("U2", server.text("select string_agg(id, ',') from rollcall.person"));
    worker.close();
    handOver.close();
    try (History history = History.openReadOnly(first)) {
      assertEquals(List.of(KAI), history.people().stream().map(Person::id).toList());
      assertFalse(history.maintenance().blocked().test(ADA));
    }
  }

  @Test
  void aRecorderThatDoesNotKnowAPersonYetKeepsTheNameThatTheServerHas() throws Exception {
    String person = "select name || ' ' || coalesce(zone, '') || ' ' || bot from rollcall.person";
    record(T, active(ADA, T));
    attach(server.address("recorder"), T);
    handOverAll();
    assertEquals("U1  false", server.text(person));
    Path berlin = file;
    inSession(
        T,
        history -> {
          ZoneId zone = ZoneId.of("Europe/Berlin");
          history.savePeople(List.of(new Person(ADA, "Ada", "", "", zone, true, false)));
        });
    handOverAll();
    assertEquals("Ada Europe/Berlin true", server.text(person));
    try (SharedHistory viewer = SharedHistory.openReadOnly(server.address("owner"), null)) {
      assertTrue(viewer.changesAfter(new RecordChanges.Position(0, null)).details());
    }
    file = scratch.resolve("other/history.db");
    record(T, active(ADA, T));
    inSession(
        T,
        history ->
            history.attach(
                new ServerAttachment(server.address("recorder"), UUID.randomUUID(), "paris-1")));
    try (SharedRecorder paris = open()) {
      paris.handOver();
    }
    assertEquals("Ada Europe/Berlin true", server.text(person));
    file = berlin;
    inSession(
        T,
        history ->
            history.savePeople(List.of(new Person(ADA, "Ada L.", "", "", null, false, false))));
    handOverAll();
    assertEquals("Ada L. Europe/Berlin false", server.text(person));
  }

  @Test
  void detailsThatTheServerHasAreNoChange() throws Exception {
    ZoneId zone = ZoneId.of("Europe/Berlin");
    String changes = "select count(*) from rollcall.change where since = " + Long.MAX_VALUE;
    handOverNew("berlin", new Person(ADA, "Ada", "", "", zone, false, false));
    long before = server.number(changes);
    handOverNew("paris", new Person(ADA, "Ada", "", "", zone, false, false));
    // Slack no longer reports the time zone, which the server keeps.
    handOverNew("rome", new Person(ADA, "Ada", "", "", null, false, false));
    assertEquals(before, server.number(changes));
    handOverNew("oslo", new Person(ADA, "Ada L.", "", "", null, false, false));
    assertEquals(before + 1, server.number(changes));
  }

  /// Hands over what a new recorder knows about a person.
  private void handOverNew(String name, Person person) throws Exception {
    file = scratch.resolve(name + "/history.db");
    record(T, active(person.id(), T));
    inSession(
        T,
        history -> {
          history.savePeople(List.of(person));
          history.attach(new ServerAttachment(server.address("recorder"), UUID.randomUUID(), name));
        });
    try (SharedRecorder recorder = open()) {
      recorder.handOver();
    }
  }

  @Test
  void namesThatAnotherRecorderDeletesBeforeTheRowsArriveComeAgain() throws Exception {
    List<Person> people = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      UserId user = new UserId("U" + i);
      people.add(new Person(user, "Name " + i, "", "", null, false, false));
    }
    record(T, people.stream().map(person -> active(person.id(), T)).toArray(Sighting[]::new));
    inSession(T, history -> history.savePeople(people));
    attach(server.address("recorder"), T);
    try (SharedRecorder recorder = open()) {
      assertTrue(recorder.handOver().more());
      server.sql("delete from rollcall.person");
      handOverRest(recorder);
    }
    assertEquals(
        120, server.number("select count(*) from rollcall.person where name like 'Name %'"));
  }

  @Test
  void manyRowsOfWhichTheServerHasSomeAreStoredOnce() throws Exception {
    List<Sighting> seen = new ArrayList<>();
    for (int i = 0; i < 1_200; i++) {
      seen.add(
          Sighting.of(
              ADA,
              i % 2 == 0 ? Presence.ACTIVE : Presence.AWAY,
              T.plusSeconds(i),
              Source.RTM,
              Cause.PRESENCE_CHANGE));
    }
    attach(server.address("recorder"), T);
    record(T, seen.toArray(new Sighting[0]));
    handOverAll();
    server.sql(
        "delete from rollcall.sighting where key / 16000 % 2 = 0",
        "update rollcall.recorder set handed_over = 0");
    handOverAll();
    assertEqualRecords();
  }

  @Test
  void aServerThatLostOperationsGetsThemAgain() throws Exception {
    Instant end = RandomRecording.record(file, new Random(24), RandomRecording.START, true);
    attach(server.address("recorder"), end);
    handOverAll();
    String before = server.text("select handed_over from rollcall.recorder");
    RandomRecording.record(file, new Random(25), end, false);
    handOverAll();
    long lost =
        server.number(
            "with gone as (delete from rollcall.sighting where key / 16 > "
                + end.toEpochMilli()
                + " returning 1) select count(*) from gone");
    assertTrue(lost > 0);
    server.sql("update rollcall.recorder set handed_over = " + before);
    handOverAll();
    assertEqualRecords();

    long handedOver = server.number("select handed_over from rollcall.recorder");
    inSession(NOW, history -> history.deleteHandedOver(handedOver));
    server.sql(
        "update rollcall.recorder set handed_over = " + before, "delete from rollcall.sighting");
    open().close();
    long waiting = outbox();
    open().close();
    assertTrue(outbox() < waiting + 5, "the past waits once, and the sessions of this test");
    handOverAll();
    assertEqualRecords();
  }

  private long outbox() throws IOException {
    try (History history = History.openReadOnly(file)) {
      return history.rowCounts().get("outbox");
    }
  }

  @Test
  void aFileThatWasRestoredHandsOverWhatItRecordsSince() throws Exception {
    Instant end = RandomRecording.record(file, new Random(26), RandomRecording.START, true);
    attach(server.address("recorder"), end);
    try (History history = History.openReadOnly(file)) {
      // Checkpointed: the file has everything.
      assertTrue(history.attachment().isPresent());
    }
    Path older = Files.copy(file, scratch.resolve("older.db"));
    record(end, active(ADA, end.plusSeconds(1)));
    handOverAll();
    Files.copy(older, file, StandardCopyOption.REPLACE_EXISTING);
    record(end, active(KAI, end.plusSeconds(2)));
    handOverAll();
    assertEquals(
        1,
        server.number(
            "select count(*) from rollcall.sighting where what & 7 = 0 and key / 16 = "
                + end.plusSeconds(2).toEpochMilli()));
  }

  @Test
  void backupsOfAnAttachedHistoryAreNotAttached() throws Exception {
    record(T, active(ADA, T));
    attach(server.address("recorder"), T);
    Path copy = scratch.resolve("copy.db");
    try (History history = History.open(file, T)) {
      history.maintenance().copyTo(copy);
      assertTrue(history.rowCounts().get("outbox") > 0);
    }
    try (History history = History.openReadOnly(copy)) {
      assertTrue(history.attachment().isEmpty());
      assertEquals(0, history.rowCounts().get("outbox"));
      assertEquals(1, history.people().size());
    }
    History.detach(file);
    try (History history = History.openReadOnly(file)) {
      assertTrue(history.attachment().isEmpty());
      assertEquals(0, history.rowCounts().get("outbox"));
    }
  }

  @Test
  void aHistoryIsAttachedAtTheFirstTimeOnlyIfTheServerAcceptsIt() throws Exception {
    HistoryWorker worker = openWorker();
    try {
      assertEquals(Optional.empty(), start(worker, null));
      ServerAddress missing = ServerAddress.of("postgresql://recorder@localhost:1/x");
      assertThrows(HistoryException.OnServer.class, () -> start(worker, shared(missing, "a")));
      assertEquals(Optional.empty(), start(worker, null));
      start(worker, shared(server.address("recorder"), "a")).orElseThrow().close();
      assertEquals("a", attachment().name());
      start(worker, null).orElseThrow().close();
      assertEquals(
          "This history is attached to %s as 'a': to attach it elsewhere, run 'rollcall history detach' first."
              .formatted(server.address("recorder")),
          assertThrows(
                  IOException.class, () -> start(worker, shared(server.address("recorder"), "b")))
              .getMessage());
    } finally {
      worker.close();
    }
  }

  @Test
  void aHistoryWhoseFirstAttachmentHadNoAnswerIsTheSameRecorderAtTheNextAttempt() throws Exception {
    try (TcpProxy proxy = new TcpProxy(server.port())) {
      ServerAddress place = server.address("recorder", proxy.port());
      HistoryWorker worker = openWorker();
      proxy.loseAnswerOf("commit");
      assertThrows(HistoryException.OnServer.class, () -> start(worker, shared(place, "a")));
      // The server may still be committing when the connection is cut.
      await(() -> server.number("select count(*) from rollcall.recorder where name = 'a'") == 1);
      assertEquals(Optional.empty(), start(worker, null));
      worker.open(file, ACME, List::of);
      try {
        start(worker, shared(place, "b")).orElseThrow().close();
      } finally {
        worker.close();
      }
    }
    assertEquals("b", server.text("select string_agg(name, ' ') from rollcall.recorder"));
    assertEquals("b", attachment().name());
  }

  private HistoryWorker openWorker() throws IOException {
    HistoryWorker worker = new HistoryWorker(InstantSource.fixed(T), _ -> {}, _ -> {});
    worker.open(file, ACME, List::of);
    return worker;
  }

  private OutboxUploader startUploader(
      HistoryWorker worker, OutboxUploader.Duty duty, Consumer<@Nullable String> onProblem)
      throws IOException {
    return new OutboxUploader(
            worker, file, attachment(), null, ACME, InstantSource.fixed(T), duty, onProblem)
        .start();
  }

  private static SharedRecordOptions.SharedRecord shared(ServerAddress place, String name) {
    return new SharedRecordOptions.SharedRecord(place, name, null);
  }

  private static Optional<OutboxUploader> start(
      HistoryWorker worker, SharedRecordOptions.SharedRecord wanted) throws IOException {
    return ServerAttacher.start(
        worker, ACME, wanted, _ -> null, InstantSource.fixed(T), _ -> {}, _ -> {});
  }

  private String problemOfCopy() {
    try {
      return problem();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String problem() throws IOException {
    return problem(attachment());
  }

  private String problem(ServerAttachment attachment) {
    return assertThrows(
            HistoryException.OnServer.class,
            () -> {
              try (SharedRecorder recorder = SharedRecorder.open(file, attachment, null, ACME)) {
                recorder.handOver();
              }
            })
        .getMessage();
  }

  private void record(Instant from, Sighting... sightings) throws IOException {
    try (History history = History.open(file, from)) {
      history.setWorkspace(ACME);
      history.append(List.of(sightings));
      history.close(sightings[sightings.length - 1].at());
    }
  }

  private static Sighting active(UserId user, Instant at) {
    return Sighting.of(user, Presence.ACTIVE, at, Source.RTM, Cause.PRESENCE_CHANGE);
  }

  private static void await(Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!condition.call()) {
      assertTrue(System.nanoTime() < end, "timeout");
      Thread.sleep(20);
    }
  }

  private void assertEqualRecords() throws Exception {
    try (History from = History.openReadOnly(file);
        ReadableHistory to = SharedHistory.openReadOnly(server.address("owner"), null)) {
      for (int i = 0; i < 3; i++) {
        EqualRecords.assertEqual(from, to, new Random(i), NOW);
      }
    }
  }

  private void attach(ServerAddress place, Instant at) throws IOException {
    inSession(at, history -> history.attach(new ServerAttachment(place, BERLIN, "berlin-1")));
  }

  private static void attach(HistoryWorker worker, ServerAddress place) {
    worker
        .ask(history -> {
          history.attach(new ServerAttachment(place, BERLIN, "berlin-1"));
          return history;
        })
        .join();
  }

  /// Continues with the file of a second recorder, which has one sighting of Ada.
  private void useParis(Instant at) throws IOException {
    file = scratch.resolve("other/history.db");
    record(at, active(ADA, at));
    try (History history = History.open(file, T)) {
      history.attach(
          new ServerAttachment(server.address("recorder"), UUID.randomUUID(), "paris-1"));
    }
  }

  /// Runs a session of one instant.
  private void inSession(Instant at, Change change) throws IOException {
    try (History history = History.open(file, at)) {
      change.run(history);
      history.close(at);
    }
  }

  private interface Change {
    void run(History history) throws IOException;
  }

  private ServerAttachment attachment() throws IOException {
    try (History history = History.openReadOnly(file)) {
      return history.attachment().orElseThrow();
    }
  }

  private static SharedRecorder.Result handOverRest(SharedRecorder recorder) throws IOException {
    SharedRecorder.Result result;
    do {
      result = recorder.handOver();
    } while (result.more());
    return result;
  }

  private static ErasureOrder order(SharedRecorder.Result result) {
    return Objects.requireNonNull(result.unerased().get(ADA));
  }

  private void handOverAll() throws IOException {
    try (SharedRecorder recorder = open()) {
      SharedRecorder.Result result;
      do {
        result = recorder.handOver();
        assertEquals(0, result.refused());
      } while (result.more());
      assertEquals(0, recorder.waiting());
    }
  }

  private SharedRecorder open() throws IOException {
    SharedRecorder recorder = SharedRecorder.open(file, attachment(), null, ACME);
    inSession(NOW, history -> history.continueHandOver(recorder.handedOver()));
    return recorder;
  }
}
