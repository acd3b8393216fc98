package rollcall.app.desktop;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import rollcall.app.recording.ExportJob;
import rollcall.history.History;
import rollcall.timecard.ExportSpec;
import rollcall.timecard.ExportSummary;
import rollcall.timecard.PreviewWriter;
import rollcall.ui.model.ExportPreview;

/// Previews of exports; only the newest request is answered. Thread: any.
final class ExportPreviewer implements AutoCloseable {
  private static final int ROWS = 200;

  private final HistoryReader reader = new HistoryReader("preview");
  private final InstantSource clock;

  ExportPreviewer(InstantSource clock) {
    this.clock = clock;
  }

  /// @param file the history
  /// @param onPreview receives the first rows as soon as they are read, and again with the totals
  void show(ExportSpec spec, CompletableFuture<Path> file, Consumer<ExportPreview> onPreview) {
    reader.read(
        file,
        (history, path) -> preview(spec, history, path, onPreview),
        sentence -> onPreview.accept(new ExportPreview.Failed(sentence)));
  }

  @Override
  public void close() {
    reader.close();
  }

  private void preview(
      ExportSpec spec, History history, Path file, Consumer<ExportPreview> onPreview)
      throws IOException {
    PreviewWriter rows =
        new PreviewWriter(spec.style(), ROWS, some -> onPreview.accept(rows(some, null)));
    ExportSummary written = new ExportJob(spec, file).show(history, clock.instant(), rows);
    onPreview.accept(
        rows(
            rows.rows(),
            new ExportPreview.Totals(written.rows(), written.running(), written.coverage() * 100)));
  }

  private static ExportPreview rows(
      List<List<String>> cells, ExportPreview.@Nullable Totals totals) {
    return new ExportPreview.Rows(cells, totals);
  }
}
