package rollcall.timecard;

import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import rollcall.presence.SlackStatus;
import rollcall.presence.Span;
import rollcall.presence.SpanArray;
import rollcall.presence.UserId;

/// Source of spans for an export: the history, or a test.
@FunctionalInterface
public interface SpanSource {
  /// One person's spans in `[from, to)`, sorted, without overlap, cut to that range.
  List<Span> spans(UserId user, Instant from, Instant to) throws IOException;

  /// The same as a compact array, for callers that only add them up.
  default SpanArray plainSpans(UserId user, Instant from, Instant to) throws IOException {
    return SpanArray.of(spans(user, from, to));
  }

  /// One person's Slack statuses in `[from, to)` in order of time, preceded by the last of each
  /// kind before `from` that is in effect when the range begins. By default none were recorded.
  default List<SlackStatus> slackStatuses(UserId user, Instant from, Instant to)
      throws IOException {
    return List.of();
  }

  /// One person's days of which only the totals are kept, in order. By default there are none.
  default List<KeptDay> keptDays(UserId user, DayRange days) throws IOException {
    return List.of();
  }

  /// Runs queries that belong together: they see the same state of the history, also beside a
  /// recorder that deletes days and keeps their totals. By default nothing changes between them.
  default <T> T readConsistently(Queries<T> queries) throws IOException {
    return queries.run();
  }

  /// Announces queries about these people, all within `[from, to)`: where each query costs a way to
  /// a server and back, they are read at once.
  default void prefetch(Collection<UserId> users, Instant from, Instant to) throws IOException {}

  /// Some queries of this source.
  interface Queries<T> {
    T run() throws IOException;
  }
}
