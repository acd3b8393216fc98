package rollcall.app.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.app.environment.SettingsMapper;
import rollcall.history.ErasureOrder;
import rollcall.history.FullDisk;
import rollcall.history.History;
import rollcall.history.HistoryException;
import rollcall.history.Maintenance;
import rollcall.history.RetentionPolicy;
import rollcall.presence.AuditEvent;
import rollcall.presence.Cause;
import rollcall.presence.CurrentPresence;
import rollcall.presence.EventType;
import rollcall.presence.Person;
import rollcall.presence.Presence;
import rollcall.presence.PresenceSnapshot;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.settings.Settings;
import rollcall.testkit.Histories;
import rollcall.testkit.VirtualClock;

/// Database worker with a real database that can be made to fail.
class HistoryWorkerTest {
  private static final Instant T = Instant.parse("2026-09-17T07:00:00Z");
  private static final UserId GRACE = new UserId("U0A1B2C3D");
  private static final Workspace ACME = new Workspace("T024BE7LD", "Acme");
  private static final int QUEUE = 1024;

  @TempDir Path directory;
  private final VirtualClock clock = new VirtualClock(T);
  private final List<String> troubles = new CopyOnWriteArrayList<>();
  private final List<Instant> waits = new CopyOnWriteArrayList<>();
  private HistoryWorker worker;

  @BeforeEach
  void open() {
    worker = new HistoryWorker(clock, this::reports, _ -> {});
  }

  @AfterEach
  void close() {
    worker.close();
  }

  @Test
  void aBatchIsOnTheDiskBeforeItIsReported() throws Exception {
    worker.open(file(), ACME, List::of);
    CompletableFuture<List<Sighting>> onDisk = new CompletableFuture<>();
    worker.append(List.of(nth(0)), (_, _) -> onDisk.complete(stored()));
    assertEquals(List.of(nth(0)), onDisk.get(60, TimeUnit.SECONDS));
  }

  @Test
  void afterLeavingAWorkspaceNothingOfItCanBeExported() throws Exception {
    worker.open(file(), ACME, List::of);
    worker.detach();
    var answer = worker.ask(History::people);
    var nothing = assertThrows(ExecutionException.class, () -> answer.get(60, TimeUnit.SECONDS));
    assertEquals(
        "No history is open yet. Connect to a workspace first.", nothing.getCause().getMessage());
  }

  @Test
  void inTroubleWhatWasSeenWaitsInMemoryAndIsWrittenLaterInOrder() throws Exception {
    worker.open(file(), ACME, List::of);
    append(nth(0));
    refuseSightings();
    assertEquals(Presence.AWAY, append(nth(1)).of(GRACE).orElseThrow().presence());
    append(nth(2));
    assertEquals(List.of(nth(0)), stored());
    String sentence =
        "Could not write to "
            + file()
            + " ([SQLITE_CONSTRAINT_TRIGGER] A RAISE function within a trigger fired, causing the"
            + " SQL statement to abort (not today)): check the disk and try again.";
    assertEquals(List.of(sentence, sentence), troubles);
    takeSightings();
    clock.advance(Duration.ofSeconds(5));
    append(nth(3));
    assertEquals(List.of(sentence, sentence, "well again"), troubles);
    assertEquals(List.of(T, T), waits);
    assertEquals(sightings(4), stored());
  }

  @Test
  void whatIsStillToBeErasedIsTriedAgainEveryTenMinutesWhileRecording() throws Exception {
    worker.open(file(), ACME, List::of);
    append(nth(0));
    worker.heartbeat(T.plusSeconds(1));
    worker
        .ask(open -> {
          open.maintenance().planErasing(GRACE, false);
          return true;
        })
        .get();
    clock.advance(Duration.ofMinutes(9));
    worker.heartbeat(clock.instant());
    assertEquals(1, worker.ask(History::people).get().size());
    clock.advance(Duration.ofMinutes(2));
    worker.heartbeat(clock.instant());
    assertEquals(List.of(), worker.ask(History::people).get());
    // The settings may still name the person: the next start has to know.
    assertEquals(Map.of(GRACE, false), Maintenance.unerased(file()));
    worker.erase(GRACE, false).get();
    assertEquals(false, worker.ask(open -> open.maintenance().erasing()).get());
  }

