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

/// The link lane of one client: one virtual thread that takes what happens from its inbox, hands it
/// to the [ConnectionDriver], and otherwise waits until the nearest deadline. `looked` belongs to
/// that thread.
///
/// Nobody else's code runs on it: the [EventDispatcher] tells the listeners. So a turn takes no
/// time to speak of, and when the clock says otherwise, the process stood still: then nothing that
/// is read afterwards can be dated, and the connection is made anew.
final class EventLoop {
  /// Interval of the pulse: the clock is read at least this often, however far the next deadline
  /// is. So a stall is noticed that is longer than the limit and this together.
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

  private static final Duration SET_BACK = Duration.ofSeconds(2);
  private static final int AT_ONE_GO = 1024;

  private final BlockingQueue<LoopMessage> inbox;
  private final ConnectionDriver link;
  private final EventDispatcher teller;
  private final InstantSource clock;
  private final Duration stallLimit;
  private final Logger log;
  private final Thread thread;
  private final List<CompletableFuture<Void>> settling = new ArrayList<>();
  private Instant looked;
  private volatile boolean ending;
  private volatile boolean ended;

  /// @param stallLimit by how much a wait may be too long before the process must have stood still,
  ///   or the computer slept, or its clock was set forward
  EventLoop(
      BlockingQueue<LoopMessage> inbox,
      ConnectionDriver link,
      EventDispatcher teller,
      InstantSource clock,
      Duration stallLimit,
      Logger log) {
    this.inbox = inbox;
    this.link = link;
    this.teller = teller;
    this.clock = clock;
    this.stallLimit = stallLimit;
    this.looked = clock.instant();
    this.log = log;
    this.thread = Thread.ofVirtual().name("slack-rtm").unstarted(this::run);
  }

  static BlockingQueue<LoopMessage> inbox() {
    return new LinkedBlockingQueue<>();
  }

  void start() {
    teller.start(() -> enqueue(link::resumeReading));
    thread.start();
  }

  /// Does this on the lane, soon.
  ///
  /// @return false if the lane has ended, and it will not be done
  boolean enqueue(Runnable work) {
    LoopMessage wish = new LoopMessage.Task(work);
    inbox.add(wish);
    return !(ended && inbox.remove(wish));
  }

  /// Sees to what is due by the clock, and waits until that is done.
  void settle() {
    CompletableFuture<Void> seen = new CompletableFuture<>();
    if (!enqueue(() -> settling.add(seen))) {
      return;
    }
    seen.join();
  }

  /// Ends as soon as the link is disconnected.
  void stop() {
    enqueue(() -> {
      ending = true;
      link.failStarts();
    });
  }

  /// Waits until it has ended and everything is told, except on the listeners' own thread.
  void awaitEnd(Duration atMost) throws InterruptedException {
    // With a direct executor, a listener runs on this thread and cannot wait for its end.
    if (!Thread.currentThread().equals(thread)) {
      thread.join(atMost);
      teller.awaitEnd(atMost);
    }
  }

  private void run() {
    try {
      while (!(ending && link.disconnected())) {
        runOnce();
      }
      link.failAll(null);
    } catch (InterruptedException e) {
      link.failAll(null);
      Thread.currentThread().interrupt();
    } catch (RejectedExecutionException e) {
      log.log(Level.ERROR, "The client stopped, because its listener executor rejects tasks.", e);
      link.failAll(
          new Socket("The client stopped, because its listener executor rejects tasks.", e));
    } catch (RuntimeException | Error e) {
      log.log(Level.ERROR, "The client stopped: this is a bug.", e);
      link.failAll(new Socket("The client stopped, because it hit a bug in itself.", e));
    } finally {
      ended = true;
      drain();
      teller.stop();
    }
  }

  private void runOnce() throws InterruptedException {
    Duration wait = untilDeadline(looked);
    LoopMessage item = inbox.poll(wait.toNanos(), TimeUnit.NANOSECONDS);
    Instant now = clock.instant();
    wakeUp(looked.plus(wait), now);
    for (int n = 0; item != null && n < AT_ONE_GO; n++) {
      link.handle(item);
      item = n + 1 < AT_ONE_GO && !link.isFull() ? inbox.poll() : null;
      wakeUp(looked, clock.instant());
    }
    link.tick(looked);
    isSettled();
  }

  /// Notices when the clock says something else than it should.
  private void wakeUp(Instant expected, Instant now) {
    if (now.isBefore(looked.minus(SET_BACK)) || now.isAfter(expected.plus(stallLimit))) {
      link.clockJumped(now);
    }
    looked = now;
  }

  /// Whoever waited for the clock to be looked at need wait no more, once the listeners know what
  /// came of it.
  private void isSettled() {
    List<CompletableFuture<Void>> seen = List.copyOf(settling);
    settling.clear();
    if (!seen.isEmpty()) {
      teller.dispatch(List.of(() -> seen.forEach(one -> one.complete(null))), 0);
    }
  }

  private Duration untilDeadline(Instant now) {
    Duration wait = link.deadline(now).map(due -> Duration.between(now, due)).orElse(LONGEST_WAIT);
    return wait.isNegative()
        ? Duration.ZERO
        : wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
  }

  /// Wishes that came too late find a closed outbox, which refuses them.
  private void drain() {
    for (LoopMessage item = inbox.poll(); item != null; item = inbox.poll()) {
      if (item instanceof LoopMessage.Task wish) {
        wish.work().run();
      }
    }
    isSettled();
  }
}
