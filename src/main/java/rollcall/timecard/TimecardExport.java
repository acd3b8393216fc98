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

/// The timecards of some people and days, ready to be written as one CSV file.
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

  private static final Comparator<Timecard> ORDER =
      Comparator.comparing(Timecard::date)
          .thenComparing(card -> card.person().name())
          .thenComparing(card -> card.person().id());

  public TimecardExport {
    people = List.copyOf(people);
    if (to.isBefore(from)) {
      throw new IllegalArgumentException("The last day is before the first.");
    }
  }

  /// What the file is called by default:
  /// `presence-timecards_acme_2026-09-01_2026-09-30_Europe-Berlin.csv`.
  public String fileName() {
    return "presence-timecards_%s_%s_%s_%s%s.csv"
        .formatted(
            forFileName(workspace.name().toLowerCase(Locale.ROOT)),
            from,
            to,
            forFileName(rules.zone().getId()),
            rules.rounding().suffix());
  }

  /// Writes the whole file, sorted by date, name and id, and leaves the writer open.
  ///
  /// @param source asked for one person at a time, a stretch of days at a time
  /// @param now time from here on has not happened
  public Written write(SpanSource source, Instant now, Writer out) throws IOException {
    TimecardCsv csv = new TimecardCsv(out, style, workspace, rules.rounding());
    Tally tally = new Tally();
    int days = Math.max(1, IN_MEMORY / Math.max(1, people.size()));
    for (LocalDate first = from; !first.isAfter(to); first = first.plusDays(days)) {
      LocalDate last = first.plusDays(days - 1L);
      for (Timecard card : cards(source, first, last.isAfter(to) ? to : last, now)) {
        csv.write(card);
        tally.add(card);
      }
    }
    csv.flush();
    return new Written(csv.rows(), tally.running, tally.watched, tally.observed);
  }

  private List<Timecard> cards(SpanSource source, LocalDate first, LocalDate last, Instant now)
      throws IOException {
    Instant start = rules.reachesBackTo(first);
    Instant end = rules.reachesForwardTo(last);
    List<Timecard> cards = new ArrayList<>();
    for (Person person : people) {
      List<Span> spans = source.spans(person.id(), start, end);
      cards.addAll(Timecards.of(person, spans, rules, first, last, now));
    }
    cards.sort(ORDER);
    return cards;
  }

  private static String forFileName(String words) {
    return words.replaceAll("[^\\p{L}\\p{N}]+", "-").replaceAll("^-|-$", "");
  }

  /// What a file holds.
  ///
  /// @param rows without the header
  /// @param running how many of them are of days that are not over
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
      observed = observed.plus(card.active()).plus(card.away());
    }
  }
}
