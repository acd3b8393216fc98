package rollcall.app.desktop;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rollcall.app.environment.ErrorText;
import rollcall.app.recording.ExportJob;
import rollcall.history.History;
import rollcall.timecard.ExportSummary;
import rollcall.timecard.PreviewWriter;
import rollcall.ui.model.ExportPreview;
import rollcall.ui.model.ExportRequest;

/// Previews of exports: each runs on a thread of its own, apart from the recording, and cancels the
/// previous one.
///
/// Thread: any.
final class ExportPreviewer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ExportPreviewer.class);
  private static final int ROWS = 200;

  private final InstantSource clock;
  private final AtomicReference<@Nullable Thread> newest = new AtomicReference<>();

  ExportPreviewer(InstantSource clock) {
    this.clock = clock;
  }

  /// @param history file to read
  /// @param listener receives the first rows when they are ready, and again with the totals
  void show(
      ExportRequest request, CompletableFuture<Path> history, Consumer<ExportPreview> listener) {
    start(
        Thread.ofPlatform()
            .name("preview")
            .daemon()
            .unstarted(() -> {
              try {
                preview(request, history.get(), listener);
              } catch (InterruptedException | InterruptedIOException e) {
                LOG.debug("A newer question was asked");
              } catch (ExecutionException e) {
                listener.accept(
                    new ExportPreview.Failed(
                        ErrorText.of(Objects.requireNonNullElse(e.getCause(), e))));
              } catch (IOException | RuntimeException e) {
                listener.accept(new ExportPreview.Failed(ErrorText.of(e)));
              }
            }));
  }

  /// Cancels the running preview.
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

  private void start(Thread next) {
    Thread before = newest.getAndSet(next);
    if (before != null) {
      before.interrupt();
    }
    next.start();
  }

  private void preview(ExportRequest request, Path file, Consumer<ExportPreview> listener)
      throws IOException {
    PreviewWriter rows =
        new PreviewWriter(request.style(), ROWS, some -> listener.accept(rows(some, null)));
    try (History history = History.openReadOnly(file)) {
      ExportSummary written = ExportJob.of(request, file).show(history, clock.instant(), rows);
      listener.accept(
          rows(
              rows.rows(),
              new ExportPreview.Totals(
                  written.rows(), written.running(), written.coverage() * 100)));
    }
  }

  private static ExportPreview rows(
      List<List<String>> cells, ExportPreview.@Nullable Totals totals) {
    return new ExportPreview.Rows(cells, totals);
  }
}