  @Test
  void ofADirectoryOnlyThePeopleOnRecordAreKept() throws Exception {
    worker.open(file(), ACME, List::of);
    UserId kai = new UserId("U0D4E5F6G");
    worker.savePeople(
        List.of(
            new Person(GRACE, "Grace", "Grace Hopper", "Admiral", null, false, false),
            new Person(kai, "Kai", "Kai Müller", "Engineer", null, false, false)));
    append(nth(0));
    assertEquals(
        List.of(new Person(GRACE, "Grace", "", "", null, false, false)),
        worker.ask(History::people).get());
  }

  @Test
  void theNextHeartbeatTriesAgainToo() throws Exception {
    worker.open(file(), ACME, List::of);
    refuseSightings();
    append(nth(0));
    takeSightings();
    worker.heartbeat(T.plusSeconds(30));
    worker.ask(_ -> "settled").get();
    assertEquals(List.of(nth(0)), stored());
    try (History history = History.openReadOnly(file())) {
      assertEquals(T.plusSeconds(30), history.lastKnown().orElseThrow());
    }
  }

  @Test
  void heartbeatsThatCannotBeWrittenAreReportedUntilOneIsWritten() throws Exception {
    worker.open(file(), ACME, List::of);
    append(nth(0));
    execute(
        """
        create trigger refuse before update on session
        begin select raise(abort, 'not today'); end\
        """);
    for (int i = 1; i <= 3; i++) {
      clock.advance(Duration.ofSeconds(10));
      worker.heartbeat(clock.instant());
      worker.ask(_ -> "settled").get();
    }
    assertEquals(3, troubles.size(), troubles.toString());
    assertFalse(troubles.contains("well again"), troubles.toString());
    assertEquals(Set.of(T.plusSeconds(10)), Set.copyOf(waits));
    takeSightings();
    worker.heartbeat(clock.instant());
    worker.ask(_ -> "settled").get();
    assertEquals("well again", troubles.getLast());
  }

  @Test
  void onAFullDiskWhatWasSeenWaitsAndACrashLeavesThatTimeUnknown() throws Exception {
    worker.open(file(), ACME, List::of);
    append(nth(0));
    Instant confirmed = T.plusSeconds(10);
    worker.heartbeat(confirmed);
    worker.ask(FullDisk::fill).get();
    List<Sighting> waiting = IntStream.range(20, 20_020).mapToObj(HistoryWorkerTest::nth).toList();
    for (int i = 0; i < waiting.size(); i += 1000) {
      worker.append(waiting.subList(i, i + 1000), (_, _) -> {});
    }
    AuditEvent lost = AuditEvent.of(EventType.DISCONNECTED, T.plusSeconds(20_010), Source.RTM, "");
    worker.note(List.of(lost), () -> {});
    worker.heartbeat(T.plusSeconds(20_020));
    worker.ask(_ -> "settled").get();
    assertEquals(
        Set.of(
            "No space is left on the disk for "
                + file()
                + ": free some space and it will be written."),
        Set.copyOf(troubles));
    assertEquals(T, waits.getLast());
    int written = stored().size();
    assertTrue(written < 5000, written + " were written");
    Path crashed = directory.resolve("crashed/history.db");
    Files.createDirectories(directory.resolve("crashed"));
    for (String name : List.of("", "-wal")) {
      Files.copy(Path.of(file() + name), Path.of(crashed + name));
    }
    try (History history = History.open(crashed, T.plusSeconds(30_000))) {
      Sighting last = history.sightings(GRACE, T, T.plusSeconds(100_000)).getLast();
      assertEquals(Presence.UNKNOWN, last.presence());
      Instant lastWritten = written == 1 ? confirmed : nth(20 + written - 2).at();
      assertEquals(lastWritten, last.at());
      history.close(T.plusSeconds(30_000));
    }

    worker.ask(FullDisk::free).get();
    worker.heartbeat(T.plusSeconds(20_020));
    worker.ask(_ -> "settled").get();
    assertEquals("well again", troubles.getLast());
    List<Sighting> all = new ArrayList<>(List.of(nth(0)));
    all.addAll(waiting);
    assertEquals(all, stored());
    try (History history = History.openReadOnly(file())) {
      assertTrue(history.auditEvents(T, T.plusSeconds(100_000)).contains(lost));
      assertEquals(T.plusSeconds(20_020), history.lastKnown().orElseThrow());
    }
  }

