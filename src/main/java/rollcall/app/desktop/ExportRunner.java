package rollcall.app.desktop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import rollcall.app.environment.ErrorText;
import rollcall.app.recording.ExportJob;
import rollcall.app.recording.HistoryWorker;
import rollcall.app.recording.PersonExport;
import rollcall.files.IoFunctions;
import rollcall.history.ReadableHistory;
import rollcall.timecard.ExportSpec;
import rollcall.timecard.ExportSummary;
import rollcall.timecard.PreviewWriter;
import rollcall.ui.model.CommandResult;
import rollcall.ui.model.ExportPreview;
import rollcall.ui.model.ExportResult;

/// Exports of the open history on the window's request. Previews run on a thread of their own, and
/// only the newest is answered; files and copies are written where [LocalOrSharedRecordReader]
/// reads. Thread: any.
final class ExportRunner implements AutoCloseable {
  private static final int PREVIEW_ROWS = 200;

  private final HistoryReader previews = new HistoryReader("preview");
  private final LocalOrSharedRecordReader record;
  private final InstantSource clock;

  ExportRunner(LocalOrSharedRecordReader record, InstantSource clock) {
    this.record = record;
    this.clock = clock;
  }

  /// Previews an export.
  ///
  /// @param onPreview receives the first rows as soon as they are read, and again with the totals
  void preview(ExportSpec spec, Consumer<CommandResult<ExportPreview>> onPreview) {
    previews.read(record.opening(), history -> preview(spec, history, onPreview), onPreview);
  }

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

  /// Writes everything about a person; returns when the file is complete.
  ///
  /// @throws IOException with a sentence when it cannot be written
  void person(PersonExport export, Path file) throws IOException {
    HistoryWorker.waitFor(
        record.ask(history -> {
          export.write(history, file, clock.instant());
          return file;
        }));
  }

  private CompletionStage<ExportResult> ask(
      IoFunctions.Function<ReadableHistory, ExportResult> query) {
    return record.ask(query).exceptionally(e -> new ExportResult.Failed(ErrorText.logged(e)));
  }

  private ExportResult write(ReadableHistory history, Path file, ExportSpec spec, boolean replace)
      throws IOException {
    if (!replace && Files.exists(file)) {
      return new ExportResult.Exists(file, ExportJob.availablePath(file));
    }
    var written = new ExportJob(spec, file).write(history, clock.instant()).written();
    return new ExportResult.Saved(file, written.rows(), written.coveragePercent());
  }

  private ExportResult copy(ReadableHistory history, ExportSpec spec) throws IOException {
    LimitedStringWriter text = new LimitedStringWriter(LimitedStringWriter.MOST);
    var written = new ExportJob(spec, Path.of("")).show(history, clock.instant(), text);
    return new ExportResult.Copied(text.toString(), written.rows(), written.coveragePercent());
  }

  @Override
  public void close() {
    previews.close();
  }

  private ExportPreview preview(
      ExportSpec spec, ReadableHistory history, Consumer<CommandResult<ExportPreview>> onFirstRows)
      throws IOException {
    PreviewWriter rows =
        new PreviewWriter(
            spec.style(),
            PREVIEW_ROWS,
            some -> onFirstRows.accept(new CommandResult.Done<>(new ExportPreview(some, null))));
    ExportSummary written = new ExportJob(spec, Path.of("")).show(history, clock.instant(), rows);
    return new ExportPreview(
        rows.rows(),
        new ExportPreview.Totals(written.rows(), written.running(), written.coveragePercent()));
  }
}
