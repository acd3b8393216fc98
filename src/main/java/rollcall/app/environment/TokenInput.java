package rollcall.app.environment;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/// Input for the token: a terminal or a pipe.
@FunctionalInterface
public interface TokenInput {
  /// Reads the next line; null at the end of the input.
  @Nullable String line() throws IOException;

  /// Returns standard input: a prompt without echo in a terminal, else the first line.
  static TokenInput standard(PrintStream err) {
    return () -> {
      // Null again in JDK 25 where there is no terminal.
      @SuppressWarnings("SystemConsoleNull")
      @Nullable Console console = System.console();
      if (console != null) {
        char @Nullable [] typed = console.readPassword("Slack token (it is not shown): ");
        return typed == null ? null : new String(typed);
      }
      err.println("rollcall: Reading the token from standard input.");
      return firstLine(
          new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())));
    };
  }

  private static @Nullable String firstLine(Reader in) throws IOException {
    StringBuilder line = new StringBuilder();
    int next = in.read();
    boolean empty = next < 0;
    while (next >= 0 && next != '\n' && next != '\r') {
      if (line.length() == 10_000) {
        throw new IOException("The first line of standard input is too long for a token.");
      }
      line.append((char) next);
      next = in.read();
    }
    return empty ? null : line.toString();
  }
}
