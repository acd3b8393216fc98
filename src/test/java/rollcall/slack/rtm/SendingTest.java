package rollcall.slack.rtm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import rollcall.slack.SlackException;
import rollcall.slack.SlackException.NotSent;
import rollcall.slack.SlackException.NotSent.Reason;
import rollcall.slack.SlackException.SendRefused;
import rollcall.slack.json.JsonCodec;
import rollcall.testkit.FakeSlack;

/// Sending of messages, and their replies.
@Timeout(300)
class SendingTest {
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
  void aMessageCompletesWithSlacksReply() throws Exception {
    FakeSlack.Connection line = rig.start();
    CompletableFuture<SendReceipt> sent = client.sendMessage("Hello there", "C1232456");
    assertEquals(
        Map.of("id", 1, "type", "message", "text", "Hello there", "channel", "C1232456"),
        JsonCodec.map(line.receive()));
    String ok =
        "{\"ok\":true,\"reply_to\":1,\"ts\":\"1355517523.000005\",\"text\":\"Hello there\"}";
    line.send(ok);
    assertEquals(
        new SendReceipt(
            1,
            new RtmEvent.Ack(
                1, true, "1355517523.000005", "Hello there", 0, null, ok, RtmTestRig.NOON)),
        RtmTestRig.get(sent));
  }

  @Test
  void theBodyCannotTakeTheNumberOrTheTypeAway() throws Exception {
    FakeSlack.Connection line = rig.start();
    CompletableFuture<SendReceipt> sent =
        client.addOutgoingEvent(true, "wave", Map.of("id", 77, "type", "other", "to", "U1"));
    assertEquals(Map.of("id", 1, "type", "wave", "to", "U1"), JsonCodec.map(line.receive()));
    line.send("{\"ok\":true,\"reply_to\":1}");
    assertEquals(1, RtmTestRig.get(sent).id());
  }

  @Test
  void whatIsSaidIsWhatItWasWhenItWasSaid() throws Exception {
    List<String> ids = new ArrayList<>(List.of("U1"));
    client.addOutgoingEvent(false, "wave", Map.of("to", ids));
    ids.add("U2");
    assertEquals(
        Map.of("id", 1, "type", "wave", "to", List.of("U1")), JsonCodec.map(rig.start().receive()));
  }

  @Test
  void aRefusalCarriesSlacksNumberAndWords() throws Exception {
    FakeSlack.Connection line = rig.start();
    CompletableFuture<SendReceipt> sent = client.sendMessage("", "C1");
    line.receive();
    line.send(
        "{\"ok\":false,\"reply_to\":1,\"error\":{\"code\":2,\"msg\":\"message text is missing\"}}");
    SendRefused refused = (SendRefused) RtmTestRig.failure(sent);
    assertEquals(2, refused.code());
    assertEquals("send_message_platform_error", refused.kind());
    assertTrue(refused.getMessage().contains("message text is missing"));
  }

  @Test
  void aTextOfMoreThanFourThousandCharactersIsRefusedAtOnce() {
    assertEquals(Reason.TOO_LONG, refusal(client.sendMessage("x".repeat(4001), "C1")));
    assertEquals(
        "A text can have at most 4000 characters, was 4001.",
        RtmTestRig.failure(client.sendMessage("x".repeat(4001), "C1")).getMessage());
    assertEquals(Reason.TOO_LONG, refusal(client.sendMessage("€".repeat(4001), "C1")));
    assertFalse(client.sendMessage("€".repeat(4000), "C1").isDone());
    assertFalse(client.sendMessage("😀".repeat(3999), "C1").isDone());
  }

  @Test
  void aFrameOfMoreThanSixteenKilobytesIsRefusedAtOnce() {
    Map<String, String> large = Map.of("x", "x".repeat(16 * 1024));
    assertEquals(Reason.TOO_LONG, refusal(client.addOutgoingEvent(false, "large", large)));
    assertEquals(Reason.TOO_LONG, refusal(client.send("large", large)));
  }

