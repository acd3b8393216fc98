package rollcall.app.environment;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;
import rollcall.history.ServerAddress;

/// Input for the token and for the password of a database server: a terminal or a pipe.
@FunctionalInterface
public interface TokenInput {
  /// Reads the next line; null at the end of the input.
  @Nullable String line() throws IOException;

  /// Asks for the password of a server; null where there is no terminal.
  default @Nullable String password(ServerAddress server) {
    return null;
  }

  /// Returns standard input: a prompt without echo in a terminal, else the first line.
  static TokenInput standard(PrintStream err) {
    return new TokenInput() {
      @Override
      public @Nullable String line() throws IOException {
        Console console = terminal();
        if (console != null) {
          return typed(console, "Slack token (it is not shown): ");
        }
        err.println("rollcall: Reading the token from standard input.");
        return firstLine(
            new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())));
      }

      @Override
      public @Nullable String password(ServerAddress server) {
        Console console = terminal();
        return console == null
            ? null
            : typed(console, "Password for " + server + " (it is not shown): ");
      }
    };
  }

  private static @Nullable Console terminal() {
    // Null again in JDK 25 where there is no terminal.
    @SuppressWarnings("SystemConsoleNull")
    @Nullable Console console = System.console();
    return console;
  }

  private static @Nullable String typed(Console console, String prompt) {
    char @Nullable [] typed = console.readPassword("%s", prompt);
    return typed == null ? null : new String(typed);
  }

  private static @Nullable String firstLine(Reader in) throws IOException {
    StringBuilder line = new StringBuilder();
    int next = in.read();
    if (next == '\uFEFF') {
      // Byte order mark of an editor on Windows.
      next = in.read();
    }
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
