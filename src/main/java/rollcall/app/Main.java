package rollcall.app;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import rollcall.app.cli.Arguments;
import rollcall.app.cli.Parsed;

/// Where the operating system comes in. Not a JavaFX `Application`: the java launcher would start
/// the toolkit before anyone could ask whether there is a display.
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    Logs.quiet();
    // Else Java's "system proxies" are only what its own properties say.
    System.getProperties().putIfAbsent("java.net.useSystemProxies", "true");
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
        PrintStream out = readable(System.out, FileDescriptor.out);
        PrintStream err = readable(System.err, FileDescriptor.err);
        Program program = new Rollcall(System.getenv(), out, err);
        System.exit(new Ending(program, run.command()).run(err));
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
