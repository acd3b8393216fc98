package rollcall.testkit;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import rollcall.presence.Presence;
import rollcall.presence.Source;
import rollcall.presence.SpanArray;

/// One of the plain spans, as a value that can be compared and read.
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