  @Test
  void typingGoesOutEveryThreeSecondsAChannelAtMost() throws Exception {
    FakeSlack.Connection line = rig.start();
    SendReceipt first = RtmTestRig.get(client.sendTyping("C1"));
    assertEquals(first, RtmTestRig.get(client.sendTyping("C1")));
    assertEquals(new SendReceipt(2, null), RtmTestRig.get(client.sendTyping("C2")));
    assertTrue(line.receive().contains("C1"));
    assertTrue(line.receive().contains("C2"));
    rig.later(Duration.ofMillis(2999));
    RtmTestRig.get(client.sendTyping("C1"));
    assertEquals(List.of(), List.copyOf(line.frames()));
    rig.later(Duration.ofMillis(1));
    assertEquals(new SendReceipt(3, null), RtmTestRig.get(client.sendTyping("C1")));
    assertEquals("{\"id\":3,\"type\":\"typing\",\"channel\":\"C1\"}", line.receive());
  }

  @Test
  void anythingElseCanBeSentWithAndWithoutReply() throws Exception {
    FakeSlack.Connection line = rig.start();
    CompletableFuture<SendReceipt> asked = client.addOutgoingEvent(true, "ask", Map.of("n", 1));
    assertEquals(
        new SendReceipt(2, null),
        RtmTestRig.get(client.addOutgoingEvent(false, "tell", Map.of("n", 2))));
    assertEquals("{\"id\":1,\"type\":\"ask\",\"n\":1}", line.receive());
    assertEquals("{\"id\":2,\"type\":\"tell\",\"n\":2}", line.receive());
    line.send("{\"ok\":true,\"reply_to\":1}");
    assertEquals(1, RtmTestRig.get(asked).id());
  }

  @Test
  void sendGoesOutNowOrNotAtAll() throws Exception {
    NotSent early = (NotSent) RtmTestRig.failure(client.send("x", Map.of()));
    assertEquals(Reason.DISCONNECTED, early.reason());
    assertEquals("send_while_disconnected_error", early.kind());
    rig.slack.setGreeting("");
    client.start();
    FakeSlack.Connection line = rig.slack.nextConnection();
    NotSent soon = (NotSent) RtmTestRig.failure(client.send("x", Map.of()));
    assertEquals(Reason.NOT_READY, soon.reason());
    assertEquals("send_while_not_ready_error", soon.kind());
    line.send("{\"type\":\"hello\"}");
    rig.await(LifecycleEvent.Ready.class);
    for (int id = 1; id <= 8; id++) {
      assertEquals(new SendReceipt(id, null), RtmTestRig.get(client.send("x", Map.of())));
      assertEquals("{\"id\":" + id + ",\"type\":\"x\"}", line.receive());
    }
    assertEquals(Reason.TOO_FAST, refusal(client.send("x", Map.of())));
  }

  @Test
  void whatStillWaitedWhenTheConnectionBrokeIsSentOnTheNext() throws Exception {
    FakeSlack.Connection first = rig.start();
    for (int id = 1; id <= 9; id++) {
      client.sendMessage("Hi " + id, "C1");
    }
    for (int id = 1; id <= 8; id++) {
      assertTrue(first.receive().contains("Hi " + id));
    }
    first.drop();
    rig.retry();
    FakeSlack.Connection second = rig.ready();
    rig.later(RtmTestRig.SECOND);
    String ninth = second.receive();
    assertTrue(ninth.contains("\"id\":9,") && ninth.contains("Hi 9"), ninth);
  }

  @Test
  void whatWaitsIsKeptThroughADisconnectUntilTheNextStart() throws Exception {
    CompletableFuture<SendReceipt> kept = client.sendMessage("Hi", "C1");
    RtmTestRig.get(client.disconnect());
    FakeSlack.Connection line = rig.start();
    assertTrue(line.receive().contains("Hi"));
    RtmTestRig.get(client.disconnect());
    assertEquals("no_reply_received_error", RtmTestRig.failure(kept).kind());
    assertEquals(Reason.DISCONNECTED, refusal(client.send("x", Map.of())));
  }