  @Test
  void whileNothingIsObservedWhatWaitsIsWrittenAsSoonAsTheDiskTakesIt() throws Exception {
    worker.open(file(), ACME, List::of);
    refuseSightings();
    append(nth(0));
    worker.maintain();
    worker.ask(_ -> "settled").get();
    assertEquals(List.of(), stored());
    takeSightings();
    worker.maintain();
    worker.ask(_ -> "settled").get();
    assertEquals(List.of(nth(0)), stored());
    assertEquals("well again", troubles.getLast());
  }

  @Test
  void aDiskThatIsSlowerThanSlackPressesBackAndDropsNothing() throws Exception {
    worker.open(file(), ACME, List::of);
    CountDownLatch slow = new CountDownLatch(1);
    CountDownLatch busy = new CountDownLatch(1);
    worker.ask(_ -> {
      busy.countDown();
      await(slow);
      return "written";
    });
    await(busy);
    AtomicInteger handedOver = new AtomicInteger();
    Thread slack =
        Thread.ofPlatform()
            .start(() -> {
              for (int i = 0; i < QUEUE + 6; i++) {
                worker.append(List.of(nth(i)), (_, _) -> {});
                handedOver.incrementAndGet();
              }
            });
    // It may have waited for something else before.
    await(() -> slack.getState() == Thread.State.WAITING && handedOver.get() >= QUEUE);
    assertEquals(QUEUE, handedOver.get());
    slow.countDown();
    slack.join();
    worker.ask(_ -> "settled").get();
    assertEquals(sightings(QUEUE + 6), stored());
  }

  @Test
  void closingStoresTheEndOfObservation() throws Exception {
    worker.open(file(), ACME, List::of);
    append(nth(0));
    clock.advance(Duration.ofSeconds(20));
    worker.close();
    assertEquals(
        List.of(nth(0), Sighting.unknown(GRACE, T.plusSeconds(20), Cause.APP_STOPPED)), stored());
    assertNextBegins(false);
  }

  @Test
  void closingInTroubleSaysSoAndLetsTheNextOneIn() throws Exception {
    worker.open(file(), ACME, List::of);
    append(nth(0));
    refuseSightings();
    append(nth(1));
    worker.close();
    assertEquals(2, troubles.size());
    takeSightings();
    assertNextBegins(true);
  }

  @Test
  void openingAnotherWorkspaceClosesTheOneBefore() throws Exception {
    worker.open(file(), ACME, List::of);
    append(nth(0));
    Path other = directory.resolve("other/history.db");
    PresenceSnapshot board =
        worker.open(other, new Workspace("T0OTHER", "Other"), () -> List.of(nth(7)));
    assertEquals(Presence.AWAY, board.of(GRACE).orElseThrow().presence());
    assertNextBegins(false);
  }

  @Test
  void whatOneWorkspaceCouldNotWriteNeverGoesIntoAnother() throws Exception {
    worker.open(file(), ACME, List::of);
    refuseSightings();
    append(nth(0));
    Path other = directory.resolve("other/history.db");
    Workspace another = new Workspace("T0OTHER", "Other");
    assertThrows(HistoryException.class, () -> worker.open(other, another, List::of));
    assertFalse(Files.exists(other));
    takeSightings();
    append(nth(1));
    assertEquals(sightings(2), stored());
  }

  @Test
  void aHistoryThatWasLeftInTroubleIsRecordedIntoAgainAndNothingIsInventedForTheTimeBetween()
      throws Exception {
    worker.open(file(), ACME, List::of);
    append(nth(0));
    worker.heartbeat(T.plusSeconds(10));
    refuseSightings();
    append(nth(20));
    worker.detach();
    worker.ask(History::people).exceptionally(_ -> List.of()).get();
    takeSightings();
    clock.advance(Duration.ofSeconds(100));
    worker.open(file(), ACME, List::of);
    append(nth(101));
    assertEquals(
        List.of(nth(0), Sighting.unknown(GRACE, T.plusSeconds(10), Cause.APP_CRASHED), nth(101)),
        stored());
  }

  @Test
  void aBugInAListenerDoesNotEndTheDatabaseThread() throws Exception {
    worker.open(file(), ACME, List::of);
    worker.append(
        List.of(nth(0)),
        (_, _) -> {
          throw new IllegalStateException("a screen that fails");
        });
    append(nth(1));
    assertEquals(sightings(2), stored());
    assertEquals(
        List.of(
            "Rollcall hit a bug in itself while writing the history:"
                + " java.lang.IllegalStateException: a screen that fails",
            "well again"),
        troubles);
  }

