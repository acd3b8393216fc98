package rollcall.slack.rtm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import rollcall.testkit.FakeSlack;

@Timeout(300)
class ListenerExecutorTest {
  private static final int EVENTS = 200;

  @Test
  void aDirectExecutorCallsTheListenersInOrderOnTheEventLoop() throws Exception {
    try (RtmTestRig rig = new RtmTestRig(choices -> choices.listenerExecutor(Runnable::run))) {
      assertIn(Set.of("slack-rtm", "slack-rtm-reader"), threadsOfEvents(rig));
    }
  }

  @Test
  void anExecutorOfTheCallerCallsTheListenersInOrderOnItsThread() throws Exception {
    try (ExecutorService own =
            Executors.newSingleThreadExecutor(Thread.ofPlatform().name("own").factory());
        RtmTestRig rig = new RtmTestRig(choices -> choices.listenerExecutor(own))) {
      assertEquals(Set.of("own"), threadsOfEvents(rig));
    }
  }

  @Test
  void theDefaultIsTheReaderOfTheSocketOrAThreadForListeners() throws Exception {
    try (RtmTestRig rig = new RtmTestRig()) {
      assertIn(Set.of("slack-rtm-reader", "slack-rtm-listeners"), threadsOfEvents(rig));
    }
  }

  @Test
  void afterAListenerThatBlocksAnotherThreadReadsAndTheListenersHaveOneOfTheirOwn()
      throws Exception {
    try (RtmTestRig rig = new RtmTestRig()) {
      CountDownLatch over = new CountDownLatch(1);
      List<String> order = Collections.synchronizedList(new ArrayList<>());
      BlockingQueue<String> blocked = new LinkedBlockingQueue<>();
      rig.client.onEvent(event -> {
        order.add(event.type());
        if (event.type().equals("block")) {
          blocked.add(Thread.currentThread().getName());
          await(over);
        }
      });
      FakeSlack.Connection line = rig.start();
      line.send("{\"type\":\"block\"}");
      String thread = RtmTestRig.next(blocked);
      line.send("{\"type\":\"after\"}");
      var reply = rig.client.sendMessage("Hi", "C1");
      line.receive();
      line.send("{\"ok\":true,\"reply_to\":1,\"ts\":\"1.1\"}");
      RtmTestRig.get(reply);
      assertEquals(List.of("hello", "block"), order);
      over.countDown();
      rig.client.settle();
      assertEquals(List.of("hello", "block", "after", ""), order);
      // The call of hello may end on the listeners' thread, which then takes the next one, too.
      Set<String> expected =
          thread.equals("slack-rtm-reader")
              ? Set.of("slack-rtm-listeners")
              : Set.of("slack-rtm-reader", "slack-rtm-listeners");
      assertIn(expected, threadsOfEvents(rig, line));
    }
  }

  @Test
  void aListenerMayInterruptItsThread() throws Exception {
    for (UnaryOperator<RtmClientBuilder> executor :
        List.<UnaryOperator<RtmClientBuilder>>of(
            UnaryOperator.identity(), choices -> choices.listenerExecutor(Runnable::run))) {
      try (RtmTestRig rig = new RtmTestRig(executor)) {
        rig.client.onEvent(_ -> Thread.currentThread().interrupt());
        threadsOfEvents(rig);
      }
    }
  }

  @Test
  void aListenerOnTheEventLoopMaySendAndCloseItsClient() throws Exception {
    BlockingQueue<String> ends = new LinkedBlockingQueue<>();
    try (RtmTestRig rig = new RtmTestRig(choices -> choices.listenerExecutor(Runnable::run))) {
      rig.client.on(
          "greet",
          _ -> {
            var _ = rig.client.sendMessage("Hi", "C1");
          });
      rig.client.on(
          "leave",
          _ -> {
            long start = System.nanoTime();
            rig.client.close();
            ends.add(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(5) ? "soon" : "late");
          });
      FakeSlack.Connection line = rig.start();
      line.send("{\"type\":\"greet\"}");
      assertTrue(line.receive().contains("Hi"));
      line.send("{\"type\":\"leave\"}");
      assertEquals("soon", RtmTestRig.next(ends));
    }
  }

  @Test
  void anExecutorThatRejectsTasksStopsTheClientWithASentence() throws Exception {
    ExecutorService own = Executors.newSingleThreadExecutor();
    try (RtmTestRig rig = new RtmTestRig(choices -> choices.listenerExecutor(own))) {
      FakeSlack.Connection line = rig.start();
      own.shutdown();
      line.send("{\"type\":\"greet\"}");
      String logged = RtmTestRig.next(rig.log);
      while (!logged.contains("listener executor")) {
        logged = RtmTestRig.next(rig.log);
      }
      assertTrue(logged.startsWith("ERROR"), logged);
      assertFalse(logged.contains("bug"), logged);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void assertIn(Set<String> expected, Set<String> threads) {
    assertTrue(expected.containsAll(threads), threads.toString());
  }

  private static Set<String> threadsOfEvents(RtmTestRig rig) throws Exception {
    return threadsOfEvents(rig, rig.start());
  }

  /// Names of the threads that called the listener; checks the order of the events.
  private static Set<String> threadsOfEvents(RtmTestRig rig, FakeSlack.Connection line)
      throws Exception {
    Set<String> threads = Collections.synchronizedSet(new TreeSet<>());
    BlockingQueue<String> types = new LinkedBlockingQueue<>();
    rig.client.on(
        RtmEvent.Other.class,
        event -> {
          threads.add(Thread.currentThread().getName());
          types.add(event.type());
        });
    List<String> sent = IntStream.range(0, EVENTS).mapToObj(i -> "event" + i).toList();
    for (String type : sent) {
      line.send("{\"type\":\"" + type + "\"}");
    }
    List<String> received = new ArrayList<>();
    while (received.size() < EVENTS) {
      received.add(RtmTestRig.next(types));
    }
    assertEquals(sent, received);
    return threads;
  }
}
