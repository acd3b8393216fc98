package rollcall.app.commands;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import rollcall.app.environment.WorkspaceContext;
import rollcall.history.HistoryException;
import rollcall.history.ServerAddress;
import rollcall.history.SharedHistory;

/// Opens a record on a server for a command; a missing password is asked for in a terminal, without
/// echo.
final class SharedHistoryOpener {
  private SharedHistoryOpener() {}

  /// Use of a server that wants a password.
  interface Use<T> {
    /// Uses the server.
    ///
    /// @param password null for that in the file `.pgpass`
    T with(@Nullable String password) throws IOException;
  }

  /// Uses the server, again with a password that was typed if the server wants one.
  static <T> T use(ServerAddress server, WorkspaceContext context, Use<T> use) throws IOException {
    try {
      return use.with(context.databasePasswords().of(server));
    } catch (HistoryException.OnServer e) {
      if (!e.isAboutPassword() || !context.databasePasswords().ask(server)) {
        throw e;
      }
      return use.with(context.databasePasswords().of(server));
    }
  }

  static SharedHistory open(ServerAddress server, WorkspaceContext context) throws IOException {
    return use(server, context, password -> SharedHistory.openReadOnly(server, password));
  }

  /// Asks for the password now if the server wants one: a recording that has begun asks for
  /// nothing. Other problems are left to the hand-over.
  static void askForPassword(ServerAddress server, WorkspaceContext context) throws IOException {
    try {
      open(server, context).close();
    } catch (HistoryException.OnServer e) {
      // The hand-over reports it.
    }
  }
}
