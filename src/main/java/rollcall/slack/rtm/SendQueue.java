package rollcall.slack.rtm;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import rollcall.slack.SlackException.NotSent;
import rollcall.slack.SlackException.NotSent.Reason;
import rollcall.slack.SlackException.SendRefused;

/// Send queue with Slack's rate limit: one frame a second after a small burst. It outlives
/// connections. Messages that Slack refuses temporarily (too many messages, or an outage) wait and
/// are retried. Thread: event loop.
final class SendQueue {
  private static final String CLOSED = "The client was closed.";
  private static final int MOST_WAITING = 1000;
  private static final TokenBucket WRITES = TokenBucket.of(8, Duration.ofSeconds(1));

  /// Pause after Slack's `slow down`, which names no duration.
  private static final Duration PAUSE = Duration.ofSeconds(10);

  private static final int SLOW_DOWN = -1;
  private static final int CANNOT_PROCESS = 4;

  private final Deque<QueuedMessage> waiting = new ArrayDeque<>();
  private final PresenceSubscription presence = new PresenceSubscription();
  private final List<CompletableFuture<SendReceipt>> presenceSent = new ArrayList<>();
  private final TypingThrottle typing = new TypingThrottle();
  private final PendingReplies replies;
  private TokenBucket writes = WRITES;
  private boolean open;
  private boolean closed;
  private long lastId;
  private long listId;

  /// @param lateReplies time after a reconnection during which replies to earlier messages may
  ///   arrive
  SendQueue(Duration lateReplies) {
    replies = new PendingReplies(lateReplies);
  }

  void add(QueuedMessage outgoing) {
    if (closed) {
      outgoing.fail(Reason.CLOSED, CLOSED);
    } else if (waiting.size() >= MOST_WAITING) {
      outgoing.fail(
          Reason.TOO_MUCH_WAITING, "More than " + MOST_WAITING + " messages are waiting.");
    } else {
      waiting.add(outgoing);
    }
  }

  /// Returns the frame to send immediately, before the queue.
  ///
  /// @return empty when the rate limit is used up, and the message was failed
  Optional<String> now(QueuedMessage outgoing, Instant at) {
    if (writes.earliest(at).isAfter(at)) {
      outgoing.fail(Reason.TOO_FAST, "Slack takes one message a second.");
      return Optional.empty();
    }
    writes = writes.take(at);
    return Optional.of(frame(outgoing));
  }

  /// Replaces the presence subscription; `sent` completes when the list is sent.
  void subscribe(Collection<String> ids, CompletableFuture<SendReceipt> sent) {
    if (closed) {
      sent.completeExceptionally(new NotSent(Reason.CLOSED, CLOSED));
    } else {
      presence.subscribe(ids);
      presenceSent.add(sent);
    }
  }

  Set<String> presence() {
    return presence.users();
  }

