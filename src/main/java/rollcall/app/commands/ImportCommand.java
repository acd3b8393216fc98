package rollcall.app.commands;

import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import rollcall.app.environment.WorkspaceContext;
import rollcall.app.recording.ImportJob;

/// `rollcall import`: imports an exported `events.csv` into an empty history.
@Command(
    name = "import",
    description = {
      "Imports an exported events.csv into an empty history: all of it, or nothing.",
      "",
      "The same days then have the same timecards. A .meta.json file beside it is read, too."
    })
final class ImportCommand extends OfflineCommand {
  @Parameters(paramLabel = "FILE", description = "What 'export --kind events' wrote.")
  Path file = Path.of("");

  /// The file names its workspace.
  @Override
  boolean usesAllWorkspaces() {
    return true;
  }

  @Override
  public void run(WorkspaceContext context, TerminalListener terminal) throws IOException {
    finishErasures(context, terminal);
    ImportJob.Imported imported = new ImportJob(file, context.profile()).read(now(context));
    terminal.print(
        "Imported %s of %s.%s"
            .formatted(
                counted(imported.lines(), "event", "events"),
                imported.workspace().name(),
                imported.counted()
                    ? ""
                    : " Without the .meta.json of the export, it is not known whether the end of"
                        + " the file is missing."));
  }
}
