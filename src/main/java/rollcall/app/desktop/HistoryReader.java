package rollcall.app.desktop;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rollcall.app.environment.ErrorText;
import rollcall.files.IoFunctions;
import rollcall.history.ReadableHistory;
import rollcall.ui.model.CommandResult;

/// Reader of the open history for the screen. Reads on a thread of its own, so that recording does
/// not wait, and stops an older query when a newer one arrives.
///
/// Thread: any; each query has its own thread.
final class HistoryReader implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HistoryReader.class);

  private final String threadName;
  private final AtomicReference<@Nullable Thread> newest = new AtomicReference<>();

  HistoryReader(String threadName) {
    this.threadName = threadName;
  }

  /// Runs the query, unless a newer one replaces it.
  <T> void read(
      CompletableFuture<IoFunctions.Supplier<ReadableHistory>> place,
      IoFunctions.Function<ReadableHistory, ? extends T> query,
      Consumer<CommandResult<T>> onAnswer) {
    Thread next =
        Thread.ofPlatform()
            .name(threadName)
            .daemon()
            .unstarted(() -> {
              try {
                try (ReadableHistory history = place.get().get()) {
                  onAnswer.accept(new CommandResult.Done<>(query.apply(history)));
                }
              } catch (InterruptedException | InterruptedIOException e) {
                LOG.debug("Stopped by a newer query");
              } catch (ExecutionException e) {
                onAnswer.accept(
                    new CommandResult.Failed<>(
                        ErrorText.logged(Objects.requireNonNullElse(e.getCause(), e))));
              } catch (IOException | RuntimeException e) {
                onAnswer.accept(new CommandResult.Failed<>(ErrorText.logged(e)));
              }
            });
    Thread before = newest.getAndSet(next);
    if (before != null) {
      before.interrupt();
    }
    next.start();
  }

  /// Stops the query that is running.
  @Override
  public void close() {
    Thread last = newest.getAndSet(null);
    if (last != null) {
      last.interrupt();
      try {
        last.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
