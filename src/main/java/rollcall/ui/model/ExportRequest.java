package rollcall.ui.model;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.timecard.AccountingRules;
import rollcall.timecard.CsvStyle;
import rollcall.timecard.ExportKind;
import rollcall.timecard.TimecardExport;

/// Export request: the same options as on the command line.
///
/// @param people never empty
/// @param from the first day, inclusive
/// @param to the last day, inclusive
/// @param rules the accounting rules
/// @param style the CSV format
/// @param namesHidden whether names are replaced by `Person 1`, `Person 2` and so on
/// @param splitAtMidnight whether an interval across midnight becomes one row per day
/// @param meta whether to write a `….meta.json` file with the export parameters
public record ExportRequest(
    ExportKind kind,
    Set<UserId> people,
    LocalDate from,
    LocalDate to,
    AccountingRules rules,
    CsvStyle style,
    boolean namesHidden,
    boolean splitAtMidnight,
    boolean meta) {
  public ExportRequest {
    people = Set.copyOf(people);
  }

  /// The same request, as tab-separated text for the clipboard.
  public ExportRequest tabbed() {
    return new ExportRequest(
        kind, people, from, to, rules, style.tabbed(), namesHidden, splitAtMidnight, false);
  }

  /// The default file name, such as
  /// `presence-timecards_acme_2026-09-01_2026-09-30_Europe-Berlin.csv`.
  public String fileName(Workspace workspace) {
    return new TimecardExport(
            workspace, List.of(), from, to, rules, style, namesHidden, splitAtMidnight)
        .fileName(kind);
  }
}
