package rollcall.app;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import rollcall.app.cli.Command;
import rollcall.app.cli.Command.PeopleSelection;
import rollcall.app.cli.WorkspaceOptions;
import rollcall.app.commands.CommandRunner;
import rollcall.app.commands.HeadlessSession;
import rollcall.app.commands.HistoryCommands;
import rollcall.app.commands.TerminalOutput;
import rollcall.app.desktop.WindowRunner;
import rollcall.app.environment.AppContext;
import rollcall.app.environment.AppPaths;
import rollcall.app.environment.DisplayCheck;
import rollcall.app.environment.Logging;
import rollcall.app.environment.NativeLibraries;
import rollcall.app.environment.TokenInput;
import rollcall.settings.Secrets;
import rollcall.simulator.DemoOptions;
import rollcall.simulator.DemoWorkspace;

/// The commands, each wired by hand from the rooms of the house.
///
/// Lane: main, but for [#close].
final class Rollcall implements CommandRunner {
  private final Map<String, String> environment;
  private final PrintStream out;
  private final PrintStream err;
  private final InstantSource clock = InstantSource.system();
  private volatile Runnable end = () -> {};
  private volatile BooleanSupplier lost = () -> false;

  Rollcall(Map<String, String> environment, PrintStream out, PrintStream err) {
    this.environment = environment;
    this.out = out;
    this.err = err;
  }

  @Override
  public int run(Command.ShowWindow command) throws IOException {
    boolean headless = "Headless".equals(System.getProperty("glass.platform"));
    AppPaths places = directories(command.options());
    // Who starts a window may see nothing else: it opens, and says what is wrong.
    Optional<String> unlogged = Logging.problemText(places.logs());
    AppContext home = home(command.options(), places);
    WindowRunner window = new WindowRunner(home, command.options().demo(), unlogged);
    Optional<String> missing =
        DisplayCheck.missing(System.getProperty("os.name", ""), environment, headless);
    if (missing.isEmpty()) {
      end = window::close;
      lost = () -> window.lost().isPresent();
      missing = window.run();
    }
    if (missing.isEmpty()) {
      window.lost().ifPresent(sentence -> err.println("rollcall: " + sentence));
      return window.lost().isEmpty() ? 0 : 1;
    }
    if (unlogged.isPresent()) {
      throw new IOException(unlogged.get());
    }
    err.println(
        "rollcall: " + missing.get() + ": recording the saved list without a window until Ctrl+C.");
    return watch(home, command.options(), PeopleSelection.SAVED, true);
  }

  @Override
  public int run(Command.WatchPeople command) throws IOException {
    return watch(home(command.options()), command.options(), command.wanted(), false);
  }

  @Override
  public int run(Command.RecordPeople command) throws IOException {
    return watch(home(command.options()), command.options(), command.wanted(), true);
  }

  @Override
  public int run(Command.Export command) throws IOException {
    new HistoryCommands(home(command.options()), err).run(command);
    return 0;
  }

  @Override
  public int run(Command.Import command) throws IOException {
    new HistoryCommands(home(command.options()), err).run(command);
    return 0;
  }

  @Override
  public int run(Command.Erase command) throws IOException {
    new HistoryCommands(home(command.options()), err).run(command);
    return 0;
  }

  @Override
  public int run(Command.EraseAll command) throws IOException {
    new HistoryCommands(home(command.options()), err).run(command);
    return 0;
  }

  @Override
  public int run(Command.Unblock command) throws IOException {
    new HistoryCommands(home(command.options()), err).run(command);
    return 0;
  }

  @Override
  public int run(Command.SetAside command) throws IOException {
    new HistoryCommands(home(command.options()), err).run(command);
    return 0;
  }

  @Override
  public int run(Command.ServeDemo command) throws IOException {
    DemoOptions options = command.options().withClock(clock);
    CountDownLatch stopped = new CountDownLatch(1);
    end = stopped::countDown;
    try (DemoWorkspace workspace = DemoWorkspace.start(options)) {
      out.println(
          "{\"api_url\":\"%s\",\"token\":\"%s\",\"control_url\":\"%s\"}"
              .formatted(workspace.apiUrl(), workspace.token(), workspace.controlUrl()));
      out.flush();
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return 0;
  }

  @Override
  public void close() {
    end.run();
  }

  @Override
  public boolean lost() {
    return lost.getAsBoolean();
  }

  private int watch(
      AppContext home, WorkspaceOptions options, PeopleSelection wanted, boolean record)
      throws IOException {
    HeadlessSession vigil = new HeadlessSession(home, new TerminalOutput(out, err, clock), record);
    end = vigil::close;
    lost = () -> vigil.lost().isPresent();
    return vigil.run(options.demo(), wanted);
  }

  private AppContext home(WorkspaceOptions options) throws IOException {
    AppPaths directories = directories(options);
    Logging.into(directories.logs());
    return home(options, directories);
  }

  /// @throws IOException with a sentence when this computer's folders cannot be named
  private AppPaths directories(WorkspaceOptions options) throws IOException {
    String system = System.getProperty("os.name", "");
    Optional<Path> everything = Optional.ofNullable(options.dataDir());
    try {
      Path user = Path.of(System.getProperty("user.home", "?"));
      if (everything.isEmpty() && (!user.isAbsolute() || Files.notExists(user))) {
        requireNamedFolders(system);
      }
      NativeLibraries.prepare(
          Path.of(System.getProperty("java.home")),
          AppPaths.cache(system, environment, user, everything));
      return AppPaths.of(system, environment, user, everything);
    } catch (InvalidPathException e) {
      throw new IOException(
          "The folder '%s' cannot be used without a UTF-8 locale: start Rollcall with LC_ALL=C.UTF-8, or say --data-dir."
              .formatted(e.getInput()),
          e);
    }
  }

  /// Services often run without a home: then nothing is put somewhere by chance.
  private void requireNamedFolders(String system) throws IOException {
    boolean named =
        !system.startsWith("Windows")
            && !system.startsWith("Mac")
            && Stream.of("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME")
                .allMatch(name -> Path.of(environment.getOrDefault(name, "")).isAbsolute());
    if (!named) {
      throw new IOException(
          "There is no home directory to keep the history and the settings in: set HOME, or say --data-dir DIR.");
    }
  }

  private AppContext home(WorkspaceOptions options, AppPaths directories) throws IOException {
    Secrets secrets = Secrets.open(directories.settings().resolve("secrets.json"));
    AppContext home =
        new AppContext(options, directories, environment, secrets, TokenInput.standard(err), clock);
    home.checkOptions();
    return home;
  }
}
