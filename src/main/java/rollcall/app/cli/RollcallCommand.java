package rollcall.app.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import rollcall.app.cli.Command.Erase;
import rollcall.app.cli.Command.EraseAll;
import rollcall.app.cli.Command.Import;
import rollcall.app.cli.Command.PeopleSelection;
import rollcall.app.cli.Command.RecordPeople;
import rollcall.app.cli.Command.ServeDemo;
import rollcall.app.cli.Command.SetAside;
import rollcall.app.cli.Command.ShowWindow;
import rollcall.app.cli.Command.Unblock;
import rollcall.app.cli.Command.WatchPeople;
import rollcall.simulator.AppGeneration;
import rollcall.simulator.DemoOptions;

/// The words that Rollcall understands: picocli reads them here, and each method says which
/// [Command] they make. Lane: the one that reads the command line, once.
@CommandLine.Command(
    name = "rollcall",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    synopsisSubcommandLabel = "[COMMAND]",
    description = {
      "Shows who is around in Slack, now and over time.",
      "",
      "Without a command it opens the window."
    },
    footer = {
      "",
      "The token is looked for in SLACK_TOKEN and SLACK_API_TOKEN, in this computer's keychain, and"
          + " on standard input. It is never given as an argument: others on this computer could"
          + " read it there.",
      "",
      "Exit codes: 0 done, 1 failed, 2 not understood.",
      "",
      "See 'rollcall COMMAND --help' for one command."
    })
final class RollcallCommand implements Callable<Command> {
  @CommandLine.Spec private CommandLine.Model.@Nullable CommandSpec spec;
  @Mixin private final GlobalOptions place = new GlobalOptions();

  @Override
  public Command call() {
    return new ShowWindow(place.options());
  }

  @CommandLine.Command(
      name = "watch",
      sortOptions = false,
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      description = {
        "Prints a line for each change of presence, such as 'U123: active', and stores nothing.",
        "",
        "Changes go to standard output, everything else to standard error. Ctrl+C ends it."
      })
  Command watch(@Mixin GlobalOptions here, @Mixin PeopleOptions whom) {
    return new WatchPeople(here.over(place).options(), wanted("watch", whom));
  }

  @CommandLine.Command(
      name = "record",
      sortOptions = false,
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      description = {
        "Does what 'watch' does, and adds what it sees to the history.",
        "",
        "Time in which it does not run is unknown, never away. Ctrl+C ends it."
      })
  Command record(@Mixin GlobalOptions here, @Mixin PeopleOptions whom) {
    return new RecordPeople(here.over(place).options(), wanted("record", whom));
  }

  @CommandLine.Command(
      name = "export",
      sortOptions = false,
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      description = {
        "Writes a part of the history to a CSV file. Needs no connection.",
        "",
        "Never half a file: it is written aside and moved into place."
      })
  Command export(@Mixin ExportOptions wishes, @Mixin GlobalOptions here) {
    try {
      return wishes.command(here.over(place).options());
    } catch (IllegalArgumentException e) {
      throw usageError("export", String.valueOf(e.getMessage()));
    }
  }

  @CommandLine.Command(
      name = "import",
      sortOptions = false,
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      description = {
        "Brings an exported events.csv into a history that is still empty: all of it, or nothing.",
        "",
        "The same days then have the same timecards. A .meta.json beside it is read too."
      })
  Command importEvents(
      @Parameters(paramLabel = "FILE", description = "What 'export --kind events' wrote.")
          Path file,
      @Mixin GlobalOptions here) {
    return new Import(here.over(place).options(), file);
  }

  @CommandLine.Command(
      name = "erase",
      sortOptions = false,
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      description = {
        "Erases everything about a person from this computer: from all histories and their backups,"
            + " and from the list of the watched.",
        "With --all: everything about everybody, and all backups; the list stays.",
        "",
        "Without --yes it only says what it would erase. Files that you exported are not touched."
      })
  Command erase(
      @Parameters(paramLabel = "USER", arity = "0..1", description = "Whom: a user id or a name.")
          @Nullable String user,
      @Option(names = "--all", description = "Everybody.") boolean all,
      @Option(names = "--yes", description = "Do it. It cannot be undone.") boolean sure,
      @Option(
              names = "--block",
              description = "Also refuse to watch this person again; kept as a salted hash.")
          boolean block,
      @Mixin GlobalOptions here) {
    if (all && (user != null || block)) {
      throw usageError("erase", "--all goes with nobody's name, and not with --block.");
    }
    if (all) {
      return new EraseAll(here.over(place).options(), sure);
    }
    if (user == null) {
      throw usageError("erase", "Missing required parameter: 'USER', or --all.");
    }
    return new Erase(here.over(place).options(), user, sure, block);
  }

