package rollcall.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.presence.Cause;
import rollcall.presence.Presence;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.testkit.PostgresServer;
import rollcall.testkit.TcpProxy;

/// Connection of a recorder to a real server: what it says about itself, and how it ends.
class RecorderConnectionTest {
  private static final Workspace ACME = new Workspace("T1", "acme");
  private static final UserId ADA = new UserId("U1");
  private static final Instant T = Instant.parse("2026-03-17T07:00:00Z");
  private static final long SECOND = 1_000_000_000L;

  @AutoClose private static PostgresServer server;

  @TempDir Path scratch;

  @BeforeAll
  static void aServerRuns() throws Exception {
    server = PostgresServer.start();
  }

  @BeforeEach
  void aPreparedDatabase() throws Exception {
    server.useNewRecord();
  }

  @Test
  void aServerThatDoesNotAnswerIsGivenUpAndFreesItsLocks() throws Exception {
    Duration longest = Duration.ofMillis(400);
    try (TcpProxy proxy = new TcpProxy(server.port())) {
      ServerAttachment attachment = attached("berlin", server.address("owner", proxy.port()));
      try (SharedRecorder recorder =
          SharedRecorder.open(file("berlin"), attachment, null, ACME, longest)) {
        // In the transaction, which has locked the row of this recorder.
        proxy.hangAt("update recorder set handed_over");
        long start = System.nanoTime();
        String problem =
            assertThrows(HistoryException.OnServer.class, recorder::handOver).getMessage();
        assertTrue(problem.contains(" cannot be reached ("), problem);
        assertTrue(System.nanoTime() - start < 10 * SECOND, "given up in time");
      }
      assertTrue(proxy.hangs());
      // The server still has the connection, and ends it by itself.
      long end = System.nanoTime() + 20 * SECOND;
      while (true) {
        try (SharedRecorder again =
            SharedRecorder.open(file("berlin"), attachment, null, ACME, longest)) {
          again.handOver();
          break;
        } catch (HistoryException.OnServer e) {
          assertTrue(System.nanoTime() < end, e.getMessage());
          Thread.sleep(50);
        }
      }
    }
    try (History history = History.openReadOnly(file("berlin"))) {
      assertEquals(
          history.sightings(ADA, Instant.EPOCH, Instant.MAX).size(),
          server.number("select count(*) from rollcall.sighting"));
    }
  }

  @Test
  void aSilentRecorderIsDisconnectedByTheServer() throws Exception {
    try (SharedRecorder recorder =
        SharedRecorder.open(
            file("berlin"),
            attached("berlin", server.address("owner")),
            null,
            ACME,
            Duration.ofMillis(100))) {
      String connections =
          "select count(*) from pg_stat_activity where application_name = 'rollcall'";
      assertEquals(1, server.number(connections));
      long end = System.nanoTime() + 20 * SECOND;
      while (server.number(connections) > 0) {
        assertTrue(System.nanoTime() < end, "still connected");
        Thread.sleep(20);
      }
      assertThrows(HistoryException.OnServer.class, recorder::handOver);
    }
  }

  @Test
  void aRecorderThatStartsAgainWithAnotherCapacityAndModeSaysSo() throws Exception {
    ServerAttachment attachment = attached("berlin", server.address("owner"));
    try (SharedRecorder recorder = SharedRecorder.open(file("berlin"), attachment, null, ACME)) {
      assertEquals("0 null", about());
      renew(recorder, 500, "live");
      assertEquals("500 live", about());
      recorder.end();
    }
    try (SharedRecorder recorder = SharedRecorder.open(file("berlin"), attachment, null, ACME)) {
      renew(recorder, 40, "polling");
      assertEquals("40 polling", about());
    }
  }

