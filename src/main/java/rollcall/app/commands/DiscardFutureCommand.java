package rollcall.app.commands;

import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import rollcall.app.environment.WorkspaceContext;
import rollcall.app.recording.FutureRecordsCleanup;
import rollcall.history.Maintenance;

/// `rollcall discard-future`: discards the entries dated in the future from all histories. A copy
/// stays among the backups.
@Command(
    name = "discard-future",
    aliases = "set-aside",
    description = {
      "Discards the entries dated in the future, which were recorded while this computer's clock"
          + " was ahead, so that recording can resume. A copy stays among the backups.",
      "",
      "Use it only when the clock is correct. Without --yes it only prints what it would discard."
    })
final class DiscardFutureCommand extends OfflineCommand {
  @Option(
      names = "--yes",
      description = "Confirms that the clock is correct, and discards the entries.")
  boolean confirmed;

  @Override
  boolean usesAllWorkspaces() {
    return true;
  }

  /// @throws IOException with a sentence about the entries, when it is not confirmed
  @Override
  public void run(WorkspaceContext context, TerminalListener terminal) throws IOException {
    for (WorkspaceContext each : contexts(context)) {
      finishErasures(each, terminal);
    }
    FutureRecordsCleanup cleanup = FutureRecordsCleanup.of(profile(context), now(context));
    if (!confirmed) {
      throw new IOException(cleanup.summary());
    }
    for (Maintenance.Aside done : cleanup.run()) {
      terminal.print(
          "The entries recorded from %s on were discarded. A copy is in %s."
              .formatted(FutureRecordsCleanup.text(done.from()), done.copy()));
    }
  }
}
