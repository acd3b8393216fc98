package rollcall.app.commands;

import java.io.IOException;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import rollcall.app.cli.Version;
import rollcall.app.environment.AppContext;
import rollcall.app.recording.FutureRecordsCleanup;
import rollcall.history.Maintenance;

/// `rollcall set-aside`: moves records dated in the future from all histories into a backup copy.
@Command(
    name = "set-aside",
    sortOptions = false,
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Sets aside what was recorded while this computer's clock was ahead, so that recording goes"
          + " on at once. That time becomes unknown; all of it stays in a copy among the backups.",
      "",
      "Only when the clock is right now. Without --yes it only says what it would set aside."
    })
final class SetAsideCommand extends HistoryCommand {
  @Option(names = "--yes", description = "Do it: the clock is right now.")
  private boolean confirmed;

  boolean isConfirmed() {
    return confirmed;
  }

  /// @throws IOException with what would be set aside, when it is not confirmed
  @Override
  public void run(AppContext context, TerminalOutput terminal) throws IOException {
    finishErasures(context, terminal);
    FutureRecordsCleanup cleanup = FutureRecordsCleanup.of(context.profile(), now(context));
    if (!confirmed) {
      throw new IOException(cleanup.summary());
    }
    for (Maintenance.Aside done : cleanup.run()) {
      terminal.print(
          String.format(
              Locale.ROOT,
              "What was recorded from %s on is set aside in %s.",
              done.from(),
              done.copy()));
    }
  }
}
