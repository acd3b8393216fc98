package rollcall.ui.model;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// Latest messages of the log since the start, in memory. Thread-safe.
public final class LogBuffer {
  private static final int MOST = 5_000;

  private final Deque<LogLine> lines = new ArrayDeque<>();
  private long added;

  /// Adds a message; the oldest one is dropped when there are too many.
  public synchronized void add(LogLine line) {
    lines.addLast(line);
    added++;
    if (lines.size() > MOST) {
      lines.removeFirst();
    }
  }

  /// The messages, the oldest first.
  public synchronized List<LogLine> lines() {
    return List.copyOf(lines);
  }

  /// The number of all messages since the start, by which a change is noticed.
  public synchronized long added() {
    return added;
  }
}
