package rollcall.app.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rollcall.app.environment.ProfilePaths;
import rollcall.history.History;
import rollcall.history.HistoryException;
import rollcall.presence.AuditEvent;
import rollcall.presence.Cause;
import rollcall.presence.EventType;
import rollcall.presence.Person;
import rollcall.presence.Presence;
import rollcall.presence.Sighting;
import rollcall.presence.SlackStatus;
import rollcall.presence.Source;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.settings.SettingsFile;
import rollcall.timecard.AccountingRules;
import rollcall.timecard.CsvDialect;
import rollcall.timecard.DayRange;
import rollcall.timecard.EventCsvReader;
import rollcall.timecard.ExportKind;
import rollcall.timecard.ExportSpec;
import rollcall.timecard.ExtraColumn;

/// Import of exported events: the record is the same.
class ImportJobTest {
  private static final Workspace ACME = new Workspace("T024BE7LD", "Acme");
  private static final Instant T = Instant.parse("2026-03-20T07:00:00.123Z");
  private static final LocalDate FROM = LocalDate.parse("2026-03-25");
  private static final LocalDate TO = LocalDate.parse("2026-04-02");
  private static final Instant NOW = Instant.parse("2026-05-01T00:00:00Z");
  private static final AccountingRules BERLIN = AccountingRules.in(ZoneId.of("Europe/Berlin"));
  private static final List<Person> PEOPLE =
      List.of(
          person("U0A1B2C3D", "Grace \"Amazing\" Hopper", "America/New_York"),
          person("U0D4E5F6G", "=cmd|' /C calc'!A0", "Pacific/Kiritimati"),
          person("U0H7I8J9K", "Müller; Kai\nJr.", "Australia/Lord_Howe"));

  @TempDir static Path shared;
  @TempDir Path scratch;

  @ParameterizedTest
  @CsvSource({"1, true", "2, false", "3, true", "4, false", "5, true", "6, false"})
  void theSameDaysHaveTheSameTimecardsWeeksAndIntervals(int seed, boolean german)
      throws IOException {
    Path original = scratch.resolve("original/history.db");
    record(original, new Random(seed));
    CsvDialect style = german ? CsvDialect.spreadsheet(Locale.GERMANY) : CsvDialect.DATA;
    Path events = scratch.resolve("events.csv");
    export(original, ExportKind.EVENTS, BERLIN, style, events, true);
    assertEquals(
        new ImportJob.Imported(
            ACME, Files.readAllLines(events).size() - 1L - brokenLines(events), true),
        new ImportJob(events, profile()).read(NOW));
    Path copy = profile().history(ACME);
    for (ExportKind kind : List.of(ExportKind.TIMECARDS, ExportKind.WEEKLY, ExportKind.INTERVALS)) {
      assertEquals(text(original, kind, BERLIN), text(copy, kind, BERLIN), kind.word());
    }
  }

  @Test
  void withEachPersonsOwnClockTheirZonesComeBackToo() throws IOException {
    Path original = scratch.resolve("original/history.db");
    record(original, new Random(11));
    Path events = scratch.resolve("events.csv");
    AccountingRules own = BERLIN.withOwnZones();
    export(original, ExportKind.EVENTS, own, CsvDialect.DATA, events, true);
    new ImportJob(events, profile()).read(NOW);
    assertEquals(
        text(original, ExportKind.TIMECARDS, own),
        text(profile().history(ACME), ExportKind.TIMECARDS, own));
  }

  @Test
  void anImportedRecordIsExportedAsTheSameEvents() throws IOException {
    Path original = scratch.resolve("original/history.db");
    record(original, new Random(12));
    Path events = scratch.resolve("events.csv");
    export(original, ExportKind.EVENTS, BERLIN, CsvDialect.DATA, events, true);
    new ImportJob(events, profile()).read(NOW);
    Path again = scratch.resolve("again.csv");
    export(profile().history(ACME), ExportKind.EVENTS, BERLIN, CsvDialect.DATA, again, false);
    assertEquals(Files.readString(events), Files.readString(again));
    UserId first = PEOPLE.getFirst().id();
    assertEquals(slackStatuses(original, first), slackStatuses(profile().history(ACME), first));
  }

