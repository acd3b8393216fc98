package rollcall.timecard;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The sessions or the breaks of a day while they are found, in seconds since 1970. Lives for one
/// fold, on one thread, and serves one day after the other.
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

  /// The length of all of them together.
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
