package rollcall.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.app.environment.ProfilePaths;
import rollcall.app.recording.ExportJob;
import rollcall.app.recording.ImportJob;
import rollcall.history.History;
import rollcall.presence.Workspace;
import rollcall.settings.SettingsFile;
import rollcall.simulator.ActiveOrAway;
import rollcall.simulator.HttpFault;
import rollcall.simulator.NamedFaults;
import rollcall.simulator.TokenKind;
import rollcall.timecard.AccountingRules;
import rollcall.timecard.CsvDialect;
import rollcall.timecard.DayRange;
import rollcall.timecard.ExportKind;
import rollcall.timecard.ExportSpec;

/// Changes of settings during a real recording, by its `events.csv`.
class SettingsChangeTest {
  private static final LocalDate DAY = LocalDate.ofInstant(FastDays.START, ZoneOffset.UTC);
  private static final Set<String> NIGHT = Set.of("sleep", "wake");

  @TempDir Path scratch;

  @Test
  void anHourOfProblemsIsExportedOnceEachAndImported() throws Exception {
    Path record;
    try (FastDays days = new FastDays(scratch, TokenKind.CLASSIC_BOT, 5)) {
      days.begin();
      days.live(Duration.ofMinutes(1));
      NamedFaults.of(days.workspace).plan("rtm.connect", HttpFault.rateLimited(2), 1);
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
    Path events = events(record);
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
            "disconnected rtm c5 Rollcall stopped",
            "app_stopped"),
        recordedEvents(events).filter(line -> NIGHT.stream().noneMatch(line::startsWith)).toList());
    assertEquals(
        List.of("app_stopped"),
        recordedEvents(events).skip(recordedEvents(events).count() - 1).toList());
    assertEquals(
        0,
        Files.readAllLines(events).stream()
            .filter(line -> line.contains("confirmed until here"))
            .count());
    assertEquals(
        List.of("sleep", "wake after N s"),
        recordedEvents(events).filter(line -> NIGHT.stream().anyMatch(line::startsWith)).toList());
    assertComesBack(record, events);
  }

  @Test
  void silenceClockSetBackAndRevokedTokenAreExported() throws Exception {
    Path record;
    Instant foundOut;
    Instant setBack;
    Instant last;
    Map<String, String> hidden = new TreeMap<>();
    try (FastDays days = new FastDays(scratch, TokenKind.CLASSIC_BOT, 5)) {
      days.begin();
      days.live(Duration.ofMinutes(1));
      Map<String, ActiveOrAway> before = days.presences();
      days.unsubscribe();
      foundOut = days.now();
      days.presences()
          .forEach((user, now) -> hidden.put(user, before.get(user).word() + " " + now.word()));
      hidden.values().removeIf(states -> states.matches("(.*) \\1"));
      days.live(Duration.ofMinutes(2));
      setBack = days.now();
      days.setBack(Duration.ofMinutes(2));
      days.live(Duration.ofMinutes(6));
      last = days.now();
      days.revoke("rtm.connect");
      NamedFaults.of(days.workspace).sayGoodbye(Duration.ofSeconds(10));
      assertEquals(1, days.ended());
      record = days.history();
    }
    Path events = events(record);
    assertEquals(
        List.of(
            "app_started",
            "connected rtm c1",
            "subscribed rtm c1 N people",
            "clock_adjusted set back by N s",
            "disconnected rtm c1 the clock was set back",
            "connected rtm c2 after N s",
            "subscribed rtm c2 N people",
            "disconnected rtm c2 …",
            "token_invalid rtm c2 token_revoked",
            "app_stopped"),
        recordedEvents(events).toList());
    assertEquals(List.of(setBack), instants(ofAll(events, "clock_adjusted")));
    assertEquals(List.of(last), instants(ofAll(events, "token_invalid")));
    assertEquals(
        Collections.nCopies(FastDays.RECORDED, last), instants(ofPeople(events, "token_invalid")));
    assertTrue(hidden.size() > 1, "people who came or went unseen: " + hidden);
    Map<String, String> mismatches = new TreeMap<>();
    for (NamedCsvRecord row : ofPeople(events, "presence_mismatch")) {
      assertEquals("rtm c1", row.getField("source") + " " + row.getField("connection_id"));
      Instant at = instants(List.of(row)).getFirst();
      assertFalse(at.isAfter(foundOut) || at.isBefore(foundOut.minusSeconds(60)), at + "");
      mismatches.put(
          row.getField("user_id"),
          row.getField("note").replaceFirst("reported (.*), answered (.*), confirmed.*", "$1 $2"));
    }
    mismatches.keySet().retainAll(hidden.keySet());
    assertEquals(hidden, mismatches);
    assertComesBack(record, events);
  }

  @Test
  void pollingIsExportedToo() throws Exception {
    Path record;
    Instant setBack;
    try (FastDays days = new FastDays(scratch, TokenKind.GRANULAR_BOT, 5)) {
      days.begin();
      days.live(Duration.ofMinutes(2));
      NamedFaults.of(days.workspace).plan("users.getPresence", HttpFault.rateLimited(2), 1);
      days.live(Duration.ofMinutes(1));
      days.outage(Duration.ofMinutes(1));
      days.live(Duration.ofMinutes(2));
      setBack = days.now();
      days.setBack(Duration.ofMinutes(4));
      days.live(Duration.ofMinutes(6));
      days.revoke("users.getPresence");
      days.live(Duration.ofSeconds(10));
      days.end();
      record = days.history();
    }
    Path events = events(record);
    assertEquals(
        List.of(
            "app_started",
            "connected poll no live connection: not_allowed_token_type",
            "rate_limited poll next request in N s",
            "disconnected poll …",
            "connected poll no live connection: not_allowed_token_type, after N s",
            "clock_adjusted set back by N s",
            "disconnected poll …",
            "token_invalid poll token_revoked",
            "app_stopped"),
        recordedEvents(events).toList());
    assertEquals(List.of(setBack), instants(ofAll(events, "clock_adjusted")));
    assertComesBack(record, events);
  }

  private Path events(Path record) throws IOException {
    Path events = scratch.resolve("events.csv");
    export(record, ExportKind.EVENTS, events, true);
    return events;
  }

  private static List<NamedCsvRecord> ofAll(Path events, String type) throws IOException {
    return rows(events, type).filter(row -> row.getField("user_id").isEmpty()).toList();
  }

  private static List<NamedCsvRecord> ofPeople(Path events, String type) throws IOException {
    return rows(events, type).filter(row -> !row.getField("user_id").isEmpty()).toList();
  }

  private static Stream<NamedCsvRecord> rows(Path events, String type) throws IOException {
    try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(events)) {
      return csv.stream().filter(row -> row.getField("type").equals(type)).toList().stream();
    }
  }

  private static List<Instant> instants(List<NamedCsvRecord> rows) {
    return rows.stream().map(row -> Instant.parse(row.getField("received_utc"))).toList();
  }

  /// An empty history into which this was imported is exported as the same four files.
  private void assertComesBack(Path record, Path events) throws IOException {
    ProfilePaths profile =
        new ProfilePaths(
            new SettingsFile(scratch.resolve("none.json")), scratch.resolve("imported"));
    Workspace workspace =
        new ImportJob(events, profile).read(Instant.parse("2099-01-01T00:00:00Z")).workspace();
    for (ExportKind kind : ExportKind.values()) {
      assertEquals(text(record, kind), text(profile.history(workspace), kind), kind.word());
    }
  }

  /// Returns the events of all people: type, source, connection and note, with numbers taken out;
  /// of a lost socket the note says what the network said, which differs from machine to machine.
  private static Stream<String> recordedEvents(Path events) throws IOException {
    try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(events)) {
      return csv.stream()
          .filter(row -> row.getField("user_id").isEmpty())
          .filter(row -> !row.getField("type").equals("presence_check"))
          .map(SettingsChangeTest::words)
          .toList()
          .stream();
    }
  }

  private static String words(NamedCsvRecord row) {
    String note = row.getField("note").replaceAll("\\d+", "N");
    boolean network =
        row.getField("type").equals("disconnected")
            && !note.equals("the computer slept")
            && !note.equals("the clock was set back")
            && !note.equals("Rollcall stopped");
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
    AccountingRules rules = AccountingRules.in(ZoneOffset.UTC);
    try (History open = History.openReadOnly(history)) {
      new ExportJob(
              new ExportSpec(
                  kind,
                  Set.of(),
                  new DayRange(DAY, DAY),
                  rules,
                  CsvDialect.DATA,
                  false,
                  Map.of(),
                  true,
                  meta),
              out)
          .write(open, FastDays.START.plus(Duration.ofHours(3)));
    }
  }
}
