package rollcall.ui.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import rollcall.testkit.Fx;
import rollcall.testkit.FxExtension;

@ExtendWith(FxExtension.class)
class FxExecutorTest {
  private FxExecutor gate;

  @BeforeEach
  void createGate() {
    gate = Fx.get(FxExecutor::new);
  }

  @Test
  void newestStateAndAllEventsAreDeliveredInOrder() throws Exception {
    List<Integer> states = new ArrayList<>();
    List<Integer> facts = new ArrayList<>();
    Consumer<Integer> state = gate.latest(states::add);
    Consumer<List<Integer>> fact = gate.onEveryPulse(facts::addAll);
    Fx.run(() -> {
      // The FX thread is busy here, so nothing can be delivered in between.
      for (int i = 1; i <= 10_000; i++) {
        state.accept(i);
        fact.accept(List.of(i, -i));
      }
    });
    afterNextPulse();
    assertEquals(List.of(10_000), states);
    assertEquals(
        IntStream.rangeClosed(1, 10_000).boxed().flatMap(i -> List.of(i, -i).stream()).toList(),
        facts);
  }

  @Test
  void aClosedGateCollectsWorkUntilItIsOpened() throws Exception {
    List<String> seen = new ArrayList<>();
    FxExecutor closed = FxExecutor.closed();
    closed.execute(() -> seen.add("before"));
    afterNextPulse();
    assertEquals(List.of(), seen);
    Fx.run(() -> {
      closed.open();
      assertEquals(List.of("before"), seen);
      closed.execute(() -> seen.add("after"));
    });
    Fx.await(() -> seen.size() == 2);
    assertEquals(List.of("before", "after"), seen);
  }

  @Test
  void throwingReceiverDoesNotDropQueuedWork() throws Exception {
    List<String> seen = new ArrayList<>();
    Fx.run(() -> {
      Thread.currentThread().setUncaughtExceptionHandler((_, e) -> seen.add(e.getMessage()));
      gate.execute(() -> {
        throw new IllegalStateException("a bug");
      });
      gate.execute(() -> seen.add("after it"));
    });
    afterNextPulse();
    assertEquals(List.of("a bug", "after it"), seen);
  }

  @Test
  void workSubmittedByAReceiverRunsInALaterPulse() throws Exception {
    List<String> seen = new ArrayList<>();
    gate.execute(() -> {
      seen.add("first");
      gate.execute(() -> seen.add("second"));
    });
    afterNextPulse();
    afterNextPulse();
    assertEquals(List.of("first", "second"), seen);
  }

  private void afterNextPulse() throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    gate.execute(done::countDown);
    assertEquals(true, done.await(60, TimeUnit.SECONDS));
  }
}
