package rollcall.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.presence.AuditEvent;
import rollcall.presence.Cause;
import rollcall.presence.EventType;
import rollcall.presence.Presence;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.testkit.Histories;
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
    Duration longest = Duration.ofSeconds(1);
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
      handOverAgain(attachment, longest);
    }
    assertHandedOverOnce();
  }

  @Test
  void aWriteThatTheServerDoesNotTakeIsGivenUpAndHandedOverOnceLater() throws Exception {
    Duration longest = Duration.ofSeconds(1);
    int many = 20_000;
    try (TcpProxy proxy = new TcpProxy(server.port())) {
      ServerAttachment attachment = attached("berlin", server.address("owner", proxy.port()));
      List<Sighting> batch = new ArrayList<>();
      for (int i = 1; i <= many; i++) {
        Presence presence = i % 2 == 0 ? Presence.ACTIVE : Presence.AWAY;
        batch.add(seen(presence, i));
      }
      try (History history = History.open(file("berlin"), T.plusSeconds(1))) {
        history.append(batch);
        history.close(T.plusSeconds(many));
      }
      // In the rows of a COPY.
      proxy.stallAt(T.plusSeconds(1).toEpochMilli() * SightingIntegerCodec.PLACES + "\t");
      try (SharedRecorder recorder =
          SharedRecorder.open(file("berlin"), attachment, null, ACME, longest)) {
        long start = System.nanoTime();
        HistoryException failure =
            assertThrows(HistoryException.OnServer.class, recorder::handOver);
        String problem = failure.getMessage();
        assertTrue(problem.contains(" cannot be reached ("), problem);
        assertTrue(System.nanoTime() - start < 15 * SECOND, "given up in time");
        assertTrue(proxy.stalls());
        assertTrue(isWriteTimeout(failure), failure.toString());
      }
      handOverAgain(attachment, longest);
    }
    assertHandedOverOnce();
  }

  /// Hands everything over as soon as the server has ended the old connection.
  private void handOverAgain(ServerAttachment attachment, Duration longest) throws Exception {
    long end = System.nanoTime() + 20 * SECOND;
    while (true) {
      try (SharedRecorder again =
          SharedRecorder.open(file("berlin"), attachment, null, ACME, longest)) {
        while (again.handOver().more()) {
          assertTrue(System.nanoTime() < end);
        }
        return;
      } catch (HistoryException.OnServer e) {
        assertTrue(System.nanoTime() < end, e.getMessage());
        assertFalse(e.getMessage().contains(" is running, "), e.getMessage());
      }
    }
  }

  private void assertHandedOverOnce() throws Exception {
    try (History history = History.openReadOnly(file("berlin"))) {
      assertEquals(
          history.sightings(ADA, Instant.EPOCH, Instant.MAX).size(),
          server.number("select count(*) from rollcall.sighting"));
    }
  }

  private static boolean isWriteTimeout(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .anyMatch(one -> one.toString().contains("Write timed out"));
  }

  @Test
  void openingAServerThatHangsEnds() throws Exception {
    try (TcpProxy proxy = new TcpProxy(server.port())) {
      for (String command : List.of("plan_cache_mode", "rollcall.format")) {
        proxy.hangAt(command);
        HistoryException failure =
            assertThrows(
                HistoryException.OnServer.class,
                () ->
                    PostgresDatabase.forReading(
                        server.address("owner", proxy.port()), null, Duration.ofMillis(300)));
        assertTrue(failure.getMessage().contains(" cannot be reached ("), failure.getMessage());
        assertTrue(proxy.hangs());
      }
    }
  }

  @Test
  void aLockOfAnotherProgramIsNotWaitedForLongerThanTheServerIs() throws Exception {
    ServerAttachment attachment = attached("berlin", server.address("owner"));
    try (SharedRecorder recorder =
        SharedRecorder.open(file("berlin"), attachment, null, ACME, Duration.ofSeconds(2))) {
      server.whileLocked(
          "rollcall.session",
          () ->
              assertEquals(
                  server.address("owner")
                      + " is locked by another program, such as an update or a backup: try again"
                      + " when it ended.",
                  assertThrows(HistoryException.OnServer.class, recorder::handOver).getMessage()));
      // The connection is still there, and the transaction ended.
      assertTrue(recorder.handOver().operations() > 0);
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
  void aLeaseThatWasErasedIsNotStoredAgainUnlessAReplicaLagged() throws Exception {
    String held = "select string_agg(fence::text, ' ') from rollcall.lease";
    try (SharedRecorder recorder = open("paris")) {
      LeaseKeeper keeper = new LeaseKeeper();
      renew(recorder, keeper, 500, "live");
      server.sql("update rollcall.lease set fence = 7");
      renew(recorder, keeper, 500, "live");
      server.sql("delete from rollcall.lease");
      renew(recorder, keeper, 500, "live");
      assertEquals("1", server.text(held));
      server.sql("update rollcall.lease set fence = 7");
      renew(recorder, keeper, 500, "live");
      server.sql("delete from rollcall.lease", "update rollcall.recorder set renewals = 0");
      renew(recorder, keeper, 500, "live");
      assertEquals("7", server.text(held));
    }
  }

  @Test
  void aRecorderThatStartsAgainWithAnotherCapacityAndModeSaysSo() throws Exception {
    try (SharedRecorder recorder = open("berlin")) {
      assertEquals("0 null", about());
      renew(recorder, 500, "live");
      assertEquals("500 live", about());
      recorder.end();
    }
    try (SharedRecorder recorder = open("berlin")) {
      renew(recorder, 40, "polling");
      assertEquals("40 polling", about());
    }
  }

  @Test
  void aForgottenRecorderHasNoPeopleAndOneThatIsConnectedIsNotForgotten() throws Exception {
    ServerAddress address = server.address("owner");
    try (SharedRecorder recorder = open("berlin")) {
      renew(recorder, 500, "live");
      recorder.handOver();
      assertEquals(
          address + " has a connection to 'berlin' now: end that recorder first.",
          assertThrows(
                  HistoryException.OnServer.class,
                  () -> SharedRecorder.remove(address, null, "berlin", T))
              .getMessage());
    }
    try (SharedRecorder paris = open("paris")) {
      SharedRecorder.remove(address, null, "berlin", T.plusSeconds(60));
      assertEquals(0, server.number("select count(*) from rollcall.wanted"));
      assertEquals(0, server.number("select count(*) from rollcall.lease where until is null"));
      assertEquals(
          1,
          server.number(
              "select count(*) from rollcall.sighting where key = %d"
                  .formatted(T.toEpochMilli() * SightingIntegerCodec.PLACES)));
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
  void aForgottenRecorderThatReturnsContinuesAndBringsNoErasedPersonBack() throws Exception {
    ServerAddress address = server.address("owner");
    int number;
    try (SharedRecorder recorder = open("berlin")) {
      number = recorder.number();
      recorder.handOver();
    }
    String sessions = server.text("select count(*) from rollcall.session");
    try (SharedRecorder paris = open("paris")) {
      SharedRecorder.remove(address, null, "berlin", T.plusSeconds(60));
      try (History history = History.open(file("paris"), T.plusSeconds(2))) {
        history.append(List.of(Sighting.unknown(ADA, T.plusSeconds(2), Cause.APP_STOPPED)));
        history.maintenance().erase(ADA, true);
        history.close(T.plusSeconds(3));
      }
      handOverAll(paris);
    }
    assertEquals(0, server.number("select count(*) from rollcall.erasure"));
    assertEquals(0, server.number("select count(*) from rollcall.person"));

    try (History history = History.open(file("berlin"), T.plusSeconds(4))) {
      history.append(List.of(seen(Presence.AWAY, 4)));
      history.close(T.plusSeconds(5));
    }
    try (SharedRecorder recorder = open("berlin")) {
      assertEquals(number, recorder.number());
      ErasureOrder order = Objects.requireNonNull(recorder.handOver().unerased().get(ADA));
      assertTrue(order.block());
      try (History history = History.open(file("berlin"), T.plusSeconds(6))) {
        history.maintenance().eraseAsOrdered(ADA, order);
      }
      handOverAll(recorder);
      assertEquals(Map.of(), recorder.handOver().unerased());
    }
    assertEquals(0, server.number("select count(*) from rollcall.person"));
    assertEquals(
        sessions,
        server.text(
            "select count(*) from rollcall.session where recorder = %d and started <= %d"
                .formatted(number, T.toEpochMilli())));
    assertEquals(
        "0 0 0",
        server.text(
            """
            select (select count(*) from rollcall.erasure) || ' '
              || (select count(*) from rollcall.forgotten) || ' '
              || (select count(*) from rollcall.forgotten_erasure)\
            """));
  }

  @Test
  void expiredRowsOfRecordersThatExistNoMoreAreDeletedByOthers() throws Exception {
    ServerAddress address = server.address("owner");
    try (SharedRecorder recorder = open("berlin")) {
      recorder.handOver();
    }
    try (SharedRecorder paris = open("paris")) {
      paris.handOver();
      SharedRecorder.remove(address, null, "berlin", T.plusSeconds(60));
      long rows = server.number("select count(*) from rollcall.sighting");
      paris.tidy(Histories.retention(30), T.plus(Duration.ofDays(20)));
      assertEquals(rows, server.number("select count(*) from rollcall.sighting"));
      assertEquals(2, server.number("select count(*) from rollcall.session"));
      paris.tidy(Histories.retention(30), T.plus(Duration.ofDays(100)));
      assertEquals(0, server.number("select count(*) from rollcall.sighting"));
      assertEquals(1, server.number("select count(*) from rollcall.session"));
      assertEquals(
          "0",
          server.text(
              "select count(*) from pg_inherits where inhparent = 'rollcall.sighting'::regclass"));
    }
  }

  @Test
  void withinADayNothingExpiresTwice() throws Exception {
    ServerAddress address = server.address("owner");
    try (SharedRecorder recorder = open("berlin")) {
      recorder.handOver();
    }
    try (SharedRecorder paris = open("paris")) {
      paris.handOver();
      Instant removed = T.plus(Duration.ofDays(40));
      SharedRecorder.remove(address, null, "berlin", removed);
      paris.tidy(Histories.retention(30), removed);
      long changes = server.number("select max(n) from rollcall.change");
      String rows =
          server.text("select string_agg(key || ' ' || what, ',') from rollcall.sighting");
      paris.tidy(Histories.retention(30), removed.plus(Duration.ofHours(1)));
      assertEquals(changes, server.number("select max(n) from rollcall.change"));
      assertEquals(
          rows, server.text("select string_agg(key || ' ' || what, ',') from rollcall.sighting"));
      paris.tidy(Histories.retention(30), removed.plus(Duration.ofDays(31)));
      assertEquals(
          "0 0 1",
          server.text(
              """
              select (select count(*) from rollcall.sighting) || ' '
                || (select count(*) from rollcall.person) || ' '
                || (select count(*) from rollcall.session)\
              """));
    }
  }

  @Test
  void tidyingEndsGapsOfPeopleWatchedByNoOne() throws Exception {
    try (SharedRecorder berlin = open("berlin")) {
      handOverAll(berlin);
      server.sql(
          "update rollcall.lease set until = 9e12",
          "insert into rollcall.sighting select person, max(key) + 16000, %d from rollcall.sighting group by person"
              .formatted(LeaseEndCalculation.GAP));
      String last = "select what & 7 from rollcall.sighting order by key desc limit 1";
      assertEquals("2", server.text(last));
      berlin.tidy(Histories.UNLIMITED, T);
      assertEquals("3", server.text(last));
    }
  }

  @Test
  void aLongerRetentionOfAnotherRecorderBringsNoExpiredPersonBack() throws Exception {
    ServerAddress address = server.address("owner");
    Instant end = T.plus(Duration.ofDays(5));
    attached("berlin", address);
    attached("paris", address);
    for (String name : List.of("berlin", "paris")) {
      try (History history = History.open(file(name), T.plusSeconds(2))) {
        history.append(
            List.of(seen(Presence.ACTIVE, 2), Sighting.notWatched(ADA, end, Cause.WATCH_STOPPED)));
        history.close(end);
      }
    }
    LeaseKeeper.Intention noOne =
        new LeaseKeeper.Intention(Set.of(), _ -> false, Set.of(), Set.of(ADA), 500, "live");
    try (SharedRecorder paris = open("paris");
        SharedRecorder berlin = open("berlin")) {
      handOverAll(paris);
      LeaseKeeper keeper = new LeaseKeeper();
      renew(paris, keeper, 500, "live");
      paris.renew(keeper, noOne, end.plusMillis(1), 0);
      handOverAll(berlin);
      berlin.renew(new LeaseKeeper(), noOne, end.plusMillis(1), 0);
      assertEquals("1", server.text("select string_agg(fence::text, ',') from rollcall.lease"));

      Instant month = T.plus(Duration.ofDays(40));
      maintain("paris", Histories.retention(30), month);
      handOverAll(paris);
      paris.tidy(Histories.retention(30), month);
      assertEquals(0, server.number("select count(*) from rollcall.sighting"));
    }
    try (SharedRecorder berlin = open("berlin")) {
      maintain("berlin", Histories.retention(60), T.plus(Duration.ofDays(62)));
      handOverAll(berlin);
      assertEquals(0, server.number("select count(*) from rollcall.sighting"));
      maintain("berlin", Histories.retention(60), T.plus(Duration.ofDays(70)));
      handOverAll(berlin);
      berlin.tidy(Histories.retention(60), T.plus(Duration.ofDays(70)));
      assertEquals(0, server.number("select count(*) from rollcall.person"));
    }
  }

  private void maintain(String name, RetentionPolicy retention, Instant now) throws Exception {
    try (History history = History.open(file(name), now)) {
      history.maintenance().runNow(retention, now);
      history.close(now);
    }
  }

  @Test
  void theOwnerErasesAPersonWhoseRecorderIsGone() throws Exception {
    ServerAddress address = server.address("owner");
    try (SharedRecorder recorder = open("berlin")) {
      recorder.handOver();
    }
    long changes = server.number("select last from rollcall.feed");
    assertTrue(SharedHistory.erase(address, null, ADA, true) > 0);
    assertEquals(0, server.number("select count(*) from rollcall.person"));
    assertEquals(0, server.number("select count(*) from rollcall.sighting"));
    assertEquals(0, server.number("select count(*) from rollcall.lease"));
    assertEquals(1, server.number("select count(*) from rollcall.blocked"));
    assertEquals("U1", server.text("select person from rollcall.erasure"));
    assertEquals(changes + 1, server.number("select last from rollcall.feed"));
    SharedRecorder.remove(address, null, "berlin", T);
    assertEquals(0, server.number("select count(*) from rollcall.erasure"));
  }

  @Test
  void aClockThatIsMinutesWrongIsSaid() throws Exception {
    ServerAddress address = server.address("owner");
    try (SharedRecorder recorder = open("berlin")) {
      Instant there =
          Instant.ofEpochSecond(
              server.number("select extract(epoch from clock_timestamp())::bigint"));
      recorder.requireClock(InstantSource.fixed(there.plusSeconds(20)));
      String ahead =
          assertThrows(
                  HistoryException.OnServer.class,
                  () -> recorder.requireClock(InstantSource.fixed(there.plusSeconds(7200))))
              .getMessage();
      assertTrue(
          ahead.startsWith(address + " has another time, and the clock of this computer is 7"),
          ahead);
      assertTrue(ahead.endsWith(" s ahead: set the clocks right."), ahead);
      assertThrows(
          HistoryException.OnServer.class,
          () -> recorder.requireClock(InstantSource.fixed(there.minusSeconds(3600))));
    }
  }

  @Test
  void oldChangesAndMonthsWithoutRowsAreDeletedFromTimeToTime() throws Exception {
    try (SharedRecorder recorder = open("berlin")) {
      recorder.handOver();
      server.sql(
          "select rollcall.add_month(2025, 1)",
          "insert into rollcall.change select last + 1, now() - interval '25 hours', '{}', 0"
              + " from rollcall.feed",
          "update rollcall.feed set last = last + 1");
      long changes = server.number("select count(*) from rollcall.change");
      try (PostgresDatabase backup =
          PostgresDatabase.forReading(
              server.address("owner"), null, PostgresDatabase.LONGEST_ANSWER)) {
        backup.beginReadTransaction();
        backup.sql().number("select count(*) from sighting");
        assertFalse(recorder.tidy(Histories.UNLIMITED, T));
      }
      assertTrue(recorder.tidy(Histories.UNLIMITED, T));
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

  @Test
  void aRowOfAMonthThatAnotherRecorderDroppedIsStoredInANewPartition() throws Exception {
    try (SharedRecorder berlin = open("berlin")) {
      handOverAll(berlin);
      server.sql("delete from rollcall.sighting");
      try (SharedRecorder paris = open("paris")) {
        assertTrue(paris.tidy(Histories.UNLIMITED, T.plus(Duration.ofDays(60))));
      }
      try (History history = History.open(file("berlin"), T.plusSeconds(3))) {
        history.append(List.of(seen(Presence.AWAY, 4)));
        history.close(T.plusSeconds(5));
      }
      handOverAll(berlin);
    }
    assertEquals(
        1,
        server.number(
            "select count(*) from rollcall.sighting where key = %d"
                .formatted(T.plusSeconds(4).toEpochMilli() * SightingIntegerCodec.PLACES)));
  }

  @Test
  void ofTwoWorkspacesThatBeginARecordAtTheSameTimeOneIsRefused() throws Exception {
    server.sql(
        """
        create function meet() returns trigger language plpgsql as $$ begin
          for i in 1..100 loop
            perform pg_sleep(0.05), pg_stat_clear_snapshot();
            exit when exists (select from rollcall.recorder) or exists (
              select from pg_stat_activity where pid <> pg_backend_pid()
                and (query like '%insert into recorder%' or wait_event = 'advisory'));
          end loop;
          perform pg_sleep(0.05);
          return new;
        end $$\
        """,
        "create trigger meet before insert on rollcall.recorder for each row execute function"
            + " meet()");
    ServerAddress address = server.address("owner");
    ServerAttachment berlin = attached("berlin", address);
    ServerAttachment paris = attached("paris", address);
    CompletableFuture<String> other = new CompletableFuture<>();
    Thread.ofPlatform()
        .start(() -> other.complete(begin("paris", paris, new Workspace("T2", "other"))));
    List<String> problems =
        Stream.of(begin("berlin", berlin, ACME), other.join()).sorted().toList();
    assertEquals(
        List.of("", address + " has the record of another workspace: choose another one."),
        problems);
    assertEquals(1, server.number("select count(*) from rollcall.workspace"));
  }

  /// @return the sentence of a refusal
  private String begin(String name, ServerAttachment attachment, Workspace workspace) {
    try {
      SharedRecorder.open(file(name), attachment, null, workspace).close();
      return "";
    } catch (HistoryException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Test
  void theRetentionOfADayIsAFewStatements() throws Exception {
    ServerAddress address = server.address("owner");
    attached("berlin", address);
    try (History history = History.open(file("berlin"), T.plusSeconds(2))) {
      for (int i = 0; i < 20; i++) {
        UserId user = new UserId("U2" + i);
        history.append(
            List.of(
                Sighting.of(user, Presence.ACTIVE, T.plusSeconds(2), Source.RTM, Cause.SNAPSHOT)));
        history.appendEvents(
            List.of(
                new AuditEvent(
                    T.plusSeconds(2), EventType.PRESENCE_CHECK, user, Source.RTM, "active")));
      }
      history.close(T.plusSeconds(3));
    }
    try (SharedRecorder recorder = open("berlin")) {
      handOverAll(recorder);
      assertEquals(
          "21 20",
          server.text(
              """
              select (select count(*) from rollcall.sighting where what & 7 < 2) || ' '
                || (select count(*) from rollcall.happening)\
              """));
      server.sql(
          "create table rollcall.deleted (n bigint)",
          """
          create function rollcall.count_deleted() returns trigger language plpgsql as $$ begin
            insert into rollcall.deleted select count(*) from gone;
            return null;
          end $$\
          """,
          """
          create trigger counting after delete on rollcall.happening
          referencing old table as gone for each statement execute function rollcall.count_deleted()\
          """);
      Instant later = T.plus(Duration.ofDays(10));
      try (History history = History.open(file("berlin"), later)) {
        history.maintenance().runNow(Histories.retention(1), later);
        history.close(later);
      }
      handOverAll(recorder);
    }
    assertEquals(
        "20", server.text("select string_agg(n::text, ' ') from rollcall.deleted where n > 0"));
    try (History history = History.openReadOnly(file("berlin"));
        SharedHistory there = SharedHistory.openReadOnly(address, null)) {
      for (int i = 0; i < 20; i++) {
        UserId user = new UserId("U2" + i);
        assertEquals(
            history.sightings(user, Instant.EPOCH, Instant.MAX),
            there.sightings(user, Instant.EPOCH, Instant.MAX));
      }
    }
  }

  @Test
  void anErasureStopsNoOneForLongerThanItself() throws Exception {
    ServerAttachment attachment = attached("berlin", server.address("owner"));
    try (History history = History.open(file("berlin"), T.plusSeconds(2))) {
      history.maintenance().erase(ADA, false);
      history.append(List.of(seen(Presence.AWAY, 3)));
      history.close(T.plusSeconds(4));
    }
    try (SharedRecorder recorder = open("berlin")) {
      SharedRecorder.Result before = recorder.handOver();
      assertTrue(before.more());
      assertEquals(0, server.number("select count(*) from rollcall.sighting"));
      assertEquals(1, recorder.handOver().operations());
      assertEquals(0, server.number("select count(*) from rollcall.sighting"));
      handOverAll(recorder);
      assertEquals(1, server.number("select count(*) from rollcall.sighting where what & 7 < 2"));
    }
  }

  private static void handOverAll(SharedRecorder recorder) throws HistoryException {
    while (recorder.handOver().more()) {
      // The next batch.
    }
  }

  private static LeaseKeeper.Holding renew(SharedRecorder recorder, int capacity, String mode)
      throws HistoryException {
    return renew(recorder, new LeaseKeeper(), capacity, mode);
  }

  private static LeaseKeeper.Holding renew(
      SharedRecorder recorder, LeaseKeeper keeper, int capacity, String mode)
      throws HistoryException {
    return recorder.renew(
        keeper,
        new LeaseKeeper.Intention(Set.of(ADA), _ -> false, Set.of(), Set.of(), capacity, mode),
        T.plusSeconds(120),
        0);
  }

  private static String about() throws Exception {
    return server.text("select capacity || ' ' || coalesce(mode, 'null') from rollcall.recorder");
  }

  /// Opens the connection of a recorder; attaches its file at the first time.
  private SharedRecorder open(String name) throws IOException {
    if (!History.containsHistory(file(name))) {
      attached(name, server.address("owner"));
    }
    try (History history = History.openReadOnly(file(name))) {
      return SharedRecorder.open(file(name), history.attachment().orElseThrow(), null, ACME);
    }
  }

  private static Sighting seen(Presence presence, int seconds) {
    return Sighting.of(ADA, presence, T.plusSeconds(seconds), Source.RTM, Cause.PRESENCE_CHANGE);
  }

  /// Attaches a new file, in which ADA was seen once unless it is that of another recorder.
  private ServerAttachment attached(String name, ServerAddress address) throws IOException {
    ServerAttachment attachment = new ServerAttachment(address, UUID.randomUUID(), name);
    try (History history = History.open(file(name), T)) {
      history.setWorkspace(ACME);
      if (name.equals("berlin")) {
        history.append(List.of(seen(Presence.ACTIVE, 0)));
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
