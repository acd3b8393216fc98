package rollcall.app;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import rollcall.app.cli.CommandLineParser;
import rollcall.app.cli.ParsedCommandLine;
import rollcall.app.commands.CommandRunner;
import rollcall.app.commands.ProgramRunner;
import rollcall.app.environment.Logging;

/// Where the operating system comes in. Not a JavaFX `Application`: the java launcher would start
/// the toolkit before anyone could ask whether there is a display.
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    Logging.silenceLibraries();
    // Else Java's "system proxies" are only what its own properties say.
    System.getProperties().putIfAbsent("java.net.useSystemProxies", "true");
    switch (CommandLineParser.read(args)) {
      case ParsedCommandLine.PrintText(String text) -> System.out.print(text);
      case ParsedCommandLine.UsageError(String sentence) -> {
        System.err.println("rollcall: " + sentence);
        System.exit(2);
      }
      case ParsedCommandLine.Run run -> {
        if (Boolean.getBoolean("rollcall.quit-with-parent")) {
          ProgramRunner.withParent();
        }
        PrintStream out = readable(System.out, FileDescriptor.out);
        PrintStream err = readable(System.err, FileDescriptor.err);
        CommandRunner program = new Rollcall(System.getenv(), out, err);
        System.exit(new ProgramRunner(program, run.command()).run(err));
      }
    }
  }

  /// Where no language is set, Java writes ASCII and a question mark for everything else; terminals
  /// have long read UTF-8.
  private static PrintStream readable(PrintStream stream, FileDescriptor descriptor) {
    return stream.charset().equals(StandardCharsets.US_ASCII)
        ? new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8)
        : stream;
  }
}
