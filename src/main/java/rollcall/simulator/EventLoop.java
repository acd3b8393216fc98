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

/// Event loop of the workspace: one thread runs the queued tasks in order, and timers when due.
/// Other threads enqueue tasks; a full queue blocks them, which stops reading from the sockets.
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
    this.thread = Thread.ofVirtual().name("simulator-event-loop").unstarted(this::run);
  }

  /// Starts the thread.
  ///
  /// @param after runs after each task
  void open(Runnable after) {
    afterEach = after;
    thread.start();
  }

  /// Returns the current time, in whole milliseconds.
  Instant now() {
    return Instant.ofEpochMilli(clock.instant().toEpochMilli());
  }

  /// Enqueues a task; from any thread. A closed loop drops it.
  void enqueue(Runnable task) {
    if (Thread.currentThread().equals(thread)) {
      ownTasks.add(task);
      return;
    }
    try {
      while (isAlive() && !inbox.offer(task, 1, TimeUnit.SECONDS)) {
        // The queue is full; checks each second whether the loop still runs.
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Runs a function on the loop and returns its result; from any thread, including the loop's own.
  /// After [#close] it runs on the caller's thread.
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

  /// Schedules a task; only from the loop's own thread.
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
      LOG.error("A task of the demo workspace failed; the workspace continues.", e);
    }
  }

  /// Runs the queued tasks, then stops the thread.
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
