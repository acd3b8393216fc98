package rollcall.timecard;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import rollcall.presence.Person;
import rollcall.presence.Span;

/// Record of one person's day: the spans from which its timecard was calculated.
///
/// @param start the first instant of the day
/// @param end the first instant after it
/// @param card the timecard; empty when the person was not watched on this day
/// @param spans the spans of the day, in order and cut at its ends, before short gaps are bridged
public record DaySpans(Instant start, Instant end, Optional<Timecard> card, List<Span> spans) {
  public DaySpans {
    spans = List.copyOf(spans);
  }

  /// Reads one day, as the export does.
  ///
  /// @param now where the available time ends
  public static DaySpans of(
      Person person, SpanSource source, AccountingRules rules, LocalDate day, Instant now)
      throws IOException {
    AccountingRules own = rules.of(person);
    List<Span> spans = source.spans(person.id(), own.earliestInput(day), own.latestInput(day));
    Instant start = own.start(day);
    Instant end = own.start(day.plusDays(1));
    return new DaySpans(
        start,
        end,
        Timecards.of(person, spans, own, day, day, now).stream().findFirst(),
        spans.stream().flatMap(span -> span.clip(start, end).stream()).toList());
  }
}
