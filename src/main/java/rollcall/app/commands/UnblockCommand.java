package rollcall.app.commands;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import rollcall.app.cli.Version;
import rollcall.app.environment.WorkspaceContext;
import rollcall.app.recording.NameArgumentResolver;
import rollcall.history.History;
import rollcall.presence.UserId;

/// `rollcall unblock`: allows an erased person to be recorded again.
@Command(
    name = "unblock",
    sortOptions = false,
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Lets a person who was erased with --block be recorded again.",
      "",
      "It does not change the watch list."
    })
final class UnblockCommand extends OfflineCommand {
  @Parameters(paramLabel = "USER", description = "The person: a user id.")
  String user = "";

  /// @throws IOException when the person is not blocked; its message is a sentence
  @Override
  public void run(WorkspaceContext context, TerminalListener terminal) throws IOException {
    finishErasures(context, terminal);
    String word = NameArgumentResolver.id(user).toUpperCase(Locale.ROOT);
    if (!word.matches("[UW][A-Z0-9]+")) {
      throw new IOException("'" + user + "' is no user id: an erased person has no name here.");
    }
    UserId id = new UserId(word);
    boolean blocked = false;
    for (Path file : context.profile().allHistories()) {
      blocked |= unblock(file, id, context);
    }
    if (!blocked) {
      throw new IOException(id + " is not blocked in any history.");
    }
    terminal.print(id + " may be recorded again.");
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
