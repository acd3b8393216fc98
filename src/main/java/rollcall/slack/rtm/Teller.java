package rollcall.slack.rtm;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// Tells the listeners of one client: in order, on a thread of their own, so that a slow one keeps
/// neither the link lane nor the socket from anything. It is a platform thread, because listeners
/// may do what keeps a carrier of virtual threads busy.
///
/// What waits is bounded by the link lane, which reads no frames while [#behind].
final class Teller {
  private static final int MOST_UNTOLD = 8192;

  /// An empty one is the last.
  private final BlockingQueue<List<Runnable>> batches = new LinkedBlockingQueue<>();

  private final AtomicInteger untold = new AtomicInteger();
  private final Thread thread;
  private volatile Runnable caughtUp = () -> {};

  Teller() {
    thread = Thread.ofPlatform().daemon().name("slack-rtm-listeners").unstarted(this::run);
  }

  /// @param caughtUp what to do when it is no longer [#behind]
  void begin(Runnable caughtUp) {
    this.caughtUp = caughtUp;
    thread.start();
  }

  /// Tells this, soon.
  ///
  /// @param news one or more; not to be changed any more
  void tell(List<Runnable> news) {
    untold.addAndGet(news.size());
    batches.add(news);
  }

  /// Whether the listeners cannot keep up.
  boolean behind() {
    return untold.get() > MOST_UNTOLD;
  }

  /// Ends when everything is told.
  void end() {
    batches.add(List.of());
  }

  boolean isCurrent() {
    return Thread.currentThread().equals(thread);
  }

  /// Waits until it has ended, but never for itself.
  void awaitEnd(Duration atMost) throws InterruptedException {
    if (!isCurrent()) {
      thread.join(atMost);
    }
  }

  private void run() {
    List<Runnable> batch = next();
    while (!batch.isEmpty()) {
      batch.forEach(Runnable::run);
      int before = untold.getAndAdd(-batch.size());
      if (before > MOST_UNTOLD && before - batch.size() <= MOST_UNTOLD) {
        caughtUp.run();
      }
      batch = next();
    }
  }

  private List<Runnable> next() {
    while (true) {
      try {
        return batches.take();
      } catch (InterruptedException e) {
        // Only a listener can have done that to its own thread, and it must not deafen the others.
      }
    }
  }
}
