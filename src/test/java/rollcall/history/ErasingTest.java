package rollcall.history;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
import rollcall.presence.UserId;
import rollcall.testkit.Histories;

/// Erasing as one act: whatever interrupts it, after the next start nothing is left in any file.
class ErasingTest {
  private static final UserId GRACE = new UserId("U0GRACEHOPPER");
  private static final UserId KAI = new UserId("U0KAIMUELLER");
  private static final Instant T = Instant.parse("2026-01-05T07:00:00Z");
  private static final List<String> WORDS =
      List.of(GRACE.value(), "Amazing Grace", "Brewster", "Admiral", "out for tea");

  @TempDir Path scratch;

  @Test
  void atWhateverStepAKillInterruptsErasingNothingOfThePersonIsLeftAfterOneStart()
      throws Exception {
    Path place = twoPeopleWithCopiesOfEveryKind();
    assertTrue(mentions(place).size() >= 8, mentions(place).toString());
    List<Path> killed = new ArrayList<>();
    try (History history = History.open(file(place), day(4))) {
      history.maintenance(() -> killed.add(snapshot(place))).erase(GRACE, true);
    }
    assertEquals(List.of(), mentions(place));
    assertTrue(killed.size() >= 18, killed.size() + " steps");
    for (int i = 0; i < killed.size(); i++) {
      Path file = file(killed.get(i));
      start(file, i % 2 == 0);
      assertEquals(List.of(), mentions(killed.get(i)), "killed after step " + i);
      assertFalse(Maintenance.untidy(file));
      try (History history = History.openReadOnly(file)) {
        assertTrue(history.maintenance().blocked().test(GRACE));
        assertEquals(201, history.sightings(KAI, T, day(9)).size());
      }
    }
  }

  @Test
  void anInterruptedErasureOfAllPeopleIsFinishedByOneStart() throws Exception {
    Path place = twoPeopleWithCopiesOfEveryKind();
    List<Path> killed = new ArrayList<>();
    try (History history = History.open(file(place), day(4))) {
      history.maintenance(() -> killed.add(snapshot(place))).eraseAll(day(4));
    }
    for (int i = 0; i < killed.size(); i++) {
      Path file = file(killed.get(i));
      start(file, i % 2 == 0);
      assertEquals(List.of(), mentions(killed.get(i)), "killed after step " + i);
      assertEquals(List.of(), mentions(killed.get(i), List.of(KAI.value())));
    }
  }

  @Test
  void atWhateverStepAKillInterruptsRetentionWhatIsTooOldIsGoneFromEveryFileAfterOneStart()
      throws Exception {
    Path place = twoPeopleWithCopies();
    try (History history = History.open(file(place), day(4))) {
      history.append(List.of(Sighting.notWatched(GRACE, day(4), Cause.WATCH_STOPPED)));
      history.close(day(4));
    }
    List<Path> killed = new ArrayList<>();
    Instant now = day(35);
    try (History history = History.open(file(place), now)) {
      history.maintenance(() -> killed.add(snapshot(place))).runNow(Histories.retention(30), now);
    }
    for (int i = 0; i < killed.size(); i++) {
      start(file(killed.get(i)), i % 2 == 0);
      assertEquals(List.of(), mentions(killed.get(i)), "killed after step " + i);
      for (Path database : databases(killed.get(i))) {
        assertFalse(oldest(database) < day(5).toEpochMilli(), "step " + i + ": " + database);
      }
    }
  }

  @Test
  void whatAKillLeavesOfTheJournalItselfIsGoneAfterOneStart() throws Exception {
    Path place = twoPeople();
    Path part = place.resolve("history.db.erasing.part");
    Files.writeString(part, "COPIES,ROWS,FREED person allow " + GRACE + "\n");
    start(file(place), false);
    assertFalse(Files.exists(part));
  }