  @Test
  void anErrorInATaskIsItsAnswerAndNotAnEndlessWait() throws Exception {
    worker.open(file(), ACME, List::of);
    CompletableFuture<Object> answer =
        worker.ask(_ -> {
          throw new StackOverflowError();
        });
    assertInstanceOf(
        StackOverflowError.class,
        assertThrows(ExecutionException.class, () -> answer.get(60, TimeUnit.SECONDS)).getCause());
  }

  @Test
  void whatHappenedToOurLookingIsKeptAndWaitsForTheDiskToo() throws Exception {
    worker.open(file(), ACME, List::of);
    AuditEvent connected =
        AuditEvent.of(EventType.CONNECTED, T.plusSeconds(1), Source.RTM, "over a proxy");
    execute("alter table happening rename to elsewhere");
    worker.note(List.of(connected), () -> {});
    worker.ask(_ -> "settled").get();
    assertEquals(1, troubles.size());
    execute("alter table elsewhere rename to happening");
    worker.heartbeat(T.plusSeconds(30));
    assertEquals(
        List.of(connected),
        worker.ask(history -> history.auditEvents(T.plusMillis(1), T.plusSeconds(60))).get());
  }

  @Test
  void onceADayABackupIsMadeAndWhatIsTooOldIsDeleted() throws Exception {
    worker.open(file(), ACME, () -> List.of(nth(0)));
    var _ = worker.setRetention(Histories.retention(30));
    worker.heartbeat(T.plusSeconds(30));
    worker.ask(_ -> "settled").get();
    Path backups = file().resolveSibling("backups");
    assertTrue(Files.exists(backups.resolve("history-2026-09-17.db")));
    for (int i = 0; i < 8; i++) {
      clock.advance(Duration.ofDays(5));
      worker.heartbeat(clock.instant());
      worker.ask(_ -> "settled").get();
    }
    assertTrue(Files.exists(backups.resolve("history-2026-10-27.db")));
    Instant cut = T.plus(Duration.ofDays(10));
    Sighting reportedAgain =
        Sighting.of(GRACE, Presence.ACTIVE, cut, Source.RTM, Cause.PRESENCE_CHANGE);
    assertEquals(
        List.of(reportedAgain),
        worker.ask(history -> history.sightings(GRACE, Instant.EPOCH, clock.instant())).get());
  }

  @Test
  void whileNothingIsObservedTheMaintenanceTrustsNoJumpOfTheClockForThreeDays() throws Exception {
    worker.open(file(), ACME, () -> List.of(nth(0)));
    var _ = worker.setRetention(Histories.retention(30));
    maintainAfter(Duration.ZERO);
    maintainAfter(Duration.ofDays(40));
    maintainAfter(Duration.ofDays(2));
    assertEquals(List.of(nth(0)), stored());
    maintainAfter(Duration.ofDays(1));
    assertEquals(List.of(), stored());
  }

  @Test
  void aSmallStepBackDoesNotMakeAJumpedClockTrusted() throws Exception {
    worker.open(file(), ACME, () -> List.of(nth(0)));
    var _ = worker.setRetention(Histories.retention(30));
    maintainAfter(Duration.ZERO);
    maintainAfter(Duration.ofDays(40));
    maintainAfter(Duration.ofMillis(-5));
    assertEquals(List.of(nth(0)), stored());
    maintainAfter(Duration.ofDays(-40));
    maintainAfter(Duration.ofDays(2));
    assertEquals(List.of(nth(0)), stored());
  }

  @Test
  void theNextSessionKnowsOfAJumpOfTheClock() throws Exception {
    worker.open(file(), ACME, () -> List.of(nth(0)));
    var _ = worker.setRetention(Histories.retention(30));
    maintainAfter(Duration.ZERO);
    maintainAfter(Duration.ofDays(40));
    worker.close();
    clock.advance(Duration.ofMinutes(1));
    worker = new HistoryWorker(clock, this::reports, _ -> {});
    var _ = worker.setRetention(Histories.retention(30));
    worker.open(file(), ACME, List::of);
    maintainAfter(Duration.ZERO);
    assertTrue(stored().contains(nth(0)), stored()::toString);
  }

