package rollcall.slack.rtm;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import rollcall.slack.SlackException.Socket;

/// Event loop of one client: takes messages from its queue, passes them to the [ConnectionDriver],
/// and otherwise waits for the next deadline.
///
/// Its state is guarded by a lock. Two kinds of threads run iterations: the reader thread of a
/// socket, with what it just read, so that no other thread has to wake up for an event; and the
/// virtual thread of the loop for all other messages and for deadlines.
///
/// No listener runs inside the lock, unless the caller chose a direct listener executor. So an
/// iteration is short, and if the clock shows a longer one, the process was stalled: frames that
/// are read afterwards cannot be dated, and the client reconnects.
final class EventLoop {
  /// Interval of the clock check: the clock is read at least this often, whatever the next
  /// deadline. A stall longer than the limit plus this interval is detected.
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

  private static final Duration SET_BACK = Duration.ofSeconds(2);
  private static final int AT_ONE_GO = 1024;

  private final Queue<LoopMessage> inbox = new ConcurrentLinkedQueue<>();
  private final ReentrantLock running = new ReentrantLock();
  private final ConnectionDriver driver;
  private final EventDispatcher dispatcher;
  private final InstantSource clock;
  private final Duration stallLimit;
  private final Logger log;
  private final Thread thread;
  private final List<CompletableFuture<Void>> settles = new ArrayList<>();
  private Instant lastTick;
  private Instant deadline;

  /// Time until which the thread of the loop waits.
  private Instant wakeUpAt;

  private boolean ending;
  private volatile boolean ended;

  /// @param driver makes the driver, which sends messages of its sockets to the given consumer
  /// @param stallLimit by how much a wait may be too long before the process must have stood still,
  ///   or the computer slept, or its clock was set forward
  EventLoop(
      Function<Consumer<LoopMessage>, ConnectionDriver> driver,
      EventDispatcher dispatcher,
      InstantSource clock,
      Duration stallLimit,
      Logger log) {
    this.driver = driver.apply(this::accept);
    this.dispatcher = dispatcher;
    this.clock = clock;
    this.stallLimit = stallLimit;
    this.lastTick = clock.instant();
    this.deadline = lastTick.plus(LONGEST_WAIT);
    this.wakeUpAt = lastTick;
    this.log = log;
    this.thread = Thread.ofVirtual().name("slack-rtm").unstarted(this::run);
  }

  void start() {
    dispatcher.start(() -> enqueue(ConnectionDriver::resumeReading));
    thread.start();
  }

  /// Enqueues a task for the event loop.
  ///
  /// @return false if the event loop has ended, and it will not be done
  boolean enqueue(Consumer<ConnectionDriver> work) {
    LoopMessage task = new LoopMessage.Task(() -> work.accept(driver));
    post(task);
    return !(ended && inbox.remove(task));
  }

  /// Processes what is due by the clock, and waits until that is done.
  void settle() {
    CompletableFuture<Void> seen = new CompletableFuture<>();
    if (enqueue(_ -> settles.add(seen))) {
      seen.join();
    }
  }

  /// Ends the loop as soon as the connection is disconnected.
  void stop() {
    enqueue(_ -> {
      ending = true;
      driver.failStarts();
    });
  }

  /// Waits until the loop has ended and all events are dispatched, except in a listener.
  void awaitEnd(Duration atMost) throws InterruptedException {
    // With a direct executor, a listener runs inside the loop and cannot wait for its end.
    if (!running.isHeldByCurrentThread()) {
      thread.join(atMost);
      dispatcher.awaitEnd(atMost);
    }
  }

  private void post(LoopMessage message) {
    inbox.add(message);
    LockSupport.unpark(thread);
  }

  /// Receives a message of a socket. Handles the last frames on the calling reader thread, unless
  /// another thread is in the loop.
  private void accept(LoopMessage message) {
    boolean here = message instanceof LoopMessage.Frames(_, boolean last) && last;
    if (!here || !running.tryLock()) {
      post(message);
      return;
    }
    try {
      inbox.add(message);
      iterate();
      if (ended || !inbox.isEmpty() || deadline.isBefore(wakeUpAt)) {
        LockSupport.unpark(thread);
      }
    } finally {
      running.unlock();
    }
    // A listener on a direct executor may interrupt its thread.
    Thread.interrupted();
  }

  private void run() {
    while (!ended) {
      Duration wait = iterateAlone();
      dispatcher.runSoon();
      if (inbox.isEmpty() && !ended) {
        LockSupport.parkNanos(this, wait.toNanos());
      }
      Thread.interrupted();
    }
  }

  /// @return until the next iteration
  private Duration iterateAlone() {
    running.lock();
    try {
      iterate();
      wakeUpAt = deadline;
      return Duration.between(lastTick, deadline);
    } finally {
      running.unlock();
    }
  }

  private void iterate() {
    if (ended) {
      return;
    }
    try {
      runOnce();
      deadline = lastTick.plus(untilDeadline(lastTick));
      if (ending && driver.disconnected()) {
        end(null);
      }
    } catch (RejectedExecutionException e) {
      String reason = "The client stopped, because its listener executor rejects tasks.";
      log.log(Level.ERROR, reason, e);
      end(new Socket(reason, e));
    } catch (RuntimeException | Error e) {
      log.log(Level.ERROR, "The client stopped: this is a bug.", e);
      end(new Socket("The client stopped, because it hit a bug in itself.", e));
    }
  }

  private void end(@Nullable Socket problem) {
    try {
      driver.failAll(problem);
    } catch (RejectedExecutionException e) {
      log.log(Level.DEBUG, "The listeners do not receive the end, because their executor ended.");
    } finally {
      ended = true;
      drain();
      dispatcher.stop();
    }
  }

  private void runOnce() {
    wakeUp(deadline, clock.instant());
    LoopMessage item = inbox.poll();
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
