package rollcall.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rollcall.history.LeasePlan.Lease;
import rollcall.presence.Cause;
import rollcall.presence.Presence;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.presence.UserId;
import rollcall.testkit.Histories;
import rollcall.testkit.PostgresServer;

/// Leases of several recorders in a PostgreSQL server.
class LeaseTableTest {
  private static final UserId ADA = new UserId("UADA");
  private static final UserId BOB = new UserId("UBOB");

  @AutoClose private static PostgresServer server;

  private final List<PostgresDatabase> connections = new ArrayList<>();
  private Node berlin;
  private Node paris;

  /// Recorder with its connection, seen from the server.
  private record Node(int number, PostgresDatabase database, SqlConnection sql, LeaseTable leases) {
    List<Lease> take(long now, Map<UserId, Lease> held, UserId... people) throws Exception {
      return inTransaction(
          () -> leases.take(number, List.of(people), held, Instant.ofEpochMilli(now)));
    }

    void release(long now, UserId... people) throws Exception {
      change(() -> leases.release(number, List.of(people), Instant.ofEpochMilli(now)));
    }

    void change(SqlConnection.Action action) throws HistoryException {
      inTransaction(action.asWork());
    }

    <T> T inTransaction(SqlConnection.Work<T> work) throws HistoryException {
      return database.write(
          "test",
          () -> {
            T result = work.run();
            leases.announce();
            return result;
          });
    }

    /// Stores a sighting as a hand-over does, if the lease allows it.
    boolean see(Lease lease, long millis, Presence presence, Cause cause) throws Exception {
      return inTransaction(() -> {
        boolean allowed =
            sql.exists(
                """
                select 1 from lease where person = ? and fence = ? and recorder = ?
                  and since <= ? and (until is null or until > ?) for share\
                """,
                lease.person().value(),
                lease.fence(),
                number,
                millis,
                millis);
        if (allowed) {
          Instant at = Instant.ofEpochMilli(millis);
          sql.update(
              "insert into sighting select n, ?, ? from person where id = ?",
              millis * SightingIntegerCodec.PLACES,
              SightingIntegerCodec.encodeState(
                  Sighting.of(lease.person(), presence, at, Source.NONE, cause)),
              lease.person().value());
          leases.moveGaps(number, Set.of(lease.person()));
        }
        return allowed;
      });
    }

    void known(long millis) throws SQLException {
      sql.update("update recorder set known_until = ? where n = ?", millis, number);
    }
  }

  @BeforeAll
  static void aServerRuns() throws Exception {
    server = PostgresServer.start();
    server.useNewRecord();
  }

  @BeforeEach
  void twoRecorders() throws Exception {
    server.sql(
        "set search_path = rollcall",
        "truncate recorder, wanted, lease, sighting, person, change, erasure, blocked cascade",
        "select add_month(1970, 1)",
        """
        insert into person (id, name, real_name, title, bot, deactivated)
        select id, '', '', '', false, false from unnest(array['UADA', 'UBOB']) as id\
        """);
    berlin = node("berlin");
    paris = node("paris");
    berlin.change(() -> berlin.leases.want(berlin.number, Set.of(ADA, BOB)));
  }

  @AfterEach
  void connectionsEnd() throws HistoryException {
    for (PostgresDatabase one : connections) {
      one.close();
    }
  }

  @Test
  void eachPersonIsHeldOnce() throws Exception {
    assertEquals(2, berlin.take(100, Map.of(), ADA, BOB).size());
    assertEquals(List.of(), paris.take(100, Map.of(), ADA, BOB));
    LeasePlan.State state = paris.leases.state(paris.number);
    assertEquals(Set.of(ADA, BOB), state.heldBy(berlin.number));
    assertEquals(Set.of(ADA, BOB), state.wanted());
    assertEquals(
        List.of("berlin", "paris"),
        state.recorders().stream().map(LeasePlan.Recorder::name).toList());
  }

  @Test
  void aLeaseThatAnotherTookSinceTheDecisionStays() throws Exception {
    berlin.take(100, Map.of(), ADA);
    Map<UserId, Lease> seen = held();
    berlin.release(150, ADA);
    assertEquals(2, berlin.take(160, Map.of(), ADA).getFirst().fence());
    assertEquals(List.of(), paris.take(170, seen, ADA));
    assertEquals(3, paris.take(170, held(), ADA).getFirst().fence());
  }