  @Test
  void theMaintenanceDoesNotHideThatNothingIsSaved() throws Exception {
    worker.open(file(), ACME, () -> List.of(nth(0)));
    try (Connection raw = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement sql = raw.createStatement()) {
      sql.execute(
          "create trigger refused before update on session begin select raise(abort, 'no'); end");
      worker.heartbeat(T.plusSeconds(10));
      worker.maintain();
      worker.ask(_ -> "settled").get();
      assertEquals(1, troubles.size(), troubles::toString);
      sql.execute("drop trigger refused");
    }
  }

  private void maintainAfter(Duration pause) throws Exception {
    clock.advance(pause);
    worker.maintain();
    worker.ask(_ -> "settled").get();
  }

  @Test
  void anErasedPersonIsNotInTheSnapshot() throws Exception {
    worker.open(file(), ACME, List::of);
    append(nth(0));
    assertEquals(1, worker.erase(GRACE, false).get().sightings());
    assertEquals(List.of(), stored());
    UserId kai = new UserId("U0D4E5F6G");
    PresenceSnapshot board =
        append(Sighting.of(kai, Presence.AWAY, T.plusSeconds(9), Source.RTM, Cause.SNAPSHOT));
    assertEquals(List.of(kai), board.all().stream().map(CurrentPresence::user).toList());
  }

  @Test
  void aFileThatAnotherProgramHasLockedIsSaidSoAndWhatWasSeenWaits() throws Exception {
    worker.open(file(), ACME, List::of);
    append(nth(0));
    try (Connection browser = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = browser.createStatement()) {
      statement.execute("begin immediate");
      assertEquals(Presence.AWAY, append(nth(1)).of(GRACE).orElseThrow().presence());
      statement.execute("rollback");
    }
    append(nth(2));
    assertEquals(
        List.of(
            "Another program, such as a database browser or a backup, has locked "
                + file()
                + ": close it there.",
            "well again"),
        troubles);
    assertEquals(sightings(3), stored());
  }

  @Test
  void aShorterTimeDeletesAtOnceWhatItDoesNotAllow() throws Exception {
    worker.open(file(), ACME, () -> List.of(nth(0)));
    clock.advance(Duration.ofDays(40));
    assertEquals(0, worker.setRetention(Histories.retention(60)).get());
    assertEquals(1, worker.setRetention(Histories.retention(30)).get());
    Instant cut = T.plus(Duration.ofDays(10));
    assertEquals(
        List.of(Sighting.of(GRACE, Presence.ACTIVE, cut, Source.RTM, Cause.PRESENCE_CHANGE)),
        worker.ask(history -> history.sightings(GRACE, Instant.EPOCH, clock.instant())).get());
  }

  @Test
  void aShorterTimeForOnePersonDeletesAtOnceTheirDataOnlyAlsoFromTheBackups() throws Exception {
    UserId kai = new UserId("UKAI");
    Sighting other = Sighting.of(kai, Presence.AWAY, T, Source.RTM, Cause.PRESENCE_CHANGE);
    worker.open(file(), ACME, () -> List.of(nth(0), other));
    worker.setRetention(Histories.UNLIMITED).get();
    clock.advance(Duration.ofDays(40));
    worker.maintain();
    Duration month = Duration.ofDays(30);
    RetentionPolicy own = new RetentionPolicy(RetentionPolicy.FOREVER, Map.of(GRACE, month), 7);
    assertEquals(1, worker.setRetention(own).get());
    assertEquals(
        List.of(T.plus(Duration.ofDays(10)), T),
        worker
            .ask(history ->
                List.of(
                    history.sightings(GRACE, Instant.EPOCH, clock.instant()).getFirst().at(),
                    history.sightings(kai, Instant.EPOCH, clock.instant()).getFirst().at()))
            .get());
    assertEquals(0, worker.setRetention(RetentionPolicy.UNKNOWN).get());
    try (Stream<Path> backups = Files.list(file().resolveSibling("backups"))) {
      for (Path backup : backups.filter(path -> path.toString().endsWith(".db")).toList()) {
        try (History copy = History.openReadOnly(backup)) {
          assertTrue(
              copy.sightings(GRACE, Instant.EPOCH, clock.instant()).stream()
                  .noneMatch(seen -> seen.at().isBefore(T.plus(Duration.ofDays(10)))),
              backup.toString());
        }
      }
    }
  }

