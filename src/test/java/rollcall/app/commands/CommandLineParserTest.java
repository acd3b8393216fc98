package rollcall.app.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rollcall.app.cli.ExportOptions;
import rollcall.app.cli.PeopleSelection;
import rollcall.app.cli.Version;
import rollcall.app.cli.WorkspaceOptions;
import rollcall.presence.UserId;
import rollcall.settings.ExportChoices;
import rollcall.settings.Settings;
import rollcall.simulator.AppGeneration;
import rollcall.simulator.DemoOptions;
import rollcall.slack.ProxySettings;
import rollcall.timecard.AccountingRules;
import rollcall.timecard.CsvDialect;
import rollcall.timecard.DayRange;
import rollcall.timecard.ExportKind;
import rollcall.timecard.ExportSpec;
import rollcall.timecard.ExtraColumn;
import rollcall.timecard.PeopleFilter;
import rollcall.timecard.Rounding;
import rollcall.ui.PresenceModels;
import rollcall.ui.export.ExportFormModel;
import rollcall.ui.model.PresenceModel;

class CommandLineParserTest {
  private static final URI HERE = URI.create("http://127.0.0.1:7777/api/");
  private static final LocalDate MONDAY = LocalDate.of(2026, 11, 2);
  private static final LocalDate FRIDAY = LocalDate.of(2026, 11, 6);
  private static final WorkspaceOptions DEMO =
      new WorkspaceOptions(true, null, null, null, null, null, false, null);
  private static final AccountingRules SETTINGS =
      new AccountingRules(
          ZoneId.of("Asia/Tokyo"),
          LocalTime.of(5, 0),
          Duration.ofMinutes(7),
          Duration.ofSeconds(70),
          Rounding.OFF,
          false);

  @Test
  void channelsAndUserGroupsCanBeFollowedBesidePeople() {
    assertWatch(
        RecordCommand.class,
        WorkspaceOptions.NONE,
        new PeopleSelection(List.of("grace"), List.of("#design", "ops"), List.of("@sales")),
        "record --channel #design grace --channel ops --group @sales");
  }

  @Test
  void withoutACommandTheWindowOpens() {
    assertEquals(WorkspaceOptions.NONE, command(WindowCommand.class, "").options());
    assertEquals(DEMO, command(WindowCommand.class, "--demo").options());
  }

  @Test
  void aStartWithoutArgumentsIsTheWindowWithAllDefaults() {
    var run = assertInstanceOf(ParsedCommandLine.Run.class, CommandLineParser.read());
    WindowCommand window = assertInstanceOf(WindowCommand.class, run.command());
    assertEquals(WorkspaceOptions.NONE, window.options());
  }

  @Test
  void peopleAreNamedAfterTheCommand() {
    assertWatch(WatchCommand.class, WorkspaceOptions.NONE, PeopleSelection.SAVED, "watch");
    assertWatch(
        RecordCommand.class, WorkspaceOptions.NONE, PeopleSelection.EVERYONE, "record --everyone");
    assertWatch(
        WatchCommand.class, WorkspaceOptions.NONE, users("U123", "grace"), "watch U123 grace");
    assertWatch(RecordCommand.class, DEMO, users("U123"), "record --demo U123");
  }

  @Test
  void commonOptionsMayStandBeforeOrAfterTheCommand() {
    WorkspaceOptions options =
        new WorkspaceOptions(
            false, null, HERE, Path.of("here"), Path.of("corp.pem"), null, true, null);
    String words =
        "--api-url http://127.0.0.1:7777/api --data-dir here --ca-file corp.pem --token-stdin";
    assertWatch(WatchCommand.class, options, users("U1"), "watch " + words + " U1");
    assertWatch(WatchCommand.class, options, users("U1"), words + " watch U1");
  }