  @Test
  void moreThanAThousandThatWaitAreTooMany() {
    for (int i = 0; i < 1000; i++) {
      client.sendMessage("Hi", "C1");
    }
    assertEquals(Reason.TOO_MUCH_WAITING, refusal(client.sendMessage("Hi", "C1")));
  }

  @Test
  void whenSlackSaysSlowDownEverythingRestsAndTheMessageIsSentAgain() throws Exception {
    FakeSlack.Connection line = rig.start();
    CompletableFuture<SendReceipt> hi = client.sendMessage("Hi", "C1");
    line.receive();
    line.send(
        "{\"ok\":false,\"reply_to\":1,\"error\":{\"code\":-1,\"msg\":\"slow down, too many"
            + " messages...\"}}");
    rig.event(RtmEvent.Ack.class);
    client.sendMessage("Later", "C1");
    client.settle();
    rig.later(Duration.ofMillis(9999));
    assertEquals(List.of(), List.copyOf(line.frames()));
    // A ping went out too, and counts.
    rig.later(Duration.ofMillis(1001));
    assertTrue(line.receive().contains("\"id\":3,\"type\":\"message\""));
    line.send("{\"ok\":true,\"reply_to\":3,\"ts\":\"1.1\"}");
    assertEquals("1.1", RtmTestRig.get(hi).reply().orElseThrow().ts());
  }

  @Test
  void whenSlackSaysSlowDownWithoutAnIdEverythingRests() throws Exception {
    FakeSlack.Connection line = rig.start();
    line.send("{\"ok\":false,\"error\":{\"code\":-1,\"msg\":\"slow down\"}}");
    rig.event(RtmEvent.Ack.class);
    client.sendMessage("Later", "C1");
    client.settle();
    assertEquals(List.of(), List.copyOf(line.frames()));
    rig.later(Duration.ofSeconds(11));
    assertTrue(line.receive().contains("\"type\":\"message\""));
  }

  @Test
  void anErrorNumberBeyondAnIntIsNotSlowDown() throws Exception {
    FakeSlack.Connection line = rig.start();
    line.send("{\"ok\":false,\"error\":{\"code\":4294967295,\"msg\":\"odd\"}}");
    line.send("{\"type\":\"error\",\"error\":{\"code\":4294967295,\"msg\":\"odd\"}}");
    rig.event(RtmEvent.ServerError.class);
    client.sendMessage("Now", "C1");
    client.settle();
    assertEquals("Now", body(line).get("text"));
  }

  @Test
  void aMessageThatIsTooMuchThreeTimesIsRefused() throws Exception {
    FakeSlack.Connection line = rig.start();
    CompletableFuture<SendReceipt> hi = client.sendMessage("Hi", "C1");
    for (int i = 0; i < 3; i++) {
      String id = line.receive().replaceAll(".*\"id\":(\\d+).*", "$1");
      line.send(
          "{\"ok\":false,\"reply_to\":" + id + ",\"error\":{\"code\":-1,\"msg\":\"slow down\"}}");
      rig.event(RtmEvent.Ack.class);
      rig.later(Duration.ofSeconds(11));
    }
    assertEquals(-1, ((SendRefused) RtmTestRig.failure(hi)).code());
  }

  @Test
  void aRefusalWithoutAPendingFutureIsReported() throws Exception {
    FakeSlack.Connection line = rig.start();
    client.sendTyping("C1");
    line.receive();
    line.send("{\"ok\":false,\"reply_to\":1,\"error\":{\"code\":2,\"msg\":\"no such channel\"}}");
    SlackException problems = rig.await(LifecycleEvent.Problem.class).problem();
    assertEquals(2, ((SendRefused) problems).code());
  }

