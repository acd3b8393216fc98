package rollcall.app.desktop;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import rollcall.app.recording.HistoryWorker;
import rollcall.files.Io;
import rollcall.history.History;
import rollcall.history.ReadableHistory;

/// Reading access to the open record: the history of this computer, or the record of others on a
/// server. Thread: any.
final class RecordReader {
  private final HistoryWorker worker;
  private final Io.@Nullable Supplier<ReadableHistory> shared;

  /// @param shared opens the record of others, or null for the history of this computer
  RecordReader(HistoryWorker worker, Io.@Nullable Supplier<ReadableHistory> shared) {
    this.worker = worker;
    this.shared = shared;
  }

  /// Returns how to open the record read-only, beside the one that is recorded.
  ///
  /// @return fails with an [IOException] whose message is a sentence
  CompletableFuture<Io.Supplier<ReadableHistory>> opening() {
    return shared != null
        ? CompletableFuture.completedFuture(shared)
        : worker.path().thenApply(file -> () -> History.openReadOnly(file));
  }

  /// Reads after everything that was recorded before.
  ///
  /// @return fails with an [IOException] whose message is a sentence
  <T> CompletableFuture<T> ask(Io.Function<ReadableHistory, T> query) {
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