  @Test
  void aProxyIsGivenByItsUrlAndOneThatCannotBeUsedIsRefused() {
    ProxySettings proxy = ProxySettings.of("http://proxy.corp:3128");
    assertWatch(
        WatchCommand.class,
        new WorkspaceOptions(false, null, null, null, null, proxy, false, null),
        PeopleSelection.SAVED,
        "--proxy http://proxy.corp:3128 watch");
    assertWatch(
        WatchCommand.class,
        new WorkspaceOptions(false, null, null, null, null, new ProxySettings.None(), false, null),
        PeopleSelection.SAVED,
        "watch --proxy none");
    assertTrue(read("watch --proxy socks5://p:1").toString().contains("socks5 is not supported"));
    String refused = read("watch --proxy http://ann:secret@p:1").toString();
    assertTrue(refused.contains("in the variable https_proxy"), refused);
    assertFalse(refused.contains("secret"), refused);
    assertTrue(read("watch --proxy http://ann@p:1").toString().contains("give no user name"));
  }

  @Test
  void theLogLevelStandsBeforeOrAfterTheCommandAndIsThatOfTheSettingsByDefault() {
    assertNull(command(WindowCommand.class, "--demo").options().logLevel());
    assertEquals(
        Level.DEBUG, command(WindowCommand.class, "--log-level debug").options().logLevel());
    assertWatch(
        RecordCommand.class,
        new WorkspaceOptions(false, null, null, null, null, null, false, Level.WARNING),
        PeopleSelection.SAVED,
        "--log-level debug record --log-level warning");
  }

  @Test
  void anOptionAfterTheCommandWinsOverOneBeforeIt() {
    assertWatch(
        RecordCommand.class,
        new WorkspaceOptions(false, null, null, Path.of("near"), null, null, false, null),
        PeopleSelection.SAVED,
        "--data-dir far record --data-dir near");
  }

  @Test
  void anExportNamesItsDaysItsZoneAndItsFile() {
    ExportCommand days =
        command(
            ExportCommand.class,
            "export --kind timecards --from 2026-11-02 --to 2026-11-06 --zone Europe/Berlin"
                + " --out out.csv --preset spreadsheet --data-dir d");
    assertEquals(
        new WorkspaceOptions(false, null, null, Path.of("d"), null, null, false, null),
        days.options());
    assertExport(days.export, ExportKind.TIMECARDS, List.of(), FRIDAY, Path.of("out.csv"));
    assertEquals(
        new AccountingRules(
            ZoneId.of("Europe/Berlin"),
            SETTINGS.dayStart(),
            SETTINGS.breakOver(),
            SETTINGS.bridgeUpTo(),
            Rounding.OFF,
            false),
        spec(days.export).rules());
    assertEquals(
        CsvDialect.spreadsheet(Locale.getDefault(Locale.Category.FORMAT)),
        spec(days.export).style());
    assertUsualLayout(days.export);
    ExportCommand day =
        command(ExportCommand.class, "export --from 2026-11-02 --to 2026-11-02 --out out.csv");
    assertEquals(WorkspaceOptions.NONE, day.options());
    assertExport(day.export, ExportKind.TIMECARDS, List.of(), MONDAY, Path.of("out.csv"));
    assertEquals(SETTINGS, spec(day.export).rules());
    assertEquals(CsvDialect.DATA, spec(day.export).style());
    assertUsualLayout(day.export);
  }

  @Test
  void timecardsMayHaveMoreColumnsAndNothingElse() {
    ExportOptions export =
        command(
                ExportCommand.class,
                "export --from 2026-11-02 --to 2026-11-02 --out out.csv"
                    + " --columns source_share_rtm_pct,dnd_h,dnd_h")
            .export;
    assertExport(export, ExportKind.TIMECARDS, List.of(), MONDAY, Path.of("out.csv"));
    assertEquals(SETTINGS, spec(export).rules());
    assertEquals(CsvDialect.DATA.withExtras(Set.of(ExtraColumn.values())), spec(export).style());
    assertUsualLayout(export);
  }

