package rollcall.app.desktop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.CompletionStage;
import rollcall.app.environment.ErrorText;
import rollcall.app.recording.ExportJob;
import rollcall.app.recording.HistoryWorker;
import rollcall.history.History;
import rollcall.ui.model.ExportRequest;
import rollcall.ui.model.ExportResult;

/// Exports of the open history on the window's request. Called on any thread; runs on the database
/// thread.
record ExportRunner(HistoryWorker historyWorker, InstantSource clock) {
  /// Writes a file.
  ///
  /// @param replace whether an existing file is replaced
  CompletionStage<ExportResult> into(Path file, ExportRequest request, boolean replace) {
    return ask(history -> write(history, file, request, replace));
  }

  /// Returns the export as text for the clipboard.
  CompletionStage<ExportResult> copy(ExportRequest request) {
    return ask(history -> copy(history, request));
  }

  private CompletionStage<ExportResult> ask(HistoryWorker.Work<ExportResult> work) {
    return historyWorker.ask(work).exceptionally(e -> new ExportResult.Failed(ErrorText.of(e)));
  }

  private ExportResult write(History history, Path file, ExportRequest request, boolean replace)
      throws IOException {
    if (!replace && Files.exists(file)) {
      return new ExportResult.Exists(file, ExportJob.availablePath(file));
    }
    var written = ExportJob.of(request, file).write(history, clock.instant()).written();
    return new ExportResult.Saved(file, written.rows(), written.coverage() * 100);
  }

  private ExportResult copy(History history, ExportRequest request) throws IOException {
    BoundedTextWriter text = new BoundedTextWriter(BoundedTextWriter.MOST);
    var written = ExportJob.of(request, Path.of("")).show(history, clock.instant(), text);
    return new ExportResult.Copied(text.toString(), written.rows(), written.coverage() * 100);
  }
}
