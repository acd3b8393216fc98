package rollcall.timecard;

import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import rollcall.presence.Person;
import rollcall.presence.SpanArray;
import rollcall.presence.UserId;

/// Rows of `timecards.csv`: read person by person, as the history stores them, and written day by
/// day, as the file is sorted. In between, the totals of as many days as fit into memory are kept.
/// One per export. Thread: one.
final class TimecardRows {
  private final TimecardExport export;
  private final SpanSource source;
  private final Instant now;
  private final TimecardCsv csv;
  private final ExportSummaryBuilder totals = new ExportSummaryBuilder();
  private final List<Subject> subjects = new ArrayList<>();
  private final List<ExtraTotals> extras = new ArrayList<>();
  private final List<Map<LocalDate, List<KeptDay>>> keptDays = new ArrayList<>();

  /// Writes the header.
  TimecardRows(TimecardExport export, SpanSource source, Instant now, Writer out)
      throws IOException {
    this.export = export;
    this.source = source;
    this.now = now;
    csv =
        new TimecardCsv(
            out,
            export.spec().style(),
            export.workspace(),
            export.spec().rules().rounding(),
            hasKeptDays(export, source));
    for (int i = 0; i < export.people().size(); i++) {
      Person person = export.people().get(i);
      AccountingRules rules = export.spec().rules().of(person);
      Person shown = export.shown(i);
      subjects.add(new Subject(person.id(), shown, rules, csv.identityCells(shown, rules.zone())));
    }
    subjects.sort(
        Comparator.comparing((Subject one) -> one.shown().name())
            .thenComparing(one -> one.shown().id()));
  }

  private static boolean hasKeptDays(TimecardExport export, SpanSource source) throws IOException {
    for (UserId user : export.users()) {
      if (!source.keptDays(user, export.spec().days()).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  ExportSummary write() throws IOException {
    for (DayRange days : export.spec().days().split(DayRange.totalsBatchSize(subjects.size()))) {
      write(days, read(days));
    }
    return totals.toSummary(csv.end());
  }

  /// The totals of each person's days.
  private @Nullable DayTotals[][] read(DayRange days) throws IOException {
    source.prefetch(
        subjects.stream().map(Subject::user).toList(), days.earliestInput(), days.latestInput());
    Map<ZoneId, long[]> borders = new HashMap<>();
    extras.clear();
    keptDays.clear();
    @Nullable DayTotals[][] all = new @Nullable DayTotals[subjects.size()][];
    for (int i = 0; i < all.length; i++) {
      Subject one = subjects.get(i);
      AccountingRules rules = one.rules();
      long[] own = borders.computeIfAbsent(rules.zone(), zone -> rules.borders(days));
      SpanArray spans =
          source.plainSpans(
              one.user(), rules.earliestInput(days.first()), rules.latestInput(days.last()));
      totals.addObserved(spans, own[0], own[days.count()]);
      extras.add(extras(one, spans, own));
      keptDays.add(
          source.keptDays(one.user(), days).stream().collect(Collectors.groupingBy(KeptDay::date)));
      all[i] = Timecards.totals(spans, rules, own, now);
    }
    return all;
  }

  private void write(DayRange days, @Nullable DayTotals[][] all) throws IOException {
    for (int day = 0; day < days.count(); day++) {
      LocalDate date = days.day(day);
      for (int i = 0; i < all.length; i++) {
        Subject one = subjects.get(i);
        for (KeptDay kept : keptDays.get(i).getOrDefault(date, List.of())) {
          csv.write(kept, csv.identityCells(one.shown(), kept.zone()));
          totals.add(kept);
        }
        DayTotals dayTotals = all[i][day];
        if (dayTotals != null) {
          csv.write(date, one.identity(), one.rules().zone(), dayTotals, extras.get(i), day);
          totals.add(dayTotals);
        }
      }
    }
  }

  private ExtraTotals extras(Subject one, SpanArray spans, long[] borders) throws IOException {
    if (export.spec().style().extras().isEmpty()) {
      return ExtraTotals.NONE;
    }
    Instant from = Instant.ofEpochSecond(borders[0]);
    Instant to = Instant.ofEpochSecond(borders[borders.length - 1]);
    return ExtraTotals.of(
        spans, source.overlays(one.user(), from, to), one.rules().bridgeUpTo(), borders);
  }

  /// Person in the file.
  ///
  /// @param user the id in the history
  /// @param shown as named in the file
  /// @param rules the rules with the time zone that splits their days
  /// @param identity the cells that identify the person
  private record Subject(UserId user, Person shown, AccountingRules rules, String identity) {}
}
