package rollcall.app.recording;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import rollcall.app.cli.SharedRecordOptions;
import rollcall.history.History;
import rollcall.history.ServerAddress;
import rollcall.history.ServerAttachment;
import rollcall.history.SharedRecorder;
import rollcall.language.SentenceException;
import rollcall.presence.Workspace;

/// Attaches the open history to a record on a server at the first time, and starts its uploader.
public final class ServerAttacher {
  private ServerAttacher() {}

  /// Source of the passwords of servers.
  public interface Passwords {
    /// Returns a password; null for that in the file `.pgpass`.
    @Nullable String of(ServerAddress server) throws IOException;
  }

  /// Starts the hand-over of the open history.
  ///
  /// @param wanted record on a server; null for that to which the history is attached, if any
  /// @param duty further task of the connection
  /// @param onProblem as in [OutboxUploader]
  /// @return empty when the history is not attached
  /// @throws IOException with a sentence when the history cannot be attached: at the first time,
  ///   the server has to accept this recorder
  public static Optional<OutboxUploader> start(
      HistoryWorker worker,
      Workspace workspace,
      SharedRecordOptions.@Nullable SharedRecord wanted,
      Passwords passwords,
      InstantSource clock,
      OutboxUploader.Duty duty,
      Consumer<@Nullable String> onProblem)
      throws IOException {
    Path file = HistoryWorker.waitFor(worker.path());
    Optional<ServerAttachment> before = HistoryWorker.waitFor(worker.ask(History::attachment));
    ServerAttachment attachment;
    if (before.isPresent()) {
      attachment = same(before.get(), wanted);
    } else if (wanted == null) {
      return Optional.empty();
    } else {
      attachment =
          HistoryWorker.waitFor(
              worker.ask(history -> history.reserve(wanted.server(), wanted.name())));
    }
    String password = passwords.of(attachment.server());
    if (before.isEmpty()) {
      // Fails when the server refuses this recorder.
      SharedRecorder.open(file, attachment, password, workspace).close();
      HistoryWorker.waitFor(
          worker.ask(history -> {
            history.attach(attachment);
            return attachment;
          }));
    }
    return Optional.of(
        new OutboxUploader(worker, file, attachment, password, workspace, clock, duty, onProblem)
            .start());
  }

  private static ServerAttachment same(
      ServerAttachment before, SharedRecordOptions.@Nullable SharedRecord wanted)
      throws IOException {
    if (wanted == null) {
      return before;
    }
    if (!before.server().isSamePlace(wanted.server()) || !before.name().equals(wanted.name())) {
      throw new SentenceException(
          "This history is attached to %s as '%s': to attach it elsewhere, run 'rollcall history"
              + " detach' first.",
          before.server(), before.name());
    }
    return new ServerAttachment(wanted.server(), before.id(), before.name());
  }
}
