package rollcall.timecard;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import rollcall.presence.Span;
import rollcall.presence.SpanArray;
import rollcall.presence.UserId;

/// Where the spans of a person come from: the history, or a test.
@FunctionalInterface
public interface SpanSource {
  /// One person's spans in `[from, to)`, sorted, without overlap, cut to it.
  List<Span> spans(UserId user, Instant from, Instant to) throws IOException;

  /// The same as plain numbers, for whoever only adds them up.
  default SpanArray plainSpans(UserId user, Instant from, Instant to) throws IOException {
    return SpanArray.of(spans(user, from, to));
  }
}
