package rollcall.slack.rtm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import rollcall.slack.SlackException;

class SendQueueTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private final SendQueue outbox = new SendQueue(Duration.ofSeconds(2));

  @Test
  void aBurstGoesAtOnceAndThenOneASecond() {
    outbox.resume(NOON);
    for (int i = 0; i < 11; i++) {
      outbox.add(message());
    }
    assertEquals(8, outbox.due(NOON).size());
    assertEquals(Optional.of(NOON.plusSeconds(1)), outbox.deadline(NOON));
    assertEquals(0, outbox.due(NOON.plusMillis(999)).size());
    assertEquals(1, outbox.due(NOON.plusSeconds(1)).size());
    assertEquals(2, outbox.due(NOON.plusSeconds(60)).size());
    assertEquals(Optional.empty(), outbox.deadline(NOON.plusSeconds(60)));
  }

  @Test
  void onlyTheNewestPresenceListIsSentAndAgainOnEachConnection() {
    CompletableFuture<SendReceipt> first = new CompletableFuture<>();
    CompletableFuture<SendReceipt> second = new CompletableFuture<>();
    outbox.subscribe(List.of("U1"), first);
    outbox.subscribe(List.of("U1", "U2"), second);
    assertEquals(List.of(), outbox.due(NOON));
    outbox.resume(NOON);
    assertEquals(
        List.of("{\"id\":1,\"type\":\"presence_sub\",\"ids\":[\"U1\",\"U2\"]}"), outbox.due(NOON));
    assertEquals(new SendReceipt(1, null), first.join());
    assertEquals(new SendReceipt(1, null), second.join());
    assertEquals(List.of(), outbox.due(NOON));
    outbox.pause();
    outbox.resume(NOON);
    assertEquals(
        List.of("{\"id\":2,\"type\":\"presence_sub\",\"ids\":[\"U1\",\"U2\"]}"), outbox.due(NOON));
  }

  @Test
  void aReplyMayStillComeOnTheNextConnectionButNotForLong() {
    QueuedMessage early = message();
    QueuedMessage late = message();
    outbox.resume(NOON);
    outbox.add(early);
    outbox.add(late);
    outbox.due(NOON);
    outbox.pause();
    outbox.resume(NOON);
    QueuedMessage after = message();
    outbox.add(after);
    outbox.due(NOON);
    RtmEvent.Ack ack = new RtmEvent.Ack(1, true, "1.2", "Hi", 0, null, "{}", NOON);
    outbox.onReply(ack, NOON);
    assertEquals(new SendReceipt(1, ack), early.sent().join());
    assertFalse(late.sent().isDone());
    assertEquals(Optional.of(NOON.plusSeconds(2)), outbox.deadline(NOON));
    outbox.tick(NOON.plusSeconds(2));
    assertInstanceOf(SlackException.NoReply.class, late.sent().exceptionNow());
    assertFalse(after.sent().isDone());
  }

  @Test
  void aRefusalCarriesSlacksNumber() {
    QueuedMessage outgoing = message();
    outbox.resume(NOON);
    outbox.add(outgoing);
    outbox.due(NOON);
    outbox.onReply(
        new RtmEvent.Ack(1, false, null, null, 2, "message text is missing", "{}", NOON), NOON);
    SlackException.SendRefused refused =
        assertInstanceOf(SlackException.SendRefused.class, outgoing.sent().exceptionNow());
    assertEquals(2, refused.code());
  }

  @Test
  void whatIsTooLargeOrTooManyIsRefusedAtOnce() {
    QueuedMessage large = QueuedMessage.of("x", Map.of("text", "é".repeat(8200)), false);
    assertFalse(large.fits());
    assertInstanceOf(SlackException.NotSent.class, large.sent().exceptionNow());
    assertTrue(QueuedMessage.of("x", Map.of("text", "é".repeat(8000)), false).fits());
    for (int i = 0; i < 1000; i++) {
      outbox.add(message());
    }
    QueuedMessage one = message();
    outbox.add(one);
    assertInstanceOf(SlackException.NotSent.class, one.sent().exceptionNow());
  }

  @Test
  void afterTheEndNothingIsSentAndNoFutureWaits() {
    QueuedMessage waiting = message();
    outbox.add(waiting);
    outbox.close();
    QueuedMessage late = message();
    outbox.add(late);
    CompletableFuture<SendReceipt> list = new CompletableFuture<>();
    outbox.subscribe(List.of("U1"), list);
    for (CompletableFuture<SendReceipt> sent : List.of(waiting.sent(), late.sent(), list)) {
      assertInstanceOf(SlackException.NotSent.class, sent.exceptionNow());
    }
  }

  private static QueuedMessage message() {
    return QueuedMessage.of("message", Map.of("text", "Hi", "channel", "C1"), true);
  }
}
