package rollcall.app.commands;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import rollcall.app.environment.WorkspaceContext;
import rollcall.app.recording.NameArgumentResolver;
import rollcall.app.recording.PersonExport;
import rollcall.history.History;
import rollcall.language.Sentence;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.settings.OneTimeTrigger;
import rollcall.settings.Settings;
import rollcall.settings.TriggersFile;
import rollcall.ui.text.PersonDataText;

/// `rollcall export-person`: writes everything that is stored about one person to a ZIP file.
@Command(
    name = "export-person",
    description = {
      "Writes everything that is stored about a person to a ZIP file, to hand it over: timecards,"
          + " intervals, events, the settings that concern the person, and a text that explains"
          + " them. It has no data about other people. Needs no connection."
    })
final class ExportPersonCommand extends OfflineCommand {
  @Parameters(paramLabel = "USER", description = "The person: a user id or a name.")
  private String user = "";

  @Option(
      names = "--out",
      paramLabel = "FILE",
      required = true,
      description =
          "The ZIP file to write. A file that exists is replaced. In a directory it gets a name by"
              + " its content.")
  private Path out = Path.of("");

  @Override
  public void run(WorkspaceContext context, TerminalListener terminal) throws IOException {
    finishErasures(context, terminal);
    Settings settings = settings(context, terminal);
    try (History history = latest(context)) {
      Set<UserId> meant =
          NameArgumentResolver.byName(List.of(user), ExportCommand.recorded(history), Map.of());
      ExportCommand.requireRecorded(meant, history);
      UserId person = meant.iterator().next();
      Path file =
          Files.isDirectory(out)
              ? out.resolve(name(history, person, context, settings.reportZone()))
              : out;
      List<OneTimeTrigger> triggers = triggers(history, person, context, terminal);
      new PersonExport(settings, triggers, person).write(history, file, now(context));
      terminal.print("Saved everything that is stored about " + person + " to " + file + ".");
    }
  }

  private static List<OneTimeTrigger> triggers(
      History history, UserId person, WorkspaceContext context, TerminalListener terminal)
      throws IOException {
    Optional<Workspace> workspace = history.workspace();
    if (workspace.isEmpty()) {
      return List.of();
    }
    TriggersFile.Loaded loaded =
        new TriggersFile(context.profile().folder(workspace.get())).load(now(context));
    loaded.complaint().map(Sentence::english).ifPresent(terminal::print);
    return loaded.triggers().of(person);
  }

  private static String name(History history, UserId user, WorkspaceContext context, ZoneId zone)
      throws IOException {
    return PersonDataText.fileName(
        history.workspace().map(Workspace::name).orElse(""),
        PersonExport.person(history, user),
        LocalDate.ofInstant(now(context), zone));
  }
}
