package rollcall.app.recording;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rollcall.history.History;
import rollcall.history.HistoryException;
import rollcall.history.Maintenance;
import rollcall.history.RetentionPolicy;
import rollcall.presence.Cause;
import rollcall.presence.Person;
import rollcall.presence.Presence;
import rollcall.presence.PresenceSnapshot;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.testkit.Histories;
import rollcall.testkit.VirtualClock;

/// A history whose file is deleted, moved away or replaced while it is recorded. On Windows, an
/// open file cannot be.
@DisabledOnOs(OS.WINDOWS)
class DeletedHistoryTest {
  private static final Instant T = Instant.parse("2026-09-17T07:00:00Z");
  private static final UserId GRACE = new UserId("U0A1B2C3D");
  private static final UserId KAI = new UserId("U0D4E5F6G");
  private static final Workspace ACME = new Workspace("T024BE7LD", "Acme");

  @TempDir Path directory;
  private final VirtualClock clock = new VirtualClock(T);
  private final List<String> unsaved = new CopyOnWriteArrayList<>();
  private final List<String> notices = new CopyOnWriteArrayList<>();
  private HistoryWorker worker;
  private Path file;
  private Path moved;

  @BeforeEach
  void record() throws Exception {
    file = directory.resolve("acme/history.db");
    moved = directory.resolve("moved");
    worker = new HistoryWorker(clock, this::report, notices::add);
    worker.open(file, ACME, List::of);
    append(nth(0));
  }

  private void report(HistoryWorker.@Nullable UnsavedSightings report) {
    unsaved.add(report == null ? "saved" : report.sentence().english());
  }

  @AfterEach
  void close() {
    worker.close();
  }

  @Test
  void aDeletedFolderIsWrittenAgainInFullWithinAMinute() throws Exception {
    Files.move(file.getParent(), moved);
    maintain();
    assertRestored(1);
    assertTrue(Files.exists(file.resolveSibling("history.db.reserve")));
    append(nth(1));
    worker.heartbeat(T.plusSeconds(30));
    clock.advance(Duration.ofMinutes(1));
    worker.close();
    assertEquals(Optional.empty(), worker.unsavedSentence());
    assertStored(2);
    try (History next = History.open(file, T.plusSeconds(3600))) {
      assertEquals(0, Histories.crashes(next));
      next.close(T.plusSeconds(3600));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"history.db", "history.db history.db-wal", "history.db history.db-shm"})
  void deletedFilesAreWrittenAgainByTheNextBatch(String names) throws Exception {
    worker.savePeople(List.of(new Person(KAI, "Kai", "", "", null, false, false)));
    for (String name : names.split(" ")) {
      Files.delete(file.resolveSibling(name));
    }
    append(nth(1));
    assertRestored(2);
    append(Sighting.of(KAI, Presence.AWAY, T.plusSeconds(9), Source.RTM, Cause.SNAPSHOT));
    List<Person> people = worker.ask(History::people).get();
    assertTrue(people.stream().anyMatch(person -> person.name().equals("Kai")), people::toString);
    worker.close();
    assertStored(2);
  }

  @Test
  void aHistoryThatIsDeletedBeforeTheEndIsWrittenAgainAtTheEnd() throws Exception {
    append(nth(1));
    deleteAll();
    worker.close();
    assertEquals(Optional.empty(), worker.unsavedSentence());
    assertStored(2);
  }

  @Test
  void aDeletedLockIsLockedAgain() throws Exception {
    Files.delete(file.resolveSibling("history.db.lock"));
    maintain();
    assertEquals(List.of(), notices);
    assertThrows(HistoryException.InUse.class, () -> History.open(file, T).close());
    append(nth(1));
    worker.close();
    assertStored(2);
  }

  @Test
  void aFileInItsPlaceIsLeftAsItIsAndTheHistoryIsKeptBesideIt() throws Exception {
    Files.move(file.getParent(), moved);
    recordAnother();
    byte[] before = Files.readAllBytes(file);
    append(nth(1));
    maintain();
    Path copy = copies().getFirst();
    String replaced =
        "Another file was put in the place of the history "
            + file
            + " while it was recorded, and is left as it is: move it away, and Rollcall writes the"
            + " history there again. A copy until now is "
            + copy
            + ".";
    assertEquals(List.of(replaced, replaced), unsaved);
    assertEquals(2, sightings(copy).size());
    append(nth(2));
    clock.advance(Duration.ofDays(1));
    maintain();
    try (Stream<Path> all = Files.list(copy.getParent())) {
      assertEquals(1, all.count());
    }
    worker.close();
    assertEquals(
        Optional.of(
            "The history "
                + file
                + " was deleted or replaced while it was recorded, and could not be written there"
                + " again: all of it is in "
                + copies().getLast()
                + ". Put that in its place, or keep both."),
        worker.unsavedSentence());
    assertEquals(3, sightings(copies().getLast()).size());
    assertEquals(List.of(), notices);
    assertArrayEquals(before, Files.readAllBytes(file));
  }

