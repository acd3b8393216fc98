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

/// What to export: all that the command line can ask for, too.
///
/// @param people whose; never nobody
/// @param from the first day, inclusive
/// @param to the last day, inclusive
/// @param rules how time is accounted
/// @param style for whom the file is
/// @param namesHidden whether people are called `Person 1`, `Person 2` and so on
/// @param splitAtMidnight whether an interval that goes on over midnight is one row a day
/// @param meta whether a `….meta.json` beside the file says how it came about
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

  /// The same as text for a clipboard.
  public ExportRequest tabbed() {
    return new ExportRequest(
        kind, people, from, to, rules, style.tabbed(), namesHidden, splitAtMidnight, false);
  }

  /// The usual name of the file, such as
  /// `presence-timecards_acme_2026-09-01_2026-09-30_Europe-Berlin.csv`.
  public String fileName(Workspace workspace) {
    return new TimecardExport(
            workspace, List.of(), from, to, rules, style, namesHidden, splitAtMidnight)
        .fileName(kind);
  }
}
