package rollcall.history;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import rollcall.presence.Cause;
import rollcall.presence.Person;
import rollcall.presence.Presence;
import rollcall.presence.Sighting;
import rollcall.presence.SlackStatus;
import rollcall.presence.Source;
import rollcall.presence.UserId;
import rollcall.testkit.Histories;

class HistoryProblemsTest {
  private static final UserId GRACE = new UserId("U0A1B2C3D");
  private static final Instant T = Instant.parse("2026-09-17T07:00:00Z");
  private static final Instant FAR = T.plusSeconds(1_000_000);

  @TempDir Path directory;

  @Test
  void twoCannotRecordIntoOneHistory() throws Exception {
    try (History first = History.open(file(), T)) {
      var refused = assertThrows(HistoryException.InUse.class, () -> History.open(file(), T));
      assertEquals(
          "Another Rollcall is already recording into "
              + file()
              + ": close it first, or choose another data directory.",
          refused.getMessage());
      first.append(sightings(0, 3));
    }
    try (History next = History.open(file(), T.plusSeconds(100))) {
      assertEquals(4, next.sightings(GRACE, T, FAR).size());
    }
  }

  @Test
  void aHistoryIsClosedEvenIfTheEndOfItsSessionCannotBeStored() throws Exception {
    History history = History.open(file(), T);
    history.append(sightings(0, 3));
    history.database().sql().execute("pragma query_only = true");
    assertThrows(HistoryException.class, () -> history.close(T.plusSeconds(100)));
    try (History next = History.open(file(), T.plusSeconds(200))) {
      assertEquals(4, next.sightings(GRACE, T, FAR).size());
    }
  }

  @Test
  void aFullDiskTakesNothingOfABatchAndAllOfItLater() throws Exception {
    try (SqliteDatabase database = SqliteDatabase.forWriting(file())) {
      SqliteSightings sightings = new SqliteSightings(database.sql());
      PersonTable people = new PersonTable(database.sql());
      int grace = database.write("test", () -> people.number(GRACE));
      database.sql().execute("pragma max_page_count = 30");
      List<Sighting> stored = new ArrayList<>();
      List<Sighting> batch = sightings(0, 1000);
      while (true) {
        List<Sighting> next = batch;
        try {
          database.write("test", () -> store(database.sql(), grace, next));
        } catch (HistoryException.DiskFull full) {
          break;
        }
        stored.addAll(next);
        batch = sightings(stored.size(), 1000);
      }
      assertEquals(stored, sightings.around(grace, GRACE, T, FAR));
      database.sql().execute("pragma max_page_count = 3000");
      List<Sighting> again = batch;
      database.write("test", () -> store(database.sql(), grace, again));
      stored.addAll(again);
      assertEquals(stored, sightings.around(grace, GRACE, T, FAR));
    }
  }

  @Test
  void aFileThatIsNoDatabaseIsLeftAsItIs() throws Exception {
    byte[] letter =
        "Dear diary, this is no database at all. ".repeat(100).getBytes(StandardCharsets.UTF_8);
    Files.write(file(), letter);
    assertThrows(HistoryException.Foreign.class, () -> History.open(file(), T));
    assertThrows(HistoryException.Foreign.class, () -> History.openReadOnly(file()));
    assertArrayEquals(letter, Files.readAllBytes(file()));
  }

  @Test
  void theDatabaseOfAnotherProgramIsLeftAsItIs() throws Exception {
    on(file(), "create table recipe (name text)");
    byte[] before = Files.readAllBytes(file());
    var refused = assertThrows(HistoryException.Foreign.class, () -> History.open(file(), T));
    assertEquals(
        file()
            + " is the database of another program, so Rollcall left it as it is: choose another"
            + " data directory, or move it away.",
        refused.getMessage());
    assertArrayEquals(before, Files.readAllBytes(file()));
  }

