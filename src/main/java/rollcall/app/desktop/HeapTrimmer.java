package rollcall.app.desktop;

import java.time.Duration;

/// Collector of garbage in quiet times, so that the memory in which the history was read returns to
/// the system. The serial collector itself runs only when the heap is full, and in a program that
/// idles that takes days.
///
/// Thread: the clock thread.
final class HeapTrimmer {
  private static final long FIRST = 30;
  private static final long INTERVAL = Duration.ofMinutes(5).toSeconds();
  private static final long GROWTH = 4 << 20;

  private long seconds;
  private long smallest;

  /// Collects when that is due. Is called once a second.
  void onTick() {
    if (isDue(Runtime.getRuntime().totalMemory())) {
      System.gc();
      smallest = Runtime.getRuntime().totalMemory();
    }
  }

  /// Whether to collect in this second: half a minute after the start, and later every five minutes
  /// if the heap has grown since.
  ///
  /// @param heap its size in bytes
  boolean isDue(long heap) {
    seconds++;
    return seconds == FIRST || (seconds % INTERVAL == 0 && heap > smallest + GROWTH);
  }
}
