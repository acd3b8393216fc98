package rollcall.ui.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import org.jspecify.annotations.Nullable;

/// Executor of the FX thread: runs submitted work with the next pulse.
///
/// At most one toolkit call is pending, however much work is submitted, so a burst of events cannot
/// block the screen. Work runs in the order of submission. Thread: submit from any thread; work
/// runs on the FX thread.
public final class FxExecutor implements Executor {
  private final Queue<Runnable> pending = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean pulseRequested = new AtomicBoolean();
  // Made on the FX thread.
  private @Nullable AnimationTimer pulse;

  /// Returns a gate that collects work until [#open]; the toolkit need not run yet.
  public static FxExecutor closed() {
    FxExecutor gate = new FxExecutor();
    gate.pulseRequested.set(true);
    return gate;
  }

  /// Runs the work that was collected until now, and all further work with the next pulse, or when
  /// this is called again. Thread: FX.
  public void open() {
    runPending();
  }

  /// Runs this on the FX thread with the next pulse; nothing is skipped.
  @Override
  public void execute(Runnable work) {
    pending.add(work);
    requestPulse();
  }

  /// A consumer of states: a newer value replaces one that was not delivered yet.
  public <T> Consumer<T> latest(Consumer<? super T> receiver) {
    AtomicReference<@Nullable T> slot = new AtomicReference<>();
    return value -> {
      if (slot.getAndSet(value) == null) {
        execute(() -> {
          T newest = slot.getAndSet(null);
          if (newest != null) {
            receiver.accept(newest);
          }
        });
      }
    };
  }

  /// A consumer of events: everything since the last pulse is delivered as one list, in order.
  public <T> Consumer<List<T>> onEveryPulse(Consumer<? super List<T>> receiver) {
    Queue<T> facts = new ConcurrentLinkedQueue<>();
    AtomicBoolean queued = new AtomicBoolean();
    return batch -> {
      facts.addAll(batch);
      if (queued.compareAndSet(false, true)) {
        execute(() -> {
          queued.set(false);
          receiver.accept(drainAll(facts));
        });
      }
    };
  }

  private static <T> List<T> drainAll(Queue<T> facts) {
    List<T> out = new ArrayList<>();
    for (T fact = facts.poll(); fact != null; fact = facts.poll()) {
      out.add(fact);
    }
    return out;
  }

  private void requestPulse() {
    if (pulseRequested.compareAndSet(false, true)) {
      Platform.runLater(this::awaitPulse);
    }
  }

  private void awaitPulse() {
    AnimationTimer timer = pulse;
    if (timer == null) {
      timer =
          new AnimationTimer() {
            @Override
            public void handle(long now) {
              stop();
              runPending();
            }
          };
      pulse = timer;
    }
    timer.start();
  }

  private void runPending() {
    pulseRequested.set(false);
    int due = pending.size();
    try {
      for (Runnable work = pending.poll(); work != null; work = --due > 0 ? pending.poll() : null) {
        work.run();
      }
    } finally {
      // A receiver that throws must not drop the work queued after it.
      if (!pending.isEmpty()) {
        requestPulse();
      }
    }
  }
}
