package rollcall.timecard;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
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
    List<Span> whole = Spans.bridged(spans, rules.bridgeUpTo());
    List<Timecard> cards = new ArrayList<>();
    int next = 0;
    Instant end = rules.start(from);
    for (LocalDate day = from; !day.isAfter(to); day = day.plusDays(1)) {
      Instant start = end;
      end = rules.start(day.plusDays(1));
      DayFold fold = new DayFold(person, day, rules, start, end);
      while (next < whole.size() && whole.get(next).start().isBefore(end)) {
        fold.add(whole.get(next), now);
        if (whole.get(next).end().isAfter(end)) {
          break;
        }
        next++;
      }
      fold.timecard(now).ifPresent(cards::add);
    }
    return List.copyOf(cards);
  }
}