  @Test
  void anExportWithoutGuardKeepsItsApostrophes() throws IOException {
    UserId user = PEOPLE.getFirst().id();
    SlackStatus text = new SlackStatus.StatusText(user, "'-) back soon", T, Source.RTM);
    Path original = scratch.resolve("original/history.db");
    try (History history = History.open(original, T)) {
      history.setWorkspace(ACME);
      history.savePeople(PEOPLE);
      history.append(
          List.of(Sighting.of(user, Presence.AWAY, T, Source.RTM, Cause.PRESENCE_CHANGE)));
      history.appendEvents(List.of(text.toAuditEvent()));
    }
    Path events = scratch.resolve("events.csv");
    export(original, ExportKind.EVENTS, BERLIN, CsvDialect.DATA.unguarded(), events, true);
    new ImportJob(events, profile()).read(NOW);
    assertTrue(slackStatuses(profile().history(ACME), user).contains(text));
  }

  @Test
  void aSlackStatusFromBeforeTheRangeIsExportedAndImported() throws IOException {
    UserId user = PEOPLE.getFirst().id();
    Instant range = FROM.atStartOfDay(BERLIN.zone()).toInstant();
    SlackStatus old = new SlackStatus.StatusText(user, "Parental leave", T, Source.RTM);
    SlackStatus away = new SlackStatus.StatusText(user, "At sea", T.plusSeconds(60), Source.RTM);
    SlackStatus huddle = new SlackStatus.Huddle(user, true, T.plusSeconds(61), Source.POLL);
    SlackStatus quiet =
        new SlackStatus.Dnd(user, T, range.plusSeconds(7200), T.plusSeconds(62), Source.POLL);
    SlackStatus back = new SlackStatus.StatusText(user, "", range.plusSeconds(3600), Source.RTM);
    Path original = scratch.resolve("original/history.db");
    try (History history = History.open(original, T)) {
      history.setWorkspace(ACME);
      history.savePeople(PEOPLE);
      history.append(
          List.of(Sighting.of(user, Presence.AWAY, T, Source.RTM, Cause.PRESENCE_CHANGE)));
      history.appendEvents(
          Stream.of(old, away, huddle, quiet, back).map(SlackStatus::toAuditEvent).toList());
      history.close(NOW);
    }
    Path events = scratch.resolve("events.csv");
    export(original, ExportKind.EVENTS, BERLIN, CsvDialect.DATA, events, true);
    new ImportJob(events, profile()).read(NOW);
    Path copy = profile().history(ACME);
    assertEquals(List.of(away, huddle, quiet, back), slackStatuses(original, user));
    assertEquals(List.of(away, huddle, quiet, back), slackStatuses(copy, user));
    assertEquals(text(original, ExportKind.EVENTS, BERLIN), text(copy, ExportKind.EVENTS, BERLIN));
    CsvDialect more = CsvDialect.DATA.withExtras(Set.of(ExtraColumn.values()));
    Path cards = scratch.resolve("cards.csv");
    export(copy, ExportKind.TIMECARDS, BERLIN, more, cards, true);
    assertTrue(Files.readAllLines(cards).get(1).endsWith(",2.00,100.0"), "quiet until two");
    assertTrue(
        Files.readString(scratch.resolve("cards.meta.json"))
            .contains("\"extra_columns\" : [ \"dnd_h\", \"source_share_rtm_pct\" ]"));
    assertThrows(IOException.class, () -> new ImportJob(events, profile()).read(NOW));
    assertEquals(List.of(away, huddle, quiet, back), slackStatuses(copy, user));
  }

  @Test
  void aHistoryThatHoldsSomethingIsLeftAsItIs() throws IOException {
    Path events = exported();
    Path there = profile().history(ACME);
    record(there, new Random(2));
    String before = text(there, ExportKind.TIMECARDS, BERLIN);
    var refused = assertThrows(IOException.class, () -> new ImportJob(events, profile()).read(NOW));
    assertEquals(
        "The history "
            + there
            + " already holds something: import into another data directory, or move it away.",
        refused.getMessage());
    assertEquals(before, text(there, ExportKind.TIMECARDS, BERLIN));
  }

