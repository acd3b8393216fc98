package rollcall.timecard;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import rollcall.presence.Person;
import rollcall.presence.Span;

/// Record of one person's day: the spans from which its timecard was calculated.
///
/// @param start the first instant of the day
/// @param end the first instant after it
/// @param card the timecard; empty when the person was not watched on this day
/// @param uncut the spans in order, before short gaps are bridged, and with those around the day
///   that decide whether a gap at its start or its end is bridged
/// @param kept the totals that are kept after the entries were deleted: the timecard has no
///   sessions and breaks of them; empty for other days
public record DaySpans(
    Instant start, Instant end, Optional<Timecard> card, List<Span> uncut, List<KeptDay> kept) {
  public DaySpans {
    uncut = List.copyOf(uncut);
    kept = List.copyOf(kept);
  }

  /// Whether entries of the day were deleted and only totals of them are kept.
  public boolean totalsOnly() {
    return !kept.isEmpty();
  }

  /// The spans cut at the ends of the day.
  public List<Span> spans() {
    return uncut.stream().flatMap(span -> span.clip(start, end).stream()).toList();
  }

  /// Reads one day, as the export does.
  ///
  /// @param now where the available time ends
  public static DaySpans of(
      Person person, SpanSource source, AccountingRules rules, LocalDate day, Instant now)
      throws IOException {
    return source.readConsistently(() -> read(person, source, rules.of(person), day, now));
  }

  private static DaySpans read(
      Person person, SpanSource source, AccountingRules own, LocalDate day, Instant now)
      throws IOException {
    List<Span> spans = source.spans(person.id(), own.earliestInput(day), own.latestInput(day));
    List<KeptDay> kept = source.keptDays(person.id(), new DayRange(day, day));
    List<Timecard> recorded = TimecardCalculator.of(person, spans, own, day, day, now);
    return new DaySpans(
        own.start(day),
        own.start(day.plusDays(1)),
        Stream.concat(kept.stream().map(one -> Timecard.of(person, one)), recorded.stream())
            .reduce(Timecard::plus),
        spans,
        kept);
  }
}