  @Test
  void aDeadRecordersTimeIsUnknownFromItsLastKnownInstant() throws Exception {
    Lease old = berlin.take(100, Map.of(), ADA).getFirst();
    assertTrue(berlin.see(old, 110, Presence.ACTIVE, Cause.SNAPSHOT));
    berlin.known(150);
    Lease taken = paris.take(170, held(), ADA).getFirst();
    assertEquals(new Lease(ADA, 2, paris.number, 170), taken);
    assertEquals("110 active, 150 unknown recorder_changed", rows(ADA));
  }

  @Test
  void aLeaseBeginsAfterTheKnownTimeOfAClockThatIsAhead() throws Exception {
    Lease old = berlin.take(100, Map.of(), ADA).getFirst();
    berlin.see(old, 110, Presence.ACTIVE, Cause.SNAPSHOT);
    berlin.known(5150);
    assertEquals(5151, paris.take(170, held(), ADA).getFirst().since());
    assertTrue(!berlin.see(old, 5151, Presence.AWAY, Cause.PRESENCE_CHANGE));
  }

  @Test
  void aClockThatWasADayAheadStopsNoOne() throws Exception {
    long day = 86_400_000;
    Lease old = berlin.take(100, Map.of(), ADA).getFirst();
    berlin.see(old, 110, Presence.ACTIVE, Cause.SNAPSHOT);
    berlin.see(old, day + 5, Presence.AWAY, Cause.PRESENCE_CHANGE);
    berlin.take(100, Map.of(), BOB);
    berlin.release(day, BOB);
    berlin.known(day + 10);
    List<Lease> taken = paris.take(200, held(), ADA, BOB);
    assertEquals(
        List.of(new Lease(ADA, 2, paris.number, 120_200), new Lease(BOB, 2, paris.number, 120_200)),
        taken);
    assertEquals("110 active, 120199 unknown recorder_changed", rows(ADA));
    assertTrue(paris.see(taken.getFirst(), 120_210, Presence.AWAY, Cause.SNAPSHOT));

    Lease ahead = paris.take(day, held(), ADA).getFirst();
    assertEquals(day, ahead.since());
    assertEquals(Set.of(ADA), LeaseTable.ahead(held().values(), Instant.ofEpochMilli(300)));
    assertEquals(120_300, paris.take(300, held(), ADA).getFirst().since());
  }

  @Test
  void sightingsBeforeTheSuccessorFillTheGapAndLaterOnesAreRefused() throws Exception {
    Lease old = berlin.take(100, Map.of(), ADA).getFirst();
    berlin.see(old, 110, Presence.ACTIVE, Cause.SNAPSHOT);
    berlin.known(150);
    Lease taken = paris.take(200, held(), ADA).getFirst();
    paris.see(taken, 205, Presence.AWAY, Cause.SNAPSHOT);
    berlin.known(170);
    assertTrue(berlin.see(old, 160, Presence.AWAY, Cause.PRESENCE_CHANGE));
    assertEquals("110 active, 160 away, 170 unknown recorder_changed, 205 away", rows(ADA));
    berlin.known(900);
    assertTrue(berlin.see(old, 180, Presence.ACTIVE, Cause.PRESENCE_CHANGE));
    assertEquals(
        "110 active, 160 away, 180 active, 199 unknown recorder_changed, 205 away", rows(ADA));
    assertTrue(!berlin.see(old, 200, Presence.AWAY, Cause.PRESENCE_CHANGE));
    assertTrue(!berlin.see(taken, 210, Presence.AWAY, Cause.PRESENCE_CHANGE));
  }

  @Test
  void aCrashThatIsHandedOverLateIsNotFilled() throws Exception {
    Lease old = berlin.take(100, Map.of(), ADA).getFirst();
    berlin.see(old, 110, Presence.ACTIVE, Cause.SNAPSHOT);
    berlin.known(120);
    paris.take(200, held(), ADA);
    berlin.known(300);
    berlin.see(old, 130, Presence.UNKNOWN, Cause.APP_CRASHED);
    assertEquals("110 active, 130 unknown app_crashed", rows(ADA));
  }

