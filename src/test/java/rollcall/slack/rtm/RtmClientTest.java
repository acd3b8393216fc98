package rollcall.slack.rtm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import rollcall.slack.SlackException;
import rollcall.slack.SlackException.NotSent;
import rollcall.slack.SlackPresence;
import rollcall.slack.SlackToken;
import rollcall.slack.web.ConnectResponse;
import rollcall.testkit.FakeSlack;

/// The life of a client: its options, its start and its end.
@Timeout(300)
class RtmClientTest {
  @Test
  void aClientConnectsSubscribesAndHearsOfPresence() throws Exception {
    try (RtmTestRig rig = new RtmTestRig()) {
      rig.client.subscribePresence(List.of("U1", "U2"));
      FakeSlack.Connection line = rig.start();
      assertEquals("{\"id\":1,\"type\":\"presence_sub\",\"ids\":[\"U1\",\"U2\"]}", line.receive());
      String away =
          "{\"type\":\"presence_change\",\"users\":[\"U1\",\"U2\"],\"presence\":\"away\"}";
      line.send(away);
      RtmEvent.Hello hello = (RtmEvent.Hello) RtmTestRig.next(rig.events);
      assertEquals(RtmTestRig.NOON, hello.at());
      assertEquals(
          new RtmEvent.PresenceChange(
              List.of("U1", "U2"), SlackPresence.AWAY, away, RtmTestRig.NOON),
          RtmTestRig.next(rig.events));
    }
  }

  @Test
  void theLifecycleEventsHaveSlacksNamesInSlacksOrder() throws Exception {
    try (RtmTestRig rig = new RtmTestRig()) {
      List<String> names = new ArrayList<>();
      rig.client.onLifecycle(event -> names.add(event.name()));
      FakeSlack.Connection line = rig.start();
      line.send("{\"type\":\"error\",\"error\":{\"code\":4,\"msg\":\"busy\"}}");
      rig.await(LifecycleEvent.Problem.class);
      line.drop();
      rig.slack.on("rtm.connect", _ -> FakeSlack.Answer.status(500, ""));
      rig.retry();
      rig.await(LifecycleEvent.UnableToRtmStart.class);
      rig.slack.on("rtm.connect", rig.slack.connectBody());
      rig.retry();
      rig.ready();
      RtmTestRig.get(rig.client.disconnect());
      rig.client.settle();
      assertEquals(
          List.of(
              "connecting",
              "authenticated",
              "connected",
              "ready",
              "error",
              "reconnecting",
              "connecting",
              "unable_to_rtm_start",
              "reconnecting",
              "connecting",
              "authenticated",
              "connected",
              "ready",
              "disconnecting",
              "disconnected"),
          names);
    }
  }

  @Test
  void startAnswersWhoWeAre() throws Exception {
    try (RtmTestRig rig = new RtmTestRig()) {
      ConnectResponse data = RtmTestRig.get(rig.client.start());
      assertEquals(List.of("U0SELF", "T0"), List.of(data.selfId(), data.team().id()));
      assertEquals(data, RtmTestRig.get(rig.client.start()));
      assertEquals(data, rig.await(LifecycleEvent.Authenticated.class).data());
    }
  }

  @Test
  void theHistoricStartBringsTheWorkspace() throws Exception {
    UnaryOperator<RtmClientBuilder> historic =
        builder ->
            builder
                .useRtmConnect(false)
                .batchPresenceAware(false)
                .startArg("mpim_aware", "1")
                .startArg("no_unreads", "1");
    try (RtmTestRig rig = new RtmTestRig(historic)) {
      rig.slack.on(
          "rtm.start", rig.slack.connectBody().replace("{\"ok\"", "{\"users\":[{}],\"ok\""));
      ConnectResponse data = RtmTestRig.get(rig.client.start());
      assertEquals(1, ((List<?>) data.body().get("users")).size());
      assertEquals(1, data.cache().orElseThrow().users().size());
      assertEquals(0, rig.slack.calls("rtm.connect"));
      String body = rig.slack.requests().getFirst().body();
      assertEquals(
          List.of("batch_presence_aware=0", "mpim_aware=1", "no_unreads=1"),
          List.of(body.split("&")).stream().sorted().toList());
    }
  }