  @Test
  void aBlockedPersonIsNotRecordedUntilUnblocked() throws Exception {
    worker.open(file(), ACME, List::of);
    append(nth(0));
    worker.erase(GRACE, true).get();
    append(nth(1));
    worker.note(
        List.of(
            new AuditEvent(
                T.plusSeconds(2), EventType.PRESENCE_MISMATCH, GRACE, Source.RTM, "away")),
        () -> {});
    assertEquals(List.of(), stored());
    assertEquals(List.of(), worker.ask(History::people).get());
    assertTrue(worker.blocked().test(GRACE));
    assertTrue(worker.unblock(GRACE).get());
    assertFalse(worker.blocked().test(GRACE));
    assertFalse(worker.unblock(GRACE).get());
    append(nth(2));
    assertEquals(List.of(nth(2)), stored());
  }

  @Test
  void whoIsBeingErasedCountsAsBlockedUntilTheErasureEnds() throws Exception {
    worker.open(file(), ACME, () -> List.of(nth(0)));
    CompletableFuture<String> busy = new CompletableFuture<>();
    var _ = worker.ask(_ -> busy.join());
    worker.refuse(GRACE);
    var erased = worker.eraseAsOrdered(GRACE, new ErasureOrder(1, false));
    assertTrue(worker.blocked().test(GRACE));
    busy.complete("");
    erased.get();
    assertFalse(worker.blocked().test(GRACE));

    CompletableFuture<String> again = new CompletableFuture<>();
    var _ = worker.ask(_ -> again.join());
    var blocking = worker.erase(GRACE, true);
    assertTrue(worker.blocked().test(GRACE));
    again.complete("");
    blocking.get();
    assertTrue(worker.blocked().test(GRACE));
  }

  @Test
  void whoIsToBeBlockedCountsAsBlockedWhileThatCannotBeStored() throws Exception {
    worker.open(file(), ACME, () -> List.of(nth(0)));
    try (Connection raw = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement sql = raw.createStatement()) {
      sql.execute(
          "create trigger refused before insert on blocked begin select raise(abort, 'no'); end");
      assertThrows(ExecutionException.class, () -> worker.erase(GRACE, true).get());
      assertTrue(worker.blocked().test(GRACE));
      sql.execute("drop trigger refused");
    }
    worker.erase(GRACE, true).get();
    assertTrue(worker.unblock(GRACE).get());
    assertFalse(worker.blocked().test(GRACE));
  }

  @Test
  void everybodyIsErasedWithAllCopiesAndWhoIsBlockedStaysBlocked() throws Exception {
    UserId kai = new UserId("U0D4E5F6G");
    worker.open(file(), ACME, () -> List.of(nth(0)));
    worker.erase(kai, true).get();
    worker.ask(_ -> "settled").get();
    Path backup = file().resolveSibling("backups/history-2026-09-17.db");
    assertTrue(Files.exists(backup));
    assertEquals(1L, worker.eraseAll().get());
    assertFalse(Files.exists(backup));
    assertEquals(List.of(), stored());
    assertTrue(worker.ask(history -> history.maintenance().blocked().test(kai)).get());
    append(nth(3));
    assertEquals(List.of(nth(3)), stored());
  }

  @Test
  void whatWaitsInMemoryIsSetAsideWithWhatIsOnTheDisk() throws Exception {
    worker.open(file(), ACME, List::of);
    append(nth(0));
    refuseSightings();
    append(nth(1));
    takeSightings();
    clock.advance(Duration.ofHours(-2));
    var aside = worker.setAside().get().orElseThrow();
    assertEquals(clock.instant(), aside.from());
    assertEquals(List.of(), stored());
    try (History copy = History.openReadOnly(aside.copy())) {
      assertEquals(sightings(2), copy.sightings(GRACE, T, T.plusSeconds(100_000)));
    }
    assertEquals(List.of(), List.copyOf(worker.open(file(), ACME, List::of).all()));
    append(nth(2));
    assertEquals(List.of(nth(2)), stored());
  }

  @Test
  void aClockThatWasAheadBeforeTheFirstObservationLeavesNoTrace() throws Exception {
    clock.advance(Duration.ofHours(2));
    worker.open(file(), ACME, List::of);
    clock.advance(Duration.ofHours(-2));
    worker.open(file(), ACME, List::of);
    append(nth(0));
    worker.heartbeat(T.plusSeconds(20));
    assertEquals(Optional.of(T.plusSeconds(20)), worker.ask(history -> history.lastKnown()).get());
  }

