package rollcall.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.demo.Mishap;
import rollcall.demo.TokenKind;
import rollcall.history.History;
import rollcall.presence.Workspace;
import rollcall.settings.SettingsFile;
import rollcall.timecard.CsvStyle;
import rollcall.timecard.ExportKind;
import rollcall.timecard.Rules;

/// What became of the looking of a real recorder, as its `events.csv` tells it.
class EventsOfLifeTest {
  private static final LocalDate DAY = LocalDate.ofInstant(FastDays.START, ZoneOffset.UTC);
  private static final Set<String> NIGHT = Set.of("sleep", "wake");

  @TempDir Path scratch;

  @Test
  void anHourOfTroublesIsToldEachOnceAndComesBackFromTheFile() throws Exception {
    Path record;
    try (FastDays days = new FastDays(scratch, TokenKind.CLASSIC_BOT, 5)) {
      days.begin();
      days.live(Duration.ofMinutes(1));
      days.workspace.faults().plan("rtm.connect", Mishap.slowDown(2), 1);
      days.cut();
      days.live(Duration.ofMinutes(1));
      days.sleep(Duration.ofMinutes(30));
      days.live(Duration.ofMinutes(1));
      days.crash(Duration.ofMinutes(2));
      days.live(Duration.ofMinutes(1));
      days.outage(Duration.ofMinutes(1));
      days.live(Duration.ofMinutes(1));
      days.end();
      record = days.history();
    }
    Path events = scratch.resolve("events.csv");
    export(record, ExportKind.EVENTS, events, true);
    assertEquals(
        List.of(
            "app_started",
            "connected rtm c1",
            "subscribed rtm c1 N people",
            "disconnected rtm c1 …",
            "rate_limited rtm c1 next request in N s",
            "connected rtm c2 after N s",
            "subscribed rtm c2 N people",
            "disconnected rtm c2 the computer slept",
            "connected rtm c3 after N s",
            "subscribed rtm c3 N people",
            "app_crashed",
            "app_started",
            "connected rtm c4",
            "subscribed rtm c4 N people",
            "disconnected rtm c4 …",
            "connected rtm c5 after N s",
            "subscribed rtm c5 N people",
            "disconnected rtm c5 Rollcall was closed",
            "app_stopped"),
        told(events).filter(line -> NIGHT.stream().noneMatch(line::startsWith)).toList());
    assertEquals(List.of("app_stopped"), told(events).skip(told(events).count() - 1).toList());
    assertEquals(
        0,
        Files.readAllLines(events).stream()
            .filter(line -> line.contains("confirmed until here"))
            .count());
    assertEquals(
        List.of("sleep", "wake after N s"),
        told(events).filter(line -> NIGHT.stream().anyMatch(line::startsWith)).toList());
    Site site =
        new Site(new SettingsFile(scratch.resolve("none.json")), scratch.resolve("imported"));
    Workspace workspace = new ImportFile(events, site).read(Instant.EPOCH).workspace();
    for (ExportKind kind : ExportKind.values()) {
      assertEquals(text(record, kind), text(site.history(workspace), kind), kind.word());
    }
  }

  /// What happened to everybody: type, means, connection and note, with numbers taken out; of a
  /// lost socket the note says what the network said, which differs from machine to machine.
  private static Stream<String> told(Path events) throws IOException {
    try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(events)) {
      return csv.stream()
          .filter(row -> row.getField("user_id").isEmpty())
          .filter(row -> !row.getField("type").equals("presence_check"))
          .map(EventsOfLifeTest::words)
          .toList()
          .stream();
    }
  }

  private static String words(NamedCsvRecord row) {
    String note = row.getField("note").replaceAll("\\d+", "N");
    boolean network =
        row.getField("type").equals("disconnected")
            && !note.equals("the computer slept")
            && !note.equals("Rollcall was closed");
    return String.join(
            " ",
            row.getField("type"),
            row.getField("source"),
            row.getField("connection_id"),
            network && !note.isEmpty() ? "…" : note)
        .replaceAll(" +", " ")
        .strip();
  }

  private String text(Path history, ExportKind kind) throws IOException {
    Path out = scratch.resolve("out.csv");
    export(history, kind, out, false);
    return Files.readString(out);
  }

  private static void export(Path history, ExportKind kind, Path out, boolean meta)
      throws IOException {
    Rules rules = Rules.in(ZoneOffset.UTC);
    try (History open = History.openReadOnly(history)) {
      new ExportFile(kind, Set.of(), DAY, DAY, rules, CsvStyle.DATA, false, true, meta, out)
          .write(open, FastDays.START.plus(Duration.ofHours(3)));
    }
  }
}
