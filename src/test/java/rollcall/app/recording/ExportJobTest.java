package rollcall.app.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.history.History;
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
      history.belongTo(new Workspace("T1", "acme"));
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
    assertEquals(false, Files.isSymbolicLink(directory.resolve("out.csv")));
  }

  private List<Duration> watchedAndObserved(History history, Instant now) throws Exception {
    LocalDate day = LocalDate.of(2026, 9, 17);
    Path csv = directory.resolve("out.csv");
    AccountingRules rules = AccountingRules.in(ZoneId.of("Z"));
    ExportSummary written =
        new ExportJob(
                ExportSpec.of(
                    ExportKind.TIMECARDS,
                    Set.of(GRACE),
                    new DayRange(day, day),
                    rules,
                    CsvDialect.DATA),
                csv)
            .write(history, now)
            .written();
    assertEquals(2, Files.readAllLines(csv).size());
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
