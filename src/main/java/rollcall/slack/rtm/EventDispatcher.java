package rollcall.slack.rtm;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Dispatcher of listener calls for one client: in order, one batch after the other, on an
/// executor. By default that is a [ListenerExecutor], so that a slow listener delays neither the
/// event loop nor the socket.
///
/// The event loop bounds what waits: it reads no frames while [#isBehind].
final class EventDispatcher {
  /// Limit of waiting events, in characters: about 7,000 of the usual ones.
  private static final long MAX_PENDING = 4 * 1024 * 1024;

  /// Weight of each call in addition to the characters of its frame.
  private static final int CALL_WEIGHT = 512;

  private final Executor executor;
  private final @Nullable ListenerExecutor queue;
  private final AtomicLong pending = new AtomicLong();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private volatile @Nullable Thread running;
  private volatile Runnable onCaughtUp = () -> {};

  /// @param executor runs one task after the other; null for a [ListenerExecutor]
  EventDispatcher(@Nullable Executor executor) {
    ListenerExecutor own = new ListenerExecutor();
    this.queue = executor == null ? own : null;
    this.executor = executor == null ? own : executor;
  }

  /// @param caughtUp called when it is no longer [#isBehind]
  void start(Runnable caughtUp) {
    this.onCaughtUp = caughtUp;
    if (queue != null) {
      queue.start();
    }
  }

  /// Enqueues these calls; [#runHere] or [#runSoon] has to follow.
  ///
  /// @param calls one or more; not modified afterwards
  /// @param characters total length of their frames
  void dispatch(List<Runnable> calls, long characters) {
    long weight = characters + (long) CALL_WEIGHT * calls.size();
    pending.addAndGet(weight);
    executor.execute(() -> run(calls, weight));
  }

  /// Runs the enqueued calls on the calling reader thread, if the executor is the default one.
  ///
  /// @param readOn starts another reader thread, because the calls take long
  /// @return whether the caller goes on reading; if not, `readOn` was run
  boolean runHere(Runnable readOn) {
    return queue == null || queue.runHere(readOn);
  }

  /// Has the enqueued calls run on another thread, and watches those on a reader thread.
  void runSoon() {
    if (queue != null) {
      queue.wakeUp();
      queue.watch();
    }
  }

  /// Returns whether the listeners cannot keep up.
  boolean isBehind() {
    return pending.get() > MAX_PENDING;
  }

  /// Ends after the calls that wait.
  void stop() {
    try {
      executor.execute(this::end);
    } catch (RejectedExecutionException e) {
      end();
    }
  }

  private void end() {
    ended.complete(null);
    if (queue != null) {
      queue.close();
    }
  }

  /// Waits for the end; returns immediately in a listener.
  void awaitEnd(Duration atMost) throws InterruptedException {
    if (!Thread.currentThread().equals(running)) {
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
