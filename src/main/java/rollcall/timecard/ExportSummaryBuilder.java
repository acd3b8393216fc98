package rollcall.timecard;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import rollcall.presence.Source;
import rollcall.presence.SpanArray;

/// Builder of an [ExportSummary]: adds up the days that are written. One per export. Thread: one.
final class ExportSummaryBuilder {
  private static final List<Source> SOURCES = List.of(Source.values());

  private final long[] seconds = new long[SOURCES.size()];
  private long running;
  private long totalsOnly;
  private long watched;
  private long observed;

  void add(DayTotals day) {
    running += day.status() == Timecard.Status.RUNNING ? 1 : 0;
    watched += day.watched();
    observed += day.observed();
  }

  void add(KeptDay kept) {
    totalsOnly++;
    add(kept.totals());
  }

  void add(IntervalRow interval) {
    long length = interval.span().length().toSeconds();
    running += interval.span().isOpen() ? 1 : 0;
    watched += length;
    observed += interval.span().presence().isObserved() ? length : 0;
  }

  /// Adds the observed time of one person by source, from the second `from` to the second `to`.
  void addObserved(SpanArray spans, long from, long to) {
    for (int i = 0; i < spans.size(); i++) {
      long first = Math.max(from, Math.floorDiv(spans.start(i), 1000L));
      long last = Math.min(to, Math.floorDiv(spans.end(i), 1000L));
      if (spans.presence(i).isObserved() && first < last) {
        seconds[SOURCES.indexOf(spans.source(i))] += last - first;
      }
    }
  }

  ExportSummary toSummary(long rows) {
    Map<Source, Duration> by = new EnumMap<>(Source.class);
    for (int i = 0; i < seconds.length; i++) {
      if (seconds[i] > 0) {
        by.put(SOURCES.get(i), Duration.ofSeconds(seconds[i]));
      }
    }
    return new ExportSummary(
        rows, running, totalsOnly, Duration.ofSeconds(watched), Duration.ofSeconds(observed), by);
  }
}
