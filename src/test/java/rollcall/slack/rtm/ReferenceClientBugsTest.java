package rollcall.slack.rtm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rollcall.slack.SlackException;
import rollcall.slack.SlackException.NotSent;
import rollcall.slack.SlackException.Request;
import rollcall.slack.SlackException.Request.Failure;
import rollcall.slack.SlackPresence;
import rollcall.slack.SlackToken;
import rollcall.testkit.FakeSlack;

/// Issues of other clients, one test each. One proxy setting for HTTP and for the socket is tested
/// in [SocketConnectorTest].
@Timeout(300)
class ReferenceClientBugsTest {
  private RtmTestRig rig;
  private RtmClient client;
  private FakeSlack slack;

  @BeforeEach
  void open() throws Exception {
    rig = new RtmTestRig();
    client = rig.client;
    slack = rig.slack;
  }

  @AfterEach
  void close() throws Exception {
    rig.close();
  }

  /// node-slack-sdk 515, 1224.
  @Test
  void presenceGoesOnAfterAnyNumberOfReconnections() throws Exception {
    client.subscribePresence(List.of("U1"));
    FakeSlack.Connection line = rig.start();
    for (int i = 0; i < 5; i++) {
      assertTrue(line.receive().endsWith("\"ids\":[\"U1\"]}"));
      line.drop();
      rig.retry();
      line = rig.ready();
    }
  }

  /// node-slack-sdk 517, 351.
  @Test
  void theClientRemembersTheListAndPeopleComeAndGo() throws Exception {
    FakeSlack.Connection line = rig.start();
    client.subscribePresence(List.of("U1", "U2"));
    assertTrue(line.receive().endsWith("\"ids\":[\"U1\",\"U2\"]}"));
    client.addPresence(List.of("U3"));
    client.removePresence(List.of("U1"));
    client.settle();
    rig.later(RtmTestRig.SECOND);
    assertTrue(line.receive().endsWith("\"ids\":[\"U2\",\"U3\"]}"));
  }

  /// node-slack-sdk 921 and many others: an app that was made too late, or converted.
  @Test
  void aTokenOfTheWrongKindStopsWithSlacksWord() throws Exception {
    slack.on("rtm.connect", "{\"ok\":false,\"error\":\"not_allowed_token_type\"}");
    SlackException why = RtmTestRig.failure(client.start());
    assertEquals("not_allowed_token_type", ((SlackException.Platform) why).code());
    assertTrue(why.fatal());
  }

  /// node-slack-sdk 663.
  @Test
  void aMissingScopeSaysWhichIsNeededAndWhichThereAre() throws Exception {
    slack.on(
        "rtm.connect",
        "{\"ok\":false,\"error\":\"missing_scope\",\"needed\":\"rtm:stream\",\"provided\":\"users:read\"}");
    SlackException.Platform why = (SlackException.Platform) RtmTestRig.failure(client.start());
    assertEquals(Optional.of("rtm:stream"), why.needed());
    assertEquals(Optional.of("users:read"), why.provided());
  }