  @Test
  void whileAnotherProgramReadsErasingIsNotFinishedAndTheNextStartFinishesIt() throws Exception {
    Path place = twoPeople();
    start(file(place), true);
    try (Connection browser = connect(file(place));
        Statement reading = browser.createStatement()) {
      browser.setAutoCommit(false);
      reading.executeQuery("select count(*) from person").close();
      try (History history = History.open(file(place), day(4))) {
        shortenBusyTimeout(history);
        var unerased =
            assertThrows(
                HistoryException.Unerased.class, () -> history.maintenance().erase(GRACE, false));
        assertEquals(
            "Erasing is not finished. Another program, such as a database browser or a backup, has"
                + " locked "
                + file(place)
                + ": close it there. Rollcall tries again at each start until nothing is left.",
            unerased.getMessage());
        assertEquals(List.of(KAI), history.people().stream().map(Person::id).toList());
        history.close(day(4));
      }
      assertEquals(Map.of(GRACE, false), Maintenance.unerased(file(place)));
      assertFalse(mentions(place).isEmpty(), "the other program still sees the person");
      browser.rollback();
    }
    try (History history = History.open(file(place), day(5))) {
      assertFalse(history.maintenance().erasing());
      history.close(day(5));
    }
    assertEquals(List.of(), mentions(place));
  }

  /// Shortens the wait for a lock that outlasts it in any case.
  private static void shortenBusyTimeout(History history) throws Exception {
    history.database().sql().execute("pragma busy_timeout = 300");
  }

  @Test
  void aBackupThatWasMadeWhileAPersonCouldNotBeErasedIsCleanedToo() throws Exception {
    Path place = twoPeople();
    try (History history = History.open(file(place), day(4))) {
      shortenBusyTimeout(history);
      try (Connection browser = connect(file(place));
          Statement editing = browser.createStatement()) {
        editing.execute("begin immediate");
        history.maintenance().planErasing(GRACE, false);
        history.maintenance().onSettingsForgotten(Set.of(GRACE));
        assertThrows(
            HistoryException.Unerased.class,
            () -> history.maintenance().run(RetentionPolicy.USUAL, day(5)));
        editing.execute("rollback");
      }
      assertTrue(Files.exists(place.resolve("backups/history-2026-01-10.db")), "is backed up");
      history.maintenance().finishErasing(RetentionPolicy.USUAL);
    }
    assertEquals(List.of(), mentions(place));
  }

  @Test
  void whatIsRecordedAfterEverybodyWasErasedStaysWhenTheRestIsFinished() throws Exception {
    Path place = twoPeople();
    try (History history = History.open(file(place), day(4))) {
      shortenBusyTimeout(history);
      try (Connection browser = connect(file(place));
          Statement reading = browser.createStatement()) {
        browser.setAutoCommit(false);
        reading.executeQuery("select count(*) from person").close();
        assertThrows(HistoryException.Unerased.class, () -> history.maintenance().eraseAll(day(4)));
        browser.rollback();
      }
      history.append(List.of(sighting(KAI, Presence.ACTIVE, day(4).plusSeconds(9))));
      history.maintenance().finishErasing();
      assertFalse(history.maintenance().erasing());
      assertEquals(1, history.sightings(KAI, T, day(9)).size());
    }
    assertEquals(List.of(), mentions(place));
  }

  @Test
  void whatIsRecordedUntilTheErasureOfEverybodyIsTriedAgainStays() throws Exception {
    Path place = twoPeople();
    Instant confirmed = day(4);
    AuditEvent status =
        new AuditEvent(
            confirmed.plusSeconds(12), EventType.STATUS_CHANGED, KAI, Source.RTM, ":tea: later");
    AuditEvent lost =
        AuditEvent.of(EventType.DISCONNECTED, confirmed.plusSeconds(15), Source.RTM, "");
    List<Sighting> later =
        List.of(
            sighting(KAI, Presence.ACTIVE, confirmed.plusSeconds(9)),
            sighting(KAI, Presence.AWAY, confirmed.plusSeconds(20)));
    try (History history = History.open(file(place), confirmed)) {
      shortenBusyTimeout(history);
      String name =
          history.people().stream()
              .filter(one -> one.id().equals(KAI))
              .findFirst()
              .orElseThrow()
              .name();
      try (Connection browser = connect(file(place));
          Statement writing = browser.createStatement()) {
        writing.execute("begin immediate");
        assertThrows(
            HistoryException.Unerased.class, () -> history.maintenance().eraseAll(confirmed));
        writing.execute("rollback");
      }
      assertTrue(history.sightings(KAI, T, day(9)).size() > 100, "nothing is erased yet");
      history.append(later);
      history.appendEvents(List.of(status, lost));
      history.heartbeat(confirmed.plusSeconds(30));

      history.maintenance().finishErasing();

      assertFalse(history.maintenance().erasing());
      assertEquals(later, history.sightings(KAI, T, day(9)));
      assertEquals(List.of(KAI), history.people().stream().map(Person::id).toList());
      assertEquals(name, history.people().getFirst().name());
      assertEquals(
          List.of(EventType.APP_STARTED, EventType.STATUS_CHANGED, EventType.DISCONNECTED),
          history.auditEvents(T, day(9)).stream().map(AuditEvent::type).toList());
      assertEquals(confirmed, history.auditEvents(T, day(9)).getFirst().at());
      assertEquals(confirmed.plusSeconds(30), history.lastKnown().orElseThrow());
    }
    assertEquals(List.of(), mentions(place));
  }