  @Test
  void everyOptionOfAnExportIsRead() {
    ExportCommand command =
        command(
            ExportCommand.class,
            "export --kind intervals --from 2026-11-02 --to 2026-11-06 --zone own --keep-both --out"
                + " out --day-start 04:00 --break-over 10 --bridge 0"
                + " --no-guard --hms --hide-names --whole-intervals --no-meta U0A1B2C3D grace");
    assertEquals(WorkspaceOptions.NONE, command.options());
    ExportOptions export = command.export;
    assertExport(
        export, ExportKind.INTERVALS, List.of("U0A1B2C3D", "grace"), FRIDAY, Path.of("out"));
    assertEquals(
        new AccountingRules(
            SETTINGS.zone(),
            LocalTime.of(4, 0),
            Duration.ofMinutes(10),
            Duration.ZERO,
            Rounding.OFF,
            true),
        spec(export).rules());
    assertEquals(CsvDialect.DATA.unguarded().withClockTimes(), spec(export).style());
    assertTrue(spec(export).namesHidden());
    assertFalse(spec(export).splitAtMidnight());
    assertFalse(spec(export).meta());
    assertTrue(export.keepsBoth());
  }

  @Test
  void theWindowAndTheCommandLineGiveTheSameSpecification() {
    ExportChoices choices =
        new ExportChoices(
            "timecards",
            "last_month",
            true,
            false,
            true,
            new TreeSet<>(Set.of("dnd_h")),
            true,
            true,
            false,
            15,
            "up",
            null);
    PresenceModel model = PresenceModels.acme(Settings.DEFAULT.withExport(choices));
    LocalDate today = LocalDate.ofInstant(model.now().get(), model.zone().get());
    ExportSpec window =
        new ExportFormModel(model, Locale.ROOT, new DayRange(today, today)).request().orElseThrow();
    ExportOptions options =
        command(
                ExportCommand.class,
                "export --from 2026-08-01 --to 2026-08-31 --zone own --hms --columns dnd_h"
                    + " --hide-names --no-meta --round 15 --round-to up --out"
                    + " out.csv")
            .export;
    ExportSpec line = options.spec(window.people(), window.filter(), model.rules());
    // The command line has no screen: it numbers people in the order of their IDs, as the screen
    // does.
    Map<UserId, Integer> numbers = new HashMap<>();
    window.people().stream().sorted().forEach(user -> numbers.put(user, numbers.size() + 1));
    assertEquals(numbers, window.numbers());
    assertEquals(
        window,
        new ExportSpec(
            line.kind(),
            line.people(),
            line.filter(),
            line.days(),
            line.rules(),
            line.style(),
            line.namesHidden(),
            numbers,
            line.splitAtMidnight(),
            line.meta()));
  }

  @Test
  void anExportedFileCanBeImported() {
    ImportCommand command = command(ImportCommand.class, "import events.csv");
    assertEquals(WorkspaceOptions.NONE, command.options());
    assertEquals(Path.of("events.csv"), command.file);
  }

  @Test
  void aPersonOrEverybodyCanBeErasedAndAPersonUnblocked() {
    assertErase("U0A1B2C3D", false, false, false, "erase U0A1B2C3D");
    assertErase("grace", false, true, true, "erase grace --yes --block");
    assertErase(null, true, false, false, "erase --all");
    assertErase(null, true, true, false, "erase --all --yes");
    UnblockCommand unblock = command(UnblockCommand.class, "unblock U0A1B2C3D");
    assertEquals(WorkspaceOptions.NONE, unblock.options());
    assertEquals("U0A1B2C3D", unblock.user);
  }

