package rollcall.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.presence.AuditEvent;
import rollcall.presence.Cause;
import rollcall.presence.EventType;
import rollcall.presence.Person;
import rollcall.presence.Presence;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.presence.Span;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.testkit.Histories;

class MaintenanceTest {
  private static final UserId GRACE = new UserId("U0GRACEHOPPER");
  private static final UserId KAI = new UserId("U0KAIMUELLER");
  private static final Instant T = Instant.parse("2026-01-05T07:00:00Z");

  @TempDir Path directory;

  @Test
  void anErasedPersonIsInNoFile() throws Exception {
    try (History history = History.open(file(), T)) {
      describe(history);
      history.append(sightings(GRACE, 2_000));
      history.append(sightings(KAI, 2_000));
      AuditEvent dnd =
          new AuditEvent(T, EventType.DND_UPDATED, GRACE, Source.RTM, "until 18:00, says Hopper");
      history.appendEvents(List.of(dnd));
      // Most of it is packed, and the old rows lie about as free room.
      history.heartbeat(T.plusSeconds(10_000));
      history.maintenance().run(RetentionPolicy.USUAL, day(1));
      history.maintenance().run(RetentionPolicy.USUAL, day(2));
      assertTrue(mentions("Hopper").size() >= 3, mentions("Hopper").toString());
      List<Sighting> kais = history.sightings(KAI, T, day(1));
      assertEquals(new Maintenance.Erased(2_000, 2), history.maintenance().erase(GRACE, false));
      assertEquals(List.of(), history.sightings(GRACE, T, day(1)));
      assertEquals(kais, history.sightings(KAI, T, day(1)));
      assertEquals(List.of(KAI), history.people().stream().map(Person::id).toList());
    }
    assertEquals(List.of(), mentions("Hopper"));
    assertEquals(List.of(), mentions(GRACE.value()));
    try (History backup = History.openReadOnly(backup("2026-01-07"))) {
      assertEquals(List.of(), backup.sightings(GRACE, T, day(1)));
      assertEquals(2_000, backup.sightings(KAI, T, day(1)).size());
    }
  }

  @Test
  void ofABlockedPersonOnlyAHashIsKept() throws Exception {
    try (History history = History.open(file(), T)) {
      describe(history);
      history.append(sightings(GRACE, 2));
      history.append(sightings(KAI, 2));
      history.maintenance().erase(GRACE, true);
      describe(history);
      history.append(sightings(GRACE, 3));
      assertEquals(List.of(KAI), history.people().stream().map(Person::id).toList());
      assertTrue(history.maintenance().blocked().test(GRACE));
      assertFalse(history.maintenance().blocked().test(KAI));
    }
    assertEquals(List.of(), mentions(GRACE.value()));
    try (History history = History.open(file(), T)) {
      assertTrue(history.maintenance().blocked().test(GRACE));
      history.maintenance().unblock(GRACE);
      assertFalse(history.maintenance().blocked().test(GRACE));
      describe(history);
      history.append(sightings(GRACE, 4));
      assertEquals(2, history.people().size());
    }
  }

  @Test
  void afterItsMemoryIsFreedTheHistoryReadsAndWritesAsBefore() throws Exception {
    try (History history = History.open(file(), T)) {
      history.append(sightings(GRACE, 2_000));
      List<Sighting> before = history.sightings(GRACE, T, day(1));
      history.maintenance().releaseMemory();
      assertEquals(before, history.sightings(GRACE, T, day(1)));
      history.append(sightings(KAI, 2));
      assertEquals(2, history.sightings(KAI, T, day(1)).size());
    }
  }

  @Test
  void erasingAnUnknownPersonIsNoError() throws Exception {
    try (History history = History.open(file(), T)) {
      assertEquals(new Maintenance.Erased(0, 0), history.maintenance().erase(GRACE, false));
    }
  }

