package rollcall.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rollcall.app.cli.Command.Erase;
import rollcall.app.cli.Command.EraseAll;
import rollcall.app.cli.Command.Export;
import rollcall.app.cli.Command.Import;
import rollcall.app.cli.Command.Layout;
import rollcall.app.cli.Command.PeopleSelection;
import rollcall.app.cli.Command.Preset;
import rollcall.app.cli.Command.RecordPeople;
import rollcall.app.cli.Command.ServeDemo;
import rollcall.app.cli.Command.SetAside;
import rollcall.app.cli.Command.ShowWindow;
import rollcall.app.cli.Command.Unblock;
import rollcall.app.cli.Command.WatchPeople;
import rollcall.simulator.AppGeneration;
import rollcall.simulator.DemoOptions;
import rollcall.slack.ProxySettings;
import rollcall.timecard.ExportKind;
import rollcall.timecard.ExtraColumn;
import rollcall.timecard.Rounding;

class CommandLineParserTest {
  private static final URI HERE = URI.create("http://127.0.0.1:7777/api/");
  private static final LocalDate MONDAY = LocalDate.of(2026, 11, 2);
  private static final LocalDate FRIDAY = LocalDate.of(2026, 11, 6);

  @Test
  void channelsAndUserGroupsCanBeFollowedBesidePeople() {
    assertEquals(
        run(
            new RecordPeople(
                WorkspaceOptions.NONE,
                new PeopleSelection(
                    List.of("grace"), List.of("#design", "ops"), List.of("@sales")))),
        read("record --channel #design grace --channel ops --group @sales"));
  }

  @Test
  void withoutACommandTheWindowOpens() {
    assertEquals(run(new ShowWindow(WorkspaceOptions.NONE)), read(""));
    assertEquals(
        run(new ShowWindow(new WorkspaceOptions(true, null, null, null, false))), read("--demo"));
  }

  @Test
  void peopleAreNamedAfterTheCommand() {
    assertEquals(run(new WatchPeople(WorkspaceOptions.NONE, PeopleSelection.SAVED)), read("watch"));
    assertEquals(
        run(new RecordPeople(WorkspaceOptions.NONE, PeopleSelection.EVERYONE)),
        read("record --everyone"));
    assertEquals(
        run(new WatchPeople(WorkspaceOptions.NONE, users("U123", "grace"))),
        read("watch U123 grace"));
    assertEquals(
        run(new RecordPeople(new WorkspaceOptions(true, null, null, null, false), users("U123"))),
        read("record --demo U123"));
  }

  @Test
  void commonOptionsMayStandBeforeOrAfterTheCommand() {
    WorkspaceOptions options =
        new WorkspaceOptions(false, HERE, Path.of("here"), Path.of("corp.pem"), true);
    String words =
        "--api-url http://127.0.0.1:7777/api --data-dir here --ca-file corp.pem --token-stdin";
    assertEquals(run(new WatchPeople(options, users("U1"))), read("watch " + words + " U1"));
    assertEquals(run(new WatchPeople(options, users("U1"))), read(words + " watch U1"));
  }

  @Test
  void aProxyIsGivenByItsUrlAndOneThatCannotBeUsedIsRefused() {
    ProxySettings proxy = ProxySettings.of("http://proxy.corp:3128");
    assertEquals(
        run(
            new WatchPeople(
                new WorkspaceOptions(false, null, null, null, proxy, false),
                PeopleSelection.SAVED)),
        read("--proxy http://proxy.corp:3128 watch"));
    assertEquals(
        run(
            new WatchPeople(
                new WorkspaceOptions(false, null, null, null, new ProxySettings.None(), false),
                PeopleSelection.SAVED)),
        read("watch --proxy none"));
    assertTrue(read("watch --proxy socks5://p:1").toString().contains("socks5 is not supported"));
  }

  @Test
  void anOptionAfterTheCommandWinsOverOneBeforeIt() {
    assertEquals(
        run(
            new RecordPeople(
                new WorkspaceOptions(false, null, Path.of("near"), null, false),
                PeopleSelection.SAVED)),
        read("--data-dir far record --data-dir near"));
  }

  @Test
  void anExportNamesItsDaysItsZoneAndItsFile() {
    WorkspaceOptions options = new WorkspaceOptions(false, null, Path.of("d"), null, false);
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    assertEquals(
        run(
            new Export(
                options,
                ExportKind.TIMECARDS,
                List.of(),
                MONDAY,
                FRIDAY,
                new AccountingOptions(berlin, false, null, null, null, Rounding.OFF),
                new Layout(Preset.SPREADSHEET, true, false, false, true, true, Set.of()),
                Path.of("out.csv"),
                false)),
        read(
            "export --kind timecards --from 2026-11-02 --to 2026-11-06 --zone Europe/Berlin"
                + " --out out.csv --preset spreadsheet --data-dir d"));
    assertEquals(
        run(
            new Export(
                WorkspaceOptions.NONE,
                ExportKind.TIMECARDS,
                List.of(),
                MONDAY,
                MONDAY,
                AccountingOptions.USUAL,
                new Layout(Preset.DATA, true, false, false, true, true, Set.of()),
                Path.of("out.csv"),
                false)),
        read("export --from 2026-11-02 --to 2026-11-02 --out out.csv"));
  }

