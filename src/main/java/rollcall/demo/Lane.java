package rollcall.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
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
/// what has fallen due. The agenda belongs to this thread; the inbox is the way in.
final class Lane implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

  private final InstantSource clock;
  private final BlockingQueue<Runnable> inbox = new LinkedBlockingQueue<>();
  private final PriorityQueue<Due> agenda =
      new PriorityQueue<>(Comparator.comparing(Due::at).thenComparingLong(Due::number));
  private final Runnable afterEach;
  private final Thread thread;
  private long booked;
  private boolean open = true;

  private record Due(Instant at, long number, Runnable what) {}

  /// @param afterEach done after everything that the lane does
  Lane(InstantSource clock, Runnable afterEach) {
    this.clock = clock;
    this.afterEach = afterEach;
    this.thread = Thread.ofVirtual().name("demo workspace").start(this::live);
  }

  /// The present, in whole milliseconds.
  Instant now() {
    return Instant.ofEpochMilli(clock.instant().toEpochMilli());
  }

  /// Does it soon; from any thread.
  void tell(Runnable what) {
    inbox.add(what);
  }

  /// Does it and waits for the answer; from any thread, the lane's own too.
  <T extends @Nullable Object> T ask(Supplier<T> question) {
    if (Thread.currentThread().equals(thread)) {
      return question.get();
    }
    CompletableFuture<T> answer = new CompletableFuture<>();
    tell(() -> {
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

  /// Does it at this instant or soon after; only from the lane itself.
  void at(Instant when, Runnable what) {
    agenda.add(new Due(when, booked++, what));
  }

  private void live() {
    while (open) {
      doWhatIsDue();
      Runnable next = next();
      if (next != null) {
        run(next);
      }
    }
  }

  private void doWhatIsDue() {
    Due first = agenda.peek();
    while (first != null && !first.at().isAfter(clock.instant())) {
      agenda.remove(first);
      run(first.what());
      first = agenda.peek();
    }
  }

  private @Nullable Runnable next() {
    Duration wait = LONGEST_WAIT;
    Due first = agenda.peek();
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

  private void run(Runnable what) {
    try {
      what.run();
      afterEach.run();
    } catch (RuntimeException e) {
      LOG.error("The demo workspace stumbled and goes on.", e);
    }
  }

  /// Does what was told before, and then no more.
  @Override
  public void close() {
    tell(() -> open = false);
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
