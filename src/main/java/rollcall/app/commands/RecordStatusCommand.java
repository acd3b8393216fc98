package rollcall.app.commands;

import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import rollcall.app.cli.GlobalOptions;
import rollcall.app.cli.WorkspaceOptions;
import rollcall.app.environment.WorkspaceContext;
import rollcall.history.History;
import rollcall.history.ServerAddress;
import rollcall.history.SharedHistory;

/// `rollcall status`: prints for a monitor whether the record is being written.
@Command(
    name = "status",
    description = {
      "Prints in one line whether the record is being written, and until when it is confirmed.",
      "",
      "Exit codes: 0 if recorders are running and watch everyone who is to be watched now, 1 if"
          + " not, or if the record cannot be read, 2 for invalid arguments.",
      "",
      "After two minutes without Slack, no one is watched. When nothing can be written any more, as"
          + " on a full disk, that takes up to three rounds of polling: 5 minutes with 67 people."
    })
final class RecordStatusCommand extends CliCommand {
  @Mixin private final GlobalOptions global = new GlobalOptions();

  @Option(names = "--json", description = "Print one line of JSON.")
  private boolean json;

  @Option(
      names = "--history",
      paramLabel = "URL",
      description =
          "The record in this PostgreSQL database, such as postgresql://user@host:5432/db, and not"
              + " the history of this computer.")
  private @Nullable ServerAddress server;

  @Override
  public int run(ProcessContext process) throws IOException {
    WorkspaceOptions options = merge(global);
    WorkspaceContext context = process.context(options);
    Instant now = context.clock().instant();
    RecordStatus status = status(context, options, now);
    process.out().println(json ? status.json(now) : status.sentence(now));
    process.out().flush();
    return status.healthy() ? 0 : 1;
  }

  private RecordStatus status(WorkspaceContext context, WorkspaceOptions options, Instant now)
      throws IOException {
    if (server != null) {
      try (SharedHistory history = SharedHistoryOpener.open(server, context)) {
        return RecordStatus.of(server.toString(), history, now);
      }
    }
    try (History history = OfflineCommand.latest(oneWorkspace(context, options))) {
      return RecordStatus.of(history, now);
    }
  }

  @Override
  boolean onlyPrints() {
    return true;
  }
}
