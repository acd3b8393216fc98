package rollcall.timecard;

import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import rollcall.presence.Person;
import rollcall.presence.Span;
import rollcall.presence.SpanArray;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;

/// CSV export of some people and days: as timecards, weeks, intervals or events.
///
/// @param people the people of the specification, as named in the file
public record TimecardExport(Workspace workspace, List<Person> people, ExportSpec spec) {
  /// Estimate of the intervals per person and day.
  private static final int INTERVALS_A_DAY = 20;

  private static final Comparator<WeekCard> WEEK_ORDER =
      Comparator.comparing(WeekCard::week)
          .thenComparing(card -> card.person().name())
          .thenComparing(card -> card.person().id());

  private static final Comparator<IntervalRow> INTERVAL_ORDER =
      Comparator.comparing(IntervalRow::date)
          .thenComparing(interval -> interval.person().name())
          .thenComparing(interval -> interval.person().id())
          .thenComparing(interval -> interval.span().start());

  public TimecardExport {
    people = people.stream().sorted(Comparator.comparing(Person::id)).toList();
  }

  /// Writes one row a person and day, sorted by date, name and id, and does not close the writer.
  ///
  /// @param source queried for one person and one batch of days at a time
  /// @param now where the available time ends
  public ExportSummary write(SpanSource source, Instant now, Writer out) throws IOException {
    return new TimecardBatchWriter(this, source, now).write(out);
  }

  /// Writes one row a person and ISO week, sorted by week, name and id, and does not close the
  /// writer. A week that the range cuts has only the days within it. A week with kept days of
  /// another time zone has one row a zone.
  public ExportSummary writeWeekly(SpanSource source, Instant now, Writer out) throws IOException {
    WeeklyCsv csv = new WeeklyCsv(out, spec.style(), workspace, spec.rules().rounding());
    ExportSummaryBuilder totals = new ExportSummaryBuilder();
    int weeks = Math.max(1, DayRange.batchSize(people.size(), 1) / 7);
    for (DayRange days : spec.days().split(weeks * 7)) {
      for (WeekCard week : source.readConsistently(() -> weeks(source, days, now, totals))) {
        csv.write(week);
      }
    }
    return totals.toSummary(csv.end());
  }

  private List<WeekCard> weeks(
      SpanSource source, DayRange days, Instant now, ExportSummaryBuilder totals)
      throws IOException {
    List<WeekCard> rows = new ArrayList<>();
    source.prefetch(users(), days.earliestInput(), days.latestInput());
    for (int i = 0; i < people.size(); i++) {
      List<Timecard> cards = new ArrayList<>();
      for (KeptDay kept : source.keptDays(people.get(i).id(), days)) {
        cards.add(Timecard.of(shown(i), kept));
        totals.add(kept);
      }
      List<Timecard> recorded = cards(source, i, days, now, totals);
      recorded.forEach(card -> totals.add(card.totals()));
      cards.addAll(recorded);
      rows.addAll(WeekCard.of(cards));
    }
    rows.sort(WEEK_ORDER);
    return rows;
  }

  /// Writes one row a state, person and day (or a state and person, when nothing is split at
  /// midnight), sorted by date, name, id and time, and does not close the writer.
  public ExportSummary writeIntervals(SpanSource source, Writer out) throws IOException {
    IntervalCsv csv = new IntervalCsv(out, spec.style(), workspace);
    ExportSummaryBuilder totals = new ExportSummaryBuilder();
    for (DayRange days : spec.days().split(DayRange.batchSize(people.size(), INTERVALS_A_DAY))) {
      List<IntervalRow> intervals = new ArrayList<>();
      source.prefetch(users(), days.earliestInput(), days.latestInput());
      for (int i = 0; i < people.size(); i++) {
        intervals.addAll(intervals(source, i, days, totals));
      }
      intervals.sort(INTERVAL_ORDER);
      for (IntervalRow interval : intervals) {
        csv.write(interval);
        totals.add(interval);
      }
    }
    return totals.toSummary(csv.end());
  }

  /// Writes one row for each event, in order of time, and does not close the writer.
  ///
  /// @param knownUntil the instant until which the last states are confirmed
  public ExportSummary writeEvents(EventSource source, Instant knownUntil, Writer out)
      throws IOException {
    return new EventMerger(this, source, knownUntil).write(out);
  }

  /// The person as named in the file.
  Person shown(int index) {
    Person person = people.get(index);
    if (!spec.namesHidden()) {
      return person;
    }
    int number = spec.numbers().getOrDefault(person.id(), index + 1);
    return new Person(
        new UserId("person-" + number),
        "Person " + number,
        "",
        "",
        person.zone(),
        person.bot(),
        person.deactivated());
  }

  List<UserId> users() {
    return people.stream().map(Person::id).toList();
  }

  private List<Timecard> cards(
      SpanSource source, int index, DayRange days, Instant now, ExportSummaryBuilder totals)
      throws IOException {
    AccountingRules own = spec.rules().of(people.get(index));
    SpanArray spans =
        source.plainSpans(
            people.get(index).id(), own.earliestInput(days.first()), own.latestInput(days.last()));
    addObserved(spans, own, days, totals);
    return TimecardCalculator.of(shown(index), spans, own, days, now);
  }

  private List<IntervalRow> intervals(
      SpanSource source, int index, DayRange days, ExportSummaryBuilder totals) throws IOException {
    AccountingRules own = spec.rules().of(people.get(index));
    List<Span> spans =
        source.spans(
            people.get(index).id(), own.earliestInput(days.first()), own.latestInput(days.last()));
    addObserved(SpanArray.of(spans), own, days, totals);
    return spec.splitAtMidnight()
        ? IntervalRow.of(shown(index), spans, own, days.first(), days.last())
        : UnsplitIntervals.of(source, people.get(index).id(), shown(index), own, spec.days(), days);
  }

  private static void addObserved(
      SpanArray spans, AccountingRules own, DayRange days, ExportSummaryBuilder totals) {
    totals.addObserved(
        spans,
        own.start(days.first()).getEpochSecond(),
        own.start(days.last().plusDays(1)).getEpochSecond());
  }
}