  @CommandLine.Command(
      name = "unblock",
      sortOptions = false,
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      description = {
        "Lets a person who was erased with --block be recorded again.",
        "",
        "It puts nobody onto the list of the watched."
      })
  Command unblock(
      @Parameters(paramLabel = "USER", description = "Whom: a user id.") String user,
      @Mixin GlobalOptions here) {
    return new Unblock(here.over(place).options(), user);
  }

  @CommandLine.Command(
      name = "set-aside",
      sortOptions = false,
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      description = {
        "Sets aside what was recorded while this computer's clock was ahead, so that recording goes"
            + " on at once. That time becomes unknown; all of it stays in a copy among the backups.",
        "",
        "Only when the clock is right now. Without --yes it only says what it would set aside."
      })
  Command setAside(
      @Option(names = "--yes", description = "Do it: the clock is right now.") boolean sure,
      @Mixin GlobalOptions here) {
    return new SetAside(here.over(place).options(), sure);
  }

  @CommandLine.Command(
      name = "demo-server",
      sortOptions = false,
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      description = {
        "Serves an invented Slack workspace on this computer, to try Rollcall or another client on.",
        "",
        "Its first line of output says where it is and which token it takes. Ctrl+C ends it."
      })
  Command demoServer(
      @Option(
              names = "--port",
              defaultValue = "0",
              paramLabel = "N",
              description = "Where to listen, on this computer only. Without it: any free port.")
          int port,
      @Option(
              names = "--seed",
              defaultValue = "1",
              paramLabel = "S",
              description = "The same seed gives the same days. Without it: 1.")
          long seed,
      @Option(
              names = "--speed",
              defaultValue = "1",
              paramLabel = "X",
              description = "How many times faster than real the days pass. Without it: 1.")
          int speed,
      @Option(
              names = "--people",
              defaultValue = "24",
              paramLabel = "N",
              description = "How many people to invent. Without it: 24.")
          int people,
      @Option(
              names = "--workspace",
              defaultValue = "classic",
              paramLabel = "KIND",
              description =
                  "What kind of app the tokens belong to: 'classic' may use RTM, 'modern' is refused"
                      + " RTM and has to poll, 'historic' is handed the whole workspace by"
                      + " rtm.start. Without it: classic.")
          AppGeneration era,
      @Option(
              names = "--frozen",
              description = "The people do nothing by themselves, and begin away.")
          boolean frozen,
      @Option(names = "--no-limits", description = "Without Slack's rate limits.") boolean relaxed,
      @Option(
              names = "--auto-away",
              defaultValue = "10",
              paramLabel = "MINUTES",
              description = "After how long an unused client's person is away. Without it: 10.")
          int autoAway,
      @Option(
              names = "--socket-age",
              defaultValue = "480",
              paramLabel = "MINUTES",
              description = "After how long a connection is told goodbye. Without it: 480.")
          int socketAge,
      @Option(
              names = "--reconnect-urls",
              description = "Sends reconnect_url after each hello and every three minutes.")
          boolean reconnectUrls) {
    within("--port", port, 0, 65_535);
    within("--speed", speed, 1, 3600);
    within("--people", people, 1, 100_000);
    within("--auto-away", autoAway, 1, 100_000);
    within("--socket-age", socketAge, 1, 100_000);
    DemoOptions options =
        DemoOptions.standard(InstantSource.system())
            .withPort(port)
            .withSeed(seed)
            .withSpeed(speed)
            .withPeople(people)
            .withGeneration(era)
            .withAutoAway(Duration.ofMinutes(autoAway))
            .withSocketAge(Duration.ofMinutes(socketAge));
    options = frozen ? options.withFrozenPeople() : options;
    options = relaxed ? options.withoutLimits() : options;
    return new ServeDemo(reconnectUrls ? options.withReconnectUrls() : options);
  }

  private PeopleSelection wanted(String command, PeopleOptions whom) {
    try {
      return whom.wanted();
    } catch (IllegalArgumentException e) {
      throw usageError(command, String.valueOf(e.getMessage()));
    }
  }

  private void within(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw usageError("demo-server", option + " must be between " + least + " and " + most + ".");
    }
  }

  private CommandLine.ParameterException usageError(String command, String sentence) {
    CommandLine top = Objects.requireNonNull(spec).commandLine();
    return new CommandLine.ParameterException(top.getSubcommands().get(command), sentence);
  }
}
