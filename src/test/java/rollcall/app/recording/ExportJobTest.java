package rollcall.app.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.history.History;
import rollcall.history.RetentionPolicy;
import rollcall.language.SentenceException;
import rollcall.presence.Cause;
import rollcall.presence.Presence;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.timecard.AccountingRules;
import rollcall.timecard.CsvDialect;
import rollcall.timecard.DayRange;
import rollcall.timecard.ExportKind;
import rollcall.timecard.ExportSpec;
import rollcall.timecard.ExportSummary;

class ExportJobTest {
  private static final UserId GRACE = new UserId("U0A1B2C3D");
  private static final Instant T = Instant.parse("2026-09-17T07:00:00Z");

  @TempDir Path directory;

  @BeforeEach
  void seenForFiveMinutes() throws Exception {
    try (History history = History.open(file(), T)) {
      history.setWorkspace(new Workspace("T1", "acme"));
      history.append(
          List.of(Sighting.of(GRACE, Presence.ACTIVE, T, Source.POLL, Cause.PRESENCE_CHECK)));
      history.heartbeat(at(300));
    }
  }

  @Test
  void duringARecordingAnExportEndsAtTheLastConfirmedInstant() throws Exception {
    try (History recorder = History.open(file(), at(400))) {
      recorder.append(
          List.of(Sighting.of(GRACE, Presence.ACTIVE, at(400), Source.POLL, Cause.PRESENCE_CHECK)));
      recorder.heartbeat(at(500));
      assertEquals(seconds(500, 400), watchedAndObserved(recorder, at(1100)));
    }
  }

  @Test
  void duringAnOutageTheExportIsUnknownUntilNow() throws Exception {
    try (History recorder = History.open(file(), at(300))) {
      recorder.append(List.of(Sighting.unknown(GRACE, at(300), Cause.DISCONNECTED)));
      assertEquals(seconds(1100, 300), watchedAndObserved(recorder, at(1100)));
    }
  }

  @Test
  void afterACrashTheTimeSinceIsUnknown() throws Exception {
    try (History reader = History.openReadOnly(file())) {
      assertEquals(seconds(310, 300), watchedAndObserved(reader, at(310)));
      assertEquals(seconds(1100, 300), watchedAndObserved(reader, at(1100)));
    }
  }

  @Test
  void anExistingDraftFileIsNotWrittenTo() throws Exception {
    Path precious = Files.writeString(directory.resolve("precious"), "mine");
    Files.createSymbolicLink(directory.resolve("out.csv.part"), precious);
    try (History reader = History.openReadOnly(file())) {
      watchedAndObserved(reader, at(310));
    }
    assertEquals("mine", Files.readString(precious));
    assertFalse(Files.isSymbolicLink(directory.resolve("out.csv")));
  }

  @Test
  void withoutMetadataThatOfTheReplacedFileIsDeleted() throws Exception {
    Path metadata = directory.resolve("out.meta.json");
    try (History reader = History.openReadOnly(file())) {
      job(true).write(reader, at(310));
      assertTrue(Files.exists(metadata));
      job(false).write(reader, at(310));
    }
    assertFalse(Files.exists(metadata));
  }

  @Test
  void theMetadataOfAnExportWithoutWatchedTimeHasNoCoverage() throws Exception {
    Path metadata = directory.resolve("out.meta.json");
    try (History reader = History.openReadOnly(file())) {
      job(true, LocalDate.of(2026, 9, 16)).write(reader, at(310));
    }
    String json = Files.readString(metadata);
    assertTrue(json.contains("\"coverage_pct\" : null,"), json);
  }

  @Test
  void aFileOfAnotherProgramIsNotTakenForMetadata() throws Exception {
    Path other = Files.writeString(directory.resolve("out.meta.json"), "{\"mine\": 1}");
    try (History reader = History.openReadOnly(file())) {
      job(false).write(reader, at(310));
      Files.delete(directory.resolve("out.csv"));
      assertThrows(SentenceException.class, () -> job(true).write(reader, at(310)));
      assertFalse(Files.exists(directory.resolve("out.csv")));
      assertEquals(directory.resolve("out (2).csv"), job(true).writeBeside(reader, at(310)).file());
    }
    assertEquals("{\"mine\": 1}", Files.readString(other));
  }

