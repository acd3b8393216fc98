package rollcall.timecard;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import rollcall.presence.Span;
import rollcall.presence.SpanArray;
import rollcall.presence.UserId;

/// Source of spans for an export: the history, or a test.
@FunctionalInterface
public interface SpanSource extends PrefetchingSource {
  /// One person's spans in `[from, to)`, sorted, without overlap, cut to that range.
  List<Span> spans(UserId user, Instant from, Instant to) throws IOException;

  /// The same as a compact array, for callers that only add them up.
  default SpanArray plainSpans(UserId user, Instant from, Instant to) throws IOException {
    return SpanArray.of(spans(user, from, to));
  }
}
