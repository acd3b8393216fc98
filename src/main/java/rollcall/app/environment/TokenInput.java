package rollcall.app.environment;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/// Where a person, or the program before the pipe, gives the token.
@FunctionalInterface
public interface TokenInput {
  /// The line that was given, or null when the input has ended.
  @Nullable String line() throws IOException;

  /// Standard input: asked for without echo in a terminal, else its first line.
  static TokenInput standard(PrintStream err) {
    return () -> {
      // It is null again in JDK 25 where there is no terminal.
      @SuppressWarnings("SystemConsoleNull")
      @Nullable Console console = System.console();
      if (console != null) {
        char @Nullable [] typed = console.readPassword("Slack token (it is not shown): ");
        return typed == null ? null : new String(typed);
      }
      err.println("rollcall: Reading the token from standard input.");
      return new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()))
          .readLine();
    };
  }
}
