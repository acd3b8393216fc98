package rollcall.slack.rtm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rollcall.slack.SlackException;
import rollcall.testkit.FakeSlack;

/// Listeners: their events, their thread, and the isolation of a failing one.
@Timeout(300)
class ListenerLoadTest {
  private static final String RENAMED =
      "{\"type\":\"message\",\"subtype\":\"channel_name\",\"channel\":\"C1\",\"ts\":\"1.1\","
          + "\"text\":\"renamed\"}";

  private RtmTestRig rig;
  private RtmClient client;

  @BeforeEach
  void open() throws Exception {
    rig = new RtmTestRig();
    client = rig.client;
  }

  @AfterEach
  void close() throws Exception {
    rig.close();
  }

  @Test
  void anEventIsHeardByAllByItsTypeItsSubtypeAndItsJavaType() throws Exception {
    List<String> heard = Collections.synchronizedList(new ArrayList<>());
    client.onRawMessage(json -> heard.add("raw " + json.length()));
    client.onEvent(event -> heard.add("any " + event.type()));
    client.on("message", _ -> heard.add("message"));
    client.on("message::channel_name", _ -> heard.add("message::channel_name"));
    client.on("message::bot_message", _ -> heard.add("wrong subtype"));
    client.on(RtmEvent.Message.class, event -> heard.add("Message " + event.text()));
    client.on(RtmEvent.class, event -> heard.add("RtmEvent " + event.type()));
    client.on(RtmEvent.class, event -> heard.add("whole " + event.json().length()));
    client.on(RtmEvent.Goodbye.class, _ -> heard.add("wrong type"));
    FakeSlack.Connection line = rig.start();
    client.settle();
    heard.clear();
    line.send(RENAMED);
    rig.event(RtmEvent.Message.class);
    client.settle();
    assertEquals("raw " + RENAMED.length(), heard.getFirst());
    assertEquals(
        List.of(
            "Message renamed",
            "RtmEvent message",
            "any message",
            "message",
            "message::channel_name",
            "raw " + RENAMED.length(),
            "whole " + RENAMED.length()),
        heard.stream().sorted().toList());
  }

  @Test
  void aTypeThatNoEventHasIsRefused() {
    for (String wrong : List.of("", " message", "message:channel_name", "message::", "::x")) {
      assertEquals(
          "“" + wrong + "” is no type of an event: write such as message or message::channel_name.",
          assertThrows(IllegalArgumentException.class, () -> client.on(wrong, _ -> {}))
              .getMessage());
    }
  }

  /// As in the guide: a bot that answers must not answer itself, nor other bots.
  @Test
  void aBotHearsWhatIsSaidAndKnowsItsOwnWords() throws Exception {
    List<String> log = Collections.synchronizedList(new ArrayList<>());
    String self = RtmTestRig.get(client.start()).selfId();
    client.on(
        RtmEvent.Message.class,
        said -> {
          if (said.subtype().isEmpty() && !self.equals(said.user())) {
            log.add("(channel:" + said.channel() + ") " + said.user() + " says: " + said.text());
          }
        });
    FakeSlack.Connection line = rig.ready();
    for (String rest :
        List.of(
            "\"user\":\"" + self + "\",\"text\":\"mine\"",
            "\"subtype\":\"bot_message\",\"bot_id\":\"B1\",\"text\":\"beep\"",
            "\"user\":\"U1\",\"text\":\"Hi there\"")) {
      line.send("{\"type\":\"message\",\"channel\":\"C1\",\"ts\":\"1.1\"," + rest + "}");
      rig.event(RtmEvent.Message.class);
    }
    client.settle();
    assertEquals(List.of("(channel:C1) U1 says: Hi there"), log);
  }

  @Test
  void theHandleStopsTheListening() throws Exception {
    BlockingQueue<RtmEvent> heard = new LinkedBlockingQueue<>();
    Subscription first = client.on("once", heard::add);
    Subscription second = client.on("once", heard::add);
    FakeSlack.Connection line = rig.start();
    first.close();
    first.close();
    line.send("{\"type\":\"once\"}");
    line.send("{\"type\":\"last\"}");
    while (!RtmTestRig.next(rig.events).type().equals("last")) {}
    second.close();
    assertEquals(1, heard.size());
  }

