package rollcall.slack.rtm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
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

  private final VirtualClock clock = new VirtualClock(NOON);
  private final BlockingQueue<Lifecycle> lifecycle = new LinkedBlockingQueue<>();
  private final BlockingQueue<RtmEvent> events = new LinkedBlockingQueue<>();
  private FakeSlack slack;
  private RtmClient client;

  @BeforeEach
  void open() throws Exception {
    slack = new FakeSlack();
    client =
        RtmClient.builder(new SlackToken("xoxb-123456789012-secret"))
            .apiUrl(slack.apiUrl())
            .proxy(new ProxySettings.None())
            .clock(clock)
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
    assertEquals("Bearer xoxb-123456789012-secret", call.headers().get("authorization"));
  }

  @Test
  void anEarlierPresenceSubscriptionIsSentAgainAfterALoss() throws Exception {
    client.start();
    FakeSlack.Line first = ready();
    client.subscribePresence(List.of("U1"));
    assertTrue(first.heard().endsWith("\"ids\":[\"U1\"]}"));
    client.addPresence(List.of("U2"));
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

  private static <T> T next(BlockingQueue<T> queue) throws Exception {
    T next = queue.poll(10, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("Nothing more happened.");
    }
    return next;
  }
}
