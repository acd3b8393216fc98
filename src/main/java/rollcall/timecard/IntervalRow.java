package rollcall.timecard;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import rollcall.presence.Cause;
import rollcall.presence.Person;
import rollcall.presence.Presence;
import rollcall.presence.Span;
import rollcall.presence.SpanDerivation;

/// Part of a span that lies within one local day, in whole seconds.
///
/// @param date the day, in `zone`
/// @param span the state; when cut at midnight its end cause is [Cause#MIDNIGHT_SPLIT]
public record IntervalRow(Person person, LocalDate date, ZoneId zone, Span span) {
  /// One person's intervals from the first day to the last, inclusive, in order. Their lengths add
  /// up to the timecards of these days.
  ///
  /// @param spans as for [TimecardCalculator#of]
  public static List<IntervalRow> of(
      Person person, List<Span> spans, AccountingRules rules, LocalDate from, LocalDate to) {
    List<Span> whole = SpanDerivation.bridged(spans, rules.bridgeUpTo());
    List<IntervalRow> all = new ArrayList<>();
    int next = 0;
    for (LocalDate day = from; !day.isAfter(to); day = day.plusDays(1)) {
      LocalDate date = day;
      Instant start = rules.start(day);
      Instant end = rules.start(day.plusDays(1));
      while (next < whole.size() && whole.get(next).start().isBefore(end)) {
        part(whole.get(next), start, end, Cause.MIDNIGHT_SPLIT)
            .ifPresent(part -> all.add(new IntervalRow(person, date, rules.zone(), part)));
        if (whole.get(next).end().isAfter(end)) {
          break;
        }
        next++;
      }
    }
    return all;
  }

  /// The start cause as files print it: a gap that began when Rollcall ended is time in which it
  /// was not running.
  public Cause startCause() {
    Cause cause = span.startCause();
    boolean ended = cause == Cause.APP_STOPPED || cause == Cause.APP_CRASHED;
    return ended && span.presence() == Presence.UNKNOWN ? Cause.APP_NOT_RUNNING : cause;
  }

  /// Returns the part of a span that lies in `[start, end)`, in whole seconds; empty if it is
  /// shorter than one.
  ///
  /// @param cutCause cause of an end that was cut
  static Optional<Span> part(Span span, Instant start, Instant end, Cause cutCause) {
    Instant begin = span.start().truncatedTo(ChronoUnit.SECONDS);
    Instant first = begin.isAfter(start) ? begin : start;
    Instant last = span.end().truncatedTo(ChronoUnit.SECONDS);
    boolean cut = last.isAfter(end);
    if (!first.isBefore(cut ? end : last)) {
      return Optional.empty();
    }
    return Optional.of(
        new Span(
            span.user(),
            span.presence(),
            first,
            first,
            cut ? end : last,
            span.startCause(),
            cut ? cutCause : span.endCause(),
            span.quality(),
            span.source()));
  }
}