  @Test
  void whatStaysOfARetriedErasureOfEverybodyIsHandedOverAfterTheErasure() throws Exception {
    Path place = twoPeople();
    try (History history = History.open(file(place), day(4))) {
      shortenBusyTimeout(history);
      ServerAddress server = ServerAddress.of("postgresql://rollcall@server.example/record");
      history.attach(history.reserve(server, "desk"));
      try (Connection browser = connect(file(place));
          Statement writing = browser.createStatement()) {
        writing.execute("begin immediate");
        assertThrows(HistoryException.Unerased.class, () -> history.maintenance().eraseAll(day(4)));
        writing.execute("rollback");
      }
      history.append(List.of(sighting(KAI, Presence.ACTIVE, day(4).plusSeconds(9))));
      history.maintenance().finishErasing();
      List<OutboxOperation> ofKai =
          history.read("read", () -> new Outbox(history.database().sql()).after(0, 1000)).stream()
              .map(Outbox.Entry::operation)
              .dropWhile(one ->
                  !(one instanceof OutboxOperation.Erase erased && erased.person().equals(KAI)))
              .toList();
      assertTrue(ofKai.stream().anyMatch(OutboxOperation.StorePerson.class::isInstance));
      assertEquals(
          1, ofKai.stream().filter(OutboxOperation.StoreSighting.class::isInstance).count());
    }
  }

  @Test
  void whatAClockThatIsAheadRecordedIsErasedWhenTheErasureOfEverybodyIsTriedAgain()
      throws Exception {
    Path place = twoPeople();
    try (History history = History.open(file(place), day(4))) {
      shortenBusyTimeout(history);
      history.append(List.of(sighting(GRACE, Presence.ACTIVE, day(6))));
      try (Connection browser = connect(file(place));
          Statement writing = browser.createStatement()) {
        writing.execute("begin immediate");
        assertThrows(HistoryException.Unerased.class, () -> history.maintenance().eraseAll(day(4)));
        writing.execute("rollback");
      }
      history.maintenance().finishErasing();
    }
    assertEquals(List.of(), mentions(place));
  }

  @Test
  void aPlanOfAnOlderVersionKeepsWhatIsRecordedAfterTheStartThatTriedIt() throws Exception {
    Path place = twoPeople();
    Path plan = place.resolve("history.db.erasing");
    Files.writeString(plan, "COPIES,ROWS,FREED everybody " + day(4).toEpochMilli() + "\n");
    try (Connection browser = connect(file(place));
        Statement locking = browser.createStatement()) {
      locking.execute(
          "create trigger locked before delete on person begin select raise(abort, 'no'); end");
      try (History history = History.open(file(place), day(5))) {
        assertTrue(history.sightings(KAI, T, day(9)).size() > 100, "nothing is erased yet");
        Sighting later = sighting(KAI, Presence.ACTIVE, day(5).plusSeconds(9));
        history.append(List.of(later));
        history.heartbeat(day(5).plusSeconds(20));
        locking.execute("drop trigger locked");

        history.maintenance().finishErasing();

        assertFalse(Files.exists(plan));
        assertEquals(List.of(later), history.sightings(KAI, T, day(9)));
        assertEquals(day(5).plusSeconds(20), history.lastKnown().orElseThrow());
      }
    }
    assertEquals(List.of(), mentions(place));
  }

