package rollcall.app.commands;

import java.io.Console;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import rollcall.app.environment.WorkspaceContext;
import rollcall.history.HistoryException;
import rollcall.history.ServerAddress;
import rollcall.history.SharedHistory;

/// Opens a record on a server; a missing password is asked for in a terminal, without echo.
final class SharedHistoryOpener {
  private SharedHistoryOpener() {}

  static SharedHistory open(ServerAddress server, WorkspaceContext context) throws IOException {
    try {
      return SharedHistory.openReadOnly(server, context.databasePassword(server));
    } catch (HistoryException.OnServer e) {
      String typed = e.isAboutPassword() ? password(server) : null;
      if (typed == null) {
        throw e;
      }
      context.databasePassword(server, typed, false);
      return SharedHistory.openReadOnly(server, typed);
    }
  }

  private static @Nullable String password(ServerAddress server) {
    // Null again in JDK 25 where there is no terminal.
    @SuppressWarnings("SystemConsoleNull")
    @Nullable Console console = System.console();
    char @Nullable [] typed =
        console == null ? null : console.readPassword("Password for %s: ", server);
    return typed == null ? null : new String(typed);
  }
}
