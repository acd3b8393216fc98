package rollcall.timecard;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import rollcall.presence.Person;
import rollcall.presence.Span;
import rollcall.presence.Spans;

/// Folds one person's spans into one account a day.
public final class Timecards {
  private Timecards() {}

  /// The accounts of the days on which the person was watched for at least a second, in order.
  ///
  /// @param spans of this person, sorted and without overlap, unbridged; those from
  ///   [Rules#reachesBackTo] the first day to [Rules#reachesForwardTo] the last are needed, more do
  ///   no harm
  /// @param from the first day
  /// @param to the last day, inclusive
  /// @param now time from here on has not happened
  public static List<Timecard> of(
      Person person, List<Span> spans, Rules rules, LocalDate from, LocalDate to, Instant now) {
    List<Span> exact = toSeconds(Spans.bridged(spans, rules.bridgeUpTo()));
    Instant today = now.truncatedTo(ChronoUnit.SECONDS);
    List<Timecard> cards = new ArrayList<>();
    int next = 0;
    for (LocalDate day = from; !day.isAfter(to); day = day.plusDays(1)) {
      Instant end = rules.start(day.plusDays(1));
      DayFold fold = new DayFold(person, day, rules, rules.start(day), end);
      while (next < exact.size() && exact.get(next).start().isBefore(end)) {
        fold.add(exact.get(next), today);
        if (exact.get(next).end().isAfter(end)) {
          break;
        }
        next++;
      }
      fold.timecard(today).ifPresent(cards::add);
    }
    return List.copyOf(cards);
  }

  /// The same spans with their edges cut to the second they lie in. What began and ended within one
  /// second is gone; no second is counted twice.
  static List<Span> toSeconds(List<Span> spans) {
    return spans.stream().flatMap(span -> toSeconds(span).stream()).toList();
  }

  private static Optional<Span> toSeconds(Span span) {
    Instant start = span.start().truncatedTo(ChronoUnit.SECONDS);
    Instant end = span.end().truncatedTo(ChronoUnit.SECONDS);
    if (!start.isBefore(end)) {
      return Optional.empty();
    }
    return Optional.of(
        new Span(
            span.user(),
            span.presence(),
            span.earliest().truncatedTo(ChronoUnit.SECONDS),
            start,
            end,
            span.startCause(),
            span.endCause(),
            span.quality(),
            span.source()));
  }
}