  @Test
  void aCutOffRecorderWhoseClockIsBehindStopsBeforeItsSuccessorBegins() throws Exception {
    Lease old = berlin.take(100, Map.of(), ADA).getFirst();
    berlin.see(old, 110, Presence.ACTIVE, Cause.SNAPSHOT);
    berlin.known(120);
    paris.take(5200, held(), ADA);
    berlin.see(old, 300, Presence.NOT_WATCHED, Cause.WATCH_STOPPED);
    assertEquals("110 active, 300 unknown recorder_changed", rows(ADA));
    berlin.known(9000);
    berlin.change(() -> berlin.leases.moveGaps(berlin.number, Set.of(ADA)));
    assertEquals("110 active, 300 unknown recorder_changed", rows(ADA));
  }

  @Test
  void aReleasedPersonIsUnknownUntilAnotherRecorderBegins() throws Exception {
    Lease old = berlin.take(100, Map.of(), ADA).getFirst();
    berlin.see(old, 110, Presence.ACTIVE, Cause.SNAPSHOT);
    berlin.see(old, 150, Presence.NOT_WATCHED, Cause.WATCH_STOPPED);
    berlin.release(152, ADA);
    assertEquals("110 active, 150 unknown recorder_changed", rows(ADA));
    Lease taken = paris.take(160, Map.of(), ADA).getFirst();
    assertEquals(new Lease(ADA, 2, paris.number, 160), taken);
    assertEquals("110 active, 150 unknown recorder_changed", rows(ADA));
  }

  @Test
  void aPersonWantedByNoOneIsNotWatchedAfterTheRelease() throws Exception {
    Lease old = berlin.take(100, Map.of(), ADA).getFirst();
    berlin.see(old, 110, Presence.ACTIVE, Cause.SNAPSHOT);
    berlin.change(() -> berlin.leases.want(berlin.number, Set.of(BOB)));
    berlin.see(old, 150, Presence.NOT_WATCHED, Cause.WATCH_STOPPED);
    berlin.release(152, ADA);
    assertEquals("110 active, 150 not_watched", rows(ADA));
    assertEquals(2, paris.take(9000, Map.of(), ADA).getFirst().fence());
    assertEquals("110 active, 150 not_watched", rows(ADA));
  }

  @Test
  void aLeaseThatAHandOverUsesIsNotTaken() throws Exception {
    Lease old = berlin.take(100, Map.of(), ADA).getFirst();
    berlin.sql.execute("begin");
    berlin.sql.call("select 1 from lease for share");
    assertEquals(List.of(), paris.take(200, held(), ADA));
    berlin.sql.execute("commit");
    assertTrue(berlin.see(old, 110, Presence.ACTIVE, Cause.SNAPSHOT));
    assertEquals(1, paris.take(200, held(), ADA).size());
  }

  @Test
  void aTakeoverThatTheReplicaDidNotHaveIsStoredAgain() throws Exception {
    Lease old = berlin.take(100, Map.of(), ADA).getFirst();
    berlin.see(old, 110, Presence.ACTIVE, Cause.SNAPSHOT);
    berlin.known(120);
    Lease lost = new Lease(ADA, 2, paris.number, 200);
    berlin.see(old, 210, Presence.AWAY, Cause.PRESENCE_CHANGE);
    paris.change(() -> paris.leases.restore(List.of(lost)));
    assertEquals(
        List.of(120L),
        paris.sql.list("select since from change order by n", row -> row.getLong(1)));
    assertEquals(Set.of(ADA), paris.leases.state(paris.number).heldBy(paris.number));
    assertEquals("110 active, 120 unknown recorder_changed", rows(ADA));
    assertTrue(!berlin.see(old, 220, Presence.AWAY, Cause.PRESENCE_CHANGE));
    assertTrue(paris.see(lost, 205, Presence.AWAY, Cause.SNAPSHOT));
    berlin.change(() -> berlin.leases.restore(List.of(old)));
    assertEquals(Set.of(ADA), paris.leases.state(paris.number).heldBy(paris.number));
  }