  @Test
  void timecardsMayHaveMoreColumnsAndNothingElse() {
    assertEquals(
        run(
            new Export(
                WorkspaceOptions.NONE,
                ExportKind.TIMECARDS,
                List.of(),
                MONDAY,
                MONDAY,
                AccountingOptions.USUAL,
                new Layout(
                    Preset.DATA, true, false, false, true, true, Set.of(ExtraColumn.values())),
                Path.of("out.csv"),
                false)),
        read(
            "export --from 2026-11-02 --to 2026-11-02 --out out.csv"
                + " --columns source_share_rtm_pct,dnd_h,dnd_h"));
  }

  @Test
  void everyWishOfAnExportCanBeSaid() {
    assertEquals(
        run(
            new Export(
                WorkspaceOptions.NONE,
                ExportKind.INTERVALS,
                List.of("U0A1B2C3D", "grace"),
                MONDAY,
                FRIDAY,
                new AccountingOptions(
                    null,
                    true,
                    LocalTime.of(4, 0),
                    Duration.ofMinutes(10),
                    Duration.ZERO,
                    new Rounding(15, Rounding.Direction.UP)),
                new Layout(Preset.DATA, false, true, true, false, false, Set.of()),
                Path.of("out"),
                true)),
        read(
            "export --kind intervals --from 2026-11-02 --to 2026-11-06 --zone own --keep-both --out out"
                + " --day-start 04:00 --break-over 10 --bridge 0 --round 15 --round-to up"
                + " --no-guard --hms --hide-names --whole-intervals --no-meta U0A1B2C3D grace"));
  }

  @Test
  void whatWasExportedCanBeImportedAndWhoeverWasWatchedErased() {
    assertEquals(
        run(new Import(WorkspaceOptions.NONE, Path.of("events.csv"))), read("import events.csv"));
    assertEquals(
        run(new Erase(WorkspaceOptions.NONE, "U0A1B2C3D", false, false)), read("erase U0A1B2C3D"));
    assertEquals(
        run(new Erase(WorkspaceOptions.NONE, "grace", true, true)),
        read("erase grace --yes --block"));
    assertEquals(run(new EraseAll(WorkspaceOptions.NONE, false)), read("erase --all"));
    assertEquals(run(new EraseAll(WorkspaceOptions.NONE, true)), read("erase --all --yes"));
    assertEquals(run(new Unblock(WorkspaceOptions.NONE, "U0A1B2C3D")), read("unblock U0A1B2C3D"));
    assertEquals(run(new SetAside(WorkspaceOptions.NONE, false)), read("set-aside"));
    assertEquals(run(new SetAside(WorkspaceOptions.NONE, true)), read("set-aside --yes"));
  }

