package rollcall.testkit;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import rollcall.presence.Presence;
import rollcall.presence.Source;
import rollcall.presence.SpanArray;

/// One span of a [SpanArray], as a comparable and readable value.
public record PlainSpan(Presence presence, Source source, Instant start, Instant end) {
  public static List<PlainSpan> of(SpanArray spans) {
    return IntStream.range(0, spans.size())
        .mapToObj(i ->
            new PlainSpan(
                spans.presence(i),
                spans.source(i),
                Instant.ofEpochMilli(spans.start(i)),
                Instant.ofEpochMilli(spans.end(i))))
        .toList();
  }
}
