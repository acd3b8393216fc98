package rollcall.app.commands;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import rollcall.app.cli.GlobalOptions;
import rollcall.app.cli.WorkspaceOptions;
import rollcall.app.environment.ProfilePaths;
import rollcall.app.environment.WorkspaceContext;
import rollcall.app.recording.PendingErasures;
import rollcall.history.History;
import rollcall.history.Maintenance;

/// Command on the recorded history: needs no connection and prints what it did, one sentence on
/// standard error. Thread: main.
public abstract class OfflineCommand extends CliCommand {
  @Mixin private final GlobalOptions global = new GlobalOptions();

  final WorkspaceOptions options() {
    return merge(global);
  }

  @Override
  public final int run(ProcessContext process) throws IOException {
    WorkspaceContext first = process.context(options());
    run(allWorkspaces() ? first : oneWorkspace(first, options()), process.terminal());
    return 0;
  }

  /// Returns whether the command is for all workspaces unless one is named.
  boolean usesAllWorkspaces() {
    return false;
  }

  /// Runs the command and prints what it did.
  ///
  /// @param context of the workspace; that of the first if the command is for all
  public abstract void run(WorkspaceContext context, TerminalListener terminal) throws IOException;

  /// Finishes an interrupted erasure first; what prevents it is printed.
  static void finishErasures(WorkspaceContext context, TerminalListener terminal)
      throws IOException {
    pendingErasures(context, terminal).complaints().forEach(terminal::print);
  }

  /// Profiles of all workspaces, if the command is for all and none is named, else that of one.
  final ProfilePaths profile(WorkspaceContext context) {
    return allWorkspaces() ? context.allHistories() : context.profile();
  }

  /// Contexts of all workspaces, if the command is for all and none is named, else the one.
  final List<WorkspaceContext> contexts(WorkspaceContext context) throws IOException {
    List<WorkspaceContext> contexts = new ArrayList<>(List.of(context));
    if (allWorkspaces()) {
      context.furtherWorkspaces().forEach(id -> contexts.add(context.workspace(id)));
    }
    return contexts;
  }

  private boolean allWorkspaces() {
    return usesAllWorkspaces() && options().workspace() == null && !options().demo();
  }

  /// Finishes an interrupted erasure first.
  ///
  /// @throws IOException when something of it is left
  static PendingErasures.Result requireNoneLeft(WorkspaceContext context, TerminalListener terminal)
      throws IOException {
    PendingErasures.Result result = pendingErasures(context, terminal);
    if (!result.complaints().isEmpty()) {
      throw new IOException(String.join(" ", result.complaints()));
    }
    return result;
  }

  private static PendingErasures.Result pendingErasures(
      WorkspaceContext context, TerminalListener terminal) throws IOException {
    PendingErasures.Result result = new PendingErasures(context.profile()).finish();
    result.gone().forEach(user -> terminal.print("What was left of " + user + " is erased now."));
    printDeleted(result.erased(), terminal);
    return result;
  }

  static void printDeleted(Maintenance.Erased erased, TerminalListener terminal) {
    if (!erased.deleted().isEmpty()) {
      terminal.print(
          "Deleted as a whole, because they could not be read: " + paths(erased.deleted()));
    }
  }

  /// Returns a number with its noun, such as "1 backup" or "2 backups".
  static String counted(long number, String one, String several) {
    return number + " " + (number == 1 ? one : several);
  }

  /// Returns a list such as "/data/a.db, /data/b.db."
  static String paths(List<Path> files) {
    return String.join(", ", files.stream().map(Path::toString).toList()) + ".";
  }

  /// Opens the history of the workspace.
  static History latest(WorkspaceContext context) throws IOException {
    return History.openReadOnly(latestFile(context));
  }

  /// File of the history of the workspace.
  static Path latestFile(WorkspaceContext context) throws IOException {
    return context
        .profile()
        .history(context.profile().settings().load().settings())
        .orElseThrow(() -> new IOException("Nothing has been recorded here yet."));
  }

  static Instant now(WorkspaceContext context) {
    return context.clock().instant();
  }
}
