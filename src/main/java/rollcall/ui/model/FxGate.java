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

/// The one gate to the FX lane: whatever happened elsewhere enters here, once a pulse.
///
/// However much is offered, at most one call to the toolkit is pending, so a storm of events cannot
/// starve the screen. What waits is taken in the order in which it was first offered. Offer from
/// any lane; receivers run on the FX lane. Made on the FX lane.
public final class FxGate implements Executor {
  private final Queue<Runnable> pending = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean pulseRequested = new AtomicBoolean();
  private final AnimationTimer pulse =
      new AnimationTimer() {
        @Override
        public void handle(long now) {
          stop();
          runPending();
        }
      };

  /// Runs this on the FX lane with the next pulse; nothing is skipped.
  @Override
  public void execute(Runnable work) {
    pending.add(work);
    requestPulse();
  }

  /// A way in for a state: a value that was not yet received is replaced by a newer one.
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

  /// A way in for facts: all that was offered since the last pulse arrives as one list, in order.
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
      Platform.runLater(pulse::start);
    }
  }

  private void runPending() {
    pulseRequested.set(false);
    int due = pending.size();
    try {
      for (Runnable work = pending.poll(); work != null; work = --due > 0 ? pending.poll() : null) {
        work.run();
      }
    } finally {
      // One receiver that throws must not swallow what waits behind it.
      if (!pending.isEmpty()) {
        requestPulse();
      }
    }
  }
}
