package rollcall.app;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import rollcall.app.commands.CommandLineParser;
import rollcall.app.commands.ParsedCommandLine;
import rollcall.app.commands.ProcessContext;
import rollcall.app.commands.ProgramRunner;
import rollcall.app.environment.Logging;
import rollcall.app.terminal.CleanedOutput;

/// Rollcall on a computer whose clock is wrong. The first argument is by how many milliseconds.
final class RecorderWithWrongClock {
  private RecorderWithWrongClock() {}

  public static void main(String[] args) {
    InstantSource clock =
        () -> InstantSource.system().instant().plus(Duration.ofMillis(Long.parseLong(args[0])));
    CleanedOutput out = CleanedOutput.standardOutput();
    CleanedOutput err = CleanedOutput.standardError();
    Logging.silenceLibraries();
    ParsedCommandLine.Run run =
        (ParsedCommandLine.Run) CommandLineParser.read(Arrays.copyOfRange(args, 1, args.length));
    ProgramRunner runner =
        new ProgramRunner(run.command(), new ProcessContext(System.getenv(), out, err, clock));
    runner.watch(out);
    System.exit(runner.run());
  }
}
