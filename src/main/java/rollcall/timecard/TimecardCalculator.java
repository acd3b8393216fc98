package rollcall.timecard;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import rollcall.presence.Person;
import rollcall.presence.Span;
import rollcall.presence.SpanArray;

/// Calculator of timecards: folds one person's spans into one timecard a day. Pure.
public final class TimecardCalculator {
  private TimecardCalculator() {}

  /// The timecards of the days on which the person was watched for at least a second, in order.
  ///
  /// @param spans of this person, sorted and without overlap, unbridged; those from
  ///   [AccountingRules#earliestInput] of the first day to [AccountingRules#latestInput] of the
  ///   last are needed, more do no harm
  /// @param from the first day
  /// @param to the last day, inclusive
  /// @param now where the available time ends
  public static List<Timecard> of(
      Person person,
      List<Span> spans,
      AccountingRules rules,
      LocalDate from,
      LocalDate to,
      Instant now) {
    return of(person, SpanArray.of(spans), rules, new DayRange(from, to), now);
  }

  /// The same from a compact array.
  static List<Timecard> of(
      Person person, SpanArray spans, AccountingRules rules, DayRange days, Instant now) {
    DayAccumulator fold = fold(spans, rules, now);
    long[] borders = rules.borders(days);
    List<Timecard> cards = new ArrayList<>();
    for (int i = 0; i < days.count(); i++) {
      if (fold.day(borders[i], borders[i + 1])) {
        cards.add(
            new Timecard(
                person,
                days.day(i),
                rules.zone(),
                fold.totals(),
                fold.sessions().toList(),
                fold.breaks().toList()));
      }
    }
    return List.copyOf(cards);
  }

  /// The totals of these days, one an entry; null where nothing was watched.
  ///
  /// @param borders of the days, as returned by [AccountingRules#borders]
  static @Nullable DayTotals[] totals(
      SpanArray spans, AccountingRules rules, long[] borders, Instant now) {
    DayAccumulator fold = fold(spans, rules, now);
    @Nullable DayTotals[] totals = new @Nullable DayTotals[borders.length - 1];
    for (int i = 0; i < totals.length; i++) {
      if (fold.day(borders[i], borders[i + 1])) {
        totals[i] = fold.totals();
      }
    }
    return totals;
  }

  private static DayAccumulator fold(SpanArray spans, AccountingRules rules, Instant now) {
    return new DayAccumulator(spans.bridged(rules.bridgeUpTo()), rules, now.getEpochSecond());
  }
}
