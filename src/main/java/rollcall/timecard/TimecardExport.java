package rollcall.timecard;

import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import rollcall.presence.Person;
import rollcall.presence.Span;
import rollcall.presence.Workspace;

/// The record of some people and days, ready to be written as CSV: as timecards, as weeks, or as
/// the intervals that they are made of.
///
/// @param people whose
/// @param from the first day
/// @param to the last day, inclusive
public record TimecardExport(
    Workspace workspace,
    List<Person> people,
    LocalDate from,
    LocalDate to,
    Rules rules,
    CsvStyle style) {
  /// So many timecards are in memory at a time, whatever the range.
  private static final int IN_MEMORY = 50_000;

  /// A day has that many intervals, or few more.
  private static final int INTERVALS_A_DAY = 20;

  private static final Comparator<Timecard> ORDER =
      Comparator.comparing(Timecard::date)
          .thenComparing(card -> card.person().name())
          .thenComparing(card -> card.person().id());

  private static final Comparator<WeekCard> WEEK_ORDER =
      Comparator.comparing(WeekCard::week)
          .thenComparing(card -> card.person().name())
          .thenComparing(card -> card.person().id());

  private static final Comparator<Interval> INTERVAL_ORDER =
      Comparator.comparing(Interval::date)
          .thenComparing(interval -> interval.person().name())
          .thenComparing(interval -> interval.person().id())
          .thenComparing(interval -> interval.span().start());

  public TimecardExport {
    people = List.copyOf(people);
    if (to.isBefore(from)) {
      throw new IllegalArgumentException("The last day is before the first.");
    }
  }

  /// What the file of timecards is called by default:
  /// `presence-timecards_acme_2026-09-01_2026-09-30_Europe-Berlin.csv`.
  public String fileName() {
    return fileName("timecards");
  }

  /// What a file is called by default.
  ///
  /// @param kind `timecards`, `weekly` or `intervals`
  public String fileName(String kind) {
    return "presence-%s_%s_%s_%s_%s%s.csv"
        .formatted(
            kind,
            forFileName(workspace.name().toLowerCase(Locale.ROOT)),
            from,
            to,
            forFileName(rules.zone().getId()),
            rules.rounding().suffix());
  }

  /// Writes one row a person and day, sorted by date, name and id, and leaves the writer open.
  ///
  /// @param source asked for one person at a time, a stretch of days at a time
  /// @param now time from here on has not happened
  public Written write(SpanSource source, Instant now, Writer out) throws IOException {
    TimecardCsv csv = new TimecardCsv(out, style, workspace, rules.rounding());
    Tally tally = new Tally();
    for (Days days : inParts(atATime(1))) {
      List<Timecard> cards = new ArrayList<>();
      for (Person person : people) {
        cards.addAll(cards(source, person, days, now));
      }
      cards.sort(ORDER);
      for (Timecard card : cards) {
        csv.write(card);
        tally.add(card);
      }
    }
    csv.flush();
    return tally.written(csv.rows());
  }

  /// Writes one row a person and ISO week, sorted by week, name and id, and leaves the writer open.
  /// A week that the range cuts has only the days within it.
  public Written writeWeekly(SpanSource source, Instant now, Writer out) throws IOException {
    WeeklyCsv csv = new WeeklyCsv(out, style, workspace, rules.rounding());
    Tally tally = new Tally();
    for (Days days : inParts(Math.max(7, atATime(1) / 7 * 7))) {
      List<WeekCard> weeks = new ArrayList<>();
      for (Person person : people) {
        List<Timecard> cards = cards(source, person, days, now);
        cards.forEach(tally::add);
        weeks.addAll(WeekCard.of(cards));
      }
      weeks.sort(WEEK_ORDER);
      for (WeekCard week : weeks) {
        csv.write(week);
      }
    }
    csv.flush();
    return tally.written(csv.rows());
  }

  /// Writes one row a state, person and day, sorted by date, name, id and time, and leaves the
  /// writer open.
  public Written writeIntervals(SpanSource source, Writer out) throws IOException {
    IntervalCsv csv = new IntervalCsv(out, style, workspace);
    Tally tally = new Tally();
    for (Days days : inParts(atATime(INTERVALS_A_DAY))) {
      List<Interval> intervals = new ArrayList<>();
      for (Person person : people) {
        List<Span> spans = spans(source, person, days);
        intervals.addAll(Interval.of(person, spans, rules, days.first(), days.last()));
      }
      intervals.sort(INTERVAL_ORDER);
      for (Interval interval : intervals) {
        csv.write(interval);
        tally.add(interval);
      }
    }
    csv.flush();
    return tally.written(csv.rows());
  }

  private List<Timecard> cards(SpanSource source, Person person, Days days, Instant now)
      throws IOException {
    return Timecards.of(person, spans(source, person, days), rules, days.first(), days.last(), now);
  }

  private List<Span> spans(SpanSource source, Person person, Days days) throws IOException {
    return source.spans(
        person.id(), rules.reachesBackTo(days.first()), rules.reachesForwardTo(days.last()));
  }

  /// How many days fit into memory when each person has so many rows a day.
  private int atATime(int rowsADay) {
    return Math.max(1, IN_MEMORY / rowsADay / Math.max(1, people.size()));
  }

  /// The range in parts of so many days; the first part ends with a week if whole weeks are meant.
  private List<Days> inParts(int length) {
    List<Days> parts = new ArrayList<>();
    LocalDate first = from;
    while (!first.isAfter(to)) {
      LocalDate last = (length % 7 == 0 ? Week.of(first).monday() : first).plusDays(length - 1L);
      parts.add(new Days(first, last.isAfter(to) ? to : last));
      first = last.plusDays(1);
    }
    return parts;
  }

  private record Days(LocalDate first, LocalDate last) {}

  private static String forFileName(String words) {
    return words.replaceAll("[^\\p{L}\\p{N}]+", "-").replaceAll("^-|-$", "");
  }

  /// What a file holds.
  ///
  /// @param rows without the header
  /// @param running how many of them are not over yet
  /// @param watched the time on the list, of all rows together
  /// @param observed the part of it that was active or away
  public record Written(long rows, long running, Duration watched, Duration observed) {
    /// How much of the watched time was observed, 0 to 1; 1 when nothing was watched.
    public double coverage() {
      return watched.isZero() ? 1 : (double) observed.toSeconds() / watched.toSeconds();
    }
  }

  private static final class Tally {
    private long running;
    private Duration watched = Duration.ZERO;
    private Duration observed = Duration.ZERO;

    void add(Timecard card) {
      running += card.status() == Timecard.Status.RUNNING ? 1 : 0;
      watched = watched.plus(card.watched());
      observed = observed.plus(card.observed());
    }

    void add(Interval interval) {
      Duration length = interval.span().length();
      running += interval.span().open() ? 1 : 0;
      watched = watched.plus(length);
      observed = interval.span().presence().observed() ? observed.plus(length) : observed;
    }

    Written written(long rows) {
      return new Written(rows, running, watched, observed);
    }
  }
}