  @Test
  void outgoingFramesAreHeard() throws Exception {
    BlockingQueue<String> out = new LinkedBlockingQueue<>();
    client.onOutgoingMessage(out::add);
    FakeSlack.Connection line = rig.start();
    client.sendMessage("Hi", "C1");
    assertEquals(line.receive(), RtmTestRig.next(out));
  }

  @Test
  void eventsArriveInOrderOneAtATime() throws Exception {
    AtomicInteger running = new AtomicInteger();
    List<String> order = Collections.synchronizedList(new ArrayList<>());
    client.onLifecycle(event -> alone(running, () -> order.add(event.name())));
    client.onEvent(event -> alone(running, () -> order.add(event.type())));
    FakeSlack.Connection line = rig.start();
    List<String> expected =
        new ArrayList<>(List.of("connecting", "authenticated", "connected", "ready", "hello"));
    for (int i = 0; i < 3000; i++) {
      line.send("{\"type\":\"n" + i + "\"}");
      expected.add("n" + i);
    }
    line.close(1000);
    expected.add("reconnecting");
    rig.await(LifecycleEvent.Reconnecting.class);
    client.settle();
    assertEquals(expected, order);
  }

  private static void alone(AtomicInteger running, Runnable call) {
    if (running.incrementAndGet() == 1) {
      call.run();
    }
    running.decrementAndGet();
  }

  @Test
  void aListenerThatThrowsHasNoEffect() throws Exception {
    client.onEvent(_ -> {
      throw new IllegalStateException("Not my day.");
    });
    client.onRawMessage(_ -> {
      throw new AssertionError("Nor mine.");
    });
    client.onLifecycle(_ -> {
      Thread.currentThread().interrupt();
      throw new StackOverflowError();
    });
    // As languages do that know no checked exceptions.
    client.onEvent(_ -> ListenerLoadTest.<RuntimeException>sneak(new IOException("Nor ours.")));
    BlockingQueue<RtmEvent> after = new LinkedBlockingQueue<>();
    client.onEvent(after::add);
    rig.start().send("{\"type\":\"fine\"}");
    assertEquals("hello", RtmTestRig.next(after).type());
    assertEquals("fine", RtmTestRig.next(after).type());
    assertTrue(RtmTestRig.next(rig.log).startsWith("ERROR A listener failed."), "logged");
  }

  @Test
  void aListenerThatHangsKeepsNeitherTheConnectionNorTheSending() throws Exception {
    CountDownLatch hanging = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    client.on(
        "hang",
        _ -> {
          hanging.countDown();
          await(over);
        });
    FakeSlack.Connection line = rig.start();
    line.send("{\"type\":\"hang\"}");
    hanging.await();
    // Pings go out and are answered, messages are sent and acknowledged, without a listener.
    line.stopAnsweringPings();
    for (int id = 1; id <= 10; id += 2) {
      rig.clock.advance(Duration.ofSeconds(6));
      var sent = client.sendMessage("Hi", "C1");
      String first = line.receive();
      String second = line.receive();
      assertTrue((first + second).contains("ping") && (first + second).contains("Hi"));
      String message = first.contains("Hi") ? first : second;
      String number = message.replaceAll(".*\"id\":(\\d+).*", "$1");
      line.send("{\"ok\":true,\"reply_to\":" + number + ",\"ts\":\"1.1\"}");
      RtmTestRig.get(sent);
    }
    over.countDown();
    client.settle();
    assertEquals(1, rig.slack.calls("rtm.connect"));
  }

  @Test
  void listenersThatCannotKeepUpHoldSlackBackAndLoseNothing() throws Exception {
    flood(() -> {});
  }