  @Test
  void aForgottenRecorderHasNoPeopleAndOneThatIsConnectedIsNotForgotten() throws Exception {
    ServerAddress address = server.address("owner");
    ServerAttachment attachment = attached("berlin", address);
    try (SharedRecorder recorder = SharedRecorder.open(file("berlin"), attachment, null, ACME)) {
      renew(recorder, 500, "live");
      recorder.handOver();
      assertEquals(
          address + " has a connection to 'berlin' now: end that recorder first.",
          assertThrows(
                  HistoryException.OnServer.class,
                  () -> SharedRecorder.remove(address, null, "berlin", T))
              .getMessage());
    }
    try (SharedRecorder paris =
        SharedRecorder.open(file("paris"), attached("paris", address), null, ACME)) {
      SharedRecorder.remove(address, null, "berlin", T.plusSeconds(60));
      assertEquals(0, server.number("select count(*) from rollcall.wanted"));
      assertEquals(0, server.number("select count(*) from rollcall.lease where until is null"));
      assertEquals(
          1,
          server.number(
              "select count(*) from rollcall.sighting where key = %d"
                  .formatted(T.toEpochMilli() * SightingCodec.PLACES)));
      LeaseKeeper.Holding holding = renew(paris, 500, "live");
      assertEquals(Set.of(ADA), holding.since().keySet());
    }
    assertEquals(
        address + " has no recorder of the name 'berlin'.",
        assertThrows(
                HistoryException.OnServer.class,
                () -> SharedRecorder.remove(address, null, "berlin", T))
            .getMessage());
  }

  @Test
  void oldChangesAndMonthsWithoutRowsAreDeletedFromTimeToTime() throws Exception {
    try (SharedRecorder recorder =
        SharedRecorder.open(
            file("berlin"), attached("berlin", server.address("owner")), null, ACME)) {
      recorder.handOver();
      server.sql(
          "select rollcall.add_month(2025, 1)",
          "insert into rollcall.change select last + 1, now() - interval '25 hours', '{}', 0"
              + " from rollcall.feed",
          "update rollcall.feed set last = last + 1");
      long changes = server.number("select count(*) from rollcall.change");
      try (PostgresDatabase backup = PostgresDatabase.forReading(server.address("owner"), null)) {
        backup.freeze();
        Sql.first(backup.connection(), "select count(*) from sighting", row -> row.getLong(1));
        assertFalse(recorder.tidy(T.toEpochMilli()));
      }
      assertTrue(recorder.tidy(T.toEpochMilli()));
      assertEquals(changes - 1, server.number("select count(*) from rollcall.change"));
      assertEquals(
          "sighting_2026_03",
          server.text(
              """
              select string_agg(relname, ' ') from pg_inherits join pg_class on pg_class.oid = inhrelid
              where inhparent = 'rollcall.sighting'::regclass\
              """));
    }
  }

  private static LeaseKeeper.Holding renew(SharedRecorder recorder, int capacity, String mode)
      throws HistoryException {
    return recorder.renew(
        new LeaseKeeper(),
        new LeaseKeeper.Intention(Set.of(ADA), _ -> false, Set.of(), Set.of(), capacity, mode),
        T.plusSeconds(120),
        0);
  }

  private static String about() throws Exception {
    return server.text("select capacity || ' ' || coalesce(mode, 'null') from rollcall.recorder");
  }

  /// Attaches a new file, in which ADA was seen once unless it is that of another recorder.
  private ServerAttachment attached(String name, ServerAddress address) throws IOException {
    ServerAttachment attachment = new ServerAttachment(address, UUID.randomUUID(), name);
    try (History history = History.open(file(name), T)) {
      history.belongTo(ACME);
      if (name.equals("berlin")) {
        history.append(
            List.of(Sighting.of(ADA, Presence.ACTIVE, T, Source.RTM, Cause.PRESENCE_CHANGE)));
      }
      history.attach(attachment);
      history.close(T.plusSeconds(1));
    }
    return attachment;
  }

  private Path file(String name) {
    return scratch.resolve(name).resolve("history.db");
  }
}
