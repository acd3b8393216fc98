package rollcall.app.commands;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import rollcall.app.environment.WorkspaceContext;
import rollcall.history.History;
import rollcall.history.HistoryCopy;
import rollcall.history.ReadableHistory;
import rollcall.history.ServerAddress;
import rollcall.history.ServerAttachment;
import rollcall.history.SharedHistory;
import rollcall.history.SharedRecorder;

/// `rollcall history`: sets up a record in a database server, and copies records to and from it.
@Command(
    name = "history",
    description = {
      "Keeps a copy of the record in a PostgreSQL database, for others to export from.",
      "",
      "init URL      creates the tables in an empty database, or updates them, and lets the role"
          + " rollcall_viewer read them.",
      "detach        ends the hand-over of the history of this computer to a server ('rollcall"
          + " record --history'). What waits is not handed over; the history stays here.",
      "forget URL NAME  removes a recorder that does not run any more: others take its people.",
      "copy FROM TO  makes TO equal to FROM. FROM is 'local' (the history of this computer), a"
          + " file, or the URL of a database; TO is a file or a URL. What is equal is not written"
          + " again: an interrupted copy continues, and a later one adds what is new and deletes"
          + " what was deleted.",
      "",
      "A URL is such as postgresql://user@host:5432/db. The password comes from PGPASSWORD,"
          + " .pgpass or the keychain, or is asked for in a terminal. A server that is not this"
          + " computer must show a certificate that can be trusted."
    })
final class HistoryServerCommand extends OfflineCommand {
  private static final String LOCAL = "local";

  @Parameters(
      paramLabel = "ACTION",
      index = "0",
      description = "'init', 'copy', 'detach' or 'forget'.")
  private String action = "";

  @Parameters(
      paramLabel = "PLACE",
      index = "1..*",
      arity = "0..2",
      description =
          "The URL of a database; for 'copy' also a file, and as FROM 'local'; after 'forget URL',"
              + " a name.")
  private List<String> places = List.of();

  @Option(
      names = "--replace",
      description =
          "Replace a copy also when FROM is a new record in the place of the one that was copied,"
              + " or everything was erased from it.")
  private boolean replaces;

  @Override
  void validate() {
    switch (action) {
      case "init" -> require(places.size() == 1, "'init' takes one URL.");
      case "copy" -> require(places.size() == 2, "'copy' takes two places, FROM and TO.");
      case "detach" -> require(places.isEmpty(), "'detach' takes no place.");
      case "forget" ->
          require(places.size() == 2, "'forget' takes a URL and the name of a recorder.");
      default -> require(false, "'" + action + "' is neither init, copy, detach nor forget.");
    }
    if (action.equals("init") || action.equals("forget")) {
      ServerAddress.of(places.getFirst());
    } else if (action.equals("copy")) {
      places.stream().filter(ServerAddress::isAddress).forEach(ServerAddress::of);
      require(
          !places.getLast().equals(LOCAL),
          "'local' cannot be TO: name a file or the URL of a database.");
    }
  }

  private static void require(boolean fits, String sentence) {
    if (!fits) {
      throw new IllegalArgumentException(sentence);
    }
  }

  @Override
  public void run(WorkspaceContext context, TerminalListener terminal) throws IOException {
    switch (action) {
      case "init" -> init(ServerAddress.of(places.getFirst()), context, terminal);
      case "detach" -> detach(context, terminal);
      case "forget" ->
          forget(ServerAddress.of(places.getFirst()), places.getLast(), context, terminal);
      default -> {
        finishErasures(context, terminal);
        copy(places.getFirst(), places.getLast(), context, terminal);
      }
    }
  }

  private static void init(
      ServerAddress server, WorkspaceContext context, TerminalListener terminal)
      throws IOException {
    boolean viewers =
        SharedHistoryOpener.use(
            server, context, password -> SharedHistory.prepare(server, password));
    terminal.print(server + " is prepared.");
    if (!viewers) {
      terminal.print(
          "This user may not create the role rollcall_viewer: have it created, and repeat the"
              + " command, so that others can read.");
    }
  }

  private static void forget(
      ServerAddress server, String name, WorkspaceContext context, TerminalListener terminal)
      throws IOException {
    int unerased =
        SharedHistoryOpener.use(
            server,
            context,
            password -> SharedRecorder.remove(server, password, name, context.clock().instant()));
    terminal.print("'" + name + "' is no longer a recorder of " + server + ".");
    if (unerased > 0) {
      terminal.print(
          "If '"
              + name
              + "' runs again, it first erases the people who were erased in the time between."
              + " If it does not, delete its history, which still has these people.");
    }
  }

  private static void detach(WorkspaceContext context, TerminalListener terminal)
      throws IOException {
    Path file = latestFile(context);
    ServerAttachment before;
    try (History history = History.openReadOnly(file)) {
      before =
          history
              .attachment()
              .orElseThrow(() -> new IOException("This history is not attached to a server."));
    }
    History.detach(file);
    terminal.print(
        "The history is no longer handed over to %s, where its recorder was '%s'."
            .formatted(before.server(), before.name()));
  }

  private void copy(String from, String to, WorkspaceContext context, TerminalListener terminal)
      throws IOException {
    try (ReadableHistory source = open(from, context)) {
      HistoryCopy.Totals totals =
          ServerAddress.isAddress(to)
              ? SharedHistoryOpener.use(
                  ServerAddress.of(to),
                  context,
                  password ->
                      HistoryCopy.toServer(source, from, ServerAddress.of(to), password, replaces))
              : HistoryCopy.toFile(source, Path.of(to));
      terminal.print(
          "The copy is complete (people: %s, sightings: %s, events: %s, sessions: %s)."
              .formatted(totals.people(), totals.sightings(), totals.events(), totals.sessions()));
    }
  }

  private static ReadableHistory open(String place, WorkspaceContext context) throws IOException {
    if (ServerAddress.isAddress(place)) {
      return SharedHistoryOpener.open(ServerAddress.of(place), context);
    }
    return place.equals(LOCAL) ? latest(context) : History.openReadOnly(Path.of(place));
  }
}
