package rollcall.ui.timecards;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import rollcall.ui.ExportRequest;
import rollcall.ui.ExportResult;
import rollcall.ui.Notice;
import rollcall.ui.TimeWords;
import rollcall.ui.Words;

/// What became of an export, in words.
final class ExportWords {
  /// Above this all of the time counts as observed, as it does in the file.
  private static final double WHOLE = 99.95;

  private ExportWords() {}

  static Notice of(ExportResult result, ExportRequest request, LocalDate today) {
    return switch (result) {
      case ExportResult.Saved saved -> saved(saved, request, today);
      case ExportResult.Failed(String sentence) ->
          new Notice(Notice.Kind.ERROR, Words.of("export.failed.title"), sentence, List.of());
    };
  }

  private static Notice saved(ExportResult.Saved saved, ExportRequest request, LocalDate today) {
    String title = Words.of("export.done.title", saved.rows());
    String body =
        Words.of(
            "export.done.body",
            String.valueOf(saved.file().getFileName()),
            percent(saved.coveragePercent(), RoundingMode.FLOOR));
    if (saved.coveragePercent() >= WHOLE) {
      return new Notice(Notice.Kind.GOOD, title, body, List.of());
    }
    String gaps =
        Words.of(
            "export.done.gaps",
            TimeWords.day(request.from(), today),
            TimeWords.day(request.to(), today),
            percent(100 - saved.coveragePercent(), RoundingMode.CEILING));
    return new Notice(Notice.Kind.WARNING, title, body + "\n" + gaps, List.of());
  }

  /// Neither a gap nor what was observed is made smaller than it is.
  private static String percent(double value, RoundingMode mode) {
    return BigDecimal.valueOf(value).setScale(0, mode).toPlainString();
  }
}
