package rollcall.app.desktop;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import rollcall.app.recording.HistoryWorker;
import rollcall.history.History;
import rollcall.history.ReadableHistory;

/// Reading access to the open record: the history of this computer, or the record of others on a
/// server. Thread: any.
final class RecordReader {
  private final HistoryWorker worker;
  private final HistoryReader.@Nullable Opening<?> shared;

  /// @param shared opens the record of others, or null for the history of this computer
  RecordReader(HistoryWorker worker, HistoryReader.@Nullable Opening<?> shared) {
    this.worker = worker;
    this.shared = shared;
  }

  /// Returns how to open the record read-only, beside the one that is recorded.
  ///
  /// @return fails with an [IOException] whose message is a sentence
  CompletableFuture<HistoryReader.Opening<?>> opening() {
    return shared != null
        ? CompletableFuture.completedFuture(shared)
        : worker.path().thenApply(file -> () -> History.openReadOnly(file));
  }

  /// Reads after everything that was recorded before.
  ///
  /// @return fails with an [IOException] whose message is a sentence
  <T> CompletableFuture<T> ask(HistoryReader.Query<T> query) {
    if (shared == null) {
      return worker.ask(query::read);
    }
    CompletableFuture<T> answer = new CompletableFuture<>();
    Thread.ofPlatform()
        .name("export")
        .daemon()
        .start(() -> {
          try (ReadableHistory history = shared.open()) {
            answer.complete(query.read(history));
          } catch (IOException | RuntimeException e) {
            answer.completeExceptionally(e);
          }
        });
    return answer;
  }
}