  @Test
  void whatIsTooOldGoesAndTheRestReadsAsBefore() throws Exception {
    Random random = new Random(4);
    try (History history = History.open(file(), T)) {
      List<Sighting> given = randomSightings(random, 3_000);
      history.append(given);
      history.heartbeat(given.getLast().at());
      Instant end = given.getLast().at().plusSeconds(60);
      for (int kept : List.of(90, 60, 30, 1)) {
        Instant cut = end.minus(Duration.ofDays(kept));
        List<Span> before = history.spans(GRACE, cut, end, end, end);
        history.maintenance().run(Histories.retention(kept), end);
        List<Span> after = history.spans(GRACE, Instant.EPOCH, end, end, end);
        assertEquals(before, after.stream().flatMap(span -> span.clip(cut, end).stream()).toList());
        assertFalse(history.firstSighting().orElseThrow().isBefore(cut));
        try (History backup = History.openReadOnly(backup(end))) {
          assertEquals(after, backup.spans(GRACE, Instant.EPOCH, end, end, end));
        }
      }
    }
  }

  @Test
  void aPersonWhoLeftTheListLongAgoLeavesNothing() throws Exception {
    try (History history = History.open(file(), T)) {
      history.append(sightings(GRACE, 100));
      history.append(List.of(Sighting.notWatched(GRACE, T.plusSeconds(200), Cause.WATCH_STOPPED)));
      history.maintenance().run(Histories.retention(30), day(31));
      assertEquals(List.of(), history.sightings(GRACE, Instant.EPOCH, day(31)));
      assertEquals(Optional.empty(), history.firstSighting());
    }
  }

  @Test
  void aPersonMayBeKeptLongerOrShorterThanTheOthers() throws Exception {
    try (History history = History.open(file(), T)) {
      history.append(sightings(GRACE, 100));
      history.append(sightings(KAI, 100));
      history.maintenance().run(RetentionPolicy.USUAL, day(1));
      RetentionPolicy retention =
          new RetentionPolicy(Duration.ofDays(30), Map.of(KAI, RetentionPolicy.FOREVER), 7);
      history.maintenance().run(retention, day(60));
      assertEquals(day(30), history.sightings(GRACE, Instant.EPOCH, day(60)).getFirst().at());
      assertEquals(sightings(KAI, 100), history.sightings(KAI, Instant.EPOCH, day(60)));
    }
    try (History early = History.openReadOnly(backup(day(1)))) {
      assertTrue(early.sightings(GRACE, Instant.EPOCH, day(60)).size() < 2);
      assertEquals(sightings(KAI, 100), early.sightings(KAI, Instant.EPOCH, day(60)));
    }
  }

  @Test
  void aCopyOfDiscardedEntriesIsKeptAsLongAsThePersonWhoIsKeptLongest() throws Exception {
    try (History history = History.open(file(), T)) {
      history.append(sightings(KAI, 100));
      history.append(
          List.of(Sighting.of(KAI, Presence.AWAY, day(2), Source.RTM, Cause.PRESENCE_CHANGE)));
      Path copy = history.maintenance().setAside(day(1)).orElseThrow().copy();
      Duration month = Duration.ofDays(30);
      RetentionPolicy longer = new RetentionPolicy(month, Map.of(KAI, month.multipliedBy(3)), 7);
      history.maintenance().run(longer, day(60));
      assertTrue(Files.exists(copy));
      history.maintenance().run(longer, day(92));
      assertFalse(Files.exists(copy));
    }
  }

  @Test
  void anErasureThatFailedMakesNoSecondBackupOfTheDayUnlessExpiredDataWaits() throws Exception {
    try (History history = History.open(file(), T)) {
      history.maintenance().planErasing(GRACE, false);
      assertFalse(history.maintenance().isDue(T), "an empty history has no backup");
      history.append(sightings(KAI, 100));
      history.maintenance().run(RetentionPolicy.USUAL, day(1));
      history.maintenance().planErasing(GRACE, false);
      assertFalse(history.maintenance().isDue(day(1)));
      Files.writeString(
          ErasurePlanFile.beside(file()),
          "FREED expired 0 86400000\n",
          StandardOpenOption.TRUNCATE_EXISTING);
      assertFalse(history.maintenance().isDue(day(1)), "opening the history frees the pages");
      Files.writeString(ErasurePlanFile.beside(file()), "COPIES,ROWS,FREED expired 0 86400000\n");
      assertTrue(history.maintenance().isDue(day(1)));
    }
  }

