package rollcall.app;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
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
      missing = window.run();
    }
    if (missing.isEmpty()) {
      return 0;
    }
    if (unlogged.isPresent()) {
      throw new IOException(unlogged.get());
    }
    err.println("rollcall: " + missing.get() + ": recording without a window until Ctrl+C.");
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
      out.printf(
          "{\"api_url\":\"%s\",\"token\":\"%s\",\"control_url\":\"%s\"}%n",
          workspace.apiUrl(), workspace.token(), workspace.controlUrl());
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

  private int watch(
      AppContext home, WorkspaceOptions options, PeopleSelection wanted, boolean record)
      throws IOException {
    HeadlessSession vigil = new HeadlessSession(home, new TerminalOutput(out, err, clock), record);
    end = vigil::close;
    return vigil.run(options.demo(), wanted);
  }

  private AppContext home(WorkspaceOptions options) throws IOException {
    AppPaths directories = directories(options);
    Logging.into(directories.logs());
    return home(options, directories);
  }

  private AppPaths directories(WorkspaceOptions options) {
    return AppPaths.of(
        System.getProperty("os.name", ""),
        environment,
        Path.of(System.getProperty("user.home", ".")),
        Optional.ofNullable(options.dataDir()));
  }

  private AppContext home(WorkspaceOptions options, AppPaths directories) throws IOException {
    Secrets secrets = Secrets.open(directories.settings().resolve("secrets.json"));
    AppContext home =
        new AppContext(options, directories, environment, secrets, TokenInput.standard(err), clock);
    home.checkOptions();
    return home;
  }
}