  @Test
  void noOddAnswerOfRtmConnectEndsTheClient() throws Exception {
    try (RtmTestRig rig = new RtmTestRig()) {
      String good = rig.slack.connectBody();
      List<FakeSlack.Answer> odd =
          new ArrayList<>(
              List.of(
                  FakeSlack.Answer.json(good.replace("\"id\":\"T0\",", "")),
                  FakeSlack.Answer.json(good.replace("\"T0\"", "null")),
                  FakeSlack.Answer.json(good.replace("ws://127.0.0.1", "ws://elsewhere.example")),
                  FakeSlack.Answer.json(good.replaceAll("ws://[^\"]+", "")),
                  FakeSlack.Answer.json("{\"ok\":\"maybe\"}"),
                  FakeSlack.Answer.status(200, "<html><title>Hotel</title>"),
                  new FakeSlack.Answer(302, Map.of("Location", "http://portal.example/x"), ""),
                  FakeSlack.Answer.status(204, ""),
                  new FakeSlack.Answer(429, Map.of("Retry-After", "999999"), ""),
                  new FakeSlack.Answer(429, Map.of("Retry-After", "-1"), "")));
      int count = odd.size();
      rig.slack.on(
          "rtm.connect", _ -> odd.isEmpty() ? FakeSlack.Answer.json(good) : odd.removeFirst());
      rig.client.start();
      for (int i = 0; i < count; i++) {
        LifecycleEvent.Reconnecting again = rig.retry();
        Duration wait = Duration.between(again.at(), again.nextTry());
        assertTrue(wait.compareTo(Duration.ofMinutes(15)) <= 0, () -> again + "");
      }
      rig.ready();
    }
  }

  @Test
  void theTimeOutsOfTheGuideAreOptions() throws Exception {
    UnaryOperator<RtmClientBuilder> hasty =
        builder ->
            builder
                .clientPingTimeout(Duration.ofSeconds(2))
                .serverPongTimeout(Duration.ofSeconds(1))
                .replyAckOnReconnectTimeout(Duration.ofSeconds(5));
    try (RtmTestRig rig = new RtmTestRig(hasty)) {
      FakeSlack.Connection line = rig.start();
      line.stopAnsweringPings();
      CompletableFuture<SendReceipt> hi = rig.client.sendMessage("Hi", "C1");
      line.receive();
      rig.later(Duration.ofSeconds(2));
      assertTrue(line.receive().contains("ping"));
      rig.later(Duration.ofSeconds(1));
      rig.retry();
      rig.ready();
      rig.later(Duration.ofSeconds(1));
      assertEquals(false, hi.isDone());
      rig.later(Duration.ofSeconds(4));
      assertInstanceOf(SlackException.NoReply.class, RtmTestRig.failure(hi));
    }
  }

  @Test
  void withoutAutoReconnectALossIsTheEnd() throws Exception {
    try (RtmTestRig rig = new RtmTestRig(builder -> builder.autoReconnect(false))) {
      rig.start().drop();
      assertInstanceOf(
          SlackException.Socket.class, rig.await(LifecycleEvent.Disconnected.class).problem());
    }
  }

