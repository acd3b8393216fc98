package rollcall.app.desktop;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import rollcall.app.recording.HistoryWorker;
import rollcall.files.IoFunctions;
import rollcall.history.History;
import rollcall.history.ReadableHistory;

/// Reading access to the open record: the history of this computer, or the record of others on a
/// server. Thread: any.
final class LocalOrSharedRecordReader {
  private final HistoryWorker worker;
  private final IoFunctions.@Nullable Supplier<ReadableHistory> shared;

  /// @param shared opens the record of others, or null for the history of this computer
  LocalOrSharedRecordReader(
      HistoryWorker worker, IoFunctions.@Nullable Supplier<ReadableHistory> shared) {
    this.worker = worker;
    this.shared = shared;
  }

  /// Returns how to open the record read-only, beside the one that is recorded.
  ///
  /// @return fails with an [IOException] whose message is a sentence
  CompletableFuture<IoFunctions.Supplier<ReadableHistory>> opening() {
    return shared != null
        ? CompletableFuture.completedFuture(shared)
        : worker.path().thenApply(file -> () -> History.openReadOnly(file));
  }

  /// Reads after everything that was recorded before.
  ///
  /// @return fails with an [IOException] whose message is a sentence
  <T> CompletableFuture<T> ask(IoFunctions.Function<ReadableHistory, T> query) {
    if (shared == null) {
      return worker.ask(query::apply);
    }
    CompletableFuture<T> answer = new CompletableFuture<>();
    Thread.ofPlatform()
        .name("export")
        .daemon()
        .start(() -> {
          try (ReadableHistory history = shared.get()) {
            answer.complete(query.apply(history));
          } catch (IOException | RuntimeException e) {
            answer.completeExceptionally(e);
          }
        });
    return answer;
  }
}
