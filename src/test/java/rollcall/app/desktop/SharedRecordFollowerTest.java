package rollcall.app.desktop;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.function.Executable;
import rollcall.history.RecordChanges;
import rollcall.history.ServerAddress;
import rollcall.history.SharedHistory;
import rollcall.presence.Cause;
import rollcall.presence.Presence;
import rollcall.presence.UserId;
import rollcall.testkit.Fx;
import rollcall.testkit.FxExtension;
import rollcall.ui.model.FxExecutor;
import rollcall.ui.model.PersonRow;
import rollcall.ui.model.PresenceFeed;
import rollcall.ui.model.PresenceModel;
import rollcall.watch.WatchStatus;

/// Windows that follow a record: what recorders commit is on the screen, also after lost
/// connections; what no one confirms is unknown.
@ExtendWith(FxExtension.class)
class SharedRecordFollowerTest {
  private static final int ACTIVE = 0;
  private static final int AWAY = 1;
  private static final AtomicInteger DATABASES = new AtomicInteger();

  /// Second of the last confirmation: ahead, so that a slow computer does not end it.
  private static final int KNOWN = 1200;

  private static final Instant T = Instant.now().minusSeconds(600).truncatedTo(ChronoUnit.SECONDS);

  private static EmbeddedPostgres server;

  private final PresenceModel model = new PresenceModel(T.plusSeconds(600), ZoneOffset.UTC);
  private final AtomicBoolean reachable = new AtomicBoolean(true);
  private final AtomicReference<Executable> duringRead = new AtomicReference<>();
  private final AtomicReference<Executable> afterRead = new AtomicReference<>();
  private volatile @Nullable Error failure;
  private String database = "";
  private Connection recorder;
  private SharedRecordFollower follower;

  @BeforeAll
  static void aServerRuns() throws Exception {
    server =
        EmbeddedPostgres.builder()
            .setDataDirectory(Files.createTempDirectory("rollcall-postgres"))
            .setServerConfig("fsync", "off")
            .start();
  }

  @AfterAll
  static void theServerEnds() throws IOException {
    server.close();
  }

  @BeforeEach
  void aRecorderWatchesGraceAndKai() throws Exception {
    database = "followed" + DATABASES.incrementAndGet();
    try (Connection all = connect("postgres")) {
      run(all, "create database " + database);
    }
    SharedHistory.prepare(address(), null);
    recorder = connect(database);
    run(recorder, "set search_path = rollcall");
    run(
        recorder,
        "create table sighting_all partition of sighting default",
        "insert into origin values ('recorders', true)",
        "insert into workspace values ('T1', 'acme')",
        "insert into recorder (id, name, capacity, running, started, known_until) values"
            + " ('00000000-0000-0000-0000-000000000001', 'berlin-1', 500, true, %d, %d)"
                .formatted(millis(0), millis(KNOWN)),
        "insert into person values (1, 'U1', 'Grace', '', '', null, false, false),"
            + " (2, 'U2', 'Kai', '', '', null, false, false)",
        "insert into wanted values (1, 'U1'), (1, 'U2')",
        "insert into lease values ('U1', 1, 1, %1$d), ('U2', 1, 1, %1$d)".formatted(millis(0)));
    commit(1, ACTIVE, 10);
    commit(2, AWAY, 10);
    follow();
    awaitPresence("U1", Presence.ACTIVE);
  }

  private void follow() {
    PresenceFeed feed = Fx.get(() -> new PresenceFeed(new FxExecutor(), model));
    // It reads the clock before the sightings, and calls the last argument after them.
    InstantSource clock =
        () -> {
          runOnce(duringRead);
          return Instant.now();
        };
    follower =
        new SharedRecordFollower("db", this::open, feed, clock, _ -> runOnce(afterRead)).start();
  }

  private static void runOnce(AtomicReference<Executable> planned) {
    Executable now = planned.getAndSet(null);
    if (now != null) {
      assertDoesNotThrow(now);
    }
  }

  @AfterEach
  void itEnds() throws Exception {
    // Otherwise it waits for a notification, up to two seconds.
    reachable.set(false);
    cut();
    follower.close();
    recorder.close();
  }

