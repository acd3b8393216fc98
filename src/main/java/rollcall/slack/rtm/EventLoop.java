package rollcall.slack.rtm;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import rollcall.slack.SlackException.Socket;

/// Event loop of one client: a virtual thread that takes messages from its queue, passes them to
/// the [ConnectionDriver], and otherwise waits for the next deadline. `lastTick` belongs to that
/// thread.
///
/// No listener runs on it, unless the caller chose a direct listener executor. So an iteration is
/// short, and if the clock shows a longer one, the process was stalled: frames that are read
/// afterwards cannot be dated, and the client reconnects.
final class EventLoop {
  /// Interval of the clock check: the clock is read at least this often, whatever the next
  /// deadline. A stall longer than the limit plus this interval is detected.
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

  private static final Duration SET_BACK = Duration.ofSeconds(2);
  private static final int AT_ONE_GO = 1024;

  private final BlockingQueue<LoopMessage> inbox;
  private final ConnectionDriver driver;
  private final EventDispatcher dispatcher;
  private final InstantSource clock;
  private final Duration stallLimit;
  private final Logger log;
  private final Thread thread;
  private final List<CompletableFuture<Void>> settles = new ArrayList<>();
  private Instant lastTick;
  private volatile boolean ending;
  private volatile boolean ended;

  /// @param stallLimit by how much a wait may be too long before the process must have stood still,
  ///   or the computer slept, or its clock was set forward
  EventLoop(
      BlockingQueue<LoopMessage> inbox,
      ConnectionDriver driver,
      EventDispatcher dispatcher,
      InstantSource clock,
      Duration stallLimit,
      Logger log) {
    this.inbox = inbox;
    this.driver = driver;
    this.dispatcher = dispatcher;
    this.clock = clock;
    this.stallLimit = stallLimit;
    this.lastTick = clock.instant();
    this.log = log;
    this.thread = Thread.ofVirtual().name("slack-rtm").unstarted(this::run);
  }

  static BlockingQueue<LoopMessage> inbox() {
    return new LinkedBlockingQueue<>();
  }

  void start() {
    dispatcher.start(() -> enqueue(driver::resumeReading));
    thread.start();
  }

  /// Enqueues a task for the event loop.
  ///
  /// @return false if the event loop has ended, and it will not be done
  boolean enqueue(Runnable work) {
    LoopMessage task = new LoopMessage.Task(work);
    inbox.add(task);
    return !(ended && inbox.remove(task));
  }

  /// Processes what is due by the clock, and waits until that is done.
  void settle() {
    CompletableFuture<Void> seen = new CompletableFuture<>();
    if (!enqueue(() -> settles.add(seen))) {
      return;
    }
    seen.join();
  }

  /// Ends the loop as soon as the connection is disconnected.
  void stop() {
    enqueue(() -> {
      ending = true;
      driver.failStarts();
    });
  }

  /// Waits until the loop has ended and all events are dispatched, except on the listeners' own
  /// thread.
  void awaitEnd(Duration atMost) throws InterruptedException {
    // With a direct executor, a listener runs on this thread and cannot wait for its end.
    if (!Thread.currentThread().equals(thread)) {
      thread.join(atMost);
      dispatcher.awaitEnd(atMost);
    }
  }

  private void run() {
    try {
      while (!(ending && driver.disconnected())) {
        runOnce();
      }
      driver.failAll(null);
    } catch (InterruptedException e) {
      driver.failAll(null);
      Thread.currentThread().interrupt();
    } catch (RejectedExecutionException e) {
      log.log(Level.ERROR, "The client stopped, because its listener executor rejects tasks.", e);
      driver.failAll(
          new Socket("The client stopped, because its listener executor rejects tasks.", e));
    } catch (RuntimeException | Error e) {
      log.log(Level.ERROR, "The client stopped: this is a bug.", e);
      driver.failAll(new Socket("The client stopped, because it hit a bug in itself.", e));
    } finally {
      ended = true;
      drain();
      dispatcher.stop();
    }
  }

  private void runOnce() throws InterruptedException {
    Duration wait = untilDeadline(lastTick);
    LoopMessage item = inbox.poll(wait.toNanos(), TimeUnit.NANOSECONDS);
    Instant now = clock.instant();
    wakeUp(lastTick.plus(wait), now);
    for (int n = 0; item != null && n < AT_ONE_GO; n++) {
      driver.handle(item);
      item = n + 1 < AT_ONE_GO && !driver.isFull() ? inbox.poll() : null;
      wakeUp(lastTick, clock.instant());
    }
    driver.tick(lastTick);
    completeSettled();
  }

  /// Detects a clock jump or a stall.
  private void wakeUp(Instant expected, Instant now) {
    if (now.isBefore(lastTick.minus(SET_BACK)) || now.isAfter(expected.plus(stallLimit))) {
      driver.clockJumped(now);
    }
    lastTick = now;
  }

  /// Completes the callers of [#settle], after the listeners have received what was due.
  private void completeSettled() {
    List<CompletableFuture<Void>> seen = List.copyOf(settles);
    settles.clear();
    if (!seen.isEmpty()) {
      dispatcher.dispatch(List.of(() -> seen.forEach(one -> one.complete(null))), 0);
    }
  }

  private Duration untilDeadline(Instant now) {
    Duration wait =
        driver.deadline(now).map(due -> Duration.between(now, due)).orElse(LONGEST_WAIT);
    return wait.isNegative()
        ? Duration.ZERO
        : wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
  }

  /// Late tasks find a closed send queue, which refuses them.
  private void drain() {
    for (LoopMessage item = inbox.poll(); item != null; item = inbox.poll()) {
      if (item instanceof LoopMessage.Task task) {
        task.work().run();
      }
    }
    completeSettled();
  }
}
