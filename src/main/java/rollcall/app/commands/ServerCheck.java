package rollcall.app.commands;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import rollcall.app.environment.ErrorText;
import rollcall.app.environment.WorkspaceContext;
import rollcall.history.RecorderState;
import rollcall.history.ServerAddress;
import rollcall.history.SharedHistory;

/// Check of a record on a server, step by step: connection, encryption, format, rights, recorders
/// and completeness.
final class ServerCheck {
  private final ServerAddress server;
  private final WorkspaceContext context;
  private final Consumer<String> out;

  ServerCheck(ServerAddress server, WorkspaceContext context, Consumer<String> out) {
    this.server = server;
    this.context = context;
    this.out = out;
  }

  /// Prints each step.
  ///
  /// @return whether the record can be read
  boolean run() {
    long start = System.nanoTime();
    try (SharedHistory history = SharedHistoryOpener.open(server, context)) {
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      SharedHistory.Server about = history.server();
      print("+", "Server", server + ", " + about.version() + ", " + took.toMillis() + " ms");
      print(
          about.encrypted() || server.isLocal() ? "+" : "!",
          "Encryption",
          about.encrypted() ? "the connection is encrypted" : "the connection is not encrypted");
      print("+", "Format", about.format() + ", which this Rollcall reads");
      print("+", "Rights", about.writes() ? "reads and records" : "reads");
      checkRecorders(history);
      return true;
    } catch (IOException e) {
      print("x", "Server", ErrorText.of(e));
      return false;
    }
  }

  private void checkRecorders(SharedHistory history) throws IOException {
    if (!history.isRecorded()) {
      print(
          "+",
          "Record",
          "a copy, "
              + history.lastKnown().map(until -> "known until " + until).orElse("still empty"));
      return;
    }
    Instant now = context.clock().instant();
    RecordStatus status = RecordStatus.of(server.toString(), history, now);
    for (RecordStatus.Recorder one : status.recorders()) {
      RecorderState state = one.state();
      print(
          one.recording() ? "+" : "!",
          "Recorder",
          state.name() + ": " + state.people() + " people, confirmed until " + state.knownUntil());
    }
    print(
        status.healthy() ? "+" : "!",
        "People",
        status.watched() + " of " + status.wanted() + " are watched");
  }

  private void print(String mark, String step, String text) {
    out.accept(mark + " " + step + ": " + text);
  }
}