  @Test
  void aWeekOfBackupsIsKeptReadableByTheOwnerOnly() throws Exception {
    try (History history = History.open(file(), T)) {
      assertFalse(history.maintenance().isDue(T));
      history.append(sightings(GRACE, 100));
      for (int day = 0; day < 10; day++) {
        assertTrue(history.maintenance().isDue(day(day)));
        history.maintenance().run(RetentionPolicy.USUAL, day(day));
        assertFalse(history.maintenance().isDue(day(day)));
      }
    }
    try (Stream<Path> files = Files.list(directory.resolve("backups"))) {
      assertEquals(
          List.of(8, 9, 10, 11, 12, 13, 14),
          files
              .sorted()
              .map(file -> Integer.parseInt(file.toString().replaceAll(".*-(\\d+)\\.db", "$1")))
              .toList());
    }
    assertEquals(
        List.of("rwx------", "rw-------"),
        List.of(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(directory.resolve("backups"))),
            PosixFilePermissions.toString(Files.getPosixFilePermissions(backup("2026-01-14")))));
  }

  @Test
  void aCopyForTheUserIsCompleteAndIsNotOneOfTheBackups() throws Exception {
    Path copy = Files.createDirectory(directory.resolve("mine")).resolve("copy.db");
    try (History history = History.open(file(), T)) {
      history.append(sightings(GRACE, 3));
      history.maintenance().copyTo(copy);
      history.maintenance().erase(GRACE, false);
    }
    try (History copied = History.openReadOnly(copy)) {
      assertEquals(sightings(GRACE, 3), copied.sightings(GRACE, Instant.EPOCH, day(60)));
    }
  }

  @Test
  void whileRetentionIsUnknownNoBackupIsDeletedNeitherTheEighthNorADamagedOne() throws Exception {
    try (History history = History.open(file(), T)) {
      history.append(sightings(GRACE, 100));
      for (int day = 0; day < 10; day++) {
        history.maintenance().run(RetentionPolicy.UNKNOWN, day(day));
      }
      Files.copy(file(), directory.resolve("history.db.format-3.copy"));
      Files.write(backup("2026-01-05"), new byte[5000]);
      history.maintenance().run(RetentionPolicy.UNKNOWN, day(400));
    }
    assertTrue(Files.exists(directory.resolve("history.db.format-3.copy")));
    try (Stream<Path> files = Files.list(directory.resolve("backups"))) {
      assertEquals(11, files.count());
    }
  }

  @Test
  void whileEverythingIsKeptForeverADamagedBackupOfTheWeekStays() throws Exception {
    try (History history = History.open(file(), T)) {
      history.append(sightings(GRACE, 100));
      history.maintenance().run(Histories.UNLIMITED, day(0));
      Files.write(backup("2026-01-05"), new byte[5000]);
      history.maintenance().run(Histories.UNLIMITED, day(1));
    }
    assertTrue(Files.exists(backup("2026-01-05")));
  }

  @Test
  void aBackupPutInThePlaceOfADamagedHistoryIsThatDay() throws Exception {
    List<Sighting> given = sightings(GRACE, 2_000);
    try (History history = History.open(file(), T)) {
      history.setWorkspace(new Workspace("T1", "acme"));
      history.append(given);
      history.maintenance().run(RetentionPolicy.USUAL, day(1));
    }
    byte[] bytes = Files.readAllBytes(file());
    java.util.Arrays.fill(bytes, 5 * 4096, 7 * 4096, (byte) 0xA5);
    Files.write(file(), bytes);
    var damaged = assertThrows(HistoryException.Damaged.class, () -> History.open(file(), day(2)));
    assertEquals(
        "The history %s is damaged: put %s in its place, or move it away to begin a new one."
            .formatted(file(), backup("2026-01-06")),
        damaged.getMessage());
    Files.copy(backup("2026-01-06"), file(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    try (History history = History.open(file(), day(2))) {
      assertEquals(Optional.of(new Workspace("T1", "acme")), history.workspace());
      assertTrue(history.sightings(GRACE, T, day(2)).containsAll(given));
    }
  }

  @Test
  void whatHappenedComesBackInOrderWithTheBeginningsAndEndsOfSessions() throws Exception {
    AuditEvent connected = AuditEvent.of(EventType.CONNECTED, T.plusSeconds(2), Source.RTM, "");
    AuditEvent lost =
        AuditEvent.of(EventType.DISCONNECTED, T.plusSeconds(20), Source.RTM, "no pong for 30 s");
    AuditEvent quiet =
        new AuditEvent(T.plusSeconds(9), EventType.STATUS_CHANGED, KAI, Source.RTM, "lunch");
    History first = History.open(file(), T);
    first.appendEvents(List.of(connected, lost));
    first.appendEvents(List.of(quiet));
    first.close(T.plusSeconds(30));
    try (History crashing = History.open(file(), T.plusSeconds(40))) {
      crashing.heartbeat(T.plusSeconds(50));
    }
    try (History last = History.open(file(), T.plusSeconds(60))) {
      assertEquals(
          List.of(
              event(EventType.APP_STARTED, 0),
              connected,
              quiet,
              lost,
              event(EventType.APP_STOPPED, 30),
              event(EventType.APP_STARTED, 40),
              event(EventType.APP_CRASHED, 50),
              event(EventType.APP_STARTED, 60)),
          last.auditEvents(Instant.MIN, Instant.MAX));
      assertEquals(List.of(quiet, lost), last.auditEvents(T.plusSeconds(9), T.plusSeconds(30)));
    }
  }

  @Test
  void aQueryForARecorderDoesNotReleaseItsLock() throws Exception {
    try (History recorder = History.open(file(), T);
        History reader = History.openReadOnly(file())) {
      recorder.heartbeat(T);
      assertTrue(reader.recording(T));
      assertThrows(HistoryException.InUse.class, () -> History.open(file(), T));
      // From another process as well: on POSIX systems it was this process that had let go.
      assertTrue(lockedForOthers(), "the lock is still there");
    }
  }

  private boolean lockedForOthers() throws Exception {
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                "target/test-classes",
                LockProbe.class.getName(),
                file() + ".lock")
            .redirectErrorStream(true)
            .start();
    String said = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, other.waitFor(), said);
    return said.strip().equals("taken");
  }

  private static AuditEvent event(EventType type, int second) {
    return AuditEvent.of(type, T.plusSeconds(second), Source.NONE, "");
  }

  private static void describe(History history) throws Exception {
    history.savePeople(
        List.of(
            new Person(GRACE, "Grace", "Grace Hopper", "Admiral", null, false, false),
            new Person(KAI, "Kai", "Kai Müller", "", null, false, false)));
  }

  /// The files below that hold these letters.
  private List<Path> mentions(String text) throws Exception {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text)) {
          found.add(directory.relativize(file));
        }
      }
    }
    return found;
  }

  private static List<Sighting> sightings(UserId user, int count) {
    List<Sighting> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Presence presence = i % 2 == 0 ? Presence.ACTIVE : Presence.AWAY;
      all.add(Sighting.of(user, presence, T.plusSeconds(i), Source.RTM, Cause.PRESENCE_CHANGE));
    }
    return all;
  }

  private static List<Sighting> randomSightings(Random random, int count) {
    List<Sighting> all = new ArrayList<>();
    Instant at = T;
    for (int i = 0; i < count; i++) {
      at = at.plusMillis(1 + random.nextInt(6_000_000));
      Presence presence = Presence.values()[random.nextInt(4)];
      all.add(Sighting.of(GRACE, presence, at, Source.RTM, Cause.PRESENCE_CHANGE));
    }
    return all;
  }

  private static Instant day(int days) {
    return T.plus(Duration.ofDays(days));
  }

  private Path file() {
    return directory.resolve("history.db");
  }

  private Path backup(Instant day) {
    return backup(day.toString().substring(0, 10));
  }

  private Path backup(String day) {
    return directory.resolve("backups/history-" + day + ".db");
  }
}
