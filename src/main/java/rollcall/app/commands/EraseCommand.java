package rollcall.app.commands;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import rollcall.app.environment.ProfilePaths;
import rollcall.app.environment.WorkspaceContext;
import rollcall.app.recording.HistoriesOpenForErasure;
import rollcall.app.recording.NameArgumentResolver;
import rollcall.app.recording.PendingErasures;
import rollcall.app.recording.PersonEraser;
import rollcall.history.History;
import rollcall.history.Maintenance;
import rollcall.history.ServerAddress;
import rollcall.history.ServerAttachment;
import rollcall.history.SharedHistory;
import rollcall.presence.Person;
import rollcall.presence.UserId;
import rollcall.settings.TriggersFile;

/// `rollcall erase`: erases one person, or with `--all` everything, from all histories and their
/// backups.
@Command(
    name = "erase",
    description = {
      "Erases everything about a person from this computer: from the history and its backups, and"
          + " from the watch list.",
      "With --all: everything about all people, and all backups; the watch list stays.",
      "With --history URL: everything about a person from the record on that server; every recorder"
          + " of the record erases the person on its computer, too.",
      "",
      "Without --yes it only prints what it would erase. Files that you exported are not touched."
    })
final class EraseCommand extends OfflineCommand {
  @Parameters(paramLabel = "USER", arity = "0..1", description = "The person: a user id or a name.")
  @Nullable String user;

  @Option(names = "--all", description = "All people.")
  boolean all;

  @Option(names = "--yes", description = "Do it. It cannot be undone.")
  boolean confirmed;

  @Option(
      names = "--block",
      description = "Also refuse to watch this person again; stored as a salted hash.")
  boolean block;

  @Option(
      names = "--history",
      paramLabel = "URL",
      description =
          "Erase from the record on this server, such as postgresql://owner@host/db, as its owner"
              + " or as a recorder. The ID of a person that the record does not have is taken,"
              + " too.")
  private @Nullable ServerAddress history;

  @Override
  void validate() {
    if (all && (user != null || block || history != null)) {
      throw new IllegalArgumentException(
          "--all cannot be combined with USER, --block or --history.");
    }
    if (!all && user == null) {
      throw new IllegalArgumentException("Missing required parameter: 'USER', or --all.");
    }
  }

  @Override
  boolean usesAllWorkspaces() {
    return all;
  }

  /// @throws IOException with what would be erased, when it is not confirmed
  @Override
  public void run(WorkspaceContext context, TerminalListener terminal) throws IOException {
    if (user == null) {
      eraseEverything(context, terminal);
    } else if (history != null) {
      eraseThere(history, user, context, terminal);
    } else {
      erase(user, context, terminal);
    }
  }

  private void eraseEverything(WorkspaceContext context, TerminalListener terminal)
      throws IOException {
    for (WorkspaceContext each : contexts(context)) {
      requireNoneLeft(each, terminal);
    }
    ProfilePaths profile = profile(context);
    profile.requireHistories();
    String summary = summary(profile.allHistories());
    if (!confirmed) {
      throw new IOException(summary);
    }
    terminal.print(
        "Erased everybody: %s, and all backups."
            .formatted(sightings(eraseAll(profile, now(context)))));
    for (WorkspaceContext each : contexts(context)) {
      printServers(each.profile().allHistories(), terminal);
    }
  }

  /// Returns a sentence about the data of all people.
  ///
  /// @throws IOException with a sentence when there is nothing, or when a newer Rollcall made it
  private static String summary(List<Path> histories) throws IOException {
    int people = 0;
    for (Path file : histories) {
      try (History one = History.openReadOnly(file)) {
        one.requireKnownFormat();
        people += one.people().size();
      }
    }
    if (histories.isEmpty()) {
      throw new IOException("Nothing has been recorded here yet.");
    }
    return ("What is on record of %s in %s: repeat the command with --yes to erase all of it"
            + " permanently, with all backups.")
        .formatted(
            counted(people, "person", "people"),
            counted(histories.size(), "workspace", "workspaces"));
  }