  @Test
  void optionsThatMakeNoSenseAreRefused() {
    SlackToken token = new SlackToken("xoxb-abc");
    for (RtmClientBuilder senseless :
        List.of(
            RtmClient.builder(token).clientPingTimeout(Duration.ZERO),
            RtmClient.builder(token).clientPingTimeout(ChronoUnit.FOREVER.getDuration()),
            RtmClient.builder(token).replyAckOnReconnectTimeout(Duration.ofDays(2)),
            RtmClient.builder(token).serverPongTimeout(Duration.ofSeconds(-1)),
            RtmClient.builder(token).replyAckOnReconnectTimeout(Duration.ofSeconds(-1)),
            RtmClient.builder(token).apiUrl(URI.create("http://slack.example/api/")))) {
      assertThrows(IllegalArgumentException.class, senseless::build);
    }
    assertEquals(
        "stallLimit must be positive and at most a day, was PT-1S.",
        assertThrows(
                IllegalArgumentException.class,
                RtmClient.builder(token).stallLimit(Duration.ofSeconds(-1))::build)
            .getMessage());
    assertEquals(
        "replyAckOnReconnectTimeout must be between zero and a day, was PT-1S.",
        assertThrows(
                IllegalArgumentException.class,
                RtmClient.builder(token).replyAckOnReconnectTimeout(Duration.ofSeconds(-1))::build)
            .getMessage());
  }

  @Test
  void nullOptionsAreRefusedAtTheCall() {
    RtmClientBuilder builder = RtmClient.builder(new SlackToken("xoxb-abc"));
    for (Executable call :
        List.<Executable>of(
            () -> RtmClient.builder(null),
            () -> builder.apiUrl(null),
            () -> builder.clientPingTimeout(null),
            () -> builder.startArg("mpim_aware", null),
            () -> builder.proxy(null),
            () -> builder.clock(null),
            () -> builder.random(null),
            () -> builder.logger((BiConsumer<System.Logger.Level, String>) null),
            () -> builder.logger((System.Logger) null))) {
      assertThrows(NullPointerException.class, call);
    }
  }

  @Test
  void anAttemptThatIsGivenUpLeavesNoConnectionBehind() throws Exception {
    try (RtmTestRig rig = new RtmTestRig();
        ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      String body = rig.slack.connectBody();
      rig.slack.on(
          "rtm.connect", body.replace(":" + rig.slack.port(), ":" + silent.getLocalPort()));
      rig.client.start();
      try (Socket upgrading = silent.accept()) {
        RtmTestRig.get(rig.client.disconnect());
        // All of the request, and then the end.
        assertTrue(upgrading.getInputStream().readAllBytes().length >= 0);
      }
    }
  }

  @Test
  void anExpiredAddressIsAskedForAgain() throws Exception {
    try (RtmTestRig rig = new RtmTestRig()) {
      rig.slack.setGreeting(
          "{\"type\":\"error\",\"error\":{\"code\":1,\"msg\":\"Socket URL has expired\"}}");
      rig.client.start();
      rig.slack.nextConnection();
      rig.slack.setGreeting("{\"type\":\"hello\"}");
      String why = rig.retry().reason().orElseThrow().getMessage();
      assertTrue(why.contains("Socket URL has expired"), why);
      rig.ready();
    }
  }

  @Test
  void beforeItsEighthHourAConnectionIsHandedOver() throws Exception {
    try (RtmTestRig rig = new RtmTestRig()) {
      rig.client.subscribePresence(List.of("U1"));
      FakeSlack.Connection first = rig.start();
      first.receive();
      rig.lifecycle.clear();
      first.stopAnsweringPings();
      Duration step = Duration.ofSeconds(5);
      // Short of the last step: whatever is said after that may come to the old one too late.
      Duration left = Duration.ofHours(7).plusMinutes(45).minus(step);
      while (left.isPositive()) {
        // Within the stall limit of the rig.
        Duration by = left.compareTo(Duration.ofMinutes(1)) > 0 ? Duration.ofSeconds(30) : step;
        rig.later(by);
        left = left.minus(by);
        first.send("{\"type\":\"noise\"}");
        rig.event(RtmEvent.Other.class);
      }
      assertEquals(1, rig.slack.calls("rtm.connect"));
      rig.later(step);
      FakeSlack.Connection second = rig.slack.nextConnection();
      assertTrue(second.receive().endsWith("\"ids\":[\"U1\"]}"));
      first.awaitEnd();
      assertEquals(List.of(), List.copyOf(rig.lifecycle));
      assertEquals(2, rig.slack.calls("rtm.connect"));
    }
  }

