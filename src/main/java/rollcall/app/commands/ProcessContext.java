package rollcall.app.commands;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.stream.Stream;
import rollcall.app.cli.WorkspaceOptions;
import rollcall.app.environment.AppPaths;
import rollcall.app.environment.Logging;
import rollcall.app.environment.NativeLibraries;
import rollcall.app.environment.TemporaryFolder;
import rollcall.app.environment.TokenInput;
import rollcall.app.environment.WorkspaceContext;
import rollcall.settings.Secrets;

/// Environment of the process: variables, standard streams and the clock; opens the
/// [WorkspaceContext] of a command.
///
/// @param temporary folder of the demo without a home directory
public record ProcessContext(
    Map<String, String> environment,
    PrintStream out,
    PrintStream err,
    InstantSource clock,
    TemporaryFolder temporary) {
  /// A process that has no temporary folder yet.
  public ProcessContext(
      Map<String, String> environment, PrintStream out, PrintStream err, InstantSource clock) {
    this(environment, out, err, clock, new TemporaryFolder());
  }

  TerminalListener terminal() {
    return new TerminalListener(out, err, clock);
  }

  /// Context of a command that needs a log file.
  WorkspaceContext context(WorkspaceOptions options) throws IOException {
    AppPaths paths = paths(options);
    Logging.into(paths.logs(), options.firstLogLevel());
    return context(options, paths);
  }

  WorkspaceContext context(WorkspaceOptions options, AppPaths paths) throws IOException {
    Secrets secrets = Secrets.open(paths.settings().resolve("secrets.json"));
    WorkspaceContext context =
        new WorkspaceContext(options, paths, environment, secrets, TokenInput.standard(err), clock);
    context.checkOptions();
    return context;
  }

  /// Folders of this run.
  ///
  /// @throws IOException when they cannot be determined; its message is a sentence
  AppPaths paths(WorkspaceOptions options) throws IOException {
    String system = System.getProperty("os.name", "");
    Path dataDirectory = options.dataDir();
    try {
      Path user = Path.of(System.getProperty("user.home", "?"));
      boolean homeless =
          dataDirectory == null
              && (!user.isAbsolute() || Files.notExists(user))
              && !hasNamedFolders(system);
      if (homeless) {
        dataDirectory = foldersWithoutHome(options);
      }
      AppPaths paths = AppPaths.of(system, environment, user, dataDirectory);
      NativeLibraries.prepare(Path.of(System.getProperty("java.home")), paths.cache());
      return paths;
    } catch (InvalidPathException e) {
      throw new IOException(
          "The folder '%s' cannot be used without a UTF-8 locale: start Rollcall with LC_ALL=C.UTF-8, or say --data-dir."
              .formatted(e.getInput()),
          e);
    }
  }

  private boolean hasNamedFolders(String system) {
    return !system.startsWith("Windows")
        && !system.startsWith("Mac")
        && Stream.of("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME")
            .allMatch(name -> Path.of(environment.getOrDefault(name, "")).isAbsolute());
  }

  /// Services often run without a home directory: nothing real is written to an arbitrary place
  /// then. The demo has nothing to keep.
  private Path foldersWithoutHome(WorkspaceOptions options) throws IOException {
    if (!options.demo()) {
      throw new IOException(
          "There is no home directory to keep the history and the settings in: set HOME, or say --data-dir DIR.");
    }
    Path folder = temporary.path();
    terminal()
        .print(
            "There is no home directory: the demo keeps its files in "
                + folder
                + " until it ends.");
    return folder;
  }
}