  @Test
  void aPlanOfAnOlderVersionErasesWhatWasRecordedUntilTheStartAndNoLaterEntry() throws Exception {
    Path place = twoPeople();
    try (History history = History.open(file(place), day(4))) {
      history.append(List.of(sighting(GRACE, Presence.ACTIVE, day(6))));
    }
    Files.writeString(
        place.resolve("history.db.erasing"),
        "COPIES,ROWS,FREED everybody " + day(4).toEpochMilli() + "\n");
    start(file(place), true);
    assertEquals(List.of(), mentions(place));
    try (History history = History.open(file(place), day(8))) {
      assertFalse(history.maintenance().erasing());
      assertEquals(List.of(), history.people());
    }
  }

  @Test
  void anErasureWhoseEndCouldNotBeReadKeepsWhatIsRecordedAfterItCan() throws Exception {
    Path place = twoPeople();
    Path plan = place.resolve("history.db.erasing");
    try (History history = History.open(file(place), day(4));
        Connection browser = connect(file(place));
        Statement changing = browser.createStatement()) {
      shortenBusyTimeout(history);
      changing.execute("alter table day_total rename to renamed");
      history.maintenance().planErasingAll(day(4));
      changing.execute("alter table renamed rename to day_total");
      assertTrue(Files.readString(plan).contains(" " + Long.MAX_VALUE), Files.readString(plan));
      changing.execute("begin immediate");
      assertThrows(HistoryException.Unerased.class, () -> history.maintenance().finishErasing());
      changing.execute("rollback");
      Sighting later = sighting(KAI, Presence.ACTIVE, day(4).plusSeconds(9));
      history.append(List.of(later));

      history.maintenance().finishErasing();

      assertFalse(Files.exists(plan));
      assertEquals(List.of(later), history.sightings(KAI, T, day(9)));
    }
    assertEquals(List.of(), mentions(place));
  }

  @Test
  void aBackupWithOnlyWhatWasRecordedAfterTheErasureOfEverybodyStays() throws Exception {
    Path place = twoPeople();
    Path unmovable = place.resolve("backups/history-2026-01-02.db");
    try (History history = History.open(file(place), day(4))) {
      history.maintenance().eraseAll(day(4));
      // The copy could not be deleted: the erasure of the copies is left.
      Files.writeString(
          place.resolve("history.db.erasing"),
          "COPIES everybody %1$d %1$d\n".formatted(day(4).toEpochMilli()));
      Files.writeString(unmovable, "not deleted");
      history.append(List.of(sighting(KAI, Presence.ACTIVE, day(4).plusSeconds(9))));
      Path backup = place.resolve("backups/history-2026-01-10.db");
      new Backups(file(place)).create(history.database().sql(), day(5), 3);
      assertTrue(Files.exists(backup));

      assertEquals(1, history.maintenance().finishErasing().copies());

      assertFalse(history.maintenance().erasing());
      assertTrue(Files.exists(backup), "holds only what was recorded afterwards");
      assertFalse(Files.exists(unmovable));
    }
    assertEquals(List.of(), mentions(place));
  }

  @Test
  void aBackupThatAlsoHoldsWhatWasToBeErasedIsDeletedWithAllOfIt() throws Exception {
    Path place = twoPeople();
    Path backup = place.resolve("backups/history-2026-01-10.db");
    try (History history = History.open(file(place), day(4))) {
      history.append(List.of(sighting(KAI, Presence.ACTIVE, day(4).plusSeconds(9))));
      new Backups(file(place)).create(history.database().sql(), day(5), 3);
      Files.writeString(
          place.resolve("history.db.erasing"),
          "COPIES,ROWS,FREED everybody %1$d %1$d\n".formatted(day(4).toEpochMilli()));
      history.maintenance().finishErasing();
      assertFalse(Files.exists(backup));
      assertEquals(1, history.sightings(KAI, T, day(9)).size());
    }
    assertEquals(List.of(), mentions(place));
  }

