package rollcall.app;

import rollcall.app.cli.Arguments;
import rollcall.app.cli.Parsed;

/// Where the operating system comes in. Not a JavaFX `Application`: the java launcher would start
/// the toolkit before anyone could ask whether there is a display.
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    Logs.quiet();
    switch (Arguments.read(args)) {
      case Parsed.Tell(String text) -> System.out.print(text);
      case Parsed.Misused(String sentence) -> {
        System.err.println("rollcall: " + sentence);
        System.exit(2);
      }
      case Parsed.Run run -> {
        if (Boolean.getBoolean("rollcall.quit-with-parent")) {
          Ending.withParent();
        }
        Program program = new Rollcall(System.getenv(), System.out, System.err);
        System.exit(new Ending(program, run.command()).run(System.err));
      }
    }
  }
}
