package rollcall.app.commands;

import java.io.IOException;
import java.time.Instant;
import picocli.CommandLine.Mixin;
import rollcall.app.cli.GlobalOptions;
import rollcall.app.cli.WorkspaceOptions;
import rollcall.app.environment.AppContext;
import rollcall.app.recording.PendingErasures;
import rollcall.app.recording.PersonEraser;
import rollcall.history.History;
import rollcall.history.Maintenance;

/// Command on the recorded history: needs no connection and prints what it did, one sentence on
/// standard error. Thread: main.
public abstract class HistoryCommand extends BaseCommand {
  @Mixin private final GlobalOptions global = new GlobalOptions();

  final WorkspaceOptions options() {
    return merge(global);
  }

  @Override
  public final int run(ProcessContext process) throws IOException {
    run(process.context(options()), process.terminal());
    return 0;
  }

  /// Runs the command and prints what it did.
  public abstract void run(AppContext context, TerminalOutput terminal) throws IOException;

  /// Finishes an interrupted erasure first; what prevents it is printed.
  static void finishErasures(AppContext context, TerminalOutput terminal) throws IOException {
    pendingErasures(context, terminal).complaints().forEach(terminal::print);
  }

  /// Finishes an interrupted erasure first.
  ///
  /// @throws IOException when something of it is left
  static PendingErasures.Result requireNoneLeft(AppContext context, TerminalOutput terminal)
      throws IOException {
    PendingErasures.Result result = pendingErasures(context, terminal);
    if (!result.complaints().isEmpty()) {
      throw new IOException(String.join(" ", result.complaints()));
    }
    return result;
  }

  private static PendingErasures.Result pendingErasures(AppContext context, TerminalOutput terminal)
      throws IOException {
    PendingErasures.Result result = new PendingErasures(context.profile()).finish();
    result.gone().forEach(user -> terminal.print("What was left of " + user + " is erased now."));
    printDeleted(result.erased(), terminal);
    return result;
  }

  static void printDeleted(Maintenance.Erased erased, TerminalOutput terminal) {
    if (!erased.deleted().isEmpty()) {
      terminal.print(
          "Deleted as a whole, because they could not be read: "
              + PersonEraser.paths(erased.deleted()));
    }
  }

  /// Opens the history that was written last.
  static History latest(AppContext context) throws IOException {
    return History.openReadOnly(
        context
            .profile()
            .latestHistory()
            .orElseThrow(() -> new IOException("Nothing has been recorded here yet.")));
  }

  static Instant now(AppContext context) {
    return context.clock().instant();
  }
}