  @Test
  void longFramesThatListenersCannotKeepUpWithDoNotFillTheMemory() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    AtomicInteger heard = new AtomicInteger();
    client.on("hang", _ -> await(over));
    client.on(RtmEvent.UserTyping.class, _ -> heard.incrementAndGet());
    FakeSlack.Connection line = rig.start();
    line.send("{\"type\":\"hang\"}");
    // More than what the system keeps for us: some ten.
    String padding = "x".repeat(1_000_000);
    Thread talking =
        Thread.ofVirtual()
            .start(() -> {
              for (int i = 0; i < 40; i++) {
                typing(line, "U1", padding);
              }
            });
    awaitPressure();
    assertTrue(talking.isAlive(), "the server is held back");
    over.countDown();
    talking.join();
    line.send("{\"type\":\"last\"}");
    while (!RtmTestRig.next(rig.events).type().equals("last")) {}
    assertEquals(40, heard.get());
    assertEquals(1, rig.slack.calls("rtm.connect"));
  }

  /// The clock runs on by itself here, whether or not the machine lets frames arrive meanwhile: on
  /// a busy one that has looked like silence.
  @Test
  @Tag("soak")
  void whatWaitsToBeReadProvesLifeLongAfterTheTimeOutsOfASilentConnection() throws Exception {
    List<String> tooMany = IntStream.range(0, 1_000).mapToObj(i -> "U" + i).toList();
    flood(() -> {
      for (int i = 0; i < 20; i++) {
        awaitPressure();
        rig.clock.advance(Duration.ofSeconds(5));
        // The event loop has read the clock when it has refused this.
        assertThrows(CompletionException.class, client.subscribePresence(tooMany)::join);
      }
    });
  }

  /// Sends more events than the listeners take, runs an action while they hang, and expects all
  /// events in order and an open connection.
  private void flood(Runnable meanwhile) throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    List<String> heard = new ArrayList<>();
    client.on("hang", _ -> await(over));
    client.on(RtmEvent.UserTyping.class, event -> heard.add(event.user()));
    FakeSlack.Connection line = rig.start();
    line.send("{\"type\":\"hang\"}");
    // More than all buffers on the way can hold.
    String padding = "x".repeat(500);
    List<String> expected = IntStream.range(0, 60_000).mapToObj(i -> "U" + i).toList();
    Thread talking =
        Thread.ofVirtual().start(() -> expected.forEach(user -> typing(line, user, padding)));
    awaitPressure();
    assertTrue(talking.isAlive(), "the server is held back");
    meanwhile.run();
    over.countDown();
    talking.join();
    client.settle();
    assertEquals(List.of(), List.copyOf(rig.lifecycle), "the connection stands");
    line.send("{\"type\":\"last\"}");
    while (!RtmTestRig.next(rig.events).type().equals("last")) {}
    assertEquals(expected, heard);
    assertEquals(1, rig.slack.calls("rtm.connect"));
  }

  @Test
  void aListenerMayWaitForAReply() throws Exception {
    BlockingQueue<String> said = new LinkedBlockingQueue<>();
    client.on(
        "greet",
        _ -> {
          try {
            said.add(
                client
                    .sendMessage("Hi", "C1")
                    .get(60, TimeUnit.SECONDS)
                    .reply()
                    .orElseThrow()
                    .ts());
          } catch (Exception e) {
            said.add(e.toString());
          }
        });
    FakeSlack.Connection line = rig.start();
    line.send("{\"type\":\"greet\"}");
    line.receive();
    line.send("{\"ok\":true,\"reply_to\":1,\"ts\":\"5.5\"}");
    assertEquals("5.5", RtmTestRig.next(said));
  }

  @Test
  void whatDependsOnAReplyMayTakeItsTime() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    FakeSlack.Connection line = rig.start();
    var slow = client.sendMessage("Hi", "C1").thenRun(() -> await(over));
    line.receive();
    line.send("{\"ok\":true,\"reply_to\":1,\"ts\":\"5.5\"}");
    rig.event(RtmEvent.Ack.class);
    line.send("{\"type\":\"meanwhile\"}");
    rig.event(RtmEvent.Other.class);
    over.countDown();
    RtmTestRig.get(slow);
  }

  @Test
  void anUnreadableFrameIsReportedAndEndsNothing() throws Exception {
    FakeSlack.Connection line = rig.start();
    line.send("{\"type\":");
    SlackException why = rig.await(LifecycleEvent.Problem.class).problem();
    assertEquals("websocket_error", assertInstanceOf(SlackException.Socket.class, why).kind());
    String typing = "{\"type\":\"user_typing\",\"user\":\"U1\",\"channel\":\"C1\"}";
    line.send(typing);
    assertEquals(
        new RtmEvent.UserTyping("U1", "C1", typing, RtmTestRig.NOON),
        rig.event(RtmEvent.UserTyping.class));
  }

  @Test
  void aLargeFrameArrivesWhole() throws Exception {
    FakeSlack.Connection line = rig.start();
    String text = "ü".repeat(1_000_000);
    line.send("{\"type\":\"message\",\"channel\":\"C1\",\"ts\":\"1.1\",\"text\":\"" + text + "\"}");
    assertEquals(text, rig.event(RtmEvent.Message.class).text());
  }

  @Test
  void aFrameThatIsNoTextEndsNothing() throws Exception {
    FakeSlack.Connection line = rig.start();
    line.sendBytes(new byte[] {1, 2, 3});
    line.send("{\"type\":\"after\"}");
    assertEquals("after", rig.event(RtmEvent.Other.class).type());
    client.settle();
    assertEquals(List.of(), List.copyOf(rig.lifecycle));
  }

  /// Frames end a connection too that are of a kind that does not exist, that continue nothing, or
  /// that have reserved bits set.
  @ParameterizedTest
  @ValueSource(ints = {8, 3, 0, 64 + 1})
  void whatCameWithTheEndIsHeardBeforeIt(int kindOfTheLast) throws Exception {
    List<String> heard = Collections.synchronizedList(new ArrayList<>());
    client.onEvent(event -> heard.add(event.type()));
    client.onLifecycle(event -> heard.add(event.name()));
    FakeSlack.Connection line = rig.start();
    client.settle();
    heard.clear();
    List<String> last = IntStream.range(0, 100).mapToObj(i -> "last_" + i).toList();
    List<String> frames = last.stream().map(type -> "{\"type\":\"" + type + "\"}").toList();
    line.sendTogether(frames, kindOfTheLast, new byte[] {3, (byte) 232});
    rig.await(LifecycleEvent.Reconnecting.class);
    client.settle();
    assertEquals(last, heard.subList(0, last.size()));
    assertEquals("reconnecting", heard.get(last.size()));
  }

  @Test
  void lastHeardIsTheLastDispatchedFrame() throws Exception {
    FakeSlack.Connection line = rig.start();
    rig.later(Duration.ofSeconds(3));
    line.send("{\"type\":\"noise\"}");
    rig.event(RtmEvent.Other.class);
    assertEquals(RtmTestRig.NOON.plusSeconds(3), client.lastHeard().orElseThrow());
  }

  /// Whether this thread waits until there is room for the frame that it has read. Until what came
  /// is not read, and what comes has to wait.
  private static void awaitPressure() {
    while (Thread.getAllStackTraces().values().stream().noneMatch(ListenerLoadTest::waits)) {
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  private static boolean waits(StackTraceElement[] stack) {
    Set<String> methods =
        Arrays.stream(stack)
            .map(at -> at.getClassName() + "." + at.getMethodName())
            .collect(Collectors.toSet());
    return methods.containsAll(
        Set.of(RtmSocket.class.getName() + ".forward", Semaphore.class.getName() + ".acquire"));
  }

  private static void typing(FakeSlack.Connection line, String user, String channel) {
    try {
      line.send(
          "{\"type\":\"user_typing\",\"user\":\"" + user + "\",\"channel\":\"" + channel + "\"}");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @SuppressWarnings("unchecked")
  private static <X extends Throwable> void sneak(Throwable problem) throws X {
    throw (X) problem;
  }
}