  @Test
  void theLogOfAFileInItsPlaceIsLeftToIt() throws Exception {
    Files.move(file.getParent(), moved);
    try (History another = History.open(file, T)) {
      another.setWorkspace(ACME);
      another.append(List.of(nth(7)));
      worker.close();
      another.append(List.of(nth(8)));
      assertEquals(List.of(nth(7), nth(8)), sightings(file));
      another.close(T.plusSeconds(60));
    }
    assertEquals(List.of(nth(7), nth(8)), sightings(file));
  }

  @Test
  void whenTheFileInItsPlaceIsMovedAwayTheHistoryIsWrittenThereAgain() throws Exception {
    deleteAll();
    recordAnother();
    append(nth(1));
    append(nth(2));
    assertEquals(2, unsaved.size());
    Files.move(file, moved);
    append(nth(3));
    assertEquals("saved", unsaved.getLast());
    assertRestored(4);
    worker.close();
    assertStored(4);
  }

  @Test
  void aFileThatCannotBeOpenedAfterItWasWrittenIsWrittenAgain() throws Exception {
    deleteAll();
    // SQLite cannot read it as a journal.
    Path blocked = Files.createDirectories(file.resolveSibling("history.db-journal"));
    for (int tries = 1; tries <= 3; tries++) {
      append(nth(tries));
      assertEquals(tries, unsaved.size());
      assertFalse(unsaved.getLast().contains("Another file"), unsaved::toString);
      assertFalse(Files.exists(file));
    }
    Files.delete(blocked);
    maintain();
    assertRestored(4);
    worker.close();
    assertEquals(Optional.empty(), worker.unsavedSentence());
    assertStored(4);
  }