  @Test
  void aPersonToEraseIsNeitherWantedNorTakenByTheRecorder() throws Exception {
    paris.sql.update("delete from wanted where person = ?", ADA.value());
    paris.sql.update("insert into erasure (person, blocks) values (?, false)", ADA.value());
    paris.sql.update(
        "insert into erasure_done select n, ? from erasure where person = ?",
        paris.number,
        ADA.value());
    berlin.leases.want(berlin.number, Set.of(ADA, BOB));
    assertEquals(Set.of(BOB), paris.leases.state(paris.number).wanted());
    paris.leases.want(paris.number, Set.of(ADA));
    assertEquals(Set.of(ADA, BOB), paris.leases.state(paris.number).wanted());
    assertEquals(Set.of(BOB), berlin.leases.state(berlin.number).wanted());
  }

  @Test
  void whoIsBlockedIsNeitherWantedNorWatchedUntilUnblocked() throws Exception {
    berlin.take(100, Map.of(), ADA);
    BlockedPeople blocked = new BlockedPeople(berlin.sql);
    blocked.add(ADA);
    assertEquals(Set.of(BOB), paris.leases.state(paris.number).wanted());
    paris.leases.want(paris.number, Set.of(ADA, BOB));
    assertEquals(
        "UBOB",
        paris
            .sql
            .text("select string_agg(person, ',') from wanted where recorder = ?", paris.number)
            .orElseThrow());
    blocked.remove(ADA);
    paris.leases.want(paris.number, Set.of(ADA, BOB));
    assertEquals(Set.of(ADA, BOB), paris.leases.state(paris.number).wanted());
  }

  @Test
  void aPersonIsNotWatchedAfterAGapWhoseSuccessorExpired() throws Exception {
    Lease old = berlin.take(100, Map.of(), ADA).getFirst();
    berlin.see(old, 110, Presence.ACTIVE, Cause.SNAPSHOT);
    berlin.known(150);
    Lease taken = paris.take(170, held(), ADA).getFirst();
    paris.see(taken, 180, Presence.ACTIVE, Cause.SNAPSHOT);
    paris.see(taken, 190, Presence.NOT_WATCHED, Cause.WATCH_STOPPED);
    paris.sql.list(
        "select delete_sightings(?, n, 0, 9223372036854775807) from person",
        row -> row.getLong(1),
        paris.number);
    RowsOfRemovedRecorders rows = new RowsOfRemovedRecorders(paris.sql);
    assertEquals(0, paris.inTransaction(rows::endGaps), "held");
    paris.release(200, ADA);
    assertEquals(0, paris.inTransaction(rows::endGaps), "wanted");
    assertEquals("110 active, 150 unknown recorder_changed", rows(ADA));
    berlin.leases.want(berlin.number, Set.of(BOB));
    assertEquals(1, paris.inTransaction(rows::endGaps));
    assertEquals("110 active, 150 not_watched", rows(ADA));
    assertEquals(0, paris.inTransaction(rows::endGaps));
  }

  @Test
  void endedLeasesWithoutRowsExpireExceptTheLast() throws Exception {
    berlin.take(100, Map.of(), ADA, BOB);
    berlin.release(200, ADA, BOB);
    Lease second = paris.take(300, Map.of(), ADA, BOB).getFirst();
    assertEquals(ADA, second.person());
    paris.see(second, 350, Presence.ACTIVE, Cause.PRESENCE_CHANGE);
    paris.release(400, ADA, BOB);
    berlin.take(500, Map.of(), ADA);
    berlin.known(150);
    assertEquals("UADA 1, UADA 2, UADA 3, UBOB 1, UBOB 2", leasesAfterTidying());
    berlin.known(500);
    assertEquals("UADA 2, UADA 3, UBOB 2", leasesAfterTidying());
    RecorderQueries queries = new RecorderQueries(paris.sql, new PersonTable(paris.sql));
    assertEquals(Set.of(ADA, BOB), queries.holders().keySet());
    paris.sql.update("delete from wanted where person = 'UBOB'");
    assertEquals(Set.of(ADA), queries.holders().keySet());
    assertEquals(Set.of(ADA, BOB), queries.holdersEver().keySet());
    paris.known(500);
    assertEquals("UADA 2, UADA 3, UBOB 2", leasesAfterTidying());
    paris.sql.update("delete from recorder where n = ?", berlin.number);
    assertEquals("UADA 2, UADA 3", leasesAfterTidying());
  }

