package rollcall.timecard;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import rollcall.presence.Cause;
import rollcall.presence.Person;
import rollcall.presence.Span;
import rollcall.presence.SpanDerivation;
import rollcall.presence.UserId;

/// Intervals of one person, not split at midnight.
record UnsplitIntervals(SpanSource source, UserId user, AccountingRules rules) {
  /// The intervals that begin in `part`, each to its end or that of the range; those that began
  /// before the range belong to its first day.
  static List<IntervalRow> of(
      SpanSource source,
      UserId user,
      Person shown,
      AccountingRules rules,
      DayRange range,
      DayRange part)
      throws IOException {
    Instant begin = rules.start(range.first());
    Instant end = rules.start(range.last().plusDays(1));
    Instant partBegin = rules.start(part.first());
    Instant partEnd = rules.start(part.last().plusDays(1));
    List<IntervalRow> all = new ArrayList<>();
    for (Span span : new UnsplitIntervals(source, user, rules).spans(part, partEnd, end)) {
      IntervalRow.part(span, begin, end, Cause.RANGE_END)
          .filter(one -> !one.start().isBefore(partBegin) && one.start().isBefore(partEnd))
          .ifPresent(
              one -> all.add(new IntervalRow(shown, rules.day(one.start()), rules.zone(), one)));
    }
    return all;
  }

  /// Reads further until the last span that begins before `partEnd` has an end.
  private List<Span> spans(DayRange part, Instant partEnd, Instant end) throws IOException {
    Duration reach = rules.bridgeUpTo().plusSeconds(1);
    Instant furthest = end.plus(reach);
    Duration ahead = Duration.ofDays(1);
    while (true) {
      Instant horizon = partEnd.plus(ahead);
      Instant to = horizon.isBefore(furthest) ? horizon : furthest;
      List<Span> spans =
          SpanDerivation.bridged(
              source.spans(user, rules.earliestInput(part.first()), to), rules.bridgeUpTo());
      if (to.equals(furthest) || allEnd(spans, partEnd, to.minus(reach))) {
        return spans;
      }
      ahead = ahead.multipliedBy(2);
    }
  }

  private static boolean allEnd(List<Span> spans, Instant partEnd, Instant by) {
    return spans.stream()
        .filter(span -> span.start().isBefore(partEnd))
        .allMatch(span -> span.end().isBefore(by) || span.isOpen());
  }
}
