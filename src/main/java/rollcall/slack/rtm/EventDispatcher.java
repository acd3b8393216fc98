package rollcall.slack.rtm;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/// Tells the listeners of one client: in order, on a thread of their own, so that a slow one keeps
/// neither the link lane nor the socket from anything. It is a platform thread, because listeners
/// may do what keeps a carrier of virtual threads busy.
///
/// What waits is bounded by the link lane, which reads no frames while [#isBehind].
final class EventDispatcher {
  /// How much may wait, in characters: some 7,000 of the usual events.
  private static final long MOST_UNTOLD = 4 * 1024 * 1024;

  /// What each piece of news weighs beside the characters of its frame.
  private static final int NEWS = 512;

  /// @param news what to tell; none ends it all
  /// @param weight in characters
  private record Batch(List<Runnable> news, long weight) {}

  private final BlockingQueue<Batch> batches = new LinkedBlockingQueue<>();
  private final AtomicLong untold = new AtomicLong();
  private final Thread thread;
  private volatile Runnable caughtUp = () -> {};

  EventDispatcher() {
    thread = Thread.ofPlatform().daemon().name("slack-rtm-listeners").unstarted(this::run);
  }

  /// @param caughtUp what to do when it is no longer [#isBehind]
  void start(Runnable caughtUp) {
    this.caughtUp = caughtUp;
    thread.start();
  }

  /// Tells this, soon.
  ///
  /// @param news one or more; not to be changed any more
  /// @param characters how long the frames are that it came with
  void dispatch(List<Runnable> news, long characters) {
    Batch batch = new Batch(news, characters + (long) NEWS * news.size());
    untold.addAndGet(batch.weight());
    batches.add(batch);
  }

  /// Whether the listeners cannot keep up.
  boolean isBehind() {
    return untold.get() > MOST_UNTOLD;
  }

  /// Ends when everything is told.
  void stop() {
    batches.add(new Batch(List.of(), 0));
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
    Batch batch = next();
    while (!batch.news().isEmpty()) {
      batch.news().forEach(Runnable::run);
      long before = untold.getAndAdd(-batch.weight());
      if (before > MOST_UNTOLD && before - batch.weight() <= MOST_UNTOLD) {
        caughtUp.run();
      }
      batch = next();
    }
  }

  private Batch next() {
    while (true) {
      try {
        return batches.take();
      } catch (InterruptedException e) {
        // Only a listener can have done that to its own thread, and it must not deafen the others.
      }
    }
  }
}
