package rollcall.app.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
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
import rollcall.timecard.DaySpans;
import rollcall.timecard.DayTotals;
import rollcall.timecard.ExportKind;
import rollcall.timecard.ExportSpec;

class TimecardReaderTest {
  private static final UserId GRACE = new UserId("U0A1B2C3D");
  private static final Instant T = Instant.parse("2026-09-17T07:00:00.700Z");
  private static final LocalDate DAY = LocalDate.of(2026, 9, 17);
  private static final AccountingRules RULES = AccountingRules.in(ZoneId.of("UTC"));

  @TempDir Path directory;

  @Test
  void numbersEqualTheExportWhileRecordingAndAfterwards() throws Exception {
    Path file = directory.resolve("history.db");
    try (History history = History.open(file, T)) {
      history.setWorkspace(new Workspace("T1", "acme"));
      history.append(
          List.of(
              seen(Presence.ACTIVE, 0),
              seen(Presence.AWAY, 3_600_200),
              seen(Presence.ACTIVE, 3_600_500),
              seen(Presence.UNKNOWN, 3_660_000),
              seen(Presence.ACTIVE, 3_750_400)));
      history.heartbeat(T.plusSeconds(4000));
      assertSame(file, T.plusSeconds(4009));
    }
    assertSame(file, T.plusSeconds(9000));
  }

  @Test
  void readsThatBelongTogetherSeeNothingThatIsRecordedInBetween() throws Exception {
    Path file = directory.resolve("history.db");
    try (History history = History.open(file, T);
        History reading = History.openReadOnly(file)) {
      history.append(List.of(seen(Presence.ACTIVE, 0)));
      Instant end = T.plusSeconds(60);
      history.heartbeat(end);
      HistoryExportSource source = HistoryExportSource.of(reading, end);
      List<Sighting> first =
          source.readConsistently(() -> {
            List<Sighting> before = source.sightings(GRACE, T, end);
            history.append(List.of(seen(Presence.AWAY, 50)));
            assertEquals(before, source.sightings(GRACE, T, end));
            return before;
          });
      assertEquals(1, first.size());
      assertEquals(2, source.sightings(GRACE, T, end).size());
    }
  }

  private static void assertSame(Path file, Instant now) throws Exception {
    try (History reading = History.openReadOnly(file)) {
      StringWriter csv = new StringWriter();
      new ExportJob(
              ExportSpec.of(
                  ExportKind.TIMECARDS, Set.of(), new DayRange(DAY, DAY), RULES, CsvDialect.DATA),
              Path.of(""))
          .show(reading, now, csv);
      TimecardReader query = new TimecardReader(reading, now);
      DayTotals day =
          query.totals(Set.of(GRACE), RULES, new DayRange(DAY, DAY)).get(GRACE).days().get(DAY);
      String[] cells = csv.toString().lines().toList().get(1).split(",", -1);
      assertEquals(
          List.of(cells[22], cells[23], cells[24], cells[25]),
          List.of(day.active() + "", day.away() + "", day.unknown() + "", day.watched() + ""));
      DaySpans record = query.day(GRACE, RULES, DAY);
      assertEquals(day, record.card().orElseThrow().totals());
      assertEquals(Cause.PRESENCE_CHANGE, record.spans().getFirst().startCause());
    }
  }

  private static Sighting seen(Presence presence, long millis) {
    return Sighting.of(
        GRACE,
        presence,
        T.plusMillis(millis),
        presence.isObserved() ? Source.RTM : Source.NONE,
        presence.isObserved() ? Cause.PRESENCE_CHANGE : Cause.DISCONNECTED);
  }
}