  @Test
  void aCommittedChangeIsOnTheScreenWithinASecond() throws Exception {
    awaitPresence("U2", Presence.AWAY);
    List<Duration> took = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      long start = System.nanoTime();
      commit(2, i % 2 == 0 ? ACTIVE : AWAY, 100 + i);
      awaitPresence("U2", i % 2 == 0 ? Presence.ACTIVE : Presence.AWAY);
      took.add(Duration.ofNanos(System.nanoTime() - start));
    }
    // The median: a busy computer may be late once.
    Collections.sort(took);
    assertTrue(took.get(2).compareTo(Duration.ofSeconds(1)) < 0, "took " + took);
    assertEquals(6, Fx.get(() -> row("U2").timeline().size()));
  }

  @Test
  void whatIsHandedOverLateReplacesWhatWasUnknown() throws Exception {
    commit(1, 2, 100);
    awaitPresence("U1", Presence.UNKNOWN);
    run(recorder, "begin", "delete from sighting where person = 1 and key = " + millis(100) * 16);
    insert(1, AWAY, 150);
    insert(1, ACTIVE, 160);
    announce(1, 100);
    run(recorder, "commit");
    awaitPresence("U1", Presence.ACTIVE);
    assertEquals(
        Presence.ACTIVE, Fx.get(() -> row("U1").timeline().presenceAt(T.plusSeconds(120))));
    assertEquals(Presence.AWAY, Fx.get(() -> row("U1").timeline().presenceAt(T.plusSeconds(155))));
  }

  @Test
  void whileTheServerIsAwayEveryoneIsUnknownAndAfterwardsAllIsThere() throws Exception {
    awaitStatus(following -> following.knownUntil() != null);
    reachable.set(false);
    cut();
    awaitPresence("U1", Presence.UNKNOWN);
    WatchStatus.Following away = awaitStatus(following -> following.problem() != null);
    assertEquals(T.plusSeconds(KNOWN), away.knownUntil());
    assertEquals(Cause.DISCONNECTED, Fx.get(() -> cause("U1")));
    commit(2, ACTIVE, 400);
    commit(2, AWAY, 500);
    run(recorder, "update recorder set renewals = renewals + 1");
    reachable.set(true);
    follower.retry();
    awaitPresence("U1", Presence.ACTIVE);
    awaitPresence("U2", Presence.AWAY);
    assertEquals(1, Fx.get(() -> row("U1").timeline().size()));
    assertEquals(
        Presence.ACTIVE, Fx.get(() -> row("U2").timeline().presenceAt(T.plusSeconds(450))));
    awaitStatus(following -> following.problem() == null);
  }

  @Test
  void anEndedRecorderIsNamedAndItsPeopleAreUnknownSinceItsLastConfirmation() throws Exception {
    run(recorder, "update recorder set running = false");
    awaitPresence("U1", Presence.UNKNOWN);
    assertEquals(Cause.APP_NOT_RUNNING, Fx.get(() -> cause("U1")));
    WatchStatus.Following ended =
        awaitStatus(following ->
            following.recorders().size() == 1 && !following.recorders().getFirst().recording());
    assertEquals("berlin-1", ended.recorders().getFirst().name());
    assertEquals(0, ended.watched());
    run(recorder, "update recorder set running = true, renewals = renewals + 1");
    awaitPresence("U1", Presence.ACTIVE);
    assertEquals(1, Fx.get(() -> row("U1").timeline().size()));
    assertEquals(2, awaitStatus(following -> following.watched() == 2).people());
  }

  @Test
  void aChangeOfNoPersonIsNoReasonToReadAllAgain() throws Exception {
    try (SharedHistory history = open()) {
      RecordChanges.Position before = history.lastChange();
      run(
          recorder,
          "update feed set last = last + 1",
          "insert into change (n, people, since) select last, '{}', 0 from feed");
      RecordChanges events = history.changesAfter(before);
      assertEquals(before.number() + 1, events.last().number());
      assertEquals(
          new RecordChanges(events.last(), false, Set.of(), events.since(), false), events);
      commit(2, ACTIVE, 700);
      RecordChanges both = history.changesAfter(before);
      assertEquals(
          new RecordChanges(
              both.last(), false, Set.of(new UserId("U2")), T.plusSeconds(700), false),
          both);
      assertEquals(before.number() + 2, both.last().number());
    }
    awaitPresence("U2", Presence.ACTIVE);
  }

  @Test
  void anErasedPersonIsNotShownAnyMore() throws Exception {
    run(
        recorder,
        "begin",
        "delete from sighting where person = 2",
        "delete from person where n = 2",
        "delete from wanted where person = 'U2'",
        "delete from lease where person = 'U2'");
    announce(2, 0);
    run(recorder, "commit");
    Fx.await(() -> model.rows().size() == 1);
    assertEquals("Grace", Fx.get(() -> model.person(model.rows().getFirst().id()).name()));
    AtomicInteger states = new AtomicInteger(-1);
    duringRead.set(() -> noteStatesOfKai(states));
    run(recorder, "insert into wanted values (1, 'U2')");
    Fx.await(() -> states.get() >= 0);
    assertEquals(0, states.get(), "states of the erased person, before the record is read again");
    Fx.await(() -> row("U2").timeline().size() == 0);
  }

  /// Notes the states at the first read at which the person is shown again.
  private void noteStatesOfKai(AtomicInteger states) {
    if (Fx.get(() -> model.rows().size()) == 2) {
      states.set(Fx.get(() -> row("U2").timeline().size()));
    } else {
      duringRead.set(() -> noteStatesOfKai(states));
    }
  }

  @Test
  void aPersonWhoJoinsTheListIsShownWithThePastAndAChangedNameIsShown() throws Exception {
    run(recorder, "insert into person values (3, 'U3', 'U3', '', '', null, false, false)");
    insert(3, AWAY, 20);
    insert(3, ACTIVE, 30);
    announce(3, 30);
    run(
        recorder,
        "insert into lease values ('U3', 1, 1, %d)".formatted(millis(0)),
        "insert into wanted values (1, 'U3')");
    awaitPresence("U3", Presence.ACTIVE);
    Fx.await(() -> row("U3").timeline().size() == 2);
    run(recorder, "begin", "update person set name = 'Ada' where n = 3");
    run(
        recorder,
        "update feed set last = last + 1",
        "insert into change (n, people, since) select last, '{3}', %d from feed"
            .formatted(Long.MAX_VALUE),
        "select pg_notify('rollcall', '')",
        "commit");
    Fx.await(() -> row("U3").state().person().name().equals("Ada"));
    assertEquals(2, Fx.get(() -> row("U3").timeline().size()));
  }

  @Test
  void changesOfMoreThanADayAgoAreReadWithAllOthers() throws Exception {
    reachable.set(false);
    cut();
    awaitPresence("U1", Presence.UNKNOWN);
    commit(2, ACTIVE, 400);
    run(recorder, "delete from change");
    run(recorder, "update recorder set renewals = renewals + 1");
    reachable.set(true);
    follower.retry();
    awaitPresence("U2", Presence.ACTIVE);
    awaitPresence("U1", Presence.ACTIVE);
  }

  @Test
  void changesOfAReplicaThatLackedSomeAreReadWithAllOthers() throws Exception {
    commit(2, ACTIVE, 100);
    commit(2, AWAY, 200);
    // Both: away is also the first state.
    Fx.await(() -> row("U2").timeline().size() == 3);
    reachable.set(false);
    cut();
    awaitPresence("U1", Presence.UNKNOWN);
    comeBackToAReplicaWithoutTheLastTwo();
  }

  @Test
  void changesThatWereReadBeforeTheirNumbersAreNotKeptFromAReplicaThatLacksThem() throws Exception {
    reachable.set(false);
    cut();
    follower.close();
    reachable.set(true);
    duringRead.set(() -> {
      commit(2, ACTIVE, 100);
      commit(2, AWAY, 200);
    });
    afterRead.set(() -> {
      reachable.set(false);
      cut();
    });
    follow();
    Fx.await(() -> row("U2").timeline().size() >= 3);
    awaitPresence("U1", Presence.UNKNOWN);
    comeBackToAReplicaWithoutTheLastTwo();
  }

  /// Before the viewer comes back, recorders give the numbers again.
  private void comeBackToAReplicaWithoutTheLastTwo() throws Exception {
    run(
        recorder,
        "delete from sighting where person = 2 and key > %d * 16".formatted(millis(10)),
        "delete from change where n > (select last - 2 from feed)",
        "update feed set last = last - 2");
    commit(1, AWAY, 300);
    commit(2, ACTIVE, 310);
    commit(1, ACTIVE, 320);
    run(recorder, "update recorder set renewals = renewals + 1");
    reachable.set(true);
    follower.retry();
    awaitPresence("U2", Presence.ACTIVE);
    Fx.await(() -> row("U1").timeline().size() == 3);
    // The pasts of two people are not one update of the window.
    Fx.await(() -> row("U2").timeline().presenceAt(T.plusSeconds(150)) == Presence.AWAY);
  }

  @Test
  void theDailyRetentionIsNoReasonToReadMoreThanTheTimelines() throws Exception {
    int day = 86_400;
    insert(2, ACTIVE, -500 * day);
    insert(2, AWAY, -400 * day);
    insert(2, ACTIVE, -300 * day);
    commit(2, AWAY, -600 * day);
    commit(2, ACTIVE, 100);
    Fx.await(() -> row("U2").timeline().size() == 4);
    assertEquals(T.getEpochSecond() - 400 * day, Fx.get(() -> row("U2").timeline().startSecond(0)));
  }

  @Test
  void afterALackOfMemoryTheRecordIsUnreachableAndReadAgain() throws Exception {
    failure = new OutOfMemoryError("Java heap space");
    cut();
    awaitStatus(following -> following.problem() != null);
    awaitPresence("U1", Presence.UNKNOWN);
    failure = null;
    follower.retry();
    awaitPresence("U1", Presence.ACTIVE);
  }

  private SharedHistory open() throws IOException {
    Error error = failure;
    if (error != null) {
      throw error;
    }
    if (!reachable.get()) {
      throw new IOException("The server is away.");
    }
    return SharedHistory.follow(address(), null);
  }

  private void cut() throws Exception {
    run(
        recorder,
        "select pg_terminate_backend(pid) from pg_stat_activity"
            + " where datname = current_database() and pid <> pg_backend_pid()");
  }

  private void commit(int person, int state, int second) throws Exception {
    run(recorder, "begin");
    insert(person, state, second);
    announce(person, second);
    run(recorder, "commit");
  }

  private void insert(int person, int state, int second) throws Exception {
    run(
        recorder,
        "insert into sighting values (%d, %d, %d)".formatted(person, millis(second) * 16, state));
  }

  private void announce(int person, int second) throws Exception {
    run(
        recorder,
        "update feed set last = last + 1",
        "insert into change (n, people, since) select last, '{%d}', %d from feed"
            .formatted(person, millis(second)),
        "select pg_notify('rollcall', '')");
  }

  private void awaitPresence(String user, Presence presence) {
    Fx.await(() ->
        model.rows().stream()
            .anyMatch(
                row -> row.id().equals(new UserId(user)) && row.state().presence() == presence));
  }

  private WatchStatus.Following awaitStatus(Predicate<WatchStatus.Following> expected) {
    Fx.await(() -> model.status().get() instanceof WatchStatus.Following now && expected.test(now));
    return (WatchStatus.Following) Fx.get(() -> model.status().get());
  }

  private Cause cause(String user) {
    var timeline = row(user).timeline();
    return timeline.cause(timeline.size() - 1);
  }

  private PersonRow row(String user) {
    return model.rows().stream()
        .filter(row -> row.id().equals(new UserId(user)))
        .findFirst()
        .orElseThrow();
  }

  private static long millis(int second) {
    return T.plusSeconds(second).toEpochMilli();
  }

  private ServerAddress address() {
    return ServerAddress.of(
        String.format(
            Locale.ROOT, "postgresql://postgres@localhost:%d/%s", server.getPort(), database));
  }

  private static Connection connect(String database) throws Exception {
    return DriverManager.getConnection(server.getJdbcUrl("postgres", database));
  }

  private static void run(Connection connection, String... statements) throws Exception {
    try (Statement statement = connection.createStatement()) {
      for (String one : statements) {
        statement.execute(one);
      }
    }
  }
}