  @Test
  void aFailedImportBesideBackupsOfALostHistoryNamesItsReasonAndLeavesThem() throws IOException {
    Path events = exported();
    Path target = profile().history(ACME);
    Path backup = target.resolveSibling("backups/history-2026-03-01.db");
    Files.createDirectories(backup.getParent());
    Files.writeString(backup, "a backup");
    List<String> lines = new ArrayList<>(Files.readAllLines(events));
    lines.removeLast();
    Files.write(events, lines);
    String why =
        assertThrows(IOException.class, () -> new ImportJob(events, profile()).read(NOW))
            .getMessage();
    assertTrue(why.contains(".meta.json says "), why);
    assertEquals("a backup", Files.readString(backup));
    assertFalse(Files.exists(target));
  }

  @Test
  void anImportIntoAHistoryThatAnotherProgramBeginsLeavesItAsItIs() throws IOException {
    Path events = exported();
    Path target = profile().history(ACME);
    try (History _ = History.open(target, NOW)) {
      // The other program has its lock, and has not created the file yet.
      Files.delete(target);
      assertThrows(HistoryException.InUse.class, () -> new ImportJob(events, profile()).read(NOW));
      assertTrue(Files.exists(target.resolveSibling("history.db.lock")));
      assertTrue(Files.exists(target.resolveSibling("history.db-wal")));
    }
  }