  @Test
  void copiesOfAClockThatWasAheadAreDeletedThoughAllTheirEntriesAreDatedLater() throws Exception {
    Path place = scratch.resolve("ahead-" + System.nanoTime());
    Path copy = place.resolve("history (copy).db");
    try (History history = History.open(file(place), day(4))) {
      history.append(List.of(sighting(GRACE, Presence.ACTIVE, day(4).plusSeconds(9))));
      history.savePeople(List.of(grace()));
      new Backups(file(place)).create(history.database().sql(), day(4), 3);
      DatabaseCopy.writeChecked(history.database().sql(), copy);
      Instant now = day(4).minusSeconds(3600);
      var _ = history.maintenance().setAside(now);
      history.maintenance().eraseAll(now);
    }
    assertEquals(List.of(), mentions(place));
  }

  @Test
  void copiesThatCannotBeReadAreNamedBeforeAndDeletedWithThePerson() throws Exception {
    Path place = twoPeopleWithCopiesOfEveryKind();
    Path damaged = place.resolve("backups/history-2026-01-03.db");
    Path noDatabase = place.resolve("history.db.moved-away");
    try (History history = History.openReadOnly(file(place))) {
      assertEquals(List.of(noDatabase, damaged), history.maintenance().unreadableCopies());
    }
    try (History history = History.open(file(place), day(4))) {
      assertEquals(
          List.of(damaged, noDatabase), history.maintenance().erase(GRACE, false).deleted());
    }
    assertFalse(Files.exists(damaged) || Files.exists(noDatabase));
    assertTrue(Files.exists(place.resolve("notes.txt")), "what is not ours stays");
  }

  @Test
  void theDiskSpaceInReserveIsNoUnreadableCopyAndStays() throws Exception {
    Path place = twoPeople();
    try (History history = History.open(file(place), day(4))) {
      history.reserveRoom();
      assertEquals(List.of(), history.maintenance().unreadableCopies());
      assertEquals(List.of(), history.maintenance().erase(GRACE, false).deleted());
      assertTrue(Files.exists(place.resolve("history.db.reserve")));
    }
    assertEquals(List.of(), mentions(place));
  }

  @Test
  void aKeptLogAndALogThatAPersonPutThereStayUntilAPersonIsErased() throws Exception {
    Path place = twoPeople();
    List<Path> logs =
        List.of(
            place.resolve("history.db.damaged-wal"),
            place.resolve("history.db.damaged-wal-2"),
            place.resolve("before.db-wal"),
            place.resolve("backups/mine.db-journal"));
    for (Path log : logs) {
      Files.writeString(log, "U0KAIMUELLER and " + GRACE);
    }
    History.open(file(place), day(4)).close(day(4));
    assertFalse(Maintenance.untidy(file(place)));
    for (Path log : logs) {
      assertTrue(Files.exists(log), log.toString());
    }
    try (History history = History.open(file(place), day(5))) {
      assertEquals(
          List.of(logs.get(0), logs.get(1)), history.maintenance().erase(GRACE, false).deleted());
    }
    assertEquals(List.of(), mentions(place));
  }

  @Test
  void aDamagedLockFileBesidePendingErasuresIsNamedInsteadOfTheHistory() throws Exception {
    Path place = twoPeople();
    try (History history = History.open(file(place), day(4))) {
      history.maintenance().planErasing(GRACE, false);
    }
    Path lock = place.resolve("history.db.lock");
    byte[] header = Arrays.copyOf(Files.readAllBytes(file(place)), 4096);
    Arrays.fill(header, 100, 4096, (byte) 0xA5);
    for (byte[] damage :
        List.of(header, "no database at all".repeat(99).getBytes(StandardCharsets.UTF_8))) {
      Files.write(lock, damage);
      String sentence =
          "%s is not a lock file, so Rollcall left it as it is: choose another data directory, or move it away."
              .formatted(lock);
      assertEquals(
          sentence,
          assertThrows(
                  HistoryException.class,
                  () -> History.finishErasing(file(place), Map.of(), RetentionPolicy.UNKNOWN))
              .getMessage());
      assertEquals(
          sentence,
          assertThrows(HistoryException.class, () -> History.open(file(place), day(5)))
              .getMessage());
    }
    Files.delete(lock);
    History.finishErasing(file(place), Map.of(GRACE, false), RetentionPolicy.UNKNOWN);
    assertEquals(List.of(), mentions(place));
  }

