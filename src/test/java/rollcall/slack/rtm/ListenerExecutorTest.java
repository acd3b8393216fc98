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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
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
      assertEquals(Set.of("slack-rtm"), threadsOfEvents(rig));
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
  void theDefaultIsAThreadOfTheClient() throws Exception {
    try (RtmTestRig rig = new RtmTestRig()) {
      assertEquals(Set.of("slack-rtm-listeners"), threadsOfEvents(rig));
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

  /// Names of the threads that called the listener; checks the order of the events.
  private static Set<String> threadsOfEvents(RtmTestRig rig) throws Exception {
    Set<String> threads = Collections.synchronizedSet(new TreeSet<>());
    BlockingQueue<String> types = new LinkedBlockingQueue<>();
    rig.client.on(
        RtmEvent.Other.class,
        event -> {
          threads.add(Thread.currentThread().getName());
          types.add(event.type());
        });
    FakeSlack.Connection line = rig.start();
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