  @Test
  void aFileOfNothingButSlackStatusesIsTakenOnceToo() throws IOException {
    Path events = scratch.resolve("events.csv");
    Files.writeString(
        events,
        header()
            + "1,2026-03-25T07:00:00Z,,UTC,0,T024BE7LD,U0A1B2C3D,Grace,status_changed,,,rtm,,,,Lunch\r\n");
    assertEquals(1, new ImportJob(events, profile()).read(NOW).lines());
    assertThrows(IOException.class, () -> new ImportJob(events, profile()).read(NOW));
    UserId grace = new UserId("U0A1B2C3D");
    assertEquals(1, slackStatuses(profile().history(ACME), grace).size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2026-03-25T07:00:00Z,away        | yesterday,away     | Line 3 is not a valid event ('yesterday' is no UTC time such as 2026-09-17T07:02:11Z).
          2026-03-25T07:00:00Z,away        | 2026-03-25T07:00:00Z,asleep | Line 3 is not a valid event ('asleep' is not a known presence).
          """)
  void aLineThatCannotBeReadIsNamedAndNothingIsImported(String good, String bad, String sentence)
      throws IOException {
    Path events = scratch.resolve("events.csv");
    Files.writeString(events, header() + line(good) + line(bad));
    var refused = assertThrows(IOException.class, () -> new ImportJob(events, profile()).read(NOW));
    assertEquals(sentence, refused.getMessage());
    assertFalse(Files.exists(profile().history(ACME).getParent()), "nothing is left behind");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rtm,,,,", "rtm,b,1,2,not before 2026-03-25T06:5", "un"})
  void aLineThatWasCutOffIsNamedAndNothingIsImported(String rest) throws IOException {
    Path events = scratch.resolve("events.csv");
    Files.writeString(
        events,
        header()
            + line("2026-03-25T07:00:00Z,away")
            + line("2026-03-25T07:05:00Z,active").replace("rtm,,,,\r\n", rest));
    String refusal = refusal(events);
    assertTrue(refusal.startsWith("Line 3 "), refusal);
    assertFalse(Files.exists(profile().history(ACME).getParent()), "nothing is left behind");
  }

  @Test
  void anIdThatSlackDoesNotGiveIsRefused() throws IOException {
    Path events = scratch.resolve("events.csv");
    Files.writeString(
        events, header() + line("2026-03-25T07:00:00Z,away").replace("U0A1B2C3D", "../../x"));
    assertEquals(
        "Line 2 is not a valid event ('../../x' is not the id of a person).", refusal(events));
  }

  @Test
  void whatIsNoEventsFileIsSaidInOneSentence() throws IOException {
    Path file = scratch.resolve("file.csv");
    assertEquals("There is no file " + file + ".", refusal(file));
    assertEquals(scratch + " is a directory: name the events.csv file in it.", refusal(scratch));
    Files.writeString(file, "date,weekday\r\n2026-03-25,Wed\r\n");
    assertEquals("This is not an events.csv: the first line must be its header.", refusal(file));
    Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
    assertEquals("This is not an events.csv: the first line must be its header.", refusal(file));
    Files.write(file, "M\u00fcller".getBytes(StandardCharsets.ISO_8859_1));
    assertEquals(
        file + " is not in UTF-8, so it is no events.csv: save it as 'CSV UTF-8'.", refusal(file));
    Files.writeString(file, header());
    assertEquals("There is no event in " + file + ".", refusal(file));
    Files.writeString(
        file, header() + line("2026-03-25T07:00:00Z,away").replace("T024BE7LD", "../x"));
    assertEquals("'../x' is not the id of a workspace.", refusal(file));
    Files.writeString(
        file,
        header()
            + line("2026-03-25T07:00:00Z,away")
            + line("2026-03-25T08:00:00Z,away").replace("T024BE7LD", "T2"));
    assertEquals("The file holds events of two workspaces, T024BE7LD and T2.", refusal(file));
  }

  /// Changes of a file by a spreadsheet or an editor: the import gives the same record, or is
  /// refused with the reason.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          all quoted          |
          tabs                |
          semicolons          |
          line feeds          |
          byte order mark     |
          UTF-16              |
          UTF-16BE            |
          empty tails         |
          trimmed             |
          sep= line           |
          empty lines         |
          no last line break  |
          cut in the last line | has no end, as in a copy that was cut off
          other column order  |
          newest first        | and not 1: the file is sorted differently, or lines are missing. Import the file as it was exported.
          by name             | lines are missing
          by presence         | lines are missing
          a line twice        | repeats the event_id 3: remove one of the two lines.
          a line missing      | Line 4 has the event_id 4, and the one before it has 2: lines are missing.
          the end missing     | and its .meta.json says
          two files           | sort the file by event_id, smallest first, and import it again.
          another column      | has a column 'salary', which this Rollcall does not know
          an unquoted comma   | cells, and the first line has 16
          another presence    | has other cells than the export had, by the sha256 in its .meta.json
          another note        | has other cells than the export had, by the sha256 in its .meta.json
          another name        | has other cells than the export had, by the sha256 in its .meta.json
          """)
  void aFileThatASpreadsheetSavedIsTheSameRecordOrRefused(String rewriting, String refusal)
      throws IOException {
    Path original = shared.resolve("original/history.db");
    Path exported = shared.resolve("events.csv");
    AccountingRules rules = AccountingRules.in(ZoneId.of("+05:30"));
    if (Files.notExists(exported)) {
      record(original, new Random(21));
      export(original, ExportKind.EVENTS, rules, CsvDialect.DATA, exported, true);
    }
    Path events = Files.copy(exported, scratch.resolve("events.csv"));
    Files.copy(shared.resolve("events.meta.json"), scratch.resolve("events.meta.json"));
    rewrite(events, rewriting);
    if (refusal != null) {
      String sentence = refusal(events);
      assertTrue(sentence.contains(refusal), sentence);
      assertFalse(Files.exists(profile().history(ACME).getParent()), "nothing is left behind");
      return;
    }
    new ImportJob(events, profile()).read(NOW);
    for (ExportKind kind : List.of(ExportKind.TIMECARDS, ExportKind.EVENTS)) {
      assertEquals(
          text(original, kind, rules), text(profile().history(ACME), kind, rules), kind.word());
    }
  }

  private static void rewrite(Path file, String how) throws IOException {
    List<List<String>> rows = rows(Files.readString(file));
    List<String> header = rows.removeFirst();
    List<List<String>> all = new ArrayList<>(List.of(header));
    Charset charset = StandardCharsets.UTF_8;
    String before = "";
    String end = "\r\n";
    String delimiter = ",";
    boolean always = false;
    switch (how) {
      case "all quoted" -> always = true;
      case "tabs" -> delimiter = "\t";
      case "semicolons" -> delimiter = ";";
      case "line feeds" -> end = "\n";
      case "byte order mark" -> before = "\ufeff";
      case "UTF-16" -> {
        charset = StandardCharsets.UTF_16;
        delimiter = "\t";
      }
      case "UTF-16BE" -> {
        charset = StandardCharsets.UTF_16BE;
        before = "\ufeff";
      }
      case "empty tails" -> {
        header.addAll(List.of("", ""));
        rows.forEach(row -> row.addAll(List.of("", "")));
        rows.add(new ArrayList<>(Collections.nCopies(18, "")));
      }
      case "trimmed" ->
          rows.forEach(row -> {
            while (row.getLast().isEmpty()) {
              row.removeLast();
            }
          });
      case "sep= line" -> {
        before = "sep=;\r\n";
        delimiter = ";";
      }
      case "empty lines" -> rows.add(2, new ArrayList<>(List.of("")));
      case "other column order" -> {
        Collections.reverse(header);
        rows.forEach(Collections::reverse);
      }
      case "newest first" -> Collections.reverse(rows);
      case "by name" ->
          rows.sort(Comparator.comparing((List<String> row) -> row.get(7)).reversed());
      case "by presence" -> rows.sort(Comparator.comparing(row -> row.get(9)));
      case "a line twice" -> rows.add(2, rows.get(2));
      case "a line missing" -> rows.remove(2);
      case "the end missing" -> rows.removeLast();
      case "two files" -> rows.addAll(List.copyOf(rows));
      case "another column" -> {
        header.add("salary");
        rows.forEach(row -> row.add("1"));
      }
      case "another presence" -> {
        List<String> row =
            rows.stream().filter(one -> one.get(9).equals("away")).findFirst().orElseThrow();
        row.set(9, "active");
      }
      case "another note" -> rows.getLast().set(15, "not before 2026-03-20T07:00:00Z");
      case "another name" -> rows.getFirst().set(7, "Ada");
      case "an unquoted comma" -> rows.get(3).add("and more");
      case "no last line break", "cut in the last line" -> {}
      default -> throw new IllegalArgumentException(how);
    }
    all.addAll(rows);
    StringBuilder text = new StringBuilder(before);
    for (List<String> row : all) {
      List<String> cells = new ArrayList<>();
      for (String cell : row) {
        boolean quoted = always || cell.matches("(?s).*[,;\t\"\r\n].*");
        cells.add(quoted ? '"' + cell.replace("\"", "\"\"") + '"' : cell);
      }
      text.append(String.join(delimiter, cells)).append(end);
    }
    if (how.equals("no last line break")) {
      text.setLength(text.length() - end.length());
    } else if (how.equals("cut in the last line")) {
      text.setLength(text.length() - end.length() - 1);
    }
    Files.write(file, text.toString().getBytes(charset));
  }

  /// The cells of a file of ours.
  private static List<List<String>> rows(String text) {
    List<List<String>> rows = new ArrayList<>();
    List<String> row = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char one = text.charAt(i);
      if (one == '"') {
        boolean twice = quoted && i + 1 < text.length() && text.charAt(i + 1) == '"';
        if (twice) {
          cell.append(one);
          i++;
        } else {
          quoted = !quoted;
        }
      } else if (!quoted && (one == ',' || one == '\n')) {
        row.add(cell.toString());
        cell.setLength(0);
        if (one == '\n') {
          rows.add(row);
          row = new ArrayList<>();
        }
      } else if (quoted || one != '\r') {
        cell.append(one);
      }
    }
    return rows;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          +1000000000-01-01T00:00:00Z | Line 2 is not a valid event (the year of +1000000000-01-01T00:00:00Z is not between 2000 and 2099).
          -1000000000-01-01T00:00:00Z | Line 2 is not a valid event (the year of -1000000000-01-01T00:00:00Z is not between 2000 and 2099).
          +1000000001-01-01T00:00:00Z | Line 2 is not a valid event ('+1000000001-01-01T00:00:00Z' is no UTC time such as 2026-09-17T07:02:11Z).
          1999-12-31T23:59:59Z        | Line 2 is not a valid event (the year of 1999-12-31T23:59:59Z is not between 2000 and 2099).
          2100-01-01T00:00:00Z        | Line 2 is not a valid event (the year of 2100-01-01T00:00:00Z is not between 2000 and 2099).
          2031-01-01T00:00:00Z        | Line 2 lies in the future (2031-01-01T00:00:00Z): correct this computer's clock, or the file.
          25.03.2026 07:00            | Line 2 is not a valid event ('25.03.2026 07:00' is no UTC time such as 2026-09-17T07:02:11Z).
          """)
  void aTimeThatCannotBeIsASentence(String at, String sentence) throws IOException {
    Path events = scratch.resolve("events.csv");
    Files.writeString(events, header() + line(at + ",away"));
    assertEquals(sentence, refusal(events));
  }

  @Test
  void sinceWhenItMayHaveBeenSoIsHeldToTheSameYears() throws IOException {
    Path events = scratch.resolve("events.csv");
    String line = line("2026-03-25T07:00:00Z,away");
    Files.writeString(
        events, header() + line.replace("\r\n", "not before -999999999-01-01T00:00:00Z\r\n"));
    assertEquals(
        "Line 2 is not a valid event (the year of -999999999-01-01T00:00:00Z is not between 2000"
            + " and 2099).",
        refusal(events));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {                             | is not what Rollcall wrote
          []                            | is not what Rollcall wrote
          {"schema": 1}                 | is not what Rollcall wrote
          {"schema":2,"workspace":{}}   | was written by a newer Rollcall (schema 2)
          """)
  void aNoteBesideTheFileThatIsNotItsOwnIsSaid(String json, String why) throws IOException {
    Path events = scratch.resolve("events.csv");
    Files.writeString(events, header() + line("2026-03-25T07:00:00Z,away"));
    Path note = Files.writeString(scratch.resolve("events.meta.json"), json);
    assertEquals(note + " " + why + ": correct it, or move it away.", refusal(events));
  }