  @Test
  void aDamagedHistoryIsNotOpened() throws Exception {
    try (History history = History.open(file(), T)) {
      history.append(sightings(0, 2000));
    }
    byte[] bytes = Files.readAllBytes(file());
    for (int i = 5 * 4096; i < 7 * 4096; i++) {
      bytes[i] = (byte) 0xA5;
    }
    Files.write(file(), bytes);
    assertThrows(HistoryException.Damaged.class, () -> History.open(file(), T));
  }

  @Test
  void aNewerHistoryIsReadAndNotWritten() throws Exception {
    newerHistory("pragma user_version = 99");
    byte[] before = Files.readAllBytes(file());
    var refused = assertThrows(HistoryException.Newer.class, () -> History.open(file(), T));
    assertEquals(
        "The history "
            + file()
            + " was made by a newer Rollcall (format 99, this one writes "
            + Schema.newest()
            + "), so this one only reads it: update Rollcall to record or to change anything.",
        refused.getMessage());
    try (History history = History.openReadOnly(file())) {
      assertEquals(3, history.sightings(GRACE, T, FAR).size());
      for (Executable change : changes(history)) {
        assertEquals(
            refused.getMessage(), assertThrows(HistoryException.Newer.class, change).getMessage());
      }
    }
    assertArrayEquals(before, Files.readAllBytes(file()));
    // SQLite leaves the two by which it reads beside a writer, and nothing in the log.
    assertEquals(
        List.of("history.db", "history.db-shm", "history.db-wal", "history.db.lock"), names());
    assertEquals(0, Files.size(Path.of(file() + "-wal")));
  }

  private static List<Executable> changes(History history) {
    return List.of(
        history::requireKnownFormat,
        () -> history.append(sightings(0, 1)),
        () -> history.heartbeat(T),
        () -> history.savePeople(List.of(Person.unknown(GRACE))),
        () -> history.maintenance().erase(GRACE, true),
        () -> history.maintenance().eraseAll(T),
        () -> history.maintenance().run(Histories.retention(1), FAR),
        () -> history.close(FAR));
  }

  @Test
  void whatANewerRecorderWasWritingIsReadFromItsLogWhichStays() throws Exception {
    try (History history = History.open(file(), T)) {
      history.append(sightings(0, 3));
      on(file(), "pragma user_version = 99");
      Path copy = Files.createDirectory(directory.resolve("copy")).resolve("history.db");
      for (String part : List.of("", "-wal")) {
        Files.copy(Path.of(file() + part), Path.of(copy + part));
      }
      byte[] log = Files.readAllBytes(Path.of(copy + "-wal"));
      byte[] before = Files.readAllBytes(copy);
      assertEquals(true, log.length > 0);
      try (History newer = History.openReadOnly(copy)) {
        assertEquals(sightings(0, 3), newer.sightings(GRACE, T, FAR));
      }
      assertArrayEquals(before, Files.readAllBytes(copy));
      assertArrayEquals(log, Files.readAllBytes(Path.of(copy + "-wal")));
    }
  }

  @Test
  void aNewerHistoryThatIsNotUnderstoodIsSaidToBeSo() throws Exception {
    newerHistory("pragma user_version = 99", "drop table sighting");
    byte[] before = Files.readAllBytes(file());
    var refused =
        assertThrows(
            HistoryException.Newer.class,
            () -> {
              try (History history = History.openReadOnly(file())) {
                history.sightings(GRACE, T, FAR);
              }
            });
    assertEquals(
        "The history "
            + file()
            + " was made by a newer Rollcall (format 99, this one knows "
            + Schema.newest()
            + "), and this one cannot read it: update Rollcall.",
        refused.getMessage());
    assertArrayEquals(before, Files.readAllBytes(file()));
  }