  /// The rollback journal of a file that was there for a while: SQLite would write its pages into
  /// the history.
  @Test
  void theJournalOfAnotherFileIsNotAppliedToTheHistory() throws Exception {
    deleteAll();
    Files.createDirectories(file.getParent());
    Path another = directory.resolve("another.db");
    try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + another);
        Statement statement = database.createStatement()) {
      // As after a crash: the journal is complete, and its transaction is not.
      statement.execute("pragma journal_mode = delete");
      statement.execute("pragma synchronous = off");
      statement.execute("create table other (text)");
      statement.execute("insert into other values (zeroblob(100000))");
      statement.execute("pragma cache_size = 1");
      statement.execute("begin immediate");
      statement.execute("update other set text = randomblob(100000)");
      Files.copy(
          directory.resolve("another.db-journal"), file.resolveSibling("history.db-journal"));
      statement.execute("rollback");
    }
    maintain();
    assertRestored(1);
    assertTrue(Files.exists(file.resolveSibling("history.db.damaged-journal")));
    append(nth(1));
    worker.close();
    assertStored(2);
    try (History next = History.open(file, T.plusSeconds(3600))) {
      next.maintenance().erase(GRACE, false);
    }
    assertFalse(Files.exists(file.resolveSibling("history.db.damaged-journal")));
  }

  /// A link to another disk stands for its mount point.
  @Test
  void nothingIsWrittenWhereADiskIsNotMounted(@TempDir Path other) throws Exception {
    Path memory = Path.of("/dev/shm");
    assumeTrue(Files.isWritable(memory));
    Path disk = Files.createTempDirectory(memory, "rollcall");
    try {
      assumeFalse(
          Files.getAttribute(disk, "unix:dev").equals(Files.getAttribute(other, "unix:dev")));
      worker.close();
      Path mountPoint = Files.createSymbolicLink(directory.resolve("disk"), disk);
      file = mountPoint.resolve("acme/history.db");
      worker = new HistoryWorker(clock, this::report, notices::add);
      worker.open(file, ACME, List::of);
      append(nth(0));
      Files.delete(mountPoint);
      Files.createDirectories(mountPoint);
      append(nth(1));
      maintain();
      assertEquals(
          List.of(
              "Could not restore "
                  + file
                  + " (its disk is not mounted): check the disk and try again."),
          unsaved.stream().distinct().toList());
      assertFalse(Files.exists(mountPoint.resolve("acme")));
      Files.delete(mountPoint);
      Files.createSymbolicLink(mountPoint, disk);
      append(nth(2));
      assertEquals("saved", unsaved.getLast());
      assertEquals(List.of(), notices);
      worker.close();
      assertStored(3);
    } finally {
      try (Stream<Path> all = Files.walk(disk)) {
        for (Path one : all.sorted((a, b) -> b.compareTo(a)).toList()) {
          Files.delete(one);
        }
      }
    }
  }

  @Test
  void theCopyIsWrittenAgainEachHourWhileAnotherFileIsInItsPlace() throws Exception {
    Files.move(file.getParent(), moved);
    recordAnother();
    append(nth(1));
    Path first = copies().getFirst();
    clock.advance(Duration.ofMinutes(59));
    append(nth(2));
    assertEquals(List.of(first), copies());
    clock.advance(Duration.ofMinutes(1));
    append(nth(3));
    assertEquals(1, copies().size());
    assertEquals(4, sightings(copies().getFirst()).size());
    assertTrue(unsaved.getLast().contains(copies().getFirst().toString()), unsaved::toString);
  }

  @Test
  void theCopyAtTheEndHasTheHeartbeatsAndTheEndOfTheSession() throws Exception {
    Files.move(file.getParent(), moved);
    recordAnother();
    maintain();
    worker.heartbeat(T.plusSeconds(3000));
    assertEquals(
        Optional.of(T.plusSeconds(3000)), worker.ask(History::lastKnown).get(60, TimeUnit.SECONDS));
    clock.advance(Duration.ofHours(1));
    worker.close();
    Instant end = clock.instant();
    try (History next = History.open(copies().getLast(), T.plusSeconds(7200))) {
      assertEquals(0, Histories.crashes(next));
      assertEquals(
          List.of(
              nth(0), Sighting.of(GRACE, Presence.UNKNOWN, end, Source.NONE, Cause.APP_STOPPED)),
          next.sightings(GRACE, T, T.plusSeconds(100_000)));
      next.close(T.plusSeconds(7200));
    }
  }

  @Test
  void whileAnotherFileIsInItsPlaceNoOneIsErased() throws Exception {
    Files.move(file.getParent(), moved);
    recordAnother();
    List<CompletableFuture<?>> answers =
        List.of(
            worker.planErasing(GRACE, true),
            worker.erase(GRACE, true),
            worker.unblock(GRACE),
            worker.planErasingAll(),
            worker.eraseAll(),
            worker.setRetention(new RetentionPolicy(Duration.ofDays(1), Map.of(), 7)));
    for (CompletableFuture<?> answer : answers) {
      IOException refused = assertThrows(IOException.class, () -> HistoryWorker.waitFor(answer));
      assertTrue(refused.getMessage().startsWith("Another file was put in"), refused::toString);
    }
    assertFalse(Maintenance.isErasing(file));
    assertEquals(1, sightings(copies().getFirst()).size());
    Files.delete(file);
    assertEquals(1, worker.erase(GRACE, false).get().sightings());
    assertEquals(List.of(), sightings(file));
  }

  @Test
  void nothingIsWrittenIntoTheSessionOfAnotherProgramThatHasTheLock() throws Exception {
    Files.delete(file.resolveSibling("history.db.lock"));
    try (History another = History.open(file, T)) {
      append(nth(1));
      worker.heartbeat(T.plusSeconds(60));
      clock.advance(Duration.ofMinutes(5));
      worker.close();
      assertEquals(Optional.of(T), another.lastKnown());
      assertFalse(sightings(file).contains(nth(1)));
      another.close(T.plusSeconds(1));
    }
    assertTrue(worker.unsavedSentence().orElseThrow().startsWith("1 sightings could not"));
    assertFalse(Files.exists(file.resolveSibling("backups")));
  }

  private void assertRestored(int count) throws IOException {
    assertEquals(
        List.of(
            "The history "
                + file
                + " was deleted or moved away while it was recorded: it is written there again, and"
                + " nothing is lost."),
        notices);
    assertStored(count);
  }

  private void assertStored(int count) throws IOException {
    assertEquals(
        IntStream.range(0, count).mapToObj(DeletedHistoryTest::nth).toList(), sightings(file));
  }

  private static List<Sighting> sightings(Path stored) throws IOException {
    try (History history = History.openReadOnly(stored)) {
      return history.sightings(GRACE, T, T.plusSeconds(100_000)).stream()
          .filter(seen -> seen.cause() != Cause.APP_STOPPED)
          .toList();
    }
  }

  private void recordAnother() throws IOException {
    try (History another = History.open(file, T)) {
      another.setWorkspace(ACME);
      another.close(T);
    }
  }

  private void deleteAll() throws IOException {
    try (Stream<Path> all = Files.walk(file.getParent())) {
      for (Path one : all.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(one);
      }
    }
  }

  private List<Path> copies() throws IOException {
    try (Stream<Path> all = Files.list(file.resolveSibling("backups"))) {
      return all.filter(one -> one.toString().contains("set-aside")).sorted().toList();
    }
  }

  private void maintain() throws Exception {
    worker.maintain();
    worker.ask(_ -> "done").get(60, TimeUnit.SECONDS);
  }

  private void append(Sighting seen) throws Exception {
    CompletableFuture<PresenceSnapshot> written = new CompletableFuture<>();
    worker.append(List.of(seen), (now, _) -> written.complete(now));
    written.get(60, TimeUnit.SECONDS);
  }

  private static Sighting nth(int n) {
    Presence presence = n % 2 == 0 ? Presence.ACTIVE : Presence.AWAY;
    return Sighting.of(GRACE, presence, T.plusSeconds(n), Source.RTM, Cause.PRESENCE_CHANGE);
  }
}
