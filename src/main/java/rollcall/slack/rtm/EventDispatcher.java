package rollcall.slack.rtm;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Dispatcher of listener calls for one client: in order, one batch after the other, on an
/// executor. The default executor has one thread, so that a slow listener delays neither the event
/// loop nor the socket; it is a platform thread, because a listener may block in a way that pins
/// the carrier of a virtual thread.
///
/// The event loop bounds what waits: it reads no frames while [#isBehind].
final class EventDispatcher {
  /// Limit of waiting events, in characters: about 7,000 of the usual ones.
  private static final long MAX_PENDING = 4 * 1024 * 1024;

  /// Weight of each call in addition to the characters of its frame.
  private static final int CALL_WEIGHT = 512;

  private final Executor executor;
  private final AtomicLong pending = new AtomicLong();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private volatile @Nullable Thread running;
  private volatile Runnable onCaughtUp = () -> {};

  /// @param executor runs one task after the other; null for a thread of its own
  EventDispatcher(@Nullable Executor executor) {
    this.executor = executor == null ? ownThread() : executor;
  }

  private static Executor ownThread() {
    var thread =
        Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("slack-rtm-listeners").factory());
    return task -> {
      thread.execute(task);
      if (task instanceof End) {
        thread.shutdown();
      }
    };
  }

  /// Last task of a dispatcher.
  private record End(CompletableFuture<Void> ended) implements Runnable {
    @Override
    public void run() {
      ended.complete(null);
    }
  }

  /// @param caughtUp called when it is no longer [#isBehind]
  void start(Runnable caughtUp) {
    this.onCaughtUp = caughtUp;
  }

  /// Runs these calls, soon.
  ///
  /// @param calls one or more; not modified afterwards
  /// @param characters total length of their frames
  void dispatch(List<Runnable> calls, long characters) {
    long weight = characters + (long) CALL_WEIGHT * calls.size();
    pending.addAndGet(weight);
    executor.execute(() -> run(calls, weight));
  }

  /// Returns whether the listeners cannot keep up.
  boolean isBehind() {
    return pending.get() > MAX_PENDING;
  }

  /// Ends after the calls that wait.
  void stop() {
    try {
      executor.execute(new End(ended));
    } catch (RejectedExecutionException e) {
      ended.complete(null);
    }
  }

  /// Returns whether the caller is a listener.
  boolean isCurrent() {
    return Thread.currentThread().equals(running);
  }

  /// Waits for the end; returns immediately in a listener.
  void awaitEnd(Duration atMost) throws InterruptedException {
    if (!isCurrent()) {
      try {
        ended.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException | ExecutionException e) {
        // A listener blocks: close() does not wait for it any longer.
      }
    }
  }

  private void run(List<Runnable> calls, long weight) {
    running = Thread.currentThread();
    try {
      calls.forEach(Runnable::run);
    } finally {
      running = null;
      long before = pending.getAndAdd(-weight);
      if (before > MAX_PENDING && before - weight <= MAX_PENDING) {
        onCaughtUp.run();
      }
    }
  }
}
