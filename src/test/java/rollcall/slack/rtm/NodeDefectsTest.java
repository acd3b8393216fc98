package rollcall.slack.rtm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import rollcall.slack.SlackException;
import rollcall.slack.SlackException.Request;
import rollcall.testkit.FakeSlack;

/// Defects measured in Slack's own client (`@slack/client` 4.12.0 and `@slack/rtm-api` 7.0.4), one
/// test each. Only its behavior on newer versions of Node is left out.
@Timeout(300)
class NodeDefectsTest {
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

  /// There: the token in the body (4), and `true`, which Slack was seen to ignore.
  @Test
  void theTokenIsInTheHeaderAndBatchesAreAskedForByANumber() throws Exception {
    rig.start();
    FakeSlack.Request call = slack.requests().getFirst();
    assertEquals("batch_presence_aware=1", call.body());
    assertEquals("Bearer xoxb-abcdefghijkl-secret", call.headers().get("authorization"));
    assertEquals(1, slack.calls("rtm.connect"));
  }

  /// There: 2 s always (7).
  @Test
  void afterHelloTheFirstConnectionIsReadyAtOnce() throws Exception {
    rig.start();
    assertEquals(List.of(), List.copyOf(rig.lifecycle));
    assertEquals(RtmTestRig.NOON, rig.clock.instant());
  }

  @Test
  void anIdleConnectionIsPingedAfterSixSecondsAgainAndAgain() throws Exception {
    rig.start();
    rig.event(RtmEvent.Hello.class);
    for (int i = 1; i <= 10; i++) {
      rig.later(Duration.ofSeconds(6));
      assertEquals(RtmTestRig.NOON.plusSeconds(6L * i), rig.event(RtmEvent.Pong.class).sentAt());
    }
    assertEquals(1, slack.calls("rtm.connect"));
  }

  @Test
  void aFrameThatIsStillArrivingProvesNoLife() throws Exception {
    FakeSlack.Connection line = rig.start();
    line.stopAnsweringPings();
    for (int second = 0; second < 10; second += 2) {
      // Never the end of the frame.
      line.sendHalf("x".repeat(second == 0 ? 2_000_000 : 200_000));
      rig.later(RtmTestRig.SECOND.multipliedBy(2));
    }
    LifecycleEvent.Reconnecting lost = rig.await(LifecycleEvent.Reconnecting.class);
    assertEquals(RtmTestRig.NOON, lost.lastHeard());
    assertEquals(RtmTestRig.NOON.plusSeconds(10), lost.at());
  }

  @Test
  void withoutPongTheConnectionIsLostAfterTenSeconds() throws Exception {
    FakeSlack.Connection line = rig.start();
    line.stopAnsweringPings();
    rig.later(Duration.ofSeconds(6));
    assertTrue(line.receive().contains("\"type\":\"ping\""));
    rig.later(Duration.ofSeconds(4));
    LifecycleEvent.Reconnecting lost = rig.await(LifecycleEvent.Reconnecting.class);
    assertEquals(RtmTestRig.NOON, lost.lastHeard());
    assertEquals(RtmTestRig.NOON.plusSeconds(10), lost.at());
    rig.later(RtmTestRig.SECOND);
    rig.ready();
  }

  @Test
  void aServerThatClosesIsConnectedToAgainWithinASecond() throws Exception {
    rig.start().close(1000);
    LifecycleEvent.Reconnecting lost = rig.retry();
    assertTrue(lost.nextTry().isBefore(RtmTestRig.NOON.plusSeconds(1)), lost.toString());
    assertEquals(2, rig.await(LifecycleEvent.Connecting.class).attempt());
    rig.ready();
  }

  @Test
  void whatIsSaidDuringAnOutageIsSentAfterItAndTheIdsGoOn() throws Exception {
    FakeSlack.Connection first = rig.start();
    client.sendMessage("Hi", "C1");
    assertTrue(first.receive().contains("\"id\":1,"));
    first.drop();
    rig.await(LifecycleEvent.Reconnecting.class);
    client.sendMessage("Still there?", "C1");
    rig.later(RtmTestRig.SECOND);
    assertEquals(
        Map.of("id", 2, "type", "message", "text", "Still there?", "channel", "C1"),
        rollcall.slack.json.JsonCodec.map(slack.nextConnection().receive()));
  }