  @Test
  void anExportOfAnotherKindIsRefusedByWhatItIs() throws IOException {
    Path weeks = Files.writeString(scratch.resolve("weeks.csv"), "week\r\n");
    Files.writeString(
        scratch.resolve("weeks.meta.json"), "{\"schema\":1,\"kind\":\"weekly\",\"workspace\":{}}");
    assertEquals(
        weeks
            + " is an export of 'weekly', by its weeks.meta.json: only an export of 'events' can be"
            + " imported.",
        refusal(weeks));
  }

  @Test
  void aChangedFileWithoutItsMetadataIsImportedAsItIs() throws IOException {
    Path original = scratch.resolve("original/history.db");
    record(original, new Random(22));
    Path events = scratch.resolve("events.csv");
    export(original, ExportKind.EVENTS, BERLIN, CsvDialect.DATA, events, true);
    rewrite(events, "another presence");
    assertTrue(
        refusal(events).startsWith(events + " has other cells than the export had, by the sha256"));
    Files.delete(scratch.resolve("events.meta.json"));
    assertTrue(new ImportJob(events, profile()).read(NOW).lines() > 100);
  }

  @Test
  void longRowsAreReadInSmallerBatchesAndAnEndlessOneIsRefused() throws IOException {
    String row = line("2026-03-25T07:00:00Z,away").replace("\r\n", "x".repeat(100_000) + "\r\n");
    try (EventCsvReader reader =
        new EventCsvReader(new StringReader(header() + row.repeat(200)), true)) {
      assertEquals(42, reader.next(5_000).size(), "4 Mi characters");
      assertEquals(42, reader.next(5_000).size());
    }
    Path events = scratch.resolve("events.csv");
    Files.writeString(events, header() + row.replace("x", "xyz"));
    String refusal =
        "This is not a valid events.csv: line 2 has more than 262144 characters or 1024 cells, or a"
            + " quote without its end.";
    assertEquals(refusal, refusal(events));
    Files.writeString(events, header() + "\"" + row.repeat(5));
    assertEquals(refusal, refusal(events));
  }

