package rollcall.app.commands;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import rollcall.app.cli.ExportOptions;
import rollcall.app.environment.WorkspaceContext;
import rollcall.app.recording.ExportJob;
import rollcall.app.recording.NameArgumentResolver;
import rollcall.history.ReadableHistory;
import rollcall.history.ServerAddress;
import rollcall.presence.Person;
import rollcall.presence.UserId;
import rollcall.settings.PersonGroup;
import rollcall.settings.Settings;
import rollcall.timecard.AccountingRules;
import rollcall.timecard.ExportKind;
import rollcall.timecard.ExportSpec;
import rollcall.timecard.ExportSummary;
import rollcall.timecard.PeopleFilter;
import rollcall.ui.model.DefaultRules;

/// `rollcall export`: writes a part of the history to a CSV file; never half a file.
@Command(
    name = "export",
    description = {
      "Writes a part of the history to a CSV file. Needs no connection.",
      "",
      "Writes the whole file or nothing: it is written beside the target and then renamed."
    })
final class ExportCommand extends OfflineCommand {
  @Mixin final ExportOptions export = new ExportOptions();

  @Override
  void validate() {
    export.validate();
  }

  @Override
  public void run(WorkspaceContext context, TerminalListener terminal) throws IOException {
    finishErasures(context, terminal);
    Settings settings = settings(context, terminal);
    try (ReadableHistory history = history(context)) {
      Optional<String> word = export.myGroup();
      Set<UserId> people;
      PeopleFilter filter;
      if (word.isPresent()) {
        PersonGroup group = NameArgumentResolver.ownGroup(word.get(), settings.groups().mine());
        people = recordedMembers(group, history);
        filter = new PeopleFilter(PeopleFilter.Kind.OWN_GROUP, group.name());
      } else {
        people = NameArgumentResolver.byName(export.users(), recorded(history), Map.of());
        requireRecorded(people, history);
        filter = PeopleFilter.of(people);
      }
      AccountingRules rules = DefaultRules.of(settings.books(), settings.reportZone());
      ExportSpec spec = export.spec(people, filter, rules);
      ExportJob job = new ExportJob(spec, export.out());
      ExportJob.Saved saved =
          export.keepsBoth()
              ? job.writeBeside(history, now(context))
              : job.write(history, now(context));
      String workspace = history.workspace().map(one -> one.name()).orElse("?");
      terminal.print(
          "Saved %s of %s to %s%s."
              .formatted(
                  counted(saved.written().rows(), "row", "rows"),
                  workspace,
                  saved.place(),
                  spec.kind() == ExportKind.EVENTS ? "" : coverage(saved.written())));
    }
  }

  private ReadableHistory history(WorkspaceContext context) throws IOException {
    Optional<ServerAddress> server = export.history();
    return server.isPresent() ? SharedHistoryOpener.open(server.get(), context) : latest(context);
  }

  /// The members of a group who are in the history.
  ///
  /// @throws IOException with a sentence when there are none: no people would mean everyone
  private static Set<UserId> recordedMembers(PersonGroup group, ReadableHistory history)
      throws IOException {
    if (group.members().isEmpty()) {
      throw new IOException("The group '" + group.name() + "' has no people.");
    }
    Set<UserId> members =
        recorded(history).stream()
            .map(Person::id)
            .filter(id -> group.members().contains(id.value()))
            .collect(Collectors.toCollection(TreeSet::new));
    if (members.isEmpty()) {
      throw new IOException(
          "Nothing is recorded of the people of the group '" + group.name() + "'.");
    }
    return members;
  }

  /// All people in the history, including those with only an ID.
  static List<Person> recorded(ReadableHistory history) throws IOException {
    List<Person> people = new ArrayList<>(history.people());
    history.snapshot().all().forEach(one -> people.add(Person.unknown(one.user())));
    return people;
  }

  /// @throws IOException with a sentence when one of these people is not in the history
  static void requireRecorded(Set<UserId> people, ReadableHistory history) throws IOException {
    Set<UserId> known =
        recorded(history).stream().map(Person::id).collect(Collectors.toCollection(TreeSet::new));
    for (UserId user : people) {
      if (!known.contains(user)) {
        throw new IOException("Nothing is recorded of " + user + ".");
      }
    }
  }

  private static String coverage(ExportSummary written) {
    return written.watched().isZero()
        ? "; nothing is recorded of these days"
        : "; coverage "
            + written.coveragePercent()
            + " %"
            + (written.totalsOnly() == 0
                ? ""
                : "; "
                    + counted(written.totalsOnly(), "day has", "days have")
                    + " totals only, because the entries were deleted");
  }
}