  @Test
  void aDamagedHistoryThatBlocksItsErasureSaysWhatToDoAndThenTheRestIsErased() throws Exception {
    Path place = twoPeople();
    try (History history = History.open(file(place), day(4))) {
      history.maintenance().planErasing(GRACE, false);
    }
    byte[] bytes = Files.readAllBytes(file(place));
    Arrays.fill(bytes, 4096, bytes.length, (byte) 0xA5);
    Files.write(file(place), bytes);
    var blocked =
        assertThrows(
            HistoryException.Unerased.class,
            () ->
                History.finishErasing(file(place), Map.of(GRACE, false), RetentionPolicy.UNKNOWN));
    assertEquals(
        "Erasing is not finished, because the history %s is damaged: put %s in its place, or delete it. Rollcall erases the rest from what is there then."
            .formatted(file(place), backup(place)),
        blocked.getMessage());
    Files.delete(file(place));
    Files.copy(backup(place), file(place));
    History.finishErasing(file(place), Map.of(GRACE, false), RetentionPolicy.UNKNOWN);
    assertEquals(List.of(), mentions(place));
  }

  @Test
  void aBackupOfAnOlderFormatIsCleanedAndStays() throws Exception {
    Path place = twoPeople();
    Path old = Files.copy(backup(place), place.resolve("backups/history-2026-01-04.db"));
    sql(
        old,
        "drop table happening",
        "drop table blocked",
        "drop table attachment",
        "drop table outbox",
        "drop table day_total",
        "pragma user_version = 2");
    try (History history = History.open(file(place), day(4))) {
      assertEquals(List.of(), history.maintenance().erase(GRACE, false).deleted());
    }
    assertEquals(List.of(), mentions(place));
    try (History history = History.openReadOnly(old)) {
      assertEquals(200, history.sightings(KAI, T, day(9)).size());
    }
  }

  @Test
  void anUnreadablePlanIsOneSentenceAndDoesNotPreventAnErasure() throws Exception {
    Path place = twoPeople();
    Path journal = Files.writeString(place.resolve("history.db.erasing"), "COPIES someone\n");
    var failed = assertThrows(HistoryException.class, () -> Maintenance.unerased(file(place)));
    assertEquals(
        "Could not read what is still to be erased from "
            + journal
            + " (it is damaged; delete it and erase these people again, or erase everyone): check"
            + " the disk and try again.",
        failed.getMessage());
    try (History history = History.open(file(place), day(4))) {
      history.maintenance().eraseAll(day(4));
    }
    assertFalse(Files.exists(journal));
    assertEquals(List.of(), mentions(place));
  }

  @Test
  void ofPeopleWhoWereNeverSeenNothingIsKeptAndOfOthersNoFullNameAndNoTitle() throws Exception {
    Path file = scratch.resolve("history.db");
    try (History history = History.open(file, T)) {
      history.savePeople(List.of(grace(), kai()));
      assertEquals(List.of(), history.people());
      history.append(List.of(sighting(GRACE, Presence.ACTIVE, T)));
      Person kept = new Person(GRACE, "Amazing Grace", "", "", null, false, false);
      assertEquals(List.of(kept), history.people());
      history.close(day(1));
    }
    assertEquals(List.of(), mentions(scratch, List.of(KAI.value(), "Brewster", "Admiral")));
  }

  @Test
  void anErasedPersonIsNotRestoredByTheUserList() throws Exception {
    Path place = twoPeople();
    try (History history = History.open(file(place), day(4))) {
      history.savePeople(List.of(grace(), kai()));
      history.maintenance().erase(GRACE, false);
      history.savePeople(List.of(grace(), kai()));
      history.append(List.of(sighting(KAI, Presence.ACTIVE, day(4))));
      history.close(day(4));
    }
    assertEquals(List.of(), mentions(place));
  }

  @Test
  void whatAnOlderRollcallKeptOfTheDirectoryIsGoneFromEveryFileAtTheFirstStart() throws Exception {
    Path place = twoPeopleWithCopies();
    for (Path database : databases(place)) {
      sql(
          database,
          """
          insert into person (id, name, real_name, title, bot, deactivated)
          values ('U0LINUS', 'linus', 'Linus Never Seen', 'Kernels', 0, 0)\
          """);
    }
    start(file(place), true);
    List<String> unwanted =
        List.of("U0LINUS", "linus", "Never Seen", "Kernels", "Brewster", "Admiral");
    assertEquals(List.of(), mentions(place, unwanted));
    try (History backup = History.openReadOnly(backup(place))) {
      assertEquals(200, backup.sightings(GRACE, T, day(9)).size());
    }
    assertTrue(Files.exists(place.resolve("history.db.format-3.copy")));
  }

