package rollcall.ui.timecards;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import rollcall.presence.Person;
import rollcall.timecard.AccountingRules;
import rollcall.timecard.DayRange;
import rollcall.timecard.DayTotals;
import rollcall.timecard.Timecard;
import rollcall.ui.text.Messages;
import rollcall.ui.text.TimeFormat;

/// Proof of the total of a range: its days and their sum, to the second. Pure.
///
/// @param title the range in words
/// @param range all days of the range
/// @param days the days until today
/// @param rules the rules with the person's own time zone, if it splits their days
record TotalProof(
    TimecardGridRow.Member row, String title, DayRange range, DayRange days, AccountingRules rules)
    implements Proof {
  @Override
  public CellId cell() {
    return new CellId(person().id(), range);
  }

  @Override
  public Person person() {
    return row.person().state().person();
  }

  @Override
  public String subtitle() {
    return title + " · " + TimeFormat.zone(rules.zone());
  }

  @Override
  public String number() {
    return TimecardText.total(row.sum(), rules.rounding());
  }

  @Override
  public String caption() {
    boolean running =
        row.days().values().stream().anyMatch(day -> day.status() == Timecard.Status.RUNNING);
    return Messages.of(
        !row.sum().isWatched()
            ? "timecards.line.not_watched"
            : running ? "timecards.proof.so_far" : "timecards.proof.active");
  }

  /// The days, with a mark if a part was not observed.
  List<Part> parts() {
    return days.toList().stream().map(this::part).toList();
  }

  private Part part(LocalDate day) {
    DayTotals totals = row.days().get(day);
    String date = TimecardText.column(day);
    if (totals == null) {
      return new Part(date, Messages.of("timecards.line.not_watched"), TimecardText.NOT_WATCHED);
    }
    String partial =
        TimecardText.isPartial(totals)
            ? TimecardText.PARTIAL + " " + seen(TotalsSum.of(List.of(totals)))
            : "";
    String totalsOnly =
        row.kept().containsKey(day)
            ? TimecardText.TOTALS_ONLY + " " + Messages.of("timecards.totals_only")
            : "";
    return new Part(
        date,
        (totalsOnly + " " + partial).strip(),
        TimeFormat.clock(Duration.ofSeconds(totals.active())));
  }

  /// The label of [#exact].
  static String sumLabel() {
    return Messages.of("timecards.proof.days.sum");
  }

  /// The sum of the days, to the second.
  String exact() {
    return TimecardText.exact(row.sum());
  }

  /// The coverage: "97 % of 168 h".
  String coverage() {
    return seen(row.sum());
  }

  private static String seen(TotalsSum sum) {
    return Messages.of(
        "timecards.proof.days.seen", sum.coveragePercent(), TimecardText.watched(sum.watched()));
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    parts()
        .forEach(
            part -> lines.add((part.range() + "  " + part.length() + "  " + part.cause()).strip()));
    lines.add(sumLabel() + "  " + exact());
    lines.add(Messages.of("timecards.proof.seen") + ": " + coverage());
    return lines;
  }
}