  @Test
  void aClientCanBeStartedAgainAfterItDisconnected() throws Exception {
    try (RtmTestRig rig = new RtmTestRig()) {
      rig.start();
      RtmTestRig.get(rig.client.disconnect());
      RtmTestRig.get(rig.client.disconnect());
      rig.start();
      RtmTestRig.get(rig.client.disconnect());
      assertEquals(null, rig.await(LifecycleEvent.Disconnected.class).problem());
    }
  }

  @Test
  void afterCloseNothingCanBeSentAndNothingHangs() throws Exception {
    try (RtmTestRig rig = new RtmTestRig()) {
      rig.start();
      rig.client.close();
      rig.client.close();
      for (CompletableFuture<?> late :
          List.of(
              rig.client.start(),
              rig.client.sendMessage("Hi", "C1"),
              rig.client.send("x", java.util.Map.of()),
              rig.client.subscribePresence(List.of("U1")))) {
        assertEquals(NotSent.Reason.CLOSED, ((NotSent) RtmTestRig.failure(late)).reason());
      }
      RtmTestRig.get(rig.client.disconnect());
      rig.client.reconnectNow();
    }
  }

  @Test
  void whileItIsClosedItCannotBeStartedAgain() throws Exception {
    try (RtmTestRig rig = new RtmTestRig()) {
      rig.start().ignoreClose();
      Thread closing = Thread.ofVirtual().start(rig.client::close);
      // Until it waits for the server, which never answers.
      while (closing.isAlive() && closing.getState() != Thread.State.TIMED_WAITING) {
        Thread.onSpinWait();
      }
      assertEquals(
          NotSent.Reason.CLOSED, ((NotSent) RtmTestRig.failure(rig.client.start())).reason());
      rig.later(Duration.ofSeconds(5));
      rig.await(LifecycleEvent.Disconnected.class);
      closing.join();
      assertEquals(1, rig.slack.calls("rtm.connect"));
    }
  }

  @Test
  void aListenerMayCloseItsOwnClient() throws Exception {
    try (RtmTestRig rig = new RtmTestRig()) {
      rig.client.onLifecycle(LifecycleEvent.Ready.class, _ -> rig.client.close());
      rig.client.start();
      rig.await(LifecycleEvent.Disconnected.class);
    }
  }

  @Test
  void startDisconnectAndCloseAreSafeInEveryStateAndFromEveryThread() throws Exception {
    for (int seed = 0; seed < 30; seed++) {
      try (RtmTestRig rig = new RtmTestRig()) {
        List<Thread> threads = new ArrayList<>();
        for (int n = 0; n < 4; n++) {
          Random random = new Random(seed * 10L + n);
          threads.add(Thread.ofVirtual().start(() -> fiddle(rig.client, random)));
        }
        for (Thread thread : threads) {
          thread.join();
        }
        rig.slack.setGreeting("{\"type\":\"hello\"}");
        RtmTestRig.get(rig.client.disconnect());
        rig.clock.advance(Duration.ofMinutes(5));
        rig.client.settle();
        rig.lifecycle.clear();
        rig.client.start();
        rig.await(LifecycleEvent.Ready.class);
        List<Thread> closers = new ArrayList<>();
        for (int n = 0; n < 3; n++) {
          closers.add(Thread.ofVirtual().start(rig.client::close));
          rig.client.start();
        }
        for (Thread closer : closers) {
          closer.join();
        }
        rig.await(LifecycleEvent.Disconnected.class);
      }
    }
  }

  private static void fiddle(RtmClient client, Random random) {
    for (int i = 0; i < 20; i++) {
      switch (random.nextInt(5)) {
        case 0 -> client.disconnect();
        case 1 -> client.reconnectNow();
        case 2 -> client.sendMessage("Hi", "C1");
        default -> client.start();
      }
    }
  }
}
