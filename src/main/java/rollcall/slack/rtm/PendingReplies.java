package rollcall.slack.rtm;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import rollcall.slack.SlackException.NoReply;

/// Sent messages without a reply yet, by id. For a short time, Slack may reply on the next
/// connection to a message of the last one. Thread: event loop.
final class PendingReplies {
  private final Duration late;
  private final Map<Long, QueuedMessage> awaited = new HashMap<>();
  private long lastBefore;
  private @Nullable Instant expiry;

  /// @param late time after a reconnection during which replies to earlier messages may arrive
  PendingReplies(Duration late) {
    this.late = late;
  }

  void add(long id, QueuedMessage outgoing) {
    awaited.put(id, outgoing);
  }

  /// The message of this reply; empty if none is pending.
  Optional<QueuedMessage> remove(long id) {
    return Optional.ofNullable(awaited.remove(id));
  }

  /// A new connection is ready.
  ///
  /// @param lastId last id of the earlier connections
  void resume(long lastId, Instant at) {
    lastBefore = lastId;
    expiry = awaited.isEmpty() ? null : at.plus(late);
  }

  /// Time of the next [#expire]; empty for never.
  Optional<Instant> deadline() {
    return Optional.ofNullable(expiry);
  }

  /// Fails the messages of earlier connections when their time is over.
  void expire(Instant at) {
    if (expiry != null && !at.isBefore(expiry)) {
      expiry = null;
      failUpTo(lastBefore);
    }
  }

  void failAll() {
    expiry = null;
    failUpTo(Long.MAX_VALUE);
  }

  private void failUpTo(long upTo) {
    Iterator<Map.Entry<Long, QueuedMessage>> all = awaited.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<Long, QueuedMessage> one = all.next();
      if (one.getKey() <= upTo) {
        all.remove();
        one.getValue().sent().completeExceptionally(new NoReply());
      }
    }
  }
}