  @Test
  void halfASurrogatePairIsSentAsAReplacementCharacter() throws Exception {
    FakeSlack.Connection line = rig.start();
    String cut = "Done 😀".substring(0, 6);
    CompletableFuture<SendReceipt> sent = client.sendMessage(cut + "😀", "C1");
    assertEquals("Done \ufffd😀", body(line).get("text"));
    line.send("{\"ok\":true,\"reply_to\":1}");
    assertEquals(1, RtmTestRig.get(sent).id());
    client.addOutgoingEvent(false, "wave", Map.of(cut, List.of(cut)));
    assertEquals(List.of("Done \ufffd"), body(line).get("Done \ufffd"));
    client.addOutgoingEvent(false, cut, Map.of());
    assertEquals("Done \ufffd", body(line).get("type"));
    // Each character counts with the bytes that are sent.
    assertEquals(
        Reason.TOO_LONG, refusal(client.send("large", Map.of("x", "\ud83d".repeat(6000)))));
  }

  @Test
  void halfASurrogatePairInAPresenceListCostsNoConnection() throws Exception {
    FakeSlack.Connection line = rig.start();
    client.subscribePresence(List.of("U1", "U\ud83d"));
    client.settle();
    assertEquals(List.of("U1", "U\ufffd"), body(line).get("ids"));
    RtmTestRig.get(client.queryPresence(List.of("U1")));
    assertEquals("presence_query", body(line).get("type"));
    assertTrue(rig.slack.hasNoConnection());
  }

  @Test
  void nullArgumentsAreRefusedAtTheCall() throws Exception {
    FakeSlack.Connection line = rig.start();
    List<String> nothing = Collections.singletonList(null);
    for (Executable call :
        List.<Executable>of(
            () -> client.addOutgoingEvent(false, null, Map.of()),
            () -> client.addOutgoingEvent(false, "wave", null),
            () -> client.send(null, Map.of()),
            () -> client.send("wave", null),
            () -> client.sendMessage(null, "C1"),
            () -> client.sendMessage("Hi", null),
            () -> client.sendTyping(null),
            () -> client.subscribePresence(null),
            () -> client.subscribePresence(nothing),
            () -> client.addPresence(nothing),
            () -> client.removePresence(nothing),
            () -> client.queryPresence(null),
            () -> client.queryPresence(nothing),
            () -> client.onEvent(null),
            () -> client.onLifecycle(null),
            () -> client.onLifecycle(null, _ -> {}),
            () -> client.onLifecycle(LifecycleEvent.Ready.class, null),
            () -> client.on((Class<RtmEvent>) null, _ -> {}),
            () -> client.on(RtmEvent.class, null),
            () -> client.on(RtmEvent.Hello.class, null),
            () -> client.on((String) null, _ -> {}),
            () -> client.on("hello", null),
            () -> client.onRawMessage(null),
            () -> client.onOutgoingMessage(null),
            () -> client.onPresenceUnconfirmed(null),
            () -> client.onPresenceMismatch(null))) {
      assertThrows(NullPointerException.class, call);
    }
    client.addOutgoingEvent(false, "wave", Collections.singletonMap("to", null));
    assertTrue(line.receive().endsWith("\"to\":null}"));
  }

  @Test
  void aBodyThatIsNoJsonIsRefusedAtTheCall() {
    Map<String, Object> cyclic = new HashMap<>();
    cyclic.put("self", cyclic);
    Map<String, Object> unreadable = Map.of("n", BigInteger.TEN.pow(2000));
    for (Map<String, Object> body : List.of(cyclic, unreadable)) {
      assertThrows(
          IllegalArgumentException.class, () -> client.addOutgoingEvent(true, "wave", body));
      assertThrows(IllegalArgumentException.class, () -> client.send("wave", body));
    }
  }

  private static Map<String, Object> body(FakeSlack.Connection line) throws Exception {
    return JsonCodec.map(line.receive());
  }

  private static Reason refusal(CompletableFuture<SendReceipt> sent) {
    return ((NotSent) RtmTestRig.failure(sent)).reason();
  }
}