  /// Erases all people, and keeps the watch list and the list of blocked people.
  ///
  /// @return number of erased sightings
  private static long eraseAll(ProfilePaths profile, Instant now) throws IOException {
    try (HistoriesOpenForErasure opened =
        HistoriesOpenForErasure.all(profile.allHistories(), now)) {
      for (History one : opened.histories()) {
        one.maintenance().planErasingAll(now);
      }
      for (Path folder : profile.workspaces()) {
        new TriggersFile(folder).delete();
      }
      return opened.finishErasing().sightings();
    }
  }

  private void eraseThere(
      ServerAddress server, String name, WorkspaceContext context, TerminalListener terminal)
      throws IOException {
    Person person;
    long sightings;
    try (SharedHistory record = SharedHistoryOpener.open(server, context)) {
      List<Person> people = record.people();
      boolean absent =
          NameArgumentResolver.isId(name)
              && people.stream().noneMatch(one -> NameArgumentResolver.matches(name, one));
      // A recorder may still have, or want, a person that the server does not know.
      person =
          absent
              ? Person.unknown(new UserId(NameArgumentResolver.id(name)))
              : PersonEraser.find(name, people);
      sightings = record.sightings(person.id(), Instant.EPOCH, now(context)).size();
    }
    if (!confirmed) {
      throw new IOException(
          ("%s (%s) has %s at %s: repeat the command with --yes to erase them"
                  + " permanently, there and on the computers of all recorders.")
              .formatted(person.name(), person.id(), sightings(sightings), server));
    }
    long erased =
        SharedHistoryOpener.use(
            server, context, password -> SharedHistory.erase(server, password, person.id(), block));
    terminal.print(
        ("Erased %s (%s): %s at %s. Each recorder erases this person on its computer"
                + " when it runs.")
            .formatted(person.name(), person.id(), sightings(erased), server));
  }

  private static String sightings(long number) {
    return counted(number, "sighting", "sightings");
  }

  /// Prints that servers still have what was erased here.
  private static void printServers(List<Path> histories, TerminalListener terminal)
      throws IOException {
    Set<ServerAddress> servers = new LinkedHashSet<>();
    for (Path file : histories) {
      try (History history = History.openReadOnly(file)) {
        history.attachment().map(ServerAttachment::server).ifPresent(servers::add);
      }
    }
    for (ServerAddress server : servers) {
      terminal.print(
          server + " still has it, until 'rollcall record' runs here and hands the erasure over.");
    }
  }

  private void erase(String name, WorkspaceContext context, TerminalListener terminal)
      throws IOException {
    PendingErasures.Result before = requireNoneLeft(context, terminal);
    if (before.gone().stream()
        .anyMatch(gone -> gone.value().equalsIgnoreCase(NameArgumentResolver.id(name)))) {
      return;
    }
    PersonEraser eraser = PersonEraser.of(context.profile(), name);
    if (!confirmed) {
      List<Path> unreadable = eraser.unreadable();
      throw new IOException(
          "%s (%s) has %s: repeat the command with --yes to erase them permanently, from all backups too.%s"
              .formatted(
                  eraser.name(),
                  eraser.user(),
                  sightings(eraser.sightings(now(context))),
                  unreadable.isEmpty()
                      ? ""
                      : " These backups cannot be read, so they will be deleted as a whole: "
                          + paths(unreadable)));
    }
    boolean followed = eraser.followed();
    Maintenance.Erased erased = eraser.erase(block, now(context));
    terminal.print(
        "Erased %s (%s): %s%s."
            .formatted(
                eraser.name(),
                eraser.user(),
                sightings(erased.sightings()),
                erased.copies() == 0
                    ? ""
                    : ", and what was in " + counted(erased.copies(), "backup", "backups")));
    printDeleted(erased, terminal);
    printServers(eraser.histories(), terminal);
    if (followed && !block) {
      terminal.print(
          ("A channel or user group that is followed would bring %1$s back, so %1$s is not"
                  + " recorded again: 'rollcall unblock %1$s' allows it.")
              .formatted(eraser.user()));
    }
  }
}
