package rollcall.timecard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import rollcall.presence.Cause;
import rollcall.presence.Person;
import rollcall.presence.Presence;
import rollcall.presence.SlackStatus;
import rollcall.presence.Source;
import rollcall.presence.Span;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.testkit.EventScript;

class TimecardExportTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Workspace ACME = new Workspace("T024BE7LD", "acme");
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  @Test
  void specificationSampleMatchesToTheByte() throws IOException {
    assertEquals(
        """
        date,weekday,iso_week,time_zone,workspace,workspace_id,user_id,name,first_active,last_active,span_h,active_h,away_in_span_h,unknown_in_span_h,away_h,unknown_h,sessions,longest_session_h,breaks,break_h,longest_break_h,coverage_pct,active_s,away_s,unknown_s,watched_s,day_s,status,first_active_utc,last_active_utc
        2026-09-17,Thu,2026-W38,Europe/Berlin,acme,T024BE7LD,U0H7I8J9K,'=SUM(A1),,,0.00,0.00,0.00,0.00,15.56,8.44,0,0.00,0,0.00,0.00,64.8,0,56010,30390,86400,86400,partial,,
        2026-09-17,Thu,2026-W38,Europe/Berlin,acme,T024BE7LD,U0A1B2C3D,Grace Hopper,09:02:11,17:31:09,8.48,7.29,1.08,0.11,8.27,8.44,4,3.08,2,1.08,0.88,64.8,26251,29759,30390,86400,86400,partial,2026-09-17T07:02:11Z,2026-09-17T15:31:09Z
        2026-09-17,Thu,2026-W38,Europe/Berlin,acme,T024BE7LD,U0D4E5F6G,"Müller, ""Kai""\",08:15:20,16:47:55,8.54,7.89,0.54,0.11,7.66,8.44,3,3.72,1,0.54,0.54,64.8,28419,27591,30390,86400,86400,partial,2026-09-17T06:15:20Z,2026-09-17T14:47:55Z
        2026-10-25,Sun,2026-W43,Europe/Berlin,acme,T024BE7LD,U0A1B2C3D,Grace Hopper,00:30:00,11:00:00,11.50,4.00,7.50,0.00,21.00,0.00,2,3.00,1,7.50,7.50,100.0,14400,75600,0,90000,90000,complete,2026-10-24T22:30:00Z,2026-10-25T10:00:00Z
        """
            .replace("\n", "\r\n"),
        written(sample(AccountingRules.in(BERLIN), CsvDialect.DATA)));
  }

  @Test
  void germanSpreadsheetStyleHasByteOrderMarkSemicolonsAndDecimalCommas() throws IOException {
    String csv =
        written(sample(AccountingRules.in(BERLIN), CsvDialect.spreadsheet(Locale.GERMANY)));
    assertEquals('\uFEFF', csv.charAt(0));
    assertEquals(
        "2026-09-17;Thu;2026-W38;Europe/Berlin;acme;T024BE7LD;U0A1B2C3D;Grace"
            + " Hopper;09:02:11;17:31:09;"
            + "8,48;7,29;1,08;0,11;8,27;8,44;4;3,08;2;1,08;0,88;64,8;26251;29759;30390;86400;86400;partial;"
            + "2026-09-17T07:02:11Z;2026-09-17T15:31:09Z",
        csv.split("\r\n")[2]);
  }

  @Test
  void sampleWeekMatchesToTheByte() throws IOException {
    StringWriter out = new StringWriter();
    var export =
        new TimecardExport(
            ACME,
            List.of(person("U0A1B2C3D", "Grace Hopper")),
            ExportSpec.of(
                ExportKind.TIMECARDS,
                Set.of(),
                new DayRange(LocalDate.parse("2026-09-01"), LocalDate.parse("2026-10-25")),
                AccountingRules.in(BERLIN),
                CsvDialect.DATA));
    var written = export.writeWeekly(spans(), NOW, out);
    assertEquals(
        """
        iso_week,week_start,time_zone,workspace,user_id,name,mon_h,tue_h,wed_h,thu_h,fri_h,sat_h,sun_h,total_h,days_active,coverage_pct,total_s
        2026-W38,2026-09-14,Europe/Berlin,acme,U0A1B2C3D,Grace Hopper,,,,7.29,,,,7.29,1,64.8,26251
        2026-W43,2026-10-19,Europe/Berlin,acme,U0A1B2C3D,Grace Hopper,,,,,,,4.00,4.00,1,100.0,14400
        """
            .replace("\n", "\r\n"),
        out.toString());
    assertEquals(2, written.rows());
  }

  @Test
  void sampleIntervalsMatchToTheByte() throws IOException {
    StringWriter out = new StringWriter();
    var export =
        new TimecardExport(
            ACME,
            List.of(person("U0A1B2C3D", "Grace Hopper")),
            ExportSpec.of(
                ExportKind.TIMECARDS,
                Set.of(),
                new DayRange(LocalDate.parse("2026-09-17"), LocalDate.parse("2026-10-25")),
                AccountingRules.in(BERLIN),
                CsvDialect.DATA));
    var written = export.writeIntervals(spans(), out);
    List<String> rows = out.toString().lines().toList();
    assertEquals(
        List.of(
            "interval_id,workspace_id,workspace,user_id,name,state,date,start_local,end_local,time_zone,start_offset_min,end_offset_min,start_utc,end_utc,duration_s,duration_h,start_cause,end_cause,quality,source,open",
            "7,T024BE7LD,acme,U0A1B2C3D,Grace Hopper,active,2026-09-17,2026-09-17"
                + " 12:58:02,2026-09-17"
                + " 14:20:00,Europe/Berlin,120,120,2026-09-17T10:58:02Z,2026-09-17T12:20:00Z,4918,1.37,presence_change,disconnected,observed,rtm,false",
            "8,T024BE7LD,acme,U0A1B2C3D,Grace Hopper,unknown,2026-09-17,2026-09-17"
                + " 14:20:00,2026-09-17"
                + " 14:26:30,Europe/Berlin,120,120,2026-09-17T12:20:00Z,2026-09-17T12:26:30Z,390,0.11,disconnected,reconnected,none,,false",
            "13,T024BE7LD,acme,U0A1B2C3D,Grace Hopper,active,2026-10-25,2026-10-25"
                + " 00:30:00,2026-10-25"
                + " 02:30:00,Europe/Berlin,120,60,2026-10-24T22:30:00Z,2026-10-25T01:30:00Z,10800,3.00,presence_change,presence_change,observed,rtm,false"),
        List.of(rows.get(0), rows.get(7), rows.get(8), rows.get(13)));
    assertEquals(
        new ExportSummary(
            16,
            0,
            0,
            Duration.ofSeconds(86400 + 90000),
            Duration.ofSeconds(56010 + 90000),
            Map.of(Source.RTM, Duration.ofSeconds(56010 + 90000))),
        written);
  }

  @Test
  void stateOverMidnightIsTwoIntervals() {
    EventScript story = EventScript.of("U1", "Europe/Berlin").active("2026-09-17T23:00:00");
    List<IntervalRow> intervals =
        IntervalRow.of(
            person("U1", "Ada"),
            story.spansUntil("2026-09-18T02:00:00"),
            AccountingRules.in(BERLIN),
            LocalDate.parse("2026-09-17"),
            LocalDate.parse("2026-09-18"));
    assertEquals(
        List.of("2026-09-17 PT1H midnight_split", "2026-09-18 PT2H now"),
        intervals.stream()
            .map(interval ->
                interval.date()
                    + " "
                    + interval.span().length()
                    + " "
                    + interval.span().endCause().word())
            .toList());
  }

  @Test
  void summaryContainsTheCoverage() throws IOException {
    var written =
        sample(AccountingRules.in(BERLIN), CsvDialect.DATA).write(spans(), NOW, new StringWriter());
    assertEquals(
        new ExportSummary(
            4,
            0,
            0,
            Duration.ofSeconds(3 * 86400 + 90000),
            Duration.ofSeconds(3 * 56010 + 90000),
            Map.of(Source.RTM, Duration.ofSeconds(3 * 56010 + 90000))),
        written);
  }

  @Test
  void coverageIsAHundredPercentWhereTheFileHasAHundred() {
    assertEquals(100, summary(42_115, 42_112).coveragePercent());
    assertEquals(99, summary(10_000, 9_994).coveragePercent());
    assertEquals(100, summary(0, 0).coveragePercent());
  }

  private static ExportSummary summary(long watched, long observed) {
    return new ExportSummary(
        1, 0, 0, Duration.ofSeconds(watched), Duration.ofSeconds(observed), Map.of());
  }

  @Test
  void aDayThatIsNotOverIsRunningAndEndsNow() throws IOException {
    Person ada = person("U1", "Ada");
    EventScript story = EventScript.of("U1", "Europe/Berlin").active("2026-09-17T09:00:00");
    Instant now = story.at("2026-09-17T12:30:00");
    var export =
        new TimecardExport(
            ACME,
            List.of(ada),
            ExportSpec.of(
                ExportKind.TIMECARDS,
                Set.of(),
                new DayRange(LocalDate.parse("2026-09-17"), LocalDate.parse("2026-09-18")),
                AccountingRules.in(BERLIN),
                CsvDialect.DATA));
    StringWriter out = new StringWriter();
    export.write((user, from, to) -> story.spansUntil("2026-09-17T12:30:00"), now, out);
    assertEquals(
        List.of(
            "2026-09-17,Thu,2026-W38,Europe/Berlin,acme,T024BE7LD,U1,Ada,09:00:00,12:30:00,3.50,3.50,0.00,0.00,"
                + "0.00,0.00,1,3.50,0,0.00,0.00,100.0,12600,0,0,12600,86400,running,"
                + "2026-09-17T07:00:00Z,2026-09-17T10:30:00Z"),
        out.toString().lines().skip(1).toList());
  }

  @Test
  void hiddenPeopleHaveTheirNumbersOfTheScreenOrThoseOfTheirOrder() {
    Person ada = person("U1", "Ada");
    Person kai = person("U2", "Kai");
    LocalDate day = LocalDate.parse("2026-09-17");
    for (Map<UserId, Integer> numbers :
        List.of(Map.of(ada.id(), 7, kai.id(), 3), Map.<UserId, Integer>of())) {
      ExportSpec spec =
          new ExportSpec(
              ExportKind.TIMECARDS,
              Set.of(),
              new DayRange(day, day),
              AccountingRules.in(BERLIN),
              CsvDialect.DATA,
              true,
              numbers,
              true,
              false);
      TimecardExport export = new TimecardExport(ACME, List.of(kai, ada), spec);
      assertEquals(
          numbers.isEmpty() ? List.of("Person 1", "Person 2") : List.of("Person 7", "Person 3"),
          List.of(export.shown(0).name(), export.shown(1).name()));
    }
  }

  @Test
  void extraColumnsComeAfterTheOthersAndChangeNoneOfThem() throws IOException {
    Person ada = person("U1", "Ada");
    EventScript story =
        EventScript.of("U1", "Europe/Berlin")
            .active("2026-09-17T08:00:00")
            .unknown("2026-09-17T12:00:00")
            .active("2026-09-17T12:01:00")
            .away("2026-09-17T18:00:00")
            .unknown("2026-09-17T20:00:00")
            .notWatched("2026-09-18T01:00:00");
    // Reported at noon; Do Not Disturb from six in the evening until eight in the morning.
    SlackStatus quiet =
        new SlackStatus.Dnd(
            ada.id(),
            story.at("2026-09-17T17:00:00"),
            story.at("2026-09-18T08:00:00"),
            story.at("2026-09-17T12:00:30"),
            Source.RTM);
    SlackStatus lunch =
        new SlackStatus.Dnd(
            ada.id(),
            story.at("2026-09-17T11:00:00"),
            story.at("2026-09-17T13:00:00"),
            story.at("2026-09-17T11:30:00"),
            Source.POLL);
    CsvDialect style = CsvDialect.DATA.withExtras(Set.of(ExtraColumn.values())).withClockTimes();
    Instant now = story.at("2026-09-18T12:00:00");
    List<String> plain = new ArrayList<>();
    List<String> more = new ArrayList<>();
    for (List<String> rows : List.of(plain, more)) {
      var export =
          new TimecardExport(
              ACME,
              List.of(ada),
              ExportSpec.of(
                  ExportKind.TIMECARDS,
                  Set.of(),
                  new DayRange(LocalDate.parse("2026-09-17"), LocalDate.parse("2026-09-18")),
                  AccountingRules.in(BERLIN),
                  rows == plain ? CsvDialect.DATA : style));
      StringWriter out = new StringWriter();
      export.write(
          new SpanSource() {
            @Override
            public List<Span> spans(UserId user, Instant from, Instant to) {
              return story.spansUntil("2026-09-18T12:00:00").stream()
                  .flatMap(span -> span.clip(from, to).stream())
                  .toList();
            }

            @Override
            public List<SlackStatus> slackStatuses(UserId user, Instant from, Instant to) {
              return List.of(quiet, lunch);
            }
          },
          now,
          out);
      rows.addAll(out.toString().lines().toList());
    }
    assertEquals(
        List.of(
            ",dnd_h,source_share_rtm_pct,span_hms,active_hms,away_in_span_hms,unknown_in_span_hms,away_hms,"
                + "unknown_hms,longest_session_hms,break_hms,longest_break_hms,dnd_hms",
            // Half an hour before noon, and three hours: in a gap, it is unknown until the next
            // report,
            // also when the gap is bridged.
            ",3.50,100.0,10:00:00,10:00:00,00:00:00,00:00:00,02:00:00,04:00:00,10:00:00,00:00:00,00:00:00,03:30:00",
            ",0.00,,00:00:00,00:00:00,00:00:00,00:00:00,00:00:00,01:00:00,00:00:00,00:00:00,00:00:00,00:00:00"),
        List.of(
            more.get(0).substring(plain.get(0).length()),
            more.get(1).substring(plain.get(1).length()),
            more.get(2).substring(plain.get(2).length())));
    for (int i = 0; i < 3; i++) {
      assertEquals(plain.get(i), more.get(i).substring(0, plain.get(i).length()));
    }
  }

  @Test
  void roundingTouchesHoursAndTheFileNameButNoSeconds() throws IOException {
    var nearest = new Rounding(15, Rounding.Direction.NEAREST);
    var export = sample(AccountingRules.in(BERLIN).withRounding(nearest), CsvDialect.DATA);
    assertEquals(
        "presence-timecards_acme_2026-09-17_2026-10-25_Europe-Berlin_r15n.csv",
        export.spec().fileName(ACME));
    assertEquals(
        "2026-09-17,Thu,2026-W38,Europe/Berlin,acme,T024BE7LD,U0A1B2C3D,Grace"
            + " Hopper,09:02:11,17:31:09,"
            + "8.50,7.25,1.00,0.00,8.25,8.50,4,3.00,2,1.00,1.00,64.8,26251,29759,30390,86400,86400,partial,"
            + "2026-09-17T07:02:11Z,2026-09-17T15:31:09Z",
        written(export).split("\r\n")[2]);
  }

  @Test
  void roundingToNearestUpAndDown() {
    assertEquals(
        List.of(360L, 720L, 360L, 720L),
        List.of(
            new Rounding(6, Rounding.Direction.NEAREST).of(539),
            new Rounding(6, Rounding.Direction.NEAREST).of(540),
            new Rounding(6, Rounding.Direction.DOWN).of(719),
            new Rounding(6, Rounding.Direction.UP).of(361)));
  }

  @Test
  void fileNameContainsKindWorkspaceDatesAndZone() {
    assertEquals(
        "presence-timecards_acme-demo_2026-09-01_2026-09-30_America-Argentina-Buenos-Aires.csv",
        ExportSpec.of(
                ExportKind.TIMECARDS,
                Set.of(),
                new DayRange(LocalDate.parse("2026-09-01"), LocalDate.parse("2026-09-30")),
                AccountingRules.in(ZoneId.of("America/Argentina/Buenos_Aires")),
                CsvDialect.DATA)
            .fileName(new Workspace("T1", "Acme (demo)")));
  }

  @Test
  void noNameIsRunAsAFormula() throws IOException {
    assertEquals(
        List.of(
            "'=cmd|' /C calc'!A0",
            "'-1",
            "'@x",
            "'+1",
            "'\uFF1Dx",
            "\"'\tx\"",
            "\"a\"\"b\"",
            "אבג",
            "🙂"),
        List.of(
            cell("=cmd|' /C calc'!A0", CsvDialect.DATA),
            cell("-1", CsvDialect.DATA),
            cell("@x", CsvDialect.DATA),
            cell("+1", CsvDialect.DATA),
            cell("\uFF1Dx", CsvDialect.DATA),
            "\"" + cell("\tx", CsvDialect.DATA) + "\"",
            cell("a\"b", CsvDialect.DATA),
            cell("אבג", CsvDialect.DATA),
            cell("🙂", CsvDialect.DATA)));
    assertEquals("=1+1", cell("=1+1", CsvDialect.DATA.unguarded()));
    assertEquals("\"'\nx\"", cell("\nx", CsvDialect.DATA));
  }

  @Test
  void rowsAreInOrderAlthoughReadInBatches() throws IOException {
    // With this many people, days are read in batches of five.
    List<Person> people =
        java.util.stream.IntStream.range(0, 9_000)
            .mapToObj(i ->
                person(
                    String.format(Locale.ROOT, "U%05d", i),
                    i % 2 == 0 ? "Same Name" : "Another Name"))
            .toList();
    EventScript story =
        EventScript.of("U1", "Europe/Berlin")
            .active("2026-09-17T09:00:00")
            .notWatched("2026-09-25T10:00:00");
    var export =
        new TimecardExport(
            ACME,
            people,
            ExportSpec.of(
                ExportKind.TIMECARDS,
                Set.of(),
                new DayRange(LocalDate.parse("2026-09-16"), LocalDate.parse("2026-09-26")),
                AccountingRules.in(BERLIN),
                CsvDialect.DATA));
    StringWriter out = new StringWriter();
    List<Span> spans = story.spansUntil("2026-09-26T10:00:00");
    export.write((user, from, to) -> spans, NOW, out);
    List<String> keys =
        out.toString()
            .lines()
            .skip(1)
            .map(row -> row.split(","))
            .map(cells -> cells[0] + cells[7] + cells[6])
            .toList();
    assertEquals(9_000 * 9, keys.size());
    assertEquals(keys.stream().sorted().toList(), keys);
  }

  @Test
  void aNightShiftCanBeOneDay() {
    AccountingRules rules = AccountingRules.in(BERLIN).withDayStart(LocalTime.of(4, 0));
    assertEquals(
        List.of(Instant.parse("2026-03-28T03:00:00Z"), Instant.parse("2026-03-29T02:00:00Z")),
        List.of(
            rules.start(LocalDate.parse("2026-03-28")),
            rules.start(LocalDate.parse("2026-03-29"))));
  }

  private static String cell(String name, CsvDialect style) throws IOException {
    StringWriter out = new StringWriter();
    CsvSheetWriter sheet = new CsvSheetWriter(out, style, List.of("name"));
    sheet.text(name).endRow();
    sheet.end();
    String written = out.toString();
    return written.substring("name\r\n".length(), written.length() - 2);
  }

  private static String written(TimecardExport export) throws IOException {
    StringWriter out = new StringWriter();
    export.write(spans(), NOW, out);
    return out.toString();
  }

  private static TimecardExport sample(AccountingRules rules, CsvDialect style) {
    return new TimecardExport(
        ACME,
        List.of(
            person("U0A1B2C3D", "Grace Hopper"),
            person("U0D4E5F6G", "Müller, \"Kai\""),
            person("U0H7I8J9K", "=SUM(A1)")),
        ExportSpec.of(
            ExportKind.TIMECARDS,
            Set.of(),
            new DayRange(LocalDate.parse("2026-09-17"), LocalDate.parse("2026-10-25")),
            rules,
            style));
  }

  private static SpanSource spans() {
    Map<UserId, List<Span>> past =
        Map.of(
            new UserId("U0A1B2C3D"),
            grace().spansUntil("2026-11-21T12:00:00Z"),
            new UserId("U0D4E5F6G"),
            kai().spansUntil("2026-11-21T12:00:00Z"),
            new UserId("U0H7I8J9K"),
            sum().spansUntil("2026-11-21T12:00:00Z"));
    return (user, from, to) ->
        past.get(user).stream().flatMap(span -> span.clip(from, to).stream()).toList();
  }

  private static EventScript grace() {
    return EventScript.of("U0A1B2C3D", "Europe/Berlin")
        .unknown("2026-09-17T00:00:00")
        .away("2026-09-17T07:00:00")
        .active("2026-09-17T09:02:11")
        .away("2026-09-17T10:31:59")
        .active("2026-09-17T10:44:04")
        .away("2026-09-17T12:05:10")
        .active("2026-09-17T12:58:02")
        .unknown("2026-09-17T14:20:00")
        .seen(Presence.ACTIVE, "2026-09-17T14:26:30", Source.RTM, Cause.RECONNECTED)
        .away("2026-09-17T17:31:09")
        .unknown("2026-09-17T22:40:00")
        .notWatched("2026-09-18T00:00:00")
        .away("2026-10-25T00:00:00")
        .active("2026-10-25T00:30:00")
        .away("2026-10-25T01:30:00Z")
        .active("2026-10-25T10:00:00")
        .away("2026-10-25T11:00:00")
        .notWatched("2026-10-26T00:00:00");
  }

  private static EventScript kai() {
    return EventScript.of("U0D4E5F6G", "Europe/Berlin")
        .unknown("2026-09-17T00:00:00")
        .away("2026-09-17T07:00:00")
        .active("2026-09-17T08:15:20")
        .away("2026-09-17T11:58:32")
        .active("2026-09-17T12:30:58")
        .unknown("2026-09-17T14:20:00")
        .active("2026-09-17T14:26:30")
        .away("2026-09-17T16:47:55")
        .unknown("2026-09-17T22:40:00")
        .notWatched("2026-09-18T00:00:00");
  }

  private static EventScript sum() {
    return EventScript.of("U0H7I8J9K", "Europe/Berlin")
        .unknown("2026-09-17T00:00:00")
        .away("2026-09-17T07:00:00")
        .unknown("2026-09-17T14:20:00")
        .away("2026-09-17T14:26:30")
        .unknown("2026-09-17T22:40:00")
        .notWatched("2026-09-18T00:00:00");
  }

  private static Person person(String id, String name) {
    return new Person(new UserId(id), name, "", "", null, false, false);
  }
}