  @Test
  void whatWasImportedIsCompactAtOnce() throws IOException {
    Path original = scratch.resolve("original/history.db");
    record(original, new Random(31));
    Path events = scratch.resolve("events.csv");
    export(original, ExportKind.EVENTS, BERLIN, CsvDialect.DATA, events, true);
    new ImportJob(events, profile()).read(NOW);
    Path file = profile().history(ACME);
    long size = Files.size(file);
    try (History history = History.open(file, NOW)) {
      history.maintenance().compact();
    }
    assertEquals(size, Files.size(file));
    Path log = file.resolveSibling("history.db-wal");
    assertTrue(Files.notExists(log) || Files.size(log) == 0);
  }

  private String refusal(Path file) {
    return assertThrows(IOException.class, () -> new ImportJob(file, profile()).read(NOW))
        .getMessage();
  }

  private static String header() {
    return "event_id,received_utc,received_local,time_zone,offset_min,workspace_id,user_id,name,"
        + "type,presence,previous,source,connection_id,batch_id,batch_size,note\r\n";
  }

  private static String line(String timeAndPresence) {
    String[] parts = timeAndPresence.split(",");
    return "1,%s,,UTC,0,T024BE7LD,U0A1B2C3D,Grace,presence_change,%s,,rtm,,,,\r\n"
        .formatted(parts[0], parts[1]);
  }