  @Test
  void recordsDatedInTheFutureAreSetAsideOnlyWhenConfirmed() {
    DiscardFutureCommand command = command(DiscardFutureCommand.class, "discard-future");
    assertEquals(WorkspaceOptions.NONE, command.options());
    assertFalse(command.confirmed);
    assertTrue(command(DiscardFutureCommand.class, "set-aside --yes").confirmed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "history init local | 'local' is no address such as postgresql://user@host:5432/db.",
        "history init postgresql://h/d x | 'init' takes one URL.",
        "history copy local | 'copy' takes two places, FROM and TO.",
        "history copy local local | 'local' cannot be TO: name a file or the URL of a database.",
        "history move local x | 'move' is neither init, copy, detach nor forget."
      })
  void placesOfARecordAreChecked(String words, String sentence) {
    assertEquals(misused(sentence + " Try 'rollcall history --help'."), read(words));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 751})
  void aRecorderTakesNotMorePeopleThanOneSubscriptionHolds(int capacity) {
    assertEquals(
        misused(
            "--capacity must be between 1 and 750, was "
                + capacity
                + ". Try 'rollcall record --help'."),
        read("record --history postgresql://h/db --name berlin-1 --capacity " + capacity));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "a\u200Bb", "a\u2028b"})
  void aRecorderHasANameThatReadersSee(String name) {
    String[] line = {"record", "--history", "postgresql://h/db", "--name", name};
    ParsedCommandLine refused =
        misused(
            "--name must have 1 to 64 printable characters in one line, such as berlin-1."
                + " Try 'rollcall record --help'.");
    assertEquals(refused, CommandLineParser.read(line));
    line[4] = "x".repeat(65);
    assertEquals(refused, CommandLineParser.read(line));
  }

  @Test
  void aCapacityNeedsARecordThatRecordersShare() {
    assertEquals(
        misused(
            "--capacity needs --history and --name: it limits this recorder's part of the people"
                + " that all recorders share. Try 'rollcall record --help'."),
        read("record --capacity 300"));
  }

  @Test
  void theDemoServerHasItsOwnOptionsOnly() {
    InstantSource clock = InstantSource.system();
    DemoOptions standard = DemoOptions.standard(clock);
    assertEquals(standard, command(DemoServerCommand.class, "demo-server").options(clock));
    assertEquals(
        standard.withPort(7777).withSeed(42).withSpeed(60).withPeople(500),
        command(
                DemoServerCommand.class,
                "demo-server --port 7777 --seed 42 --speed 60 --people 500")
            .options(clock));
    assertEquals(
        standard
            .withGeneration(AppGeneration.MODERN)
            .withFrozenPeople()
            .withoutLimits()
            .withAutoAway(Duration.ofMinutes(30))
            .withSocketAge(Duration.ofMinutes(5))
            .withReconnectUrls(),
        command(
                DemoServerCommand.class,
                "demo-server --workspace modern --frozen --no-limits --auto-away 30 --socket-age 5"
                    + " --reconnect-urls")
            .options(clock));
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
          bogus                    | There is no command 'bogus'. Try 'rollcall --help'.
          generate-completion      | There is no command 'generate-completion'. Try 'rollcall --help'.
          status extra             | 'rollcall status' takes no argument 'extra'. Try 'rollcall status --help'.
          wach                     | There is no command 'wach' (did you mean 'watch'?). Try 'rollcall --help'.
          Watch                    | There is no command 'Watch' (did you mean 'watch'?). Try 'rollcall --help'.
          --tokn                   | There is no option '--tokn' (did you mean '--token-stdin'?). Try 'rollcall --help'.
          record --everyone grace  | --everyone cannot be combined with USER, --channel or --group. Try 'rollcall record --help'.
          watch --everyone --group x | --everyone cannot be combined with USER, --channel or --group. Try 'rollcall watch --help'.
          watch --token xoxb-1     | There is no option '--token' (did you mean '--token-stdin'?). Try 'rollcall watch --help'.
          watch --log-level loud   | Invalid value for option '--log-level': 'loud' is none of debug, info, warning, error. Try 'rollcall watch --help'.
          export --from            | --from needs a value: --from DATE. Try 'rollcall export --help'.
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
          export --from 2026-11-02 --to 2026-11-06 --out f --round 7 | --round can only be 1, 5, 6, 15 or 30, was 7. Try 'rollcall export --help'.
          export --from 2026-11-02 --to 2026-11-06 --out f --round-to left | Invalid value for option '--round-to': 'left' is none of nearest, up, down. Try 'rollcall export --help'.
          export --from 2026-11-02 --to 2026-11-06 --out f --day-start 25:00 | Invalid value for option '--day-start': '25:00' is not a time of day such as 04:00. Try 'rollcall export --help'.
          export --from 2026-11-02 --to 2026-11-06 --out f --bridge -1 | --bridge must be between 0 and 3600, was -1. Try 'rollcall export --help'.
          export --from 2026-11-02 --to 2026-11-06 --out f --break-over 9999 | --break-over must be between 0 and 1440, was 9999. Try 'rollcall export --help'.
          export --from 2026-11-02 --to 2026-11-06 --out f --no-guard --preset spreadsheet | --no-guard is for files for programs, not for spreadsheets. Try 'rollcall export --help'.
          export --from 2026-11-02 --to 2026-11-06 --out f --round x | Invalid value for option '--round': 'x' is not a whole number. Try 'rollcall export --help'.
          export --from 2026-11-02 --to 2026-11-06 --out f --break-over 99999999999 | Invalid value for option '--break-over': '99999999999' is too large. Try 'rollcall export --help'.
          export --from 2026-11-02 --to 2026-11-06 --out f --round-to up | --round-to needs --round. Try 'rollcall export --help'.
          export --from 2026-11-02 --to 2026-11-06 --out f --kind intervals --round 5 | --round is for timecards and weeks: 'intervals' has exact times. Try 'rollcall export --help'.
          export --from 2026-11-02 --to 2026-11-06 --out f --kind events --hms | --hms is not for events, which have no hours. Try 'rollcall export --help'.
          export --from 2026-11-02 --to 2026-11-06 --out f --kind weekly --whole-intervals | --whole-intervals is for intervals. Try 'rollcall export --help'.
          export --from 2026-11-02 --to 2026-11-06 --out f --my-group Team kai | --my-group cannot be combined with USER. Try 'rollcall export --help'.
          demo-server --seed x | Invalid value for option '--seed': 'x' is not a whole number. Try 'rollcall demo-server --help'.
          help wach | There is no command 'wach'. Try 'rollcall --help'.
          -- status | There is no command 'status'. Try 'rollcall --help'.
          --demo=5 watch | --demo takes no value, was '5'. Try 'rollcall --help'.
          export --from 2026-11-02 --from 2026-11-03 --to 2026-11-06 --out f | --from can be given only once. Try 'rollcall export --help'.
          import                   | Missing required parameter: 'FILE'. Try 'rollcall import --help'.
          erase                    | Missing required parameter: 'USER', or --all. Try 'rollcall erase --help'.
          erase --all grace        | --all cannot be combined with USER, --block or --history. Try 'rollcall erase --help'.
          unblock                  | Missing required parameter: 'USER'. Try 'rollcall unblock --help'.
          watch --api-url http://slack.example/api | Invalid value for option '--api-url': 'http://slack.example/api' is neither an https address nor an http address on this computer. Try 'rollcall watch --help'.
          watch --api-url http://127.slack.example/api | Invalid value for option '--api-url': 'http://127.slack.example/api' is neither an https address nor an http address on this computer. Try 'rollcall watch --help'.
          --data-dir               | --data-dir needs a value: --data-dir DIR. Try 'rollcall --help'.
          demo-server --port 70000 | --port must be between 0 and 65535, was 70000. Try 'rollcall demo-server --help'.
          demo-server --speed 0    | --speed must be between 1 and 3600, was 0. Try 'rollcall demo-server --help'.
          demo-server --workspace old | Invalid value for option '--workspace': 'old' is none of historic, classic, modern. Try 'rollcall demo-server --help'.
          demo-server --people 0   | --people must be between 1 and 100000, was 0. Try 'rollcall demo-server --help'.
          """)
  void misuseIsOneSentenceThatSaysWhereToReadOn(String words, String sentence) {
    assertEquals(misused(sentence), read(words));
  }

  @ParameterizedTest
  @CsvSource({
    "check, ''",
    "erase, --yes grace",
    "export, --from 2026-11-02 --to 2026-11-06 --out f",
    "record, --name n",
    "status, ''",
    "unblock, U0A1B2C3D"
  })
  void aRecordNamedBeforeTheCommandIsRefusedAndNotIgnored(String command, String words) {
    assertEquals(
        misused(
            "--history belongs after the name of the command: 'rollcall %s --history URL'. Try 'rollcall %s --help'."
                .formatted(command, command)),
        read("--history postgresql://owner@h/db " + command + " " + words));
  }

  @ParameterizedTest
  @CsvSource({
    "demo-server, ''",
    "discard-future, ''",
    "export-person, --out f grace",
    "history, copy local f",
    "import, events.csv",
    "watch, grace"
  })
  void aRecordNamedForACommandThatTakesNoneIsRefused(String command, String words) {
    assertEquals(
        misused(
            "'rollcall %s' has no option '--history'. Try 'rollcall %s --help'."
                .formatted(command, command)),
        read("--history postgresql://owner@h/db " + command + " " + words));
  }

  @Test
  void noOptionBeforeTheNameOfTheDemoServerIsIgnored() {
    assertEquals(
        misused(
            "'rollcall demo-server' has no option '--demo'. Try 'rollcall demo-server --help'."),
        read("--demo demo-server"));
    assertEquals(
        misused(
            "--workspace belongs after the name of the command: 'rollcall demo-server --workspace"
                + " KIND'. Try 'rollcall demo-server --help'."),
        read("--workspace acme demo-server"));
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
    "discard-future --help",
    "history --help",
    "demo-server --help"
  })
  void everyCommandExplainsItself(String words) {
    ParsedCommandLine.PrintText result =
        assertInstanceOf(ParsedCommandLine.PrintText.class, read(words));
    assertTrue(result.text().startsWith("Usage: rollcall"), result.text());
    assertTrue(result.text().lines().allMatch(line -> line.length() <= 80), result.text());
  }

  @ParameterizedTest
  @CsvSource({"help, --help", "help export, export --help", "help demo-server, demo-server -h"})
  void helpIsACommandToo(String words, String options) {
    assertEquals(read(options), read(words));
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

  private static <C extends CliCommand> C command(Class<C> type, String words) {
    ParsedCommandLine parsed = read(words);
    CliCommand command =
        assertInstanceOf(ParsedCommandLine.Run.class, parsed, parsed.toString()).command();
    assertEquals(type, command.getClass());
    return type.cast(command);
  }

  private static void assertWatch(
      Class<? extends WatchCommand> type,
      WorkspaceOptions options,
      PeopleSelection people,
      String words) {
    WatchCommand command = command(type, words);
    assertEquals(options, command.options());
    assertEquals(people, command.selection());
  }

  /// From Monday on.
  private static void assertExport(
      ExportOptions export, ExportKind kind, List<String> users, LocalDate to, Path out) {
    assertEquals(kind, spec(export).kind());
    assertEquals(users, export.users());
    assertEquals(new DayRange(MONDAY, to), spec(export).days());
    assertEquals(out, export.out());
  }

  private static ExportSpec spec(ExportOptions export) {
    return export.spec(Set.of(), PeopleFilter.of(Set.of()), SETTINGS);
  }

  private static void assertUsualLayout(ExportOptions export) {
    assertFalse(spec(export).namesHidden());
    assertTrue(spec(export).splitAtMidnight());
    assertTrue(spec(export).meta());
    assertFalse(export.keepsBoth());
  }

  private static void assertErase(
      @Nullable String user, boolean all, boolean confirmed, boolean blocks, String words) {
    EraseCommand command = command(EraseCommand.class, words);
    assertEquals(WorkspaceOptions.NONE, command.options());
    assertEquals(user, command.user);
    assertEquals(all, command.all);
    assertEquals(confirmed, command.confirmed);
    assertEquals(blocks, command.block);
  }

  private static ParsedCommandLine misused(String sentence) {
    return new ParsedCommandLine.UsageError(sentence);
  }

  private static PeopleSelection users(String... words) {
    return new PeopleSelection(List.of(words), List.of(), List.of());
  }
}
