package rollcall.slack.rtm;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Default executor of the listeners: runs its tasks one at a time and in order, on one of two
/// threads.
///
/// The reader thread of a socket runs the calls for the events that it just read, so that no other
/// thread has to wake up. If they take long, another thread reads on; from then on, all tasks run
/// on the thread of this queue. That thread also runs the calls that do not come from a read. It is
/// a platform thread, because a listener may block in a way that pins the carrier of a virtual
/// thread.
final class ListenerExecutor implements Executor {
  /// Time after which the calls of one read take too long.
  private static final Duration LONG = Duration.ofMillis(50);

  private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean busy = new AtomicBoolean();
  private final Thread thread =
      Thread.ofPlatform().daemon().name("slack-rtm-listeners").unstarted(this::run);
  private volatile @Nullable Turn current;
  private volatile boolean slow;
  private volatile boolean closed;

  /// Calls of one read, run by its reader thread.
  private static final class Turn {
    private enum State {
      RUNNING,
      ENDED,
      REPLACED
    }

    private final Runnable readOn;
    private final AtomicReference<State> state = new AtomicReference<>(State.RUNNING);
    private final AtomicBoolean watched = new AtomicBoolean();

    Turn(Runnable readOn) {
      this.readOn = readOn;
    }

    /// Returns whether the thread of this turn goes on reading.
    boolean end() {
      return state.compareAndSet(State.RUNNING, State.ENDED);
    }

    /// Returns whether the thread of this turn stops reading; then `readOn` has to run.
    boolean replace() {
      return state.compareAndSet(State.RUNNING, State.REPLACED);
    }

    boolean isFirstWatch() {
      return watched.compareAndSet(false, true);
    }

    boolean isReplaced() {
      return state.get() == State.REPLACED;
    }
  }

  void start() {
    thread.start();
  }

  /// Adds a task; [#runHere] or [#wakeUp] has to follow.
  @Override
  public void execute(Runnable task) {
    waiting.add(task);
  }

  /// Has waiting tasks run on the thread of this queue.
  void wakeUp() {
    if (!waiting.isEmpty() && !busy.get()) {
      LockSupport.unpark(thread);
    }
  }

  /// Runs waiting tasks on a reader thread, which is the caller.
  ///
  /// @param readOn starts another reader thread
  /// @return whether the caller goes on reading; if not, `readOn` was run
  boolean runHere(Runnable readOn) {
    if (slow) {
      wakeUp();
      return true;
    }
    Turn turn = new Turn(readOn);
    run(turn);
    // A listener may interrupt its thread.
    Thread.interrupted();
    return turn.end();
  }

  /// Watches the calls on a reader thread, if there are any: when they last [#LONG], another thread
  /// reads on.
  void watch() {
    Turn turn = current;
    if (turn != null && turn.isFirstWatch()) {
      Thread.ofVirtual().name("slack-rtm-watch").start(() -> replace(turn));
    }
  }

  private void replace(Turn turn) {
    try {
      Thread.sleep(LONG);
      if (turn.replace()) {
        slow = true;
        turn.readOn.run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Ends the thread; for the last task.
  void close() {
    closed = true;
    LockSupport.unpark(thread);
  }

  private void run() {
    while (!closed) {
      LockSupport.park(this);
      Thread.interrupted();
      run(null);
    }
  }

  /// @param turn null on the thread of this queue
  private void run(@Nullable Turn turn) {
    while (!waiting.isEmpty() && busy.compareAndSet(false, true)) {
      current = turn;
      try {
        runAll(turn);
      } finally {
        current = null;
        busy.set(false);
      }
      if (turn != null && turn.isReplaced()) {
        wakeUp();
        return;
      }
    }
  }

  private void runAll(@Nullable Turn turn) {
    while (turn == null || !turn.isReplaced()) {
      Runnable task = waiting.poll();
      if (task == null) {
        return;
      }
      task.run();
    }
  }
}
