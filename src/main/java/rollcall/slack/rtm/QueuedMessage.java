package rollcall.slack.rtm;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import rollcall.slack.SlackException.NotSent;
import rollcall.slack.SlackException.NotSent.Reason;
import rollcall.slack.json.JsonCodec;
import tools.jackson.core.JacksonException;

/// Message that waits to be sent.
///
/// @param body the fields other than `id` and `type`
/// @param awaitReply whether Slack will answer it
/// @param refusals number of temporary refusals by Slack
/// @param sent completes when the message is sent, or with its reply
record QueuedMessage(
    String type,
    Map<String, ?> body,
    boolean awaitReply,
    int refusals,
    CompletableFuture<SendReceipt> sent) {
  /// Slack disconnects a client that sends a larger frame.
  static final int LARGEST = 16 * 1024;

  static QueuedMessage of(String type, Map<String, ?> body, boolean awaitReply) {
    return of(type, body, awaitReply, new CompletableFuture<>());
  }

  static QueuedMessage of(
      String type, Map<String, ?> body, boolean awaitReply, CompletableFuture<SendReceipt> sent) {
    // A copy: later changes of the caller's map have no effect.
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(body, "body");
    return new QueuedMessage(type, copy(body), awaitReply, 0, sent);
  }

  private static Map<String, @Nullable Object> copy(Map<String, ?> body) {
    try {
      return JsonCodec.map(JsonCodec.tree(body));
    } catch (JacksonException e) {
      throw new IllegalArgumentException("The body cannot be written as JSON.", e);
    }
  }

  String json(long id) {
    Map<String, Object> frame = new LinkedHashMap<>();
    frame.put("id", id);
    frame.put("type", type);
    body.forEach(frame::putIfAbsent);
    return JsonCodec.write(frame);
  }

  /// Returns whether Slack accepts a frame of this size; fails the message otherwise.
  boolean fits() {
    boolean fits = json(Integer.MAX_VALUE).getBytes(UTF_8).length <= LARGEST;
    if (!fits) {
      fail(Reason.TOO_LONG, "A frame of more than 16 KB would end the connection.");
    }
    return fits;
  }

  /// A copy for another attempt.
  QueuedMessage again() {
    return new QueuedMessage(type, body, awaitReply, refusals + 1, sent);
  }

  void fail(Reason reason, String why) {
    sent.completeExceptionally(new NotSent(reason, why));
  }
}
