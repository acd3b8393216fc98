package rollcall.slack.rtm;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import rollcall.slack.SlackException.NoReply;
import rollcall.slack.SlackException.SendRefused;

/// What is to be said to Slack, at the pace that Slack allows: one frame a second after a small
/// burst. It outlives connections. Of the presence subscription only the newest list is ever sent,
/// and again on each new connection. Lane: link.
final class Outbox {
  private static final String CLOSED = "The client was closed.";
  private static final int MOST_WAITING = 1000;
  private static final Budget WRITES = Budget.rested(8, Duration.ofSeconds(1));

  private final Duration lateReplies;
  private final Queue<Outgoing> waiting = new ArrayDeque<>();
  private final Map<Long, Outgoing> awaiting = new HashMap<>();
  private final Set<String> presence = new LinkedHashSet<>();
  private final List<CompletableFuture<Sent>> presenceSent = new ArrayList<>();
  private Budget writes = WRITES;
  private boolean open;
  private boolean closed;
  private boolean presenceDue;
  private long lastId;
  private long lastIdBefore;
  private @Nullable Instant repliesLost;

  /// @param lateReplies how long after a reconnection the old one's replies may still come
  Outbox(Duration lateReplies) {
    this.lateReplies = lateReplies;
  }

  void add(Outgoing outgoing) {
    if (closed) {
      outgoing.fail(CLOSED);
    } else if (waiting.size() >= MOST_WAITING) {
      outgoing.fail("More than " + MOST_WAITING + " messages are waiting to be sent.");
    } else {
      waiting.add(outgoing);
    }
  }

  /// Replaces the presence subscription. What waits for it completes when the list goes out.
  void subscribe(Collection<String> ids, CompletableFuture<Sent> sent) {
    if (closed) {
      Outgoing.failed(sent, CLOSED);
      return;
    }
    presence.clear();
    presence.addAll(ids);
    presenceDue = true;
    presenceSent.add(sent);
  }

  Set<String> presence() {
    return Set.copyOf(presence);
  }

  /// A connection is there. It knows no subscription yet.
  void resume(Instant at) {
    open = true;
    presenceDue = presenceDue || !presence.isEmpty();
    lastIdBefore = lastId;
    repliesLost = awaiting.isEmpty() ? null : at.plus(lateReplies);
  }

  /// The connection is gone; replies may still come on the next.
  void pause() {
    open = false;
  }

  /// There will be no other connection for now: nothing will be answered.
  void giveUpReplies() {
    open = false;
    loseReplies(Long.MAX_VALUE);
  }

  /// Nothing will ever be sent again.
  void close() {
    closed = true;
    giveUpReplies();
    waiting.forEach(outgoing -> outgoing.fail(CLOSED));
    waiting.clear();
    presenceSent.forEach(sent -> Outgoing.failed(sent, CLOSED));
    presenceSent.clear();
  }

  /// Stops waiting for the replies that an earlier connection still owed.
  void expire(Instant at) {
    if (repliesLost != null && !at.isBefore(repliesLost)) {
      loseReplies(lastIdBefore);
      repliesLost = null;
    }
  }

  /// The frames that go out now.
  List<String> due(Instant at) {
    expire(at);
    List<String> frames = new ArrayList<>();
    while (open && hasWork() && !writes.earliest(at).isAfter(at)) {
      writes = writes.spent(at);
      frames.add(presenceDue ? presenceSub() : next());
    }
    return frames;
  }

  /// When something is due next; empty for never.
  Optional<Instant> deadline(Instant at) {
    Instant next = open && hasWork() ? writes.earliest(at) : null;
    if (repliesLost != null && (next == null || repliesLost.isBefore(next))) {
      next = repliesLost;
    }
    return Optional.ofNullable(next);
  }

  /// A ping, which never waits.
  String ping(Instant at) {
    writes = writes.spent(at);
    lastId++;
    return Outgoing.of("ping", Map.of("time", at.toEpochMilli()), false).json(lastId);
  }

  void replied(RtmEvent.Ack ack) {
    Outgoing outgoing = awaiting.remove(ack.replyTo());
    if (outgoing == null) {
      return;
    }
    if (ack.ok()) {
      outgoing.sent().complete(new Sent(ack.replyTo(), ack));
    } else {
      String error = ack.error() == null ? "no reason given" : ack.error();
      outgoing.sent().completeExceptionally(new SendRefused(ack.code(), error));
    }
  }

  void clockJumped(Instant at) {
    writes = writes.reset(at);
  }

  private boolean hasWork() {
    return presenceDue || !waiting.isEmpty();
  }

  private String presenceSub() {
    presenceDue = false;
    lastId++;
    long id = lastId;
    presenceSent.forEach(sent -> sent.complete(new Sent(id, null)));
    presenceSent.clear();
    return presenceSub(presence, new CompletableFuture<>()).json(id);
  }

  static Outgoing presenceSub(Collection<String> ids, CompletableFuture<Sent> sent) {
    return new Outgoing("presence_sub", Map.of("ids", List.copyOf(ids)), false, sent);
  }

  private String next() {
    Outgoing outgoing = waiting.remove();
    lastId++;
    if (outgoing.awaitReply()) {
      awaiting.put(lastId, outgoing);
    } else {
      outgoing.sent().complete(new Sent(lastId, null));
    }
    return outgoing.json(lastId);
  }

  private void loseReplies(long upTo) {
    List<Long> lost = awaiting.keySet().stream().filter(id -> id <= upTo).toList();
    lost.forEach(
        id -> requireNonNull(awaiting.remove(id)).sent().completeExceptionally(new NoReply()));
  }
}
