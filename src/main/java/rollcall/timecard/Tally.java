package rollcall.timecard;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import rollcall.presence.Source;
import rollcall.presence.Span;

/// Sums what goes into a file. Lives for one export, on one thread.
final class Tally {
  private final Map<Source, Long> seconds = new EnumMap<>(Source.class);
  private long running;
  private long watched;
  private long observed;

  void add(Timecard card) {
    running += card.status() == Timecard.Status.RUNNING ? 1 : 0;
    watched += card.watched().toSeconds();
    observed += card.observed().toSeconds();
  }

  void add(Interval interval) {
    long length = interval.span().length().toSeconds();
    running += interval.span().open() ? 1 : 0;
    watched += length;
    observed += interval.span().presence().observed() ? length : 0;
  }

  /// By which means one person was seen from `start` to `end`.
  void seen(List<Span> spans, Instant start, Instant end) {
    for (Span span : spans) {
      long from = Math.max(start.getEpochSecond(), span.start().getEpochSecond());
      long to = Math.min(end.getEpochSecond(), span.end().getEpochSecond());
      if (span.presence().observed() && from < to) {
        seconds.merge(span.source(), to - from, Long::sum);
      }
    }
  }

  Written written(long rows) {
    Map<Source, Duration> by = new EnumMap<>(Source.class);
    seconds.forEach((source, time) -> by.put(source, Duration.ofSeconds(time)));
    return new Written(
        rows, running, Duration.ofSeconds(watched), Duration.ofSeconds(observed), by);
  }
}