  @Test
  void whatAPersonPutBesideTheHistoryAndWhatIsDamagedOutlastsRetention() throws Exception {
    Path place = twoPeopleWithCopiesOfEveryKind();
    Path mine = place.resolve("history (copy).db");
    byte[] before = Files.readAllBytes(mine);
    try (History history = History.open(file(place), day(4))) {
      history.maintenance().runNow(Histories.retention(30), day(40));
    }
    assertArrayEquals(before, Files.readAllBytes(mine));
    assertTrue(Files.exists(place.resolve("history.db.moved-away")));
    assertFalse(
        Files.exists(place.resolve("backups/history-2026-01-03.db")),
        "a damaged daily backup cannot be cleaned");
  }

  @Test
  void anExpiredPersonLeavesNoName() throws Exception {
    Path place = twoPeople();
    try (History history = History.open(file(place), day(4))) {
      history.append(List.of(Sighting.notWatched(GRACE, day(4), Cause.WATCH_STOPPED)));
      history.maintenance().runNow(Histories.retention(30), day(40));
      assertEquals(List.of(KAI), history.people().stream().map(Person::id).toList());
    }
    assertEquals(List.of(), mentions(place));
  }

  @Test
  void afterAFailureAShorterRetentionThatWasTakenBackDeletesNothing() throws Exception {
    Path place = twoPeople();
    try (History history = History.open(file(place), day(40))) {
      int before = history.sightings(KAI, T, day(40)).size();
      runRetentionThatFails(history, file(place));
      history.maintenance().finishErasing();
      assertTrue(history.maintenance().erasing(), "the retention of now is not known");
      history.maintenance().finishErasing(RetentionPolicy.USUAL);
      assertFalse(history.maintenance().erasing());
      assertEquals(before, history.sightings(KAI, T, day(40)).size());
    }
  }

  @Test
  void afterAFailureExpiredDataWaitsForTheRetentionAndIsDeletedByIt() throws Exception {
    Path place = twoPeople();
    try (History history = History.open(file(place), day(40))) {
      runRetentionThatFails(history, file(place));
    }
    try (History history = History.open(file(place), day(41))) {
      assertTrue(history.maintenance().erasing());
      assertFalse(history.sightings(KAI, T, day(3)).isEmpty());
      history.maintenance().finishErasing(Histories.retention(30));
      assertFalse(history.maintenance().erasing());
      assertTrue(history.sightings(KAI, T, day(3)).size() <= 1);
    }
  }

  private static void runRetentionThatFails(History history, Path file) throws Exception {
    sql(
        file,
        "create trigger no before delete on sighting begin select raise(abort, 'not today'); end");
    assertThrows(
        HistoryException.Unerased.class,
        () -> history.maintenance().runNow(Histories.retention(30), day(40)));
    sql(file, "drop trigger no");
  }

