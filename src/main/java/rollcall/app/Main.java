package rollcall.app;

import rollcall.app.cli.CommandLineParser;
import rollcall.app.cli.ParsedCommandLine;
import rollcall.app.commands.CommandRunner;
import rollcall.app.commands.ProgramRunner;
import rollcall.app.environment.CommandLineDecoder;
import rollcall.app.environment.Logging;
import rollcall.app.terminal.TerminalStream;

/// Where the operating system comes in. Not a JavaFX `Application`: the java launcher would start
/// the toolkit before anyone could ask whether there is a display.
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    TerminalStream out = TerminalStream.standardOutput();
    TerminalStream err = TerminalStream.standardError();
    Logging.silenceLibraries();
    // Else Java's "system proxies" are only what its own properties say.
    System.getProperties().putIfAbsent("java.net.useSystemProxies", "true");
    switch (CommandLineParser.read(CommandLineDecoder.decoded(args))) {
      case ParsedCommandLine.PrintText(String text) -> {
        out.print(text);
        out.flush();
      }
      case ParsedCommandLine.UsageError(String sentence) -> {
        err.println("rollcall: " + sentence);
        System.exit(2);
      }
      case ParsedCommandLine.Run run -> {
        if (Boolean.getBoolean("rollcall.quit-with-parent")) {
          ProgramRunner.withParent();
        }
        CommandRunner program = new Rollcall(System.getenv(), out, err);
        ProgramRunner ending = new ProgramRunner(program, run.command());
        ending.watch(out, err);
        System.exit(ending.run(err));
      }
    }
  }
}
