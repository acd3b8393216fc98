package rollcall.timecard;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Collector of the sessions or the breaks of a day, in seconds since 1970. One per fold, reused
/// for each day. Thread: one.
final class SessionCollector {
  private long[] edges = new long[32];
  private int size;
  private long sum;
  private long longest;

  void clear() {
    size = 0;
    sum = 0;
    longest = 0;
  }

  void add(long start, long end) {
    if (2 * size == edges.length) {
      edges = Arrays.copyOf(edges, 4 * size);
    }
    edges[2 * size] = start;
    edges[2 * size + 1] = end;
    size++;
    sum += end - start;
    longest = Math.max(longest, end - start);
  }

  int size() {
    return size;
  }

  /// The total length.
  int sum() {
    return (int) sum;
  }

  /// The length of the longest; zero without one.
  int longest() {
    return (int) longest;
  }

  /// The start of the first; zero without one.
  long start() {
    return size == 0 ? 0 : edges[0];
  }

  /// The end of the last; zero without one.
  long end() {
    return size == 0 ? 0 : edges[2 * size - 1];
  }

  List<TimeRange> toList() {
    List<TimeRange> all = new ArrayList<>(size);
    for (int i = 0; i < 2 * size; i += 2) {
      all.add(new TimeRange(Instant.ofEpochSecond(edges[i]), Instant.ofEpochSecond(edges[i + 1])));
    }
    return all;
  }
}
