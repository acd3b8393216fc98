package rollcall.app.commands;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import rollcall.app.cli.GlobalOptions;
import rollcall.app.cli.PeopleSelection;
import rollcall.app.cli.WorkspaceOptions;
import rollcall.app.desktop.WindowInstance;
import rollcall.app.desktop.WindowRunner;
import rollcall.app.environment.AppPaths;
import rollcall.app.environment.DisplayCheck;
import rollcall.app.environment.Logging;
import rollcall.app.environment.TokenVariables;
import rollcall.app.environment.WorkspaceContext;
import rollcall.history.ServerAddress;

/// `rollcall`: shows the window until it is closed. Without a display it records the saved list.
@Command(
    name = "rollcall",
    synopsisSubcommandLabel = "[COMMAND]",
    subcommands = {
      CheckCommand.class,
      DemoServerCommand.class,
      EraseCommand.class,
      ExportCommand.class,
      ExportPersonCommand.class,
      CommandLine.HelpCommand.class,
      HistoryServerCommand.class,
      ImportCommand.class,
      RecordCommand.class,
      DiscardFutureCommand.class,
      RecordStatusCommand.class,
      UnblockCommand.class,
      WatchCommand.class
    },
    description = {
      "Shows who is around in Slack, now and over time.",
      "",
      "Without a command it opens the window."
    },
    footer = {
      "",
      "The token is read from SLACK_TOKEN or SLACK_API_TOKEN, from this computer's keychain, or"
          + " from standard input. It is never given as an argument: others on this computer could"
          + " read it there.",
      "",
      "Exit codes: 0 success, 1 failure, 2 invalid arguments, 141 if the reader of standard output"
          + " went away.",
      "",
      "See 'rollcall COMMAND --help' for one command."
    })
final class WindowCommand extends CliCommand {
  @Mixin private final GlobalOptions global = new GlobalOptions();

  @Option(
      names = "--history",
      paramLabel = "URL",
      description =
          "Show the record that others keep in this PostgreSQL database, such as"
              + " postgresql://user@host:5432/db. It needs no token, and records nothing. The"
              + " password comes from PGPASSWORD, .pgpass or the keychain, or is asked for.")
  private @Nullable ServerAddress history;

  GlobalOptions global() {
    return global;
  }

  WorkspaceOptions options() {
    return merge(global);
  }

  @Override
  public int run(ProcessContext process) throws IOException {
    boolean headless = "Headless".equals(System.getProperty("glass.platform"));
    AppPaths paths = process.paths(options());
    Optional<String> missing =
        DisplayCheck.missing(System.getProperty("os.name", ""), process.environment(), headless);
    if (missing.isPresent()) {
      requireRecording(missing.get());
      return record(process, paths, missing.get());
    }
    TokenVariables.prepare();
    Path own = (options().demo() ? paths.demo() : paths).data();
    Path directory = history == null ? own : own.resolve("shared");
    Optional<WindowInstance> registered =
        WindowInstance.register(directory, WindowInstance.PATIENCE);
    if (registered.isEmpty()) {
      process.terminal().print("Rollcall is already open, and shows its window now.");
      return 0;
    }
    try (WindowInstance instance = registered.get()) {
      return show(process, paths, instance);
    }
  }

  private int show(ProcessContext process, AppPaths paths, WindowInstance instance)
      throws IOException {
    // A user of the window may see no terminal: the window opens and shows what is wrong.
    Optional<String> unlogged = Logging.problemText(paths.logs(), options().firstLogLevel());
    WorkspaceContext context = process.context(options(), paths);
    Logging.into(context.log());
    WorkspaceContext shown = history == null ? context : context.sharedRecord(history);
    WindowRunner window = new WindowRunner(shown, options().demo(), unlogged.orElse(null));
    instance.onRequest(window::raise);
    closeWith(window::close, window::unsavedSentence);
    Optional<String> missing = window.run();
    if (missing.isPresent()) {
      requireRecording(missing.get());
      if (unlogged.isPresent()) {
        throw new IOException(unlogged.get());
      }
      return record(process, context, missing.get());
    }
    window.unsavedSentence().ifPresent(process.terminal()::print);
    return window.unsavedSentence().isEmpty() ? 0 : 1;
  }

  /// @throws IOException with a sentence when only the record of others was to be shown
  private void requireRecording(String missing) throws IOException {
    if (history != null) {
      throw new IOException(missing + ": a shared record can only be shown in a window.");
    }
  }

  private int record(ProcessContext process, AppPaths paths, String missing) throws IOException {
    Logging.into(paths.logs(), options().firstLogLevel());
    return record(process, process.context(options(), paths), missing);
  }

  /// Records without a window.
  private int record(ProcessContext process, WorkspaceContext context, String missing)
      throws IOException {
    process.terminal().print(missing + ": recording the saved list without a window until Ctrl+C.");
    HeadlessSessionRunner sessions =
        HeadlessSessionRunner.of(
            context, options(), process.terminal(), true, null, PeopleSelection.SAVED);
    closeWith(sessions::close, sessions::unsavedSentence);
    return sessions.run();
  }

  @Override
  boolean runsUntilStopped() {
    return true;
  }
}
