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
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import rollcall.presence.Person;
import rollcall.presence.SpanArray;
import rollcall.presence.UserId;

/// Writer of `timecards.csv` in batches of days: reads person by person, as the history stores
/// them, and writes day by day, as the file is sorted. In between, the totals of as many days as
/// fit into memory are kept. One per export. Thread: one.
final class TimecardBatchWriter {
  private final TimecardExport export;
  private final SpanSource source;
  private final Instant now;
  private final ExportSummaryBuilder totals = new ExportSummaryBuilder();
  private final List<Subject> subjects = new ArrayList<>();

  TimecardBatchWriter(TimecardExport export, SpanSource source, Instant now) {
    this.export = export;
    this.source = source;
    this.now = now;
    for (int i = 0; i < export.people().size(); i++) {
      Person person = export.people().get(i);
      subjects.add(new Subject(person.id(), export.shown(i), export.spec().rules().of(person)));
    }
    subjects.sort(
        Comparator.comparing((Subject one) -> one.shown().name())
            .thenComparing(one -> one.shown().id()));
  }

  private boolean hasKeptDays() throws IOException {
    for (UserId user : export.users()) {
      if (!source.keptDays(user, export.spec().days()).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  ExportSummary write(Writer out) throws IOException {
    @Nullable Sheet sheet = null;
    for (DayRange days : export.spec().days().split(DayRange.totalsBatchSize(subjects.size()))) {
      Batch batch = source.readConsistently(() -> read(days));
      sheet = sheet == null ? begin(out, batch.marksKept()) : sheet;
      write(sheet, batch);
    }
    return totals.toSummary(Objects.requireNonNull(sheet).csv().end());
  }

  /// Writes the header.
  private Sheet begin(Writer out, boolean marksKept) throws IOException {
    TimecardCsv csv =
        new TimecardCsv(
            out,
            export.spec().style(),
            export.workspace(),
            export.spec().rules().rounding(),
            marksKept);
    return new Sheet(
        csv,
        subjects.stream().map(one -> csv.identityCells(one.shown(), one.rules().zone())).toList());
  }

  private Batch read(DayRange days) throws IOException {
    source.prefetch(
        subjects.stream().map(Subject::user).toList(), days.earliestInput(), days.latestInput());
    Map<ZoneId, long[]> borders = new HashMap<>();
    List<ExtraTotals> extras = new ArrayList<>();
    List<Map<LocalDate, List<KeptDay>>> keptDays = new ArrayList<>();
    List<@Nullable DayTotals[]> all = new ArrayList<>();
    for (Subject one : subjects) {
      AccountingRules rules = one.rules();
      long[] own = borders.computeIfAbsent(rules.zone(), zone -> rules.borders(days));
      SpanArray spans =
          source.plainSpans(
              one.user(), rules.earliestInput(days.first()), rules.latestInput(days.last()));
      totals.addObserved(spans, own[0], own[days.count()]);
      extras.add(extras(one, spans, own));
      keptDays.add(
          source.keptDays(one.user(), days).stream().collect(Collectors.groupingBy(KeptDay::date)));
      all.add(TimecardCalculator.totals(spans, rules, own, now));
    }
    return new Batch(days, all, extras, keptDays, hasKeptDays());
  }

  private void write(Sheet sheet, Batch batch) throws IOException {
    TimecardCsv csv = sheet.csv();
    for (int day = 0; day < batch.days().count(); day++) {
      LocalDate date = batch.days().day(day);
      for (int i = 0; i < subjects.size(); i++) {
        Subject one = subjects.get(i);
        for (KeptDay kept : batch.keptDays().get(i).getOrDefault(date, List.of())) {
          csv.write(kept, csv.identityCells(one.shown(), kept.zone()));
          totals.add(kept);
        }
        DayTotals dayTotals = batch.totals().get(i)[day];
        if (dayTotals != null) {
          csv.write(
              date,
              sheet.identities().get(i),
              one.rules().zone(),
              dayTotals,
              batch.extras().get(i),
              day);
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
        spans, source.slackStatuses(one.user(), from, to), one.rules().bridgeUpTo(), borders);
  }

  /// Person in the file.
  ///
  /// @param user the id in the history
  /// @param shown as named in the file
  /// @param rules the rules with the time zone that splits their days
  private record Subject(UserId user, Person shown, AccountingRules rules) {}

  /// Days that were read at once, each list in the order of the subjects.
  ///
  /// @param marksKept whether there are days in the whole file of which only the totals are kept
  private record Batch(
      DayRange days,
      List<@Nullable DayTotals[]> totals,
      List<ExtraTotals> extras,
      List<Map<LocalDate, List<KeptDay>>> keptDays,
      boolean marksKept) {}

  /// The file with its header.
  ///
  /// @param identities the cells that identify each person
  private record Sheet(TimecardCsv csv, List<String> identities) {}
}