  private String leasesAfterTidying() throws Exception {
    return paris.inTransaction(() -> {
      new RowsOfRemovedRecorders(paris.sql)
          .deleteLeases(Histories.retention(1), Instant.ofEpochMilli(0).plus(Duration.ofDays(9)));
      return paris
          .sql
          .text("select string_agg(person || ' ' || fence, ', ' order by person, fence) from lease")
          .orElseThrow();
    });
  }

  @Test
  void everyChangeHasANumberForViewers() throws Exception {
    Lease old = berlin.take(100, Map.of(), ADA).getFirst();
    berlin.see(old, 110, Presence.ACTIVE, Cause.SNAPSHOT);
    paris.take(170, held(), ADA);
    assertEquals(
        List.of("{1}@110"),
        paris.sql.list(
            """
            select array(select row_number() over (order by n) from person where n = any (people)),
              since from change order by n\
            """,
            row -> row.getString(1) + "@" + row.getLong(2)));
  }

  @Test
  void aRenewalThatIsNotFinishedStopsNoHandOver() throws Exception {
    Lease lease = berlin.take(100, Map.of(), ADA).getFirst();
    berlin.see(lease, 110, Presence.ACTIVE, Cause.SNAPSHOT);
    berlin.inTransaction(() -> {
      berlin.leases.release(berlin.number, Set.of(ADA), Instant.ofEpochMilli(200));
      return paris.sql.first("select last from feed for update nowait", row -> row.getLong(1));
    });
    assertEquals("110 active, 110 unknown recorder_changed", rows(ADA));
  }

  @Test
  void recordersThatTakeAtTheSameTimeNeverShareAPerson() throws Exception {
    List<UserId> people =
        IntStream.range(0, 200)
            .mapToObj(n -> new UserId(String.format(Locale.ROOT, "U%04d", n)))
            .toList();
    List<Node> nodes = new ArrayList<>(List.of(berlin, paris, node("rome"), node("oslo")));
    Random random = new Random(3);
    try (ExecutorService threads = Executors.newFixedThreadPool(nodes.size())) {
      for (int round = 1; round <= 15; round++) {
        long now = 1000L * round;
        List<Future<List<Lease>>> all = new ArrayList<>();
        for (Node node : nodes) {
          List<UserId> some = people.stream().filter(_ -> random.nextInt(3) > 0).toList();
          all.add(
              threads.submit(() ->
                  node.inTransaction(() ->
                      node.leases.take(
                          node.number,
                          some,
                          node.leases.state(node.number).held(),
                          Instant.ofEpochMilli(now)))));
        }
        int taken = 0;
        for (Future<List<Lease>> one : all) {
          taken += one.get().size();
        }
        assertTrue(taken > 0, "round " + round);
      }
    }
    assertEquals(
        List.of(),
        berlin.sql.list(
            """
            select a.person from lease a join lease b on a.person = b.person and a.fence < b.fence
            where a.until is null or a.until > b.since\
            """,
            row -> row.getString(1)));
  }

  private Map<UserId, Lease> held() throws SQLException {
    return berlin.leases.state(berlin.number).held();
  }

  private Node node(String name) throws Exception {
    PostgresDatabase database =
        PostgresDatabase.forRecording(
            server.address("owner"), null, PostgresDatabase.LONGEST_ANSWER);
    connections.add(database);
    SqlConnection sql = database.sql();
    int number =
        sql.first(
                """
                insert into recorder (id, name, capacity, running)
                values (gen_random_uuid(), ?, 500, true) returning n\
                """,
                row -> row.getInt(1),
                name)
            .orElseThrow();
    return new Node(number, database, sql, new LeaseTable(sql, new PostgresSightings(sql)));
  }

  private String rows(UserId user) throws SQLException {
    return String.join(
        ", ",
        berlin.sql.list(
            "select key, what from sighting where person = (select n from person where id = ?)"
                + " order by key",
            row -> {
              Sighting seen = SightingIntegerCodec.sighting(user, row.getLong(1), row.getLong(2));
              String cause = seen.presence() == Presence.UNKNOWN ? " " + seen.cause().word() : "";
              return seen.at().toEpochMilli()
                  + " "
                  + seen.presence().name().toLowerCase(Locale.ROOT)
                  + cause;
            },
            user.value()));
  }
}