  @Test
  void theMetadataOfAFileWithASimilarNameStays() throws Exception {
    Path metadata = directory.resolve("out.meta.json");
    try (History reader = History.openReadOnly(file())) {
      job(true).write(reader, at(310));
      String before = Files.readString(metadata);
      Path similar = Files.writeString(directory.resolve("out"), "old");
      new ExportJob(job(false).spec(), similar).write(reader, at(310));
      assertThrows(
          SentenceException.class,
          () -> new ExportJob(job(true).spec(), similar).write(reader, at(310)));
      assertEquals(before, Files.readString(metadata));
    }
  }

  @Test
  void daysOfWhichOnlyTotalsAreKeptAreMarkedAndCounted() throws Exception {
    Instant later = T.plus(Duration.ofDays(40));
    List<String> before;
    List<String> weekBefore;
    try (History recorder = History.open(file(), at(320))) {
      recorder.append(List.of(Sighting.notWatched(GRACE, later, Cause.WATCH_STOPPED)));
      before = rows(recorder, ExportKind.TIMECARDS, later);
      weekBefore = rows(recorder, ExportKind.WEEKLY, later);
      RetentionPolicy keeping =
          new RetentionPolicy(Duration.ofDays(39), Map.of(), 1, AccountingRules.in(ZoneId.of("Z")));
      var _ = recorder.maintenance().runNow(keeping, later);
      List<String> after = rows(recorder, ExportKind.TIMECARDS, later);
      assertEquals(before.getFirst() + ",totals_only", after.getFirst());
      assertEquals(before.get(1) + ",true", after.get(1));
      assertEquals(before.get(2) + ",false", after.get(2));
      assertTrue(
          Files.readString(directory.resolve("all.meta.json"))
              .contains("\"totals_only_days\" : 1,"));
      assertEquals(weekBefore, rows(recorder, ExportKind.WEEKLY, later));
      var _ =
          recorder
              .maintenance()
              .runNow(
                  new RetentionPolicy(
                      Duration.ofDays(1), Map.of(), 1, AccountingRules.in(ZoneId.of("Z"))),
                  later.plus(Duration.ofDays(3)));
      assertEquals(List.of(), List.copyOf(recorder.snapshot().all()), "only totals are left");
      assertEquals(before.size(), rows(recorder, ExportKind.TIMECARDS, later).size());
    }
  }

  private List<String> rows(History history, ExportKind kind, Instant now) throws Exception {
    ExportSpec spec =
        new ExportSpec(
            kind,
            Set.of(),
            new DayRange(LocalDate.of(2026, 9, 10), LocalDate.of(2026, 11, 10)),
            AccountingRules.in(ZoneId.of("Z")),
            CsvDialect.DATA,
            false,
            Map.of(),
            true,
            true);
    Path file = directory.resolve("all.csv");
    new ExportJob(spec, file).write(history, now);
    return Files.readAllLines(file);
  }

  private ExportJob job(boolean metadata) {
    return job(metadata, LocalDate.of(2026, 9, 17));
  }

  private ExportJob job(boolean metadata, LocalDate day) {
    return new ExportJob(
        new ExportSpec(
            ExportKind.TIMECARDS,
            Set.of(GRACE),
            new DayRange(day, day),
            AccountingRules.in(ZoneId.of("Z")),
            CsvDialect.DATA,
            false,
            Map.of(),
            true,
            metadata),
        directory.resolve("out.csv"));
  }

  private List<Duration> watchedAndObserved(History history, Instant now) throws Exception {
    ExportJob job = job(false);
    ExportSummary written = job.write(history, now).written();
    assertEquals(2, Files.readAllLines(job.file()).size());
    return List.of(written.watched(), written.observed());
  }

  private static List<Duration> seconds(long watched, long observed) {
    return List.of(Duration.ofSeconds(watched), Duration.ofSeconds(observed));
  }

  private static Instant at(long second) {
    return T.plusSeconds(second);
  }

  private Path file() {
    return directory.resolve("history.db");
  }
}
