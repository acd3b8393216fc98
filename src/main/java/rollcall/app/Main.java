package rollcall.app;

import rollcall.app.cli.Arguments;
import rollcall.app.cli.Parsed;

/// Where the operating system comes in. Not a JavaFX `Application`: the java launcher would start
/// the toolkit before anyone could ask whether there is a display.
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    TerminalStream out = TerminalStream.standardOutput();
    TerminalStream err = TerminalStream.standardError();
    Logs.quiet();
    // Else Java's "system proxies" are only what its own properties say.
    System.getProperties().putIfAbsent("java.net.useSystemProxies", "true");
    switch (Arguments.read(CommandLineWords.decoded(args))) {
      case Parsed.Tell(String text) -> {
        out.print(text);
        out.flush();
      }
      case Parsed.Misused(String sentence) -> {
        err.println("rollcall: " + sentence);
        System.exit(2);
      }
      case Parsed.Run run -> {
        if (Boolean.getBoolean("rollcall.quit-with-parent")) {
          Ending.withParent();
        }
        Program program = new Rollcall(System.getenv(), out, err);
        Ending ending = new Ending(program, run.command());
        ending.watch(out, err);
        System.exit(ending.run(err));
      }
    }
  }
}