  /// Sessions, crashes, hiccups, polls and late removals over three weeks.
  private static void record(Path file, Random random) throws IOException {
    record(file, PEOPLE, random);
  }

  /// The same of these people.
  static void record(Path file, List<Person> people, Random random) throws IOException {
    Instant at = T;
    Instant end = T.plus(Duration.ofDays(21));
    while (at.isBefore(end)) {
      try (History history = History.open(file, at)) {
        history.setWorkspace(ACME);
        history.savePeople(people);
        history.appendEvents(List.of(AuditEvent.of(EventType.CONNECTED, at, Source.RTM, "")));
        history.appendEvents(slackStatuses(people.getFirst().id(), at, random));
        Instant stop = at.plusSeconds(3600 + random.nextInt(200_000));
        List<Sighting> seen = new ArrayList<>();
        for (Person person : people) {
          Instant next = at.plusMillis(random.nextInt(100));
          while (next.isBefore(stop)) {
            seen.add(sighting(person.id(), next, random));
            next =
                next.plusMillis(
                    random.nextInt(3) == 0 ? random.nextInt(120_000) : random.nextInt(9_000_000));
          }
        }
        seen.sort(Comparator.comparing(Sighting::at));
        history.append(seen);
        history.appendEvents(slackStatuses(people, at, stop, random));
        history.heartbeat(stop);
        if (random.nextBoolean()) {
          history.close(stop.plusSeconds(2));
        }
        at = stop.plusSeconds(random.nextInt(3) == 0 ? 40 : random.nextInt(50_000));
      }
    }
  }

  /// Slack statuses of a person that Slack reports at each start, often unchanged.
  private static List<AuditEvent> slackStatuses(UserId user, Instant at, Random random) {
    return Stream.of(
            new SlackStatus.StatusText(
                user, random.nextBoolean() ? "=SUM(A1)" : "", at, Source.POLL),
            new SlackStatus.Huddle(user, random.nextBoolean(), at.plusMillis(1), Source.RTM),
            new SlackStatus.Dnd(user, T, T.plusSeconds(3600), at.plusMillis(2), Source.POLL))
        .map(SlackStatus::toAuditEvent)
        .toList();
  }