  /// There: not sent again, and presence stops without a word.
  @Test
  void anEarlierPresenceSubscriptionIsSentAgain() throws Exception {
    FakeSlack.Connection first = rig.start();
    client.subscribePresence(List.of("U1", "U2"));
    assertTrue(first.receive().endsWith("\"ids\":[\"U1\",\"U2\"]}"));
    first.drop();
    rig.retry();
    assertTrue(rig.ready().receive().endsWith("\"ids\":[\"U1\",\"U2\"]}"));
  }

  @Test
  void aWrongTokenIsTriedOnceAndStops() throws Exception {
    slack.on("rtm.connect", "{\"ok\":false,\"error\":\"invalid_auth\"}");
    SlackException why = RtmTestRig.failure(client.start());
    assertEquals("invalid_auth", assertInstanceOf(SlackException.Platform.class, why).code());
    rig.await(LifecycleEvent.UnableToRtmStart.class);
    assertEquals(why, rig.await(LifecycleEvent.Disconnected.class).problem());
    rig.later(Duration.ofSeconds(59));
    assertEquals(1, slack.calls("rtm.connect"));
  }

  /// There: both hang for ever, and `start()` with them.
  @Test
  void anAnswerThatIsNotOkIsEitherTriedAgainOrTheEnd() throws Exception {
    slack.on("rtm.connect", "{\"ok\":false,\"error\":\"migration_in_progress\"}");
    CompletableFuture<?> started = client.start();
    rig.await(LifecycleEvent.UnableToRtmStart.class);
    slack.on("rtm.connect", "{\"ok\":false,\"error\":\"not_allowed_token_type\"}");
    rig.retry();
    rig.await(LifecycleEvent.Disconnected.class);
    assertEquals(
        "not_allowed_token_type", ((SlackException.Platform) RtmTestRig.failure(started)).code());
  }

