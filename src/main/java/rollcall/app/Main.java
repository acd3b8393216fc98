package rollcall.app;

import java.io.File;
import java.time.InstantSource;
import rollcall.app.commands.CommandLineParser;
import rollcall.app.commands.ParsedCommandLine;
import rollcall.app.commands.ProcessContext;
import rollcall.app.commands.ProgramRunner;
import rollcall.app.environment.CommandLineDecoder;
import rollcall.app.environment.Logging;
import rollcall.app.terminal.CleanedOutput;

/// Entry point. Not a JavaFX `Application`: the java launcher would start the toolkit before the
/// check for a display.
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    CleanedOutput out = CleanedOutput.standardOutput();
    CleanedOutput err = CleanedOutput.standardError();
    Logging.silenceLibraries();
    // Without it Java's "system proxies" are only those of its own properties.
    System.getProperties().putIfAbsent("java.net.useSystemProxies", "true");
    useHome();
    String passwords = System.getenv("PGPASSFILE");
    if (passwords != null) {
      System.getProperties().putIfAbsent("org.postgresql.pgpassfile", passwords);
    }
    switch (CommandLineParser.read(CommandLineDecoder.decoded(args))) {
      case ParsedCommandLine.PrintText(String text) -> ProgramRunner.print(text, out, err);
      case ParsedCommandLine.UsageError(String sentence) -> {
        err.println("rollcall: " + sentence);
        System.exit(2);
      }
      case ParsedCommandLine.Run run -> {
        if (Boolean.getBoolean("rollcall.quit-with-parent")) {
          ProgramRunner.withParent();
        }
        ProgramRunner runner =
            new ProgramRunner(
                run.command(),
                new ProcessContext(System.getenv(), out, err, InstantSource.system()));
        runner.watch(out);
        System.exit(runner.run());
      }
    }
  }

  /// Takes the home directory from HOME, as other programs do, and the driver of the database for
  /// `.pgpass`. Java takes it from the list of users, except on Windows, where it has no HOME.
  private static void useHome() {
    String home = System.getenv("HOME");
    if (home != null && home.startsWith("/") && File.separatorChar == '/') {
      System.setProperty("user.home", home);
    }
  }
}