  /// Slack statuses at random instants, also in gaps, and often unchanged.
  private static List<AuditEvent> slackStatuses(
      List<Person> people, Instant from, Instant to, Random random) {
    List<SlackStatus> slackStatuses = new ArrayList<>();
    for (Person person : people) {
      UserId user = person.id();
      for (int i = random.nextInt(12); i > 0; i--) {
        Instant at = from.plusMillis(3 + random.nextLong(Duration.between(from, to).toMillis()));
        Instant begin = at.plusSeconds(random.nextInt(7200) - 3600);
        Instant end = begin.plusSeconds(1 + random.nextInt(80_000));
        slackStatuses.add(
            switch (random.nextInt(3)) {
              case 0 ->
                  new SlackStatus.StatusText(
                      user, random.nextBoolean() ? "Lunch" : "", at, Source.RTM);
              case 1 -> new SlackStatus.Huddle(user, random.nextBoolean(), at, Source.POLL);
              default -> new SlackStatus.Dnd(user, begin, end, at, Source.POLL);
            });
      }
    }
    return slackStatuses.stream()
        .sorted(Comparator.comparing(SlackStatus::at))
        .map(SlackStatus::toAuditEvent)
        .toList();
  }

  private static Sighting sighting(UserId user, Instant at, Random random) {
    return switch (random.nextInt(7)) {
      case 0 -> Sighting.unknown(user, at, Cause.DISCONNECTED);
      case 1 -> Sighting.of(user, Presence.AWAY, at, Source.RTM, Cause.RECONNECTED);
      case 2 ->
          new Sighting(
              user,
              Presence.ACTIVE,
              at.minusMillis(random.nextInt(60_000)),
              at,
              Source.POLL,
              Cause.PRESENCE_CHECK);
      case 3 ->
          random.nextInt(5) == 0
              ? Sighting.notWatched(user, at, Cause.WATCH_PAUSED)
              : Sighting.unknown(user, at, Cause.COMPUTER_SLEPT);
      case 4 -> Sighting.of(user, Presence.AWAY, at, Source.RTM, Cause.PRESENCE_CHANGE);
      default -> Sighting.of(user, Presence.ACTIVE, at, Source.RTM, Cause.PRESENCE_CHANGE);
    };
  }

  private String text(Path history, ExportKind kind, AccountingRules rules) throws IOException {
    Path out = scratch.resolve("out.csv");
    export(history, kind, rules, CsvDialect.DATA, out, false);
    return Files.readString(out);
  }

  private static void export(
      Path file, ExportKind kind, AccountingRules rules, CsvDialect style, Path out, boolean meta)
      throws IOException {
    try (History history = History.openReadOnly(file)) {
      new ExportJob(
              new ExportSpec(
                  kind,
                  Set.of(),
                  new DayRange(FROM, TO),
                  rules,
                  style,
                  false,
                  Map.of(),
                  true,
                  meta),
              out)
          .write(history, NOW);
    }
  }

  private static List<SlackStatus> slackStatuses(Path file, UserId user) throws IOException {
    try (History history = History.openReadOnly(file)) {
      return history.slackStatuses(
          user,
          FROM.atStartOfDay(BERLIN.zone()).toInstant(),
          TO.plusDays(1).atStartOfDay(BERLIN.zone()).toInstant());
    }
  }

  /// A name holds a line break, and so do its rows.
  private static long brokenLines(Path file) throws IOException {
    return Files.readAllLines(file).stream().filter(line -> line.startsWith("Jr.")).count();
  }

  private Path exported() throws IOException {
    Path original = scratch.resolve("original/history.db");
    record(original, new Random(1));
    Path events = scratch.resolve("events.csv");
    export(original, ExportKind.EVENTS, BERLIN, CsvDialect.DATA, events, true);
    return events;
  }

  private ProfilePaths profile() {
    return new ProfilePaths(
        new SettingsFile(scratch.resolve("settings.json")), scratch.resolve("workspaces"));
  }

  private static Person person(String id, String name, String zone) {
    return new Person(new UserId(id), name, "", "", ZoneId.of(zone), false, false);
  }
}
