package rollcall.ui.export;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import rollcall.timecard.ExportKind;
import rollcall.timecard.ExportMeta;
import rollcall.timecard.ExportSpec;
import rollcall.ui.model.ExportPreview;
import rollcall.ui.model.ExportResult;
import rollcall.ui.text.Messages;
import rollcall.ui.text.Notice;
import rollcall.ui.text.TimeFormat;

/// Texts for the preview and the result of an export.
final class ExportText {
  /// Coverage below which the totals say too little, so that the user should be warned.
  private static final int LOW_COVERAGE = 95;

  private ExportText() {}

  static Notice of(ExportResult result, ExportSpec request, LocalDate today) {
    return switch (result) {
      case ExportResult.Saved saved -> savedMessage(saved, request, today);
      case ExportResult.Copied(_, long rows, int coverage) ->
          writtenMessage(
              Messages.of("export.copy.title", rows),
              Messages.of("export.copy.body"),
              coverage,
              request,
              today);
      case ExportResult.Exists exists ->
          new Notice(
              Notice.Kind.WARNING,
              Messages.of("export.exists.title", name(exists.file())),
              Messages.of("export.exists.body", name(exists.other())),
              List.of());
      case ExportResult.Failed(String sentence) ->
          new Notice(Notice.Kind.ERROR, Messages.of("export.failed.title"), sentence, List.of());
    };
  }

  /// Whether coverage is low, so that the user should be warned.
  static boolean gaps(ExportPreview.Totals totals, ExportSpec request) {
    return request.kind() != ExportKind.EVENTS && totals.coveragePercent() < LOW_COVERAGE;
  }

  /// The notice about incomplete coverage.
  static Notice gaps(ExportPreview.Totals totals, ExportSpec request, LocalDate today) {
    return new Notice(
        Notice.Kind.WARNING,
        Messages.of("export.gaps.title"),
        gaps(totals.coveragePercent(), request, today),
        List.of());
  }

  /// The totals of the file in one line.
  static String summary(ExportPreview.Totals totals, boolean hasCoverage) {
    List<String> parts = new ArrayList<>();
    parts.add(Messages.of("export.preview.rows", totals.rows()));
    if (hasCoverage && totals.rows() > 0) {
      parts.add(Messages.of("export.preview.coverage", totals.coveragePercent()));
    }
    if (totals.running() > 0) {
      parts.add(Messages.of("export.preview.running", totals.running()));
    }
    return String.join(" · ", parts);
  }

  private static Notice savedMessage(
      ExportResult.Saved saved, ExportSpec request, LocalDate today) {
    String title = Messages.of("export.done.title", saved.rows());
    if (request.kind() == ExportKind.EVENTS || saved.rows() == 0) {
      String body = name(saved.file());
      return new Notice(
          Notice.Kind.GOOD, title, request.meta() ? body + "\n" + meta(saved) : body, List.of());
    }
    String body = Messages.of("export.done.body", name(saved.file()), saved.coveragePercent());
    String files = request.meta() ? body + "\n" + meta(saved) : body;
    return writtenMessage(title, files, saved.coveragePercent(), request, today);
  }

  private static String meta(ExportResult.Saved saved) {
    return Messages.of("export.done.meta", ExportMeta.fileNameFor(name(saved.file())));
  }

  private static Notice writtenMessage(
      String title, String body, int coverage, ExportSpec request, LocalDate today) {
    if (request.kind() == ExportKind.EVENTS || coverage == 100) {
      return new Notice(Notice.Kind.GOOD, title, body, List.of());
    }
    String gaps = gaps(coverage, request, today);
    Notice.Kind kind = coverage < LOW_COVERAGE ? Notice.Kind.WARNING : Notice.Kind.GOOD;
    return new Notice(kind, title, body + "\n" + gaps, List.of());
  }

  private static String gaps(int coverage, ExportSpec request, LocalDate today) {
    return Messages.of(
        "export.done.gaps",
        TimeFormat.day(request.days().first(), today),
        TimeFormat.day(request.days().last(), today),
        100 - coverage);
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }
}
