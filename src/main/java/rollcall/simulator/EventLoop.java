package rollcall.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.PriorityQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one thread on which the workspace lives: it does what it is told, in order, and between that
/// what has fallen due. The agenda belongs to this thread; the inbox is the way in, and whoever
/// brings more than fits waits at the door, which presses back on the sockets.
final class EventLoop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EventLoop.class);
  private static final Duration MAX_WAIT = Duration.ofMinutes(1);
  private static final int CAPACITY = 4096;

  private final InstantSource clock;
  private final BlockingQueue<Runnable> inbox = new LinkedBlockingQueue<>(CAPACITY);
  private final PriorityQueue<Due> timers =
      new PriorityQueue<>(Comparator.comparing(Due::at).thenComparingLong(Due::number));
  private final Deque<Runnable> ownTasks = new ArrayDeque<>();
  private final Thread thread;
  private Runnable afterEach = () -> {};
  private long scheduled;
  private boolean open = true;

  private record Due(Instant at, long number, Runnable task) {}

  EventLoop(InstantSource clock) {
    this.clock = clock;
    this.thread = Thread.ofVirtual().name("demo workspace").unstarted(this::run);
  }

  /// Begins to live.
  ///
  /// @param after done after everything that the lane does
  void open(Runnable after) {
    afterEach = after;
    thread.start();
  }

  /// The present, in whole milliseconds.
  Instant now() {
    return Instant.ofEpochMilli(clock.instant().toEpochMilli());
  }

  /// Does it soon; from any thread. Nobody does it once the lane is closed.
  void enqueue(Runnable task) {
    if (Thread.currentThread().equals(thread)) {
      ownTasks.add(task);
      return;
    }
    try {
      while (isAlive() && !inbox.offer(task, 1, TimeUnit.SECONDS)) {
        // Waits at the door, and looks now and then whether it is still there.
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Does it and waits for the answer; from any thread, the lane's own too. What a closed lane knew
  /// can still be asked.
  <T extends @Nullable Object> T call(Supplier<T> question) {
    if (Thread.currentThread().equals(thread) || !isAlive()) {
      return question.get();
    }
    CompletableFuture<T> answer = new CompletableFuture<>();
    enqueue(() -> {
      try {
        answer.complete(question.get());
      } catch (RuntimeException e) {
        answer.completeExceptionally(e);
      }
    });
    try {
      return answer.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private boolean isAlive() {
    return thread.getState() != Thread.State.TERMINATED;
  }

  /// Does it at this instant or soon after; only from the lane itself.
  void schedule(Instant when, Runnable task) {
    timers.add(new Due(when, scheduled++, task));
  }

  private void run() {
    while (open) {
      runDueTimers();
      Runnable next = nextDeadline();
      if (next != null) {
        run(next);
      }
    }
    inbox.forEach(this::run);
  }

  private void runDueTimers() {
    Due first = timers.peek();
    while (first != null && !first.at().isAfter(clock.instant())) {
      timers.remove();
      run(first.task());
      first = timers.peek();
    }
  }

  private @Nullable Runnable nextDeadline() {
    if (!ownTasks.isEmpty()) {
      return ownTasks.remove();
    }
    Duration wait = MAX_WAIT;
    Due first = timers.peek();
    if (first != null) {
      Duration left = Duration.between(clock.instant(), first.at());
      wait = left.compareTo(wait) < 0 ? left : wait;
    }
    try {
      return inbox.poll(Math.max(0, wait.toNanos()), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      open = false;
      return null;
    }
  }

  private void run(Runnable task) {
    try {
      task.run();
      afterEach.run();
    } catch (RuntimeException e) {
      LOG.error("The demo workspace stumbled and goes on.", e);
    }
  }

  /// Does what was told before, and then no more.
  @Override
  public void close() {
    if (thread.getState() == Thread.State.NEW) {
      return;
    }
    enqueue(() -> open = false);
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
