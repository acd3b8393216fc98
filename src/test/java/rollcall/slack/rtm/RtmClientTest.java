package rollcall.slack.rtm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import rollcall.slack.ProxySettings;
import rollcall.slack.SlackException;
import rollcall.slack.SlackPresence;
import rollcall.slack.SlackToken;
import rollcall.testkit.FakeSlack;
import rollcall.testkit.VirtualClock;

/// The client against a server that misbehaves as told, in virtual time.
@Timeout(60)
class RtmClientTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Duration SECOND = Duration.ofSeconds(1);

  private static final java.util.logging.Logger QUIET =
      java.util.logging.Logger.getLogger("rollcall.slack.rtm.test");

  private final VirtualClock clock = new VirtualClock(NOON);
  private final BlockingQueue<Lifecycle> lifecycle = new LinkedBlockingQueue<>();
  private final BlockingQueue<RtmEvent> events = new LinkedBlockingQueue<>();
  private FakeSlack slack;
  private RtmClient client;

  @BeforeEach
  void open() throws Exception {
    QUIET.setLevel(java.util.logging.Level.OFF);
    slack = new FakeSlack();
    client =
        RtmClient.builder(new SlackToken("xoxb-abcdefghijkl-secret"))
            .apiUrl(slack.apiUrl())
            .proxy(new ProxySettings.None())
            .clock(clock)
            .logger(System.getLogger(QUIET.getName()))
            .build();
    client.onLifecycle(lifecycle::add);
    client.onEvent(events::add);
  }

  @AfterEach
  void close() throws Exception {
    client.close();
    slack.close();
  }

  @Test
  void aClientConnectsSubscribesAndHearsOfPresence() throws Exception {
    client.subscribePresence(List.of("U1", "U2"));
    client.start();
    FakeSlack.Line line = slack.line();
    assertEquals("{\"id\":1,\"type\":\"presence_sub\",\"ids\":[\"U1\",\"U2\"]}", line.heard());
    line.say("{\"type\":\"presence_change\",\"users\":[\"U1\",\"U2\"],\"presence\":\"away\"}");
    line.say("{\"type\":\"presence_change\",\"user\":\"U1\",\"presence\":\"active\"}");
    assertEquals(new RtmEvent.Hello(NOON), next(events));
    assertEquals(
        new RtmEvent.PresenceChange(List.of("U1", "U2"), SlackPresence.AWAY, NOON), next(events));
    assertEquals(
        new RtmEvent.PresenceChange(List.of("U1"), SlackPresence.ACTIVE, NOON), next(events));
    assertEquals(new Lifecycle.Connecting(1, NOON), next(lifecycle));
    assertInstanceOf(Lifecycle.Authenticated.class, next(lifecycle));
    assertEquals(new Lifecycle.Connected(NOON), next(lifecycle));
    assertEquals(new Lifecycle.Ready(NOON), next(lifecycle));
    FakeSlack.Request call = slack.requests().getFirst();
    assertEquals("batch_presence_aware=1", call.body());
    assertEquals("Bearer xoxb-abcdefghijkl-secret", call.headers().get("authorization"));
  }

  @Test
  void anEarlierPresenceSubscriptionIsSentAgainAfterALoss() throws Exception {
    client.start();
    FakeSlack.Line first = ready();
    client.subscribePresence(List.of("U1"));
    assertTrue(first.heard().endsWith("\"ids\":[\"U1\"]}"));
    client.addPresence(List.of("U2"));
    client.settle();
    later(SECOND);
    assertTrue(first.heard().endsWith("\"ids\":[\"U1\",\"U2\"]}"));
    first.drop();
    Lifecycle.Reconnecting lost = await(Lifecycle.Reconnecting.class);
    assertEquals(NOON, lost.lastHeard());
    assertEquals(2, lost.attempt());
    later(SECOND);
    assertTrue(slack.line().heard().endsWith("\"ids\":[\"U1\",\"U2\"]}"));
  }

  @Test
  void aRefusedSocketIsNotHammered() throws Exception {
    slack.upgradeAnswers(503);
    client.start();
    Instant end = NOON.plusSeconds(60);
    Lifecycle.Reconnecting waiting = await(Lifecycle.Reconnecting.class);
    while (waiting.nextTry().isBefore(end)) {
      later(Duration.between(clock.instant(), waiting.nextTry()));
      waiting = await(Lifecycle.Reconnecting.class);
    }
    assertTrue(slack.calls("rtm.connect") <= 4, slack.calls("rtm.connect") + " calls");
    assertEquals(503, assertInstanceOf(SlackException.Http.class, waiting.problem()).status());
    slack.upgradeAnswers(101);
    later(Duration.between(clock.instant(), waiting.nextTry()));
    slack.line();
    await(Lifecycle.Ready.class);
  }

  @Test
  void aWrongTokenIsTriedOnceAndStops() throws Exception {
    slack.on("rtm.connect", "{\"ok\":false,\"error\":\"invalid_auth\"}");
    ExecutionException failed =
        assertThrows(ExecutionException.class, () -> client.start().get(10, TimeUnit.SECONDS));
    assertEquals(
        "invalid_auth", assertInstanceOf(SlackException.Platform.class, failed.getCause()).code());
    await(Lifecycle.UnableToRtmStart.class);
    await(Lifecycle.Disconnected.class);
    later(Duration.ofSeconds(59));
    assertEquals(1, slack.calls("rtm.connect"));
  }

  @Test
  void aSocketWithoutHelloIsGivenUp() throws Exception {
    slack.greetsWith("");
    client.start();
    slack.line().say("{\"type\":\"early\"}");
    assertEquals("early", next(events).type());
    slack.greetsWith("{\"type\":\"hello\"}");
    later(Duration.ofSeconds(10));
    await(Lifecycle.Reconnecting.class);
    later(SECOND);
    slack.line();
    await(Lifecycle.Ready.class);
  }

  @Test
  void aSilentServerIsNoticedWithinTenSeconds() throws Exception {
    client.start();
    FakeSlack.Line line = ready();
    line.stopAnsweringPings();
    later(Duration.ofSeconds(6));
    assertTrue(line.heard().contains("\"type\":\"ping\""));
    later(Duration.ofSeconds(4));
    Lifecycle.Reconnecting lost = await(Lifecycle.Reconnecting.class);
    assertEquals(NOON, lost.lastHeard());
    assertEquals(NOON.plusSeconds(10), lost.at());
    later(SECOND);
    ready();
  }

  @Test
  void anIdleConnectionIsKeptByPings() throws Exception {
    client.on("pong", events::add);
    client.start();
    ready();
    assertEquals(new RtmEvent.Hello(NOON), next(events));
    for (int i = 1; i <= 10; i++) {
      later(Duration.ofSeconds(6));
      Instant now = NOON.plusSeconds(6L * i);
      assertEquals(new RtmEvent.Pong(i, now, now), next(events));
      assertEquals(new RtmEvent.Pong(i, now, now), next(events));
    }
    assertEquals(NOON.plusSeconds(60), client.lastHeard().orElseThrow());
    assertEquals(1, slack.calls("rtm.connect"));
  }

  @Test
  void atGoodbyeTheNextSessionTakesOverUnnoticed() throws Exception {
    client.subscribePresence(List.of("U1"));
    client.start();
    FakeSlack.Line first = ready();
    first.heard();
    lifecycle.clear();
    first.say("{\"type\":\"goodbye\"}");
    FakeSlack.Line second = slack.line();
    assertTrue(second.heard().endsWith("\"ids\":[\"U1\"]}"));
    first.awaitEnd();
    second.say("{\"type\":\"presence_change\",\"user\":\"U1\",\"presence\":\"active\"}");
    awaitEvent(RtmEvent.PresenceChange.class);
    assertEquals(List.of(), List.copyOf(lifecycle));
  }

  @Test
  void aMigratingWorkspaceIsComeBackTo() throws Exception {
    client.start();
    FakeSlack.Line first = ready();
    slack.on("rtm.connect", "{\"ok\":false,\"error\":\"migration_in_progress\"}");
    first.say("{\"type\":\"team_migration_started\"}");
    later(Duration.between(clock.instant(), await(Lifecycle.Reconnecting.class).nextTry()));
    assertEquals(
        "migration_in_progress",
        ((SlackException.Platform) await(Lifecycle.UnableToRtmStart.class).problem()).code());
    slack.on("rtm.connect", slack.connectBody());
    later(Duration.between(clock.instant(), await(Lifecycle.Reconnecting.class).nextTry()));
    ready();
  }

  @Test
  void retryAfterIsKept() throws Exception {
    slack.on(
        "rtm.connect",
        _ -> new FakeSlack.Answer(429, Map.of("Retry-After", "42"), "{\"ok\":false}"));
    client.start();
    assertEquals(NOON.plusSeconds(42), await(Lifecycle.Reconnecting.class).nextTry());
    client.reconnectNow();
    assertEquals(NOON.plusSeconds(42), await(Lifecycle.Reconnecting.class).nextTry());
    slack.on("rtm.connect", slack.connectBody());
    later(Duration.ofSeconds(42));
    ready();
    assertEquals(2, slack.calls("rtm.connect"));
  }

  @Test
  void anExpiredAddressIsAskedForAgain() throws Exception {
    slack.greetsWith(
        "{\"type\":\"error\",\"error\":{\"code\":1,\"msg\":\"Socket URL has expired\"}}");
    client.start();
    slack.line();
    Lifecycle.Reconnecting again = await(Lifecycle.Reconnecting.class);
    assertTrue(again.reason().orElseThrow().getMessage().contains("Socket URL has expired"));
    slack.greetsWith("{\"type\":\"hello\"}");
    later(SECOND);
    ready();
  }

  @Test
  void disconnectStraightAfterStartDisconnects() throws Exception {
    CompletableFuture<?> started = client.start();
    client.disconnect().get(10, TimeUnit.SECONDS);
    await(Lifecycle.Disconnected.class);
    assertTrue(started.isDone());
    client.disconnect().get(10, TimeUnit.SECONDS);
    client.start().get(10, TimeUnit.SECONDS);
    await(Lifecycle.Ready.class);
    client.start().get(10, TimeUnit.SECONDS);
    client.disconnect().get(10, TimeUnit.SECONDS);
    assertEquals(null, await(Lifecycle.Disconnected.class).problem());
  }

  @Test
  void disconnectWhenDisconnectedIsNothing() throws Exception {
    client.disconnect().get(10, TimeUnit.SECONDS);
    assertEquals(List.of(), List.copyOf(lifecycle));
  }

  @Test
  void aDeafServerCannotKeepUsFromLeaving() throws Exception {
    client.start();
    FakeSlack.Line line = ready();
    line.goDeaf();
    CompletableFuture<Void> left = client.disconnect();
    await(Lifecycle.Disconnecting.class);
    later(Duration.ofSeconds(5));
    left.get(10, TimeUnit.SECONDS);
  }

  @Test
  void afterCloseNothingCanBeSentAndNothingHangs() throws Exception {
    client.start();
    ready();
    client.close();
    client.close();
    CompletableFuture<?> again = client.start();
    assertThrows(ExecutionException.class, () -> again.get(10, TimeUnit.SECONDS));
    client.disconnect().get(10, TimeUnit.SECONDS);
    CompletableFuture<Sent> late = client.sendMessage("Hi", "C1");
    ExecutionException refused =
        assertThrows(ExecutionException.class, () -> late.get(10, TimeUnit.SECONDS));
    assertInstanceOf(SlackException.NotSent.class, refused.getCause());
  }

  @Test
  void whatIsSaidDuringAnOutageIsSentAfterIt() throws Exception {
    client.start();
    FakeSlack.Line first = ready();
    CompletableFuture<Sent> hi = client.sendMessage("Hi", "C1");
    assertTrue(first.heard().contains("\"id\":1"));
    first.say("{\"ok\":true,\"reply_to\":1,\"ts\":\"1.5\",\"text\":\"Hi\"}");
    assertEquals("1.5", hi.get(10, TimeUnit.SECONDS).reply().orElseThrow().ts());
    first.drop();
    await(Lifecycle.Reconnecting.class);
    client.sendMessage("Still there?", "C1");
    later(SECOND);
    String json = slack.line().heard();
    assertTrue(json.contains("\"id\":2") && json.contains("Still there?"), json);
  }

  @Test
  void anAckLostWithTheConnectionIsSaidToBeLost() throws Exception {
    client.start();
    FakeSlack.Line first = ready();
    CompletableFuture<Sent> hi = client.sendMessage("Hi", "C1");
    first.heard();
    first.drop();
    await(Lifecycle.Reconnecting.class);
    later(SECOND);
    ready();
    later(Duration.ofSeconds(2));
    ExecutionException lost =
        assertThrows(ExecutionException.class, () -> hi.get(10, TimeUnit.SECONDS));
    assertInstanceOf(SlackException.NoReply.class, lost.getCause());
  }

  @Test
  void aListenerThatThrowsHarmsNobody() throws Exception {
    client.onEvent(_ -> {
      throw new IllegalStateException("Not my day.");
    });
    client.onRawMessage(_ -> {
      throw new AssertionError("Nor mine.");
    });
    BlockingQueue<RtmEvent> after = new LinkedBlockingQueue<>();
    Subscription listening = client.on("message::channel_name", after::add);
    client.start();
    FakeSlack.Line line = ready();
    String renamed =
        "{\"type\":\"message\",\"subtype\":\"channel_name\",\"channel\":\"C1\",\"ts\":\"1.1\","
            + "\"text\":\"renamed\"}";
    line.say(renamed);
    assertEquals(
        new RtmEvent.Message("C1", null, "renamed", "1.1", "channel_name", renamed, NOON),
        next(after));
    listening.close();
    line.say(renamed);
    line.say("{\"type\":\"last\"}");
    while (!next(events).type().equals("last")) {}
    assertEquals(List.of(), List.copyOf(after));
  }

  @Test
  void anUnreadableFrameIsReportedAndEndsNothing() throws Exception {
    client.start();
    FakeSlack.Line line = ready();
    line.say("{\"type\":");
    await(Lifecycle.Problem.class);
    line.say("{\"type\":\"user_typing\",\"user\":\"U1\",\"channel\":\"C1\"}");
    assertEquals(new RtmEvent.UserTyping("U1", "C1", NOON), awaitEvent(RtmEvent.UserTyping.class));
  }

  @Test
  void aLargeFrameArrivesWhole() throws Exception {
    client.start();
    FakeSlack.Line line = ready();
    String text = "ü".repeat(1_000_000);
    line.say("{\"type\":\"message\",\"channel\":\"C1\",\"ts\":\"1.1\",\"text\":\"" + text + "\"}");
    assertEquals(text, awaitEvent(RtmEvent.Message.class).text());
  }

  @Test
  void tooMuchIsRefusedWithAReason() {
    List<String> crowd = IntStream.range(0, 751).mapToObj(i -> "U" + i).toList();
    for (CompletableFuture<Sent> refused :
        List.of(
            client.subscribePresence(crowd),
            client.queryPresence(crowd),
            client.sendMessage("x".repeat(4001), "C1"))) {
      ExecutionException why =
          assertThrows(ExecutionException.class, () -> refused.get(10, TimeUnit.SECONDS));
      assertInstanceOf(SlackException.NotSent.class, why.getCause());
    }
  }

  @Test
  void aComputerThatSleptReconnectsAndSaysSinceWhenItWasDeaf() throws Exception {
    client.start();
    ready();
    client.settle();
    later(Duration.ofHours(8));
    Lifecycle.Reconnecting lost = await(Lifecycle.Reconnecting.class);
    assertEquals(NOON, lost.lastHeard());
    later(SECOND);
    ready();
  }

  @Test
  void noSecretIsShown() throws Exception {
    slack.on("rtm.connect", "{\"ok\":false,\"error\":\"internal_error\"}");
    client.start();
    String told = await(Lifecycle.UnableToRtmStart.class).toString();
    slack.on("rtm.connect", slack.connectBody());
    later(SECOND);
    told += await(Lifecycle.Authenticated.class);
    assertFalse(told.contains("secret") || told.contains("ticket"), told);
  }

  private FakeSlack.Line ready() throws Exception {
    FakeSlack.Line line = slack.line();
    await(Lifecycle.Ready.class);
    return line;
  }

  private void later(Duration by) throws Exception {
    clock.advance(by);
    client.settle();
  }

  private <L extends Lifecycle> L await(Class<L> type) throws Exception {
    Lifecycle event = next(lifecycle);
    while (!type.isInstance(event)) {
      event = next(lifecycle);
    }
    return type.cast(event);
  }

  private <E extends RtmEvent> E awaitEvent(Class<E> type) throws Exception {
    RtmEvent event = next(events);
    while (!type.isInstance(event)) {
      event = next(events);
    }
    return type.cast(event);
  }

  private static <T> T next(BlockingQueue<T> queue) throws Exception {
    T next = queue.poll(10, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("Nothing more happened.");
    }
    return next;
  }
}