  @Test
  void beforeAHistoryIsOpenAQuestionIsAnsweredWithASentence() {
    var refused = assertThrows(ExecutionException.class, () -> worker.ask(History::people).get());
    assertEquals(
        "No history is open yet. Connect to a workspace first.", refused.getCause().getMessage());
  }

  private void reports(HistoryWorker.@Nullable UnsavedSightings unsaved) {
    troubles.add(unsaved == null ? "well again" : unsaved.sentence().english());
    if (unsaved != null) {
      waits.add(unsaved.since());
    }
  }

  private PresenceSnapshot append(Sighting seen) throws Exception {
    CompletableFuture<PresenceSnapshot> reports = new CompletableFuture<>();
    worker.append(List.of(seen), (board, _) -> reports.complete(board));
    return reports.get(60, TimeUnit.SECONDS);
  }

  /// Returns the sightings in the file, by another connection.
  private List<Sighting> stored() {
    try (History history = History.openReadOnly(file())) {
      return history.sightings(GRACE, T, T.plusSeconds(100_000));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void assertNextBegins(boolean afterACrash) throws IOException {
    Instant later = T.plusSeconds(3600);
    try (History next = History.open(file(), later)) {
      assertEquals(afterACrash ? 1 : 0, Histories.crashes(next));
      next.close(later);
    }
  }

  /// From now on the database takes no sightings, for a reason that no program could guess.
  @Test
  void whatCouldNotBeWrittenAtTheEndIsCountedAndSaid() throws Exception {
    worker.open(file(), ACME, List::of);
    append(nth(0));
    refuseSightings();
    append(nth(1));
    append(nth(2));
    worker.close();
    assertEquals(
        Optional.of(
            "2 sightings could not be written to %s and are lost: from %s on that time is unknown. Free some space or check the disk before the next start."
                .formatted(file(), T)),
        worker.unsavedSentence());
    takeSightings();
    assertEquals(List.of(nth(0)), stored());
  }

  @Test
  void whereAllIsWrittenAtTheEndNothingIsSaidToBeLost() throws Exception {
    worker.open(file(), ACME, List::of);
    refuseSightings();
    append(nth(0));
    takeSightings();
    worker.close();
    assertEquals(Optional.empty(), worker.unsavedSentence());
    assertEquals(List.of(nth(0)), stored().subList(0, 1));
  }

  @Test
  void untilItIsKnownHowLongTheRecordIsKeptNothingOldIsDeleted() throws Exception {
    Sighting old = nth(0);
    try (History history = History.open(file(), T)) {
      history.setWorkspace(ACME);
      history.append(List.of(old));
      history.maintenance().run(Histories.UNLIMITED, T.plusSeconds(60));
      history.close(T.plusSeconds(60));
    }
    clock.advance(Duration.ofDays(800));
    worker.open(file(), ACME, List::of);
    clock.advance(Duration.ofDays(4));
    worker.heartbeat(clock.instant());
    worker.ask(open -> open.maintenance().run(Histories.UNLIMITED, clock.instant())).get();
    assertEquals(old, stored().getFirst());
    assertEquals(
        0,
        worker
            .setRetention(SettingsMapper.retention(Settings.DEFAULT.withKeepDays(0)))
            .get()
            .intValue());
    assertEquals(old, stored().getFirst());
    worker.setRetention(SettingsMapper.retention(Settings.DEFAULT)).get();
    assertFalse(stored().contains(old), "400 days are known now");
  }

  private void refuseSightings() throws SQLException {
    execute(
        """
        create trigger refuse before insert on sighting
        begin select raise(abort, 'not today'); end\
        """);
  }

  private void takeSightings() throws SQLException {
    execute("drop trigger refuse");
  }

  private void execute(String command) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = connection.createStatement()) {
      statement.execute(command);
    }
  }

  private Path file() {
    return directory.resolve("acme/history.db");
  }

  private static List<Sighting> sightings(int count) {
    return new ArrayList<>(IntStream.range(0, count).mapToObj(HistoryWorkerTest::nth).toList());
  }

  private static Sighting nth(int n) {
    Presence presence = n % 2 == 0 ? Presence.ACTIVE : Presence.AWAY;
    return Sighting.of(GRACE, presence, T.plusSeconds(n), Source.RTM, Cause.PRESENCE_CHANGE);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(60, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < deadline, "it never came to be");
      Thread.onSpinWait();
    }
  }
}
