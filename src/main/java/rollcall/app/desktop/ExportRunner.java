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
import rollcall.timecard.ExportSpec;
import rollcall.ui.model.ExportResult;

/// Exports of the open history on the window's spec. Called on any thread; runs on the database
/// thread.
record ExportRunner(HistoryWorker historyWorker, InstantSource clock) {
  /// Writes a file.
  ///
  /// @param replace whether an existing file is replaced
  CompletionStage<ExportResult> into(Path file, ExportSpec spec, boolean replace) {
    return ask(history -> write(history, file, spec, replace));
  }

  /// Returns the export as text for the clipboard.
  CompletionStage<ExportResult> copy(ExportSpec spec) {
    return ask(history -> copy(history, spec));
  }

  private CompletionStage<ExportResult> ask(HistoryWorker.Work<ExportResult> work) {
    return historyWorker.ask(work).exceptionally(e -> new ExportResult.Failed(ErrorText.of(e)));
  }

  private ExportResult write(History history, Path file, ExportSpec spec, boolean replace)
      throws IOException {
    if (!replace && Files.exists(file)) {
      return new ExportResult.Exists(file, ExportJob.availablePath(file));
    }
    var written = new ExportJob(spec, file).write(history, clock.instant()).written();
    return new ExportResult.Saved(file, written.rows(), written.coverage() * 100);
  }

  private ExportResult copy(History history, ExportSpec spec) throws IOException {
    BoundedTextWriter text = new BoundedTextWriter(BoundedTextWriter.MOST);
    var written = new ExportJob(spec, Path.of("")).show(history, clock.instant(), text);
    return new ExportResult.Copied(text.toString(), written.rows(), written.coverage() * 100);
  }
}