  /// node-slack-sdk 550, 632.
  @ParameterizedTest
  @ValueSource(ints = {503, 408, 404, 302})
  void aRefusedUpgradeIsALossLikeAnyOther(int status) throws Exception {
    slack.setUpgradeStatus(status);
    client.start();
    SlackException why = rig.await(LifecycleEvent.Reconnecting.class).reason().orElseThrow();
    assertEquals(status, assertInstanceOf(SlackException.Http.class, why).status());
    slack.setUpgradeStatus(101);
    rig.later(RtmTestRig.SECOND);
    rig.ready();
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 503})
  void theRetryAfterOfARefusedUpgradeIsRespected(int status) throws Exception {
    slack.setUpgradeAnswer(new FakeSlack.Answer(status, Map.of("Retry-After", "120"), ""));
    client.start();
    LifecycleEvent.Reconnecting lost = rig.await(LifecycleEvent.Reconnecting.class);
    assertInstanceOf(SlackException.RateLimited.class, lost.reason().orElseThrow());
    assertEquals(RtmTestRig.NOON.plusSeconds(120), lost.nextTry());
  }

  /// node-slack-sdk 632: an answer that never came, and no other attempt.
  @Test
  void aCallThatIsNeverAnsweredIsGivenUpAfterHalfAMinute() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    slack.on(
        "rtm.connect",
        _ -> {
          asked.countDown();
          await(over);
          return FakeSlack.Answer.status(503, "");
        });
    client.start();
    asked.await();
    slack.on("rtm.connect", slack.connectBody());
    rig.later(Duration.ofSeconds(30));
    SlackException why = rig.await(LifecycleEvent.UnableToRtmStart.class).problem();
    assertEquals(Failure.TIMED_OUT, assertInstanceOf(Request.class, why).failure());
    rig.retry();
    rig.ready();
    over.countDown();
  }

  /// python-slack-sdk 960, 1057: a handshake that never ends.
  @Test
  void aSocketThatNeverOpensIsGivenUpAfterTenSeconds() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      String body = slack.connectBody();
      slack.on("rtm.connect", body.replace(":" + slack.port(), ":" + silent.getLocalPort()));
      client.start();
      try (Socket upgrading = silent.accept()) {
        rig.await(LifecycleEvent.Authenticated.class);
        slack.on("rtm.connect", body);
        rig.later(Duration.ofSeconds(10));
        SlackException why = rig.retry().reason().orElseThrow();
        assertEquals(Failure.TIMED_OUT, assertInstanceOf(Request.class, why).failure());
        rig.ready();
        assertTrue(upgrading.isConnected());
      }
    }
  }

  /// node-slack-sdk 576, 595, 710, 842.
  @Test
  void aDeafServerCannotKeepUsFromLeaving() throws Exception {
    rig.start().ignoreClose();
    CompletableFuture<Void> left = client.disconnect();
    rig.await(LifecycleEvent.Disconnecting.class);
    rig.later(Duration.ofSeconds(5));
    RtmTestRig.get(left);
    rig.start();
  }

  /// node-slack-sdk 710: a connection that seems to hang can be replaced.
  @Test
  void aConnectionCanBeMadeAnewByHand() throws Exception {
    FakeSlack.Connection first = rig.start();
    rig.lifecycle.clear();
    client.reconnectNow();
    first.awaitEnd();
    // A recorder has to know that there was no observation between the two.
    assertEquals(
        new LifecycleEvent.Reconnecting(1, RtmTestRig.NOON, null, RtmTestRig.NOON, RtmTestRig.NOON),
        RtmTestRig.next(rig.lifecycle));
    rig.ready();
  }

  /// node-slack-sdk 348, 374.
  @Test
  void anyFrameProvesLifeAndNoPingIsSentWhileFramesCome() throws Exception {
    FakeSlack.Connection line = rig.start();
    line.stopAnsweringPings();
    for (int i = 0; i < 5; i++) {
      rig.later(Duration.ofSeconds(5));
      line.send("{\"type\":\"noise\"}");
      rig.event(RtmEvent.Other.class);
      client.settle();
    }
    assertEquals(List.of(), List.copyOf(line.frames()));
    rig.later(Duration.ofSeconds(6));
    assertTrue(line.receive().contains("\"ping\""));
    line.send("{\"type\":\"noise\"}");
    rig.event(RtmEvent.Other.class);
    rig.later(Duration.ofSeconds(5));
    assertEquals(1, slack.calls("rtm.connect"));
  }

  /// node-slack-sdk 527, 552: a timer of a connection that is no more; and hours without a network.
  @Test
  void anOutageOfThreeHoursHeals() throws Exception {
    rig.start().drop();
    slack.on("rtm.connect", _ -> FakeSlack.Answer.status(503, "down"));
    LifecycleEvent event = RtmTestRig.next(rig.lifecycle);
    while (!(event instanceof LifecycleEvent.Ready) || event.at().equals(RtmTestRig.NOON)) {
      if (event instanceof LifecycleEvent.Reconnecting waiting) {
        passUntil(waiting.nextTry());
      }
      if (rig.clock.instant().isAfter(RtmTestRig.NOON.plus(Duration.ofHours(3)))) {
        slack.on("rtm.connect", slack.connectBody());
      }
      event = RtmTestRig.next(rig.lifecycle);
    }
  }

  /// In small steps: no computer sleeps here.
  private void passUntil(java.time.Instant then) {
    while (rig.clock.instant().isBefore(then)) {
      Duration left = Duration.between(rig.clock.instant(), then);
      rig.later(left.compareTo(Duration.ofSeconds(50)) > 0 ? Duration.ofSeconds(50) : left);
    }
  }

  /// node-slack-sdk 252, aioslacker 34, irc-slack 79.
  @Test
  void afterReconnectionsEveryListenerHearsOnce() throws Exception {
    FakeSlack.Connection line = rig.start();
    for (int i = 0; i < 3; i++) {
      line.drop();
      rig.retry();
      line = rig.ready();
    }
    client.settle();
    rig.events.clear();
    line.send("{\"type\":\"once\"}");
    line.send("{\"type\":\"last\"}");
    assertEquals("once", RtmTestRig.next(rig.events).type());
    assertEquals("last", RtmTestRig.next(rig.events).type());
  }

  /// python-slack-sdk 960, 1057; slackbot 163; slack-go 613: an outage that ended in being limited.
  @Test
  void aTroubledSlackIsAskedForNoMoreThanItGrants() throws Exception {
    slack.setUpgradeStatus(503);
    client.start();
    for (int i = 0; i < 4; i++) {
      rig.retry();
    }
    slack.on(
        "rtm.connect",
        _ -> new FakeSlack.Answer(429, Map.of("Retry-After", "58"), "{\"ok\":false}"));
    LifecycleEvent.Reconnecting limited = rig.await(LifecycleEvent.Reconnecting.class);
    while (!(limited.problem() instanceof SlackException.RateLimited)) {
      rig.later(Duration.between(rig.clock.instant(), limited.nextTry()));
      limited = rig.await(LifecycleEvent.Reconnecting.class);
    }
    Duration rest = Duration.between(limited.at(), limited.nextTry());
    assertFalse(rest.compareTo(Duration.ofSeconds(58)) < 0, rest.toString());
  }

  /// python-slack-sdk 451, 458, 336, 934; java-slack-sdk 252, 464, 109.
  @Test
  void howeverTheConnectionBreaksItIsMadeAgain() throws Exception {
    FakeSlack.Connection line = rig.start();
    for (int code : new int[] {0, 1000, 1001, 1011, 4998}) {
      rig.later(Duration.ofMinutes(1));
      if (code == 0) {
        line.drop();
      } else {
        line.close(code);
      }
      rig.retry();
      line = rig.ready();
    }
  }

  /// slack-rs 121, slack-go 335: unknown types.
  @Test
  void anUnknownTypeArrivesWhole() throws Exception {
    rig.start().send("{\"type\":\"new_in_2031\",\"subtype\":\"s\",\"deep\":{\"er\":[1]}}");
    RtmEvent.Other other = rig.event(RtmEvent.Other.class);
    assertEquals(
        Map.of("type", "new_in_2031", "subtype", "s", "deep", Map.of("er", List.of(1))),
        other.body());
  }

  /// wee-slack 120, slack-rs 30, slack-ruby-client 315: sleep, and what was missed by it.
  @Test
  void aComputerThatSleptReconnectsAndSaysSinceWhenItWasDeaf() throws Exception {
    rig.start();
    client.settle();
    rig.later(Duration.ofHours(8));
    assertEquals(RtmTestRig.NOON, rig.await(LifecycleEvent.Reconnecting.class).lastHeard());
    rig.later(RtmTestRig.SECOND);
    rig.ready();
  }

  /// wee-slack 499: Slack disconnects a client that subscribes to too many users.
  @Test
  void tooManyPeopleAreRefusedBeforeSlackWould() throws Exception {
    FakeSlack.Connection line = rig.start();
    List<String> crowd = IntStream.range(0, 751).mapToObj(i -> "U00000" + i).toList();
    NotSent why = (NotSent) RtmTestRig.failure(client.subscribePresence(crowd));
    assertEquals(NotSent.Reason.TOO_MANY_USERS, why.reason());
    RtmTestRig.get(client.subscribePresence(crowd.subList(0, 750)));
    assertTrue(line.receive().length() < QueuedMessage.LARGEST);
  }

  /// wee-slack 496: with and without batches.
  @Test
  void presenceIsUnderstoodInBothShapes() throws Exception {
    FakeSlack.Connection line = rig.start();
    String both = "{\"type\":\"presence_change\",\"users\":[\"U1\",\"U2\"],\"presence\":\"away\"}";
    String one = "{\"type\":\"presence_change\",\"user\":\"U1\",\"presence\":\"active\"}";
    line.send(both);
    line.send(one);
    assertEquals(
        new RtmEvent.PresenceChange(List.of("U1", "U2"), SlackPresence.AWAY, both, RtmTestRig.NOON),
        rig.event(RtmEvent.PresenceChange.class));
    assertEquals(
        new RtmEvent.PresenceChange(List.of("U1"), SlackPresence.ACTIVE, one, RtmTestRig.NOON),
        rig.event(RtmEvent.PresenceChange.class));
  }

  /// python-slack-sdk 315: people send before the connection is ready.
  @Test
  void whatIsSaidBeforeTheConnectionIsReadyWaitsForIt() throws Exception {
    client.subscribePresence(List.of("U1"));
    client.sendMessage("Hi", "C1");
    FakeSlack.Connection line = rig.start();
    assertTrue(line.receive().contains("presence_sub"));
    assertTrue(line.receive().contains("Hi"));
  }

  /// node-slack-sdk 1100: `cannot process message` during an outage.
  @Test
  void aMessageThatCannotBeProcessedNowIsSentOnceMoreAndThenSaidToBeRefused() throws Exception {
    FakeSlack.Connection line = rig.start();
    CompletableFuture<SendReceipt> hi = client.sendMessage("Hi", "C1");
    for (int id = 1; id <= 2; id++) {
      assertTrue(line.receive().contains("\"id\":" + id + ","));
      line.send(
          "{\"ok\":false,\"reply_to\":"
              + id
              + ",\"error\":{\"code\":4,\"msg\":\"cannot process message\"}}");
    }
    assertEquals(4, ((SlackException.SendRefused) RtmTestRig.failure(hi)).code());
  }

  /// python-slack-sdk 263: a secret address was passed to all listeners.
  @Test
  void theReconnectUrlIsKeptToItself() throws Exception {
    rig.start().send("{\"type\":\"reconnect_url\",\"url\":\"wss://secret\"}");
    assertEquals(
        new RtmEvent.ReconnectUrl("{\"type\":\"reconnect_url\"}", RtmTestRig.NOON),
        rig.event(RtmEvent.ReconnectUrl.class));
  }

  /// The tokens of all these reports were pasted with them.
  @Test
  void noSecretIsShown() throws Exception {
    slack.on("rtm.connect", "{\"ok\":false,\"error\":\"internal_error\"}");
    client.start();
    String received = rig.await(LifecycleEvent.UnableToRtmStart.class).toString();
    slack.on("rtm.connect", slack.connectBody());
    rig.later(RtmTestRig.SECOND);
    received += rig.await(LifecycleEvent.Authenticated.class) + " " + rig.log;
    assertFalse(received.contains("secret") || received.contains("ticket"), received);
    assertFalse(new SlackToken("xoxb-abcdefghijkl-secret").toString().contains("secret"));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