  /// A history of two people, with one backup.
  private Path twoPeople() throws Exception {
    Path place = Files.createDirectories(scratch.resolve("place"));
    try (History history = History.open(file(place), T)) {
      history.savePeople(List.of(grace(), kai()));
      List<Sighting> seen = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        Presence presence = i % 2 == 0 ? Presence.ACTIVE : Presence.AWAY;
        seen.add(sighting(GRACE, presence, T.plusSeconds(i)));
        seen.add(sighting(KAI, presence, T.plusSeconds(i)));
      }
      history.append(seen);
      history.appendEvents(
          List.of(new AuditEvent(T, EventType.STATUS_CHANGED, GRACE, Source.RTM, "out for tea")));
      // As Rollcall 0.1 kept it.
      sql(
          file(place),
          "update person set real_name = 'Grace Brewster Hopper', title = 'Rear Admiral'"
              + " where id = '"
              + GRACE
              + "'");
      history.maintenance().run(RetentionPolicy.USUAL, day(2));
      history.close(day(2));
    }
    return place;
  }

  /// The same with all kinds of copies that Rollcall makes, and leaves when it is killed.
  private Path twoPeopleWithCopies() throws Exception {
    Path place = twoPeople();
    Path backup = backup(place);
    Files.copy(backup, place.resolve("backups/history-2026-01-06.db"));
    Files.copy(backup, place.resolve("backups/set-aside-20260105T090000000Z.db"));
    Files.copy(backup, place.resolve("backups/history-2026-01-08.db.part"));
    Files.copy(backup, place.resolve("backups/history-2026-01-02.db-journal"));
    Files.copy(backup, place.resolve("history.db.format-3.copy"));
    return place;
  }

  /// The same with damaged ones, and with what a person has put there.
  private Path twoPeopleWithCopiesOfEveryKind() throws Exception {
    Path place = twoPeopleWithCopies();
    Path backup = backup(place);
    Files.copy(backup, place.resolve("history (copy).db"));
    Files.copy(backup, place.resolve("before-the-holidays"));
    byte[] damaged = Files.readAllBytes(backup);
    Arrays.fill(damaged, 100, 1000, (byte) 0xA5);
    Files.write(place.resolve("backups/history-2026-01-03.db"), damaged);
    Arrays.fill(damaged, 0, 100, (byte) 0);
    Files.write(place.resolve("history.db.moved-away"), damaged);
    Files.writeString(place.resolve("notes.txt"), "Not ours.");
    return place;
  }

  /// A start as that of a recorder, or of a command that only reads.
  private static void start(Path file, boolean recording) throws Exception {
    if (recording) {
      History history = History.open(file, day(5));
      assertEquals(Map.of(), Maintenance.unerased(file));
      history.maintenance().finishErasing(Histories.retention(30));
      history.close(day(5));
    } else {
      History.finishErasing(file, Map.of(), Histories.retention(30));
    }
  }

  /// The files as a kill at this moment leaves them.
  private Path snapshot(Path place) {
    Path copy = scratch.resolve("killed-" + System.nanoTime());
    try (Stream<Path> files = Files.walk(place)) {
      for (Path each : files.toList()) {
        Files.copy(each, copy.resolve(place.relativize(each).toString()));
      }
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> mentions(Path place) throws IOException {
    return mentions(place, WORDS);
  }

  private static List<Path> mentions(Path place, List<String> words) throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(place)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        if (words.stream().anyMatch(text::contains)) {
          found.add(place.relativize(file));
        }
      }
    }
    return found;
  }

  private static List<Path> databases(Path place) throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(place)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = file.getFileName().toString();
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        boolean sound =
            !name.contains("2026-01-03") && !name.contains("part") && !name.contains("lock");
        if (text.startsWith("SQLite format 3") && sound && !name.endsWith("journal")) {
          found.add(file);
        }
      }
    }
    return found;
  }

  private static long oldest(Path database) throws Exception {
    try (Connection connection = connect(database)) {
      return SightingTable.time(
              new SqlConnection(connection),
              """
              select min(key) from (
                select min(key) as key from sighting union all select min(first) from pack)\
              """)
          .orElse(Long.MAX_VALUE);
    }
  }

  private static void sql(Path database, String... commands) throws Exception {
    try (Connection connection = connect(database)) {
      for (String command : commands) {
        new SqlConnection(connection).execute(command);
      }
    }
  }

  private static Connection connect(Path database) throws Exception {
    return DriverManager.getConnection("jdbc:sqlite:" + database);
  }

  private static Person grace() {
    return new Person(
        GRACE, "Amazing Grace", "Grace Brewster Hopper", "Rear Admiral", null, false, false);
  }

  private static Person kai() {
    return new Person(KAI, "Kai", "Kai Müller", "", null, false, false);
  }

  private static Sighting sighting(UserId user, Presence presence, Instant at) {
    return Sighting.of(user, presence, at, Source.RTM, Cause.PRESENCE_CHANGE);
  }

  private static Instant day(int days) {
    return T.plus(Duration.ofDays(days));
  }

  private static Path file(Path place) {
    return place.resolve("history.db");
  }

  private static Path backup(Path place) {
    return place.resolve("backups/history-2026-01-07.db");
  }
}