  @Test
  void theDemoServerHasItsOwnOptionsOnly() {
    DemoOptions standard = DemoOptions.standard(InstantSource.system());
    assertEquals(run(new ServeDemo(standard)), read("demo-server"));
    assertEquals(
        run(new ServeDemo(standard.withPort(7777).withSeed(42).withSpeed(60).withPeople(500))),
        read("demo-server --port 7777 --seed 42 --speed 60 --people 500"));
    assertEquals(
        run(
            new ServeDemo(
                standard
                    .withGeneration(AppGeneration.MODERN)
                    .withFrozenPeople()
                    .withoutLimits()
                    .withAutoAway(Duration.ofMinutes(30))
                    .withSocketAge(Duration.ofMinutes(5))
                    .withReconnectUrls())),
        read(
            "demo-server --workspace modern --frozen --no-limits --auto-away 30 --socket-age 5"
                + " --reconnect-urls"));
    assertEquals(
        misused("There is no option '--api-url'. Try 'rollcall demo-server --help'."),
        read("demo-server --api-url http://127.0.0.1:7777/api/"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          wach                     | There is no command 'wach' (did you mean 'watch'?). Try 'rollcall --help'.
          --tokn                   | There is no option '--tokn' (did you mean '--token-stdin'?). Try 'rollcall --help'.
          record --everyone grace  | --everyone cannot be combined with USER, --channel or --group. Try 'rollcall record --help'.
          watch --everyone --group x | --everyone cannot be combined with USER, --channel or --group. Try 'rollcall watch --help'.
          watch --token xoxb-1     | There is no option '--token' (did you mean '--token-stdin'?). Try 'rollcall watch --help'.
          export                   | Missing required options: '--from=DATE', '--to=DATE', '--out=FILE'. Try 'rollcall export --help'.
          export --from 1 --to 2026-11-06 --out f | Invalid value for option '--from': '1' is not a day such as 2026-11-02. Try 'rollcall export --help'.
          export --from 2026-11-06 --to 2026-11-02 --out f | --to is before --from. Try 'rollcall export --help'.
          export --from 2026-11-02 --to 2026-11-06 --out f --zone Mars | 'Mars' is not a time zone such as Europe/Berlin. Try 'rollcall export --help'.
          export --from 2026-11-02 --to 2026-11-06 --out f --kind pay | Invalid value for option '--kind': 'pay' is none of timecards, weekly, intervals, events. Try 'rollcall export --help'.
          export --from 2026-11-02 --to 2026-11-06 --out f --preset x | Invalid value for option '--preset': 'x' is neither data nor spreadsheet. Try 'rollcall export --help'.
          export --from 0001-01-01 --to 2026-11-06 --out f | --from is before 2000-01-01. Try 'rollcall export --help'.
          export --from 2026-11-02 --to +999999999-12-31 --out f | --to is after 2099-12-31. Try 'rollcall export --help'.
          export --from 2026-02-30 --to 2026-11-06 --out f | Invalid value for option '--from': '2026-02-30' is not a day such as 2026-11-02. Try 'rollcall export --help'.
          export --from 2026-11-02 --to 2026-11-06 --out f --kind weekly --columns dnd_h | --columns is for timecards, a row a person and day. Try 'rollcall export --help'.
          export --from 2026-11-02 --to 2026-11-06 --out f --round 7 | --round can only be 1, 5, 6, 15 or 30. Try 'rollcall export --help'.
          export --from 2026-11-02 --to 2026-11-06 --out f --round-to left | Invalid value for option '--round-to': 'left' is none of nearest, up, down. Try 'rollcall export --help'.
          export --from 2026-11-02 --to 2026-11-06 --out f --day-start 25:00 | Invalid value for option '--day-start': '25:00' is not a time of day such as 04:00. Try 'rollcall export --help'.
          export --from 2026-11-02 --to 2026-11-06 --out f --bridge -1 | --bridge must be between 0 and 3600. Try 'rollcall export --help'.
          export --from 2026-11-02 --to 2026-11-06 --out f --break-over 9999 | --break-over must be between 0 and 1440. Try 'rollcall export --help'.
          export --from 2026-11-02 --to 2026-11-06 --out f --no-guard --preset spreadsheet | --no-guard is for files for programs, not for spreadsheets. Try 'rollcall export --help'.
          import                   | Missing required parameter: 'FILE'. Try 'rollcall import --help'.
          erase                    | Missing required parameter: 'USER', or --all. Try 'rollcall erase --help'.
          erase --all grace        | --all goes with nobody's name, and not with --block. Try 'rollcall erase --help'.
          unblock                  | Missing required parameter: 'USER'. Try 'rollcall unblock --help'.
          watch --api-url http://slack.example/api | Invalid value for option '--api-url': 'http://slack.example/api' is neither an https address nor an http address on this computer. Try 'rollcall watch --help'.
          --data-dir               | Missing required parameter for option '--data-dir' (DIR). Try 'rollcall --help'.
          demo-server --port 70000 | --port must be between 0 and 65535. Try 'rollcall demo-server --help'.
          demo-server --speed 0    | --speed must be between 1 and 3600. Try 'rollcall demo-server --help'.
          demo-server --workspace old | Invalid value for option '--workspace': 'old' is neither classic nor modern nor historic. Try 'rollcall demo-server --help'.
          demo-server --people 0   | --people must be between 1 and 100000. Try 'rollcall demo-server --help'.
          """)
  void misuseIsOneSentenceThatSaysWhereToReadOn(String words, String sentence) {
    assertEquals(misused(sentence), read(words));
  }

  @ParameterizedTest
  @CsvSource({
    "--help",
    "watch --help",
    "record -h",
    "export --help",
    "import -h",
    "erase --help",
    "unblock --help",
    "set-aside --help",
    "demo-server --help"
  })
  void everyCommandExplainsItself(String words) {
    ParsedCommandLine.PrintText told =
        assertInstanceOf(ParsedCommandLine.PrintText.class, read(words));
    assertTrue(told.text().startsWith("Usage: rollcall"), told.text());
    assertTrue(told.text().lines().allMatch(line -> line.length() <= 80), told.text());
  }

  @ParameterizedTest
  @CsvSource({"--version", "-V", "watch --version"})
  void theVersionIsTheModules(String words) {
    String expected = "Rollcall " + Version.number() + "\nJava " + Runtime.version() + "\n";
    assertEquals(
        new ParsedCommandLine.PrintText(expected.replace("\n", System.lineSeparator())),
        read(words));
  }

  private static ParsedCommandLine read(String words) {
    return CommandLineParser.read(words.isEmpty() ? new String[0] : words.split(" "));
  }

  private static ParsedCommandLine run(Command command) {
    return new ParsedCommandLine.Run(command);
  }

  private static ParsedCommandLine misused(String sentence) {
    return new ParsedCommandLine.UsageError(sentence);
  }

  private static PeopleSelection users(String... words) {
    return new PeopleSelection(List.of(words), List.of(), List.of());
  }
}