  /// There: silent retries.
  @Test
  void everyHttp500IsReported() throws Exception {
    slack.on("rtm.connect", _ -> FakeSlack.Answer.status(500, "<html>"));
    client.start();
    List<Integer> attempts = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      SlackException why = rig.await(LifecycleEvent.UnableToRtmStart.class).problem();
      assertEquals(500, assertInstanceOf(SlackException.Http.class, why).status());
      attempts.add(rig.retry().attempt());
    }
    assertEquals(List.of(2, 3, 4), attempts);
  }

  /// There: silent retries.
  @Test
  void aRefusedConnectionIsReported() throws Exception {
    slack.close();
    client.start();
    SlackException why = rig.await(LifecycleEvent.UnableToRtmStart.class).problem();
    assertEquals(
        Request.Failure.CONNECTION_REFUSED, assertInstanceOf(Request.class, why).failure());
    rig.await(LifecycleEvent.Reconnecting.class);
  }

  /// There: the waits of two parts of the program add up.
  @Test
  void retryAfterIsKeptAndNotExceeded() throws Exception {
    slack.on(
        "rtm.connect",
        _ -> new FakeSlack.Answer(429, Map.of("Retry-After", "2"), "{\"ok\":false}"));
    client.start();
    LifecycleEvent.Reconnecting limited = rig.await(LifecycleEvent.Reconnecting.class);
    assertEquals(RtmTestRig.NOON.plusSeconds(2), limited.nextTry());
    assertEquals(
        Optional.of(Duration.ofSeconds(2)),
        assertInstanceOf(SlackException.RateLimited.class, limited.problem()).retryAfter());
    slack.on("rtm.connect", slack.connectBody());
    rig.later(Duration.ofMillis(1999));
    assertEquals(1, slack.calls("rtm.connect"));
    rig.later(Duration.ofMillis(1));
    rig.ready();
  }

  /// There: hangs for ever.
  @Test
  void aSocketWithoutHelloIsGivenUpAfterTenSeconds() throws Exception {
    slack.setGreeting("");
    client.start();
    slack.nextConnection().send("{\"type\":\"early\"}");
    assertEquals("early", RtmTestRig.next(rig.events).type());
    slack.setGreeting("{\"type\":\"hello\"}");
    rig.later(Duration.ofSeconds(10));
    rig.retry();
    rig.ready();
  }

  /// There: stays until it is closed.
  @Test
  void atGoodbyeTheNextSessionTakesOverUnnoticed() throws Exception {
    client.subscribePresence(List.of("U1"));
    FakeSlack.Connection first = rig.start();
    first.receive();
    rig.lifecycle.clear();
    first.send("{\"type\":\"goodbye\"}");
    FakeSlack.Connection second = slack.nextConnection();
    assertTrue(second.receive().endsWith("\"ids\":[\"U1\"]}"));
    first.awaitEnd();
    second.send("{\"type\":\"presence_change\",\"user\":\"U1\",\"presence\":\"active\"}");
    rig.event(RtmEvent.PresenceChange.class);
    assertEquals(List.of(), List.copyOf(rig.lifecycle));
  }

  @Test
  void aMigratingWorkspaceIsComeBackTo() throws Exception {
    FakeSlack.Connection first = rig.start();
    slack.on("rtm.connect", "{\"ok\":false,\"error\":\"migration_in_progress\"}");
    first.send("{\"type\":\"team_migration_started\"}");
    rig.retry();
    assertEquals(
        "migration_in_progress",
        ((SlackException.Platform) rig.await(LifecycleEvent.UnableToRtmStart.class).problem())
            .code());
    slack.on("rtm.connect", slack.connectBody());
    rig.retry();
    rig.ready();
  }

  /// There: stuck in `disconnecting` for ever.
  @Test
  void disconnectStraightAfterStartDisconnects() throws Exception {
    CompletableFuture<FakeSlack.Answer> answer = new CompletableFuture<>();
    slack.on("rtm.connect", _ -> answer.join());
    CompletableFuture<?> started = client.start();
    RtmTestRig.get(client.disconnect());
    rig.await(LifecycleEvent.Disconnected.class);
    assertInstanceOf(SlackException.NotSent.class, RtmTestRig.failure(started));
    answer.complete(FakeSlack.Answer.json(slack.connectBody()));
  }

  /// There: rejects with `Unhandled event` (4).
  @Test
  void disconnectWhenDisconnectedIsNothing() throws Exception {
    RtmTestRig.get(client.disconnect());
    client.settle();
    assertEquals(List.of(), List.copyOf(rig.lifecycle));
  }

  /// There: an uncaught TypeError, and never ready again (7).
  @Test
  void anAckLostByACloseFailsItsMessageAndNothingElse() throws Exception {
    FakeSlack.Connection first = rig.start();
    CompletableFuture<SendReceipt> hi = client.sendMessage("Hi", "C1");
    first.receive();
    first.drop();
    rig.retry();
    rig.ready();
    rig.later(Duration.ofSeconds(2));
    assertInstanceOf(SlackException.NoReply.class, RtmTestRig.failure(hi));
    RtmTestRig.get(client.disconnect());
    assertNull(rig.await(LifecycleEvent.Disconnected.class).problem());
  }

  /// There: all in the same millisecond, however many.
  @Test
  void aBurstOfTwelveSendsIsEightAtOnceAndThenOneASecond() throws Exception {
    FakeSlack.Connection line = rig.start();
    for (int i = 0; i < 12; i++) {
      client.sendMessage("Hi " + i, "C1");
    }
    client.settle();
    for (int i = 0; i < 8; i++) {
      assertTrue(line.receive().contains("Hi " + i));
    }
    for (int i = 8; i < 12; i++) {
      assertEquals(List.of(), List.copyOf(line.frames()));
      rig.later(RtmTestRig.SECOND);
      assertTrue(line.receive().contains("Hi " + i));
    }
  }

  /// There: 1005, which is no status at all.
  @Test
  void weLeaveWithTheCodeOfAnOrderlyEnd() throws Exception {
    FakeSlack.Connection line = rig.start();
    RtmTestRig.get(client.disconnect());
    assertEquals(1000, line.closeCode());
  }
}