  @Test
  void anOlderHistoryIsBroughtUpToDateAndACopyOfItIsKept() throws Exception {
    for (boolean toRecord : List.of(true, false)) {
      Path file = directory.resolve(toRecord + ".db");
      olderHistory(file);
      try (History history =
          toRecord ? History.open(file, T.plusSeconds(10)) : History.openReadOnly(file)) {
        assertEquals(sightings(0, 3), history.sightings(GRACE, T, T.plusSeconds(3)));
      }
      try (SqliteDatabase copy = SqliteDatabase.forReading(Schema.copyOf(file, 1))) {
        assertEquals(1, Schema.version(copy.sql()));
      }
      try (SqliteDatabase now = SqliteDatabase.forReading(file)) {
        assertEquals(Schema.newest(), Schema.version(now.sql()));
      }
    }
  }

  @Test
  void whatLaysOverPresenceBeforeItHadAnIndexIsReadAfterTheUpdate() throws Exception {
    SlackStatus lunch = new SlackStatus.StatusText(GRACE, "Lunch", T, Source.RTM);
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file())) {
      SqlConnection sql = new SqlConnection(connection);
      Schema.migrate(sql, file(), 0, 3);
      int grace = new PersonTable(sql).number(GRACE);
      store(sql, grace, sightings(0, 3));
      new EventTable(sql).add(lunch.toAuditEvent(), grace);
    }
    try (History history = History.openReadOnly(file())) {
      assertEquals(List.of(lunch), history.slackStatuses(GRACE, T, FAR));
      assertEquals(List.of(lunch.toAuditEvent()), history.auditEvents(T, FAR));
      assertEquals(sightings(0, 3), history.sightings(GRACE, T, FAR));
    }
    try (SqliteDatabase copy = SqliteDatabase.forReading(Schema.copyOf(file(), 3));
        SqliteDatabase now = SqliteDatabase.forReading(file())) {
      String indexes = "select count(*) from sqlite_schema where name = 'happening_person'";
      assertEquals(3, Schema.version(copy.sql()));
      assertEquals(0, copy.sql().number(indexes));
      assertEquals(1, now.sql().number(indexes));
    }
  }

  @Test
  void aPlaceWhereNothingCanBeMadeIsSaidSo() throws Exception {
    Path notADirectory = Files.createFile(directory.resolve("file"));
    assertThrows(
        HistoryException.Unwritable.class,
        () -> History.open(notADirectory.resolve("history.db"), T));
    assertThrows(HistoryException.Missing.class, () -> History.openReadOnly(file()));
  }

  @Test
  void anEmptyFileIsABeginning() throws Exception {
    Files.createFile(file());
    assertThrows(HistoryException.Missing.class, () -> History.openReadOnly(file()));
    try (History history = History.open(file(), T)) {
      history.append(sightings(0, 1));
    }
  }

  @Test
  void aDatabaseOfOursWithoutAnyTableIsABeginning() throws Exception {
    on(file(), "pragma application_id = " + Schema.APPLICATION_ID);
    on(file(), "pragma user_version = 4");
    assertEquals(false, History.containsHistory(file()));
    try (History history = History.open(file(), T)) {
      history.append(sightings(0, 1));
    }
    assertEquals(true, History.containsHistory(file()));
  }

  @Test
  void aLogWhoseHistoryIsEmptyOrGoneIsKeptAsideOnce() throws Exception {
    Path log = directory.resolve("history.db-wal");
    byte[] changes;
    try (History history = History.open(file(), T)) {
      history.append(sightings(0, 100));
      changes = Files.readAllBytes(log);
    }
    for (String kept : List.of("history.db.damaged-wal", "history.db.damaged-wal-2")) {
      if (kept.endsWith("2")) {
        Files.delete(file());
      } else {
        Files.write(file(), new byte[0]);
      }
      Files.write(log, changes);
      assertEquals(false, History.containsHistory(file()));
      assertThrows(HistoryException.Missing.class, () -> History.openReadOnly(file()));
      var alone = assertThrows(HistoryException.LogAlone.class, () -> History.open(file(), T));
      assertEquals(
          "The history %s is empty, but the log of its changes is not: the log is kept as %s, and a new history begins."
              .formatted(file(), directory.resolve(kept)),
          alone.getMessage());
      assertArrayEquals(changes, Files.readAllBytes(directory.resolve(kept)));
      try (History history = History.open(file(), T)) {
        assertEquals(List.of(), history.people());
      }
    }
  }

  @Test
  void aHistoryThatHasLostATableIsSaidToBeDamagedAndStaysAsItIs() throws Exception {
    History.open(file(), T).close(T);
    on(file(), "drop table sighting");
    byte[] before = Files.readAllBytes(file());
    assertThrows(HistoryException.Damaged.class, () -> History.open(file(), T));
    assertThrows(HistoryException.Damaged.class, () -> History.openReadOnly(file()));
    assertEquals(true, History.containsHistory(file()));
    assertArrayEquals(before, Files.readAllBytes(file()));
  }

  @Test
  void aTruncatedHistoryIsSaidToBeDamagedAndStaysAsItIs() throws Exception {
    try (History history = History.open(file(), T)) {
      history.append(sightings(0, 2000));
    }
    byte[] whole = Files.readAllBytes(file());
    for (int length : List.of(whole.length / 2, 4096, 4000, 100, 1)) {
      byte[] part = Arrays.copyOf(whole, length);
      Files.write(file(), part);
      HistoryException said =
          assertThrows(HistoryException.class, () -> History.open(file(), T), "" + length);
      assertFalse(said instanceof HistoryException.Missing, said.getMessage());
      assertEquals(true, History.containsHistory(file()), "" + length);
      assertArrayEquals(part, Files.readAllBytes(file()), "" + length);
    }
  }

  @Test
  void aBlockedPersonWhoCannotBeReadIsNotTakenForNoOne() throws Exception {
    try (History history = History.open(file(), T)) {
      history.maintenance().erase(GRACE, true);
      history.close(T);
    }
    on(file(), "update blocked set hash = x'00'");
    try (History history = History.openReadOnly(file())) {
      var said = assertThrows(HistoryException.Failed.class, () -> history.maintenance().blocked());
      assertEquals(
          "Could not read who is blocked in %s (a blocked person cannot be read): check the disk and try again."
              .formatted(file()),
          said.getMessage());
    }
  }

  @Test
  void theReserveGivesItsRoomBackWhereTheDiskIsFull() throws Exception {
    Path reserve = directory.resolve("history.db.reserve");
    try (History history = History.open(file(), T)) {
      history.reserveSpace();
      history.reserveSpace();
      assertEquals(1 << 20, Files.size(reserve));
      history.append(sightings(0, 10));
      history.freeReservedSpace();
      assertFalse(Files.exists(reserve));
      history.append(sightings(10, 10));
      assertEquals(sightings(0, 20), history.sightings(GRACE, T, FAR));
    }
  }

  private void newerHistory(String... changes) throws Exception {
    try (History history = History.open(file(), T)) {
      history.append(sightings(0, 3));
    }
    for (String change : changes) {
      on(file(), change);
    }
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }

  private Path file() {
    return directory.resolve("history.db");
  }

  private static int store(SqlConnection sql, int person, List<Sighting> batch)
      throws SQLException {
    try (var appending = new SightingInserter(sql, 0)) {
      for (Sighting seen : batch) {
        appending.add(person, seen);
      }
    }
    return batch.size();
  }

  /// A history as the first Rollcall wrote it.
  private static void olderHistory(Path file) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      SqlConnection sql = new SqlConnection(connection);
      Schema.migrate(sql, file, 0, 1);
      store(sql, new PersonTable(sql).number(GRACE), sightings(0, 3));
    }
  }

  private static List<Sighting> sightings(int from, int count) {
    List<Sighting> all = new ArrayList<>();
    for (int i = from; i < from + count; i++) {
      all.add(
          Sighting.of(
              GRACE,
              i % 2 == 0 ? Presence.ACTIVE : Presence.AWAY,
              T.plusSeconds(i),
              Source.RTM,
              Cause.PRESENCE_CHANGE));
    }
    return all;
  }

  private static void on(Path file, String command) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      new SqlConnection(connection).execute(command);
    }
  }
}