  /// A presence event from Slack.
  ///
  /// @return the event for the listeners; empty for none
  Optional<RtmEvent.PresenceChange> onReply(RtmEvent.PresenceChange change) {
    List<String> users = presence.onPresence(change);
    if (users.size() == change.users().size()) {
      return Optional.of(change);
    }
    return users.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new RtmEvent.PresenceChange(users, change.presence(), change.json(), change.at()));
  }

  /// A new connection is ready.
  void resume(Instant at) {
    open = true;
    presence.resume(at);
    replies.resume(lastId, at);
  }

  /// The connection is lost; replies may still arrive on the next one.
  void pause() {
    open = false;
  }

  /// No further connection is planned: fails the pending replies.
  void failReplies() {
    open = false;
    replies.failAll();
  }

  /// Fails all messages, now and later.
  void close() {
    closed = true;
    failReplies();
    waiting.forEach(outgoing -> outgoing.fail(Reason.CLOSED, CLOSED));
    waiting.clear();
    presenceSent.forEach(sent -> sent.completeExceptionally(new NotSent(Reason.CLOSED, CLOSED)));
    presenceSent.clear();
  }

  /// Handles the time: expired replies, typing, and the subscription.
  ///
  /// @return users without an event or with a differing reply; the queries to send are queued
  PresenceSubscription.TickResult tick(Instant at) {
    replies.expire(at);
    if (!open) {
      return PresenceSubscription.TickResult.NONE;
    }
    PresenceSubscription.TickResult result = presence.tick(at);
    result
        .queries()
        .forEach(ids -> add(QueuedMessage.of("presence_query", Map.of("ids", ids), false)));
    return result;
  }

  /// The frames that go out now.
  List<String> due(Instant at) {
    List<String> frames = new ArrayList<>();
    while (open && !writes.earliest(at).isAfter(at)) {
      String frame = next(at);
      if (frame == null) {
        break;
      }
      writes = writes.take(at);
      frames.add(frame);
    }
    return frames;
  }

  /// Time of the next task; empty for never.
  Optional<Instant> deadline(Instant at) {
    Stream<Instant> sending =
        waiting.isEmpty() ? presence.due(at).stream() : Stream.of(writes.earliest(at));
    Stream<Instant> onConnection =
        Stream.concat(
            sending.map(due -> TokenBucket.later(due, writes.earliest(at))),
            presence.deadline().stream());
    return Stream.concat(open ? onConnection : Stream.empty(), replies.deadline().stream())
        .min(Instant::compareTo);
  }

  /// A ping, which never waits.
  String ping(Instant at) {
    writes = writes.take(at);
    lastId++;
    return QueuedMessage.of("ping", Map.of("time", at.toEpochMilli()), false).json(lastId);
  }

  /// Slack replied.
  ///
  /// @return the refusal when no caller waits for it
  Optional<SendRefused> onReply(RtmEvent.Ack ack, Instant at) {
    Optional<QueuedMessage> asked = replies.remove(ack.replyTo());
    if (ack.ok()) {
      asked.ifPresent(outgoing -> outgoing.sent().complete(new SendReceipt(ack.replyTo(), ack)));
      return Optional.empty();
    }
    String error = ack.error() == null ? "no reason given" : ack.error();
    SendRefused refused = new SendRefused(ack.code(), error);
    if (ack.code() == SLOW_DOWN) {
      onRateLimited(at);
      if (listId != 0 && ack.replyTo() == listId) {
        presence.resend();
      }
    }
    asked.ifPresent(outgoing -> onRefused(outgoing, refused));
    return asked.isPresent() ? Optional.empty() : Optional.of(refused);
  }

  /// Slack sent an error that concerns no single message.
  void onError(RtmEvent.ServerError error, Instant at) {
    if (error.code() == SLOW_DOWN) {
      onRateLimited(at);
    }
  }

  void onClockJump(Instant at) {
    writes = writes.reset(at);
  }

  private void onRateLimited(Instant at) {
    writes = writes.notBefore(at.plus(PAUSE));
  }

  private void onRefused(QueuedMessage outgoing, SendRefused why) {
    int tries = why.code() == SLOW_DOWN ? 3 : why.code() == CANNOT_PROCESS ? 2 : 1;
    if (outgoing.refusals() + 1 < tries) {
      waiting.addFirst(outgoing.again());
    } else {
      outgoing.sent().completeExceptionally(why);
    }
  }

  private @Nullable String next(Instant at) {
    if (presence.due(at).filter(due -> !due.isAfter(at)).isPresent()) {
      return presenceSub(at);
    }
    for (QueuedMessage outgoing = waiting.poll(); outgoing != null; outgoing = waiting.poll()) {
      Optional<SendReceipt> showing =
          outgoing.type().equals("typing") ? typing.stillShown(outgoing, at) : Optional.empty();
      if (showing.isEmpty()) {
        String json = frame(outgoing);
        if (outgoing.type().equals("typing")) {
          typing.add(outgoing, new SendReceipt(lastId, null), at);
        }
        return json;
      }
      outgoing.sent().complete(showing.get());
    }
    return null;
  }

  private String presenceSub(Instant at) {
    lastId++;
    listId = lastId;
    String frame =
        QueuedMessage.of("presence_sub", Map.of("ids", presence.send(at)), false).json(listId);
    presenceSent.forEach(sent -> sent.complete(new SendReceipt(listId, null)));
    presenceSent.clear();
    return frame;
  }

  /// Encodes a message with the next id; its reply is awaited, or its future completes.
  private String frame(QueuedMessage outgoing) {
    lastId++;
    if (outgoing.awaitReply()) {
      replies.add(lastId, outgoing);
    } else {
      outgoing.sent().complete(new SendReceipt(lastId, null));
    }
    return outgoing.json(lastId);
  }
}
