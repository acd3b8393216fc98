package rollcall.app.commands;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import rollcall.app.environment.WorkspaceContext;
import rollcall.app.recording.NameArgumentResolver;
import rollcall.history.History;
import rollcall.history.ServerAddress;
import rollcall.history.SharedHistory;
import rollcall.presence.UserId;

/// `rollcall unblock`: allows an erased person to be recorded again.
@Command(
    name = "unblock",
    description = {
      "Lets a person who was erased with --block be recorded again.",
      "",
      "It does not change the watch list."
    })
final class UnblockCommand extends OfflineCommand {
  @Parameters(paramLabel = "USER", description = "The person: a user id.")
  String user = "";

  @Option(
      names = "--history",
      paramLabel = "URL",
      description =
          "Unblock in the record on this server, such as postgresql://owner@host/db, as its owner"
              + " or as a recorder. Recorders that have erased the person themselves still refuse"
              + " the person.")
  private @Nullable ServerAddress history;

  /// @throws IOException when the person is not blocked; its message is a sentence
  @Override
  public void run(WorkspaceContext context, TerminalListener terminal) throws IOException {
    String word = NameArgumentResolver.id(user).toUpperCase(Locale.ROOT);
    if (!word.matches("[UW][A-Z0-9]+")) {
      throw new IOException("'" + user + "' is no user id: an erased person has no name here.");
    }
    UserId id = new UserId(word);
    if (history != null) {
      unblockThere(history, id, context, terminal);
      return;
    }
    finishErasures(context, terminal);
    boolean blocked = false;
    for (Path file : context.profile().allHistories()) {
      blocked |= unblock(file, id, context);
    }
    if (!blocked) {
      throw new IOException(id + " is not blocked in any history.");
    }
    terminal.print(id + " may be recorded again.");
  }

  private static void unblockThere(
      ServerAddress server, UserId user, WorkspaceContext context, TerminalListener terminal)
      throws IOException {
    boolean blocked =
        SharedHistoryOpener.use(
            server, context, password -> SharedHistory.unblock(server, password, user));
    if (!blocked) {
      throw new IOException(user + " is not blocked at " + server + ".");
    }
    terminal.print(
        ("%1$s is not blocked at %2$s any more. A recorder that has erased %1$s itself still"
                + " refuses the person, until 'rollcall unblock %1$s' runs there.")
            .formatted(user, server));
  }

  private static boolean unblock(Path file, UserId user, WorkspaceContext context)
      throws IOException {
    try (History history = History.openReadOnly(file)) {
      if (!history.maintenance().blocked().test(user)) {
        return false;
      }
    }
    try (History history = History.open(file, now(context))) {
      history.maintenance().unblock(user);
      history.close(now(context));
    }
    return true;
  }
}
