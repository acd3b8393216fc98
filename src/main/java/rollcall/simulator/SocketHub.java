package rollcall.simulator;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.node.ObjectNode;

/// Registry of open sockets and presence subscriptions; broadcasts events. Thread: event loop.
///
/// Simultaneous changes are broadcast together. A large broadcast is followed by a proportional
/// pause in which further changes collect: a flood makes events longer, not more numerous. Two
/// changes of one person are never merged.
final class SocketHub {
  private static final int WRITE_BURST = 10;
  private static final int FRAMES_WITHOUT_PAUSE = 100;
  private static final Duration PAUSE_PER_FRAME = Duration.ofNanos(20_000);

  private final Map<ClientSocket, RtmSession> sessions = new LinkedHashMap<>();
  private final Map<String, Set<RtmSession>> subscribers = new HashMap<>();
  private final Map<String, PresenceTransition> pending = new LinkedHashMap<>();
  private final EventLoop loop;
  private final FaultQueue faults;
  private final boolean unlimited;
  private Instant pausedUntil = Instant.MIN;
  private boolean broadcastScheduled;

  /// Creates a hub.
  ///
  /// @param unlimited whether the write limit of clients is off
  SocketHub(EventLoop loop, FaultQueue faults, boolean unlimited) {
    this.loop = loop;
    this.faults = faults;
    this.unlimited = unlimited;
  }

  RtmSession add(ClientSocket socket, SocketUrls.SocketUrl socketUrl) {
    TokenBucket writes = unlimited ? null : new TokenBucket(WRITE_BURST, Duration.ofSeconds(1));
    RtmSession session = new RtmSession(socket, socketUrl, loop.now(), faults, writes);
    sessions.put(socket, session);
    return session;
  }

  void remove(RtmSession session) {
    sessions.remove(session.socket());
    session.subscribed().forEach(user -> unsubscribe(session, user));
  }

  /// Returns the session of a socket; empty for a socket that was refused or is closed.
  Optional<RtmSession> session(ClientSocket socket) {
    return Optional.ofNullable(sessions.get(socket));
  }

  /// Returns the open sessions, oldest first.
  List<RtmSession> sessions() {
    return List.copyOf(sessions.values());
  }

  /// Replaces a session's subscriptions; returns the ids that are new.
  List<String> subscribe(RtmSession session, List<String> ids) {
    session.subscribed().forEach(user -> unsubscribe(session, user));
    List<String> added = session.subscribe(ids);
    session
        .subscribed()
        .forEach(
            user -> subscribers.computeIfAbsent(user, u -> new LinkedHashSet<>()).add(session));
    return added;
  }

  /// Drops a session's subscriptions: the same list sent again counts as new.
  void forgetSubscriptions(RtmSession session) {
    // Earlier changes are sent first.
    broadcastNow();
    subscribe(session, List.of());
  }

  private void unsubscribe(RtmSession session, String user) {
    Set<RtmSession> left = subscribers.getOrDefault(user, Set.of());
    if (!left.isEmpty() && left.remove(session) && left.isEmpty()) {
      subscribers.remove(user);
    }
  }

  /// Queues a change for the next broadcast.
  void announce(PresenceTransition transition) {
    if (pending.containsKey(transition.user())) {
      broadcastNow();
    }
    pending.put(transition.user(), transition);
  }

  /// Sends the queued changes to their subscribers, unless the pause after a large broadcast lasts.
  void broadcast() {
    if (pending.isEmpty()) {
      return;
    }
    if (!loop.now().isBefore(pausedUntil)) {
      broadcastNow();
    } else if (!broadcastScheduled) {
      broadcastScheduled = true;
      // The loop broadcasts after each task; this task only wakes it up.
      loop.schedule(pausedUntil, () -> broadcastScheduled = false);
    }
  }

  /// Sends the queued changes to their subscribers.
  void broadcastNow() {
    Set<RtmSession> receivers = new LinkedHashSet<>();
    for (PresenceTransition transition : pending.values()) {
      for (RtmSession session : subscribers.getOrDefault(transition.user(), Set.of())) {
        if (session.enqueue(transition)) {
          receivers.add(session);
        }
      }
    }
    pending.clear();
    FrameCache cache = new FrameCache();
    int frames = 0;
    for (RtmSession session : receivers) {
      frames += session.send(cache);
    }
    if (frames > FRAMES_WITHOUT_PAUSE) {
      pausedUntil = loop.now().plus(PAUSE_PER_FRAME.multipliedBy(frames));
    }
  }

  /// Sends a frame to every socket.
  void toAll(ObjectNode frame) {
    each(session -> true, frame);
  }

  /// Sends a frame to every socket of one member.
  void toOwn(String user, ObjectNode frame) {
    each(session -> session.user().equals(user), frame);
  }

  /// Sends a frame to every socket except those of one member.
  void toOthers(String user, ObjectNode frame) {
    each(session -> !session.user().equals(user), frame);
  }

  /// Sends a frame to the sockets of all members of a channel except `user`.
  void toOthersIn(Channel channel, String user, ObjectNode frame) {
    each(
        session -> channel.members().contains(session.user()) && !session.user().equals(user),
        frame);
  }

  /// Sends a frame to the sockets of all members of a channel except this one.
  void toOtherSocketsIn(Channel channel, RtmSession from, ObjectNode frame) {
    each(session -> channel.members().contains(session.user()) && !session.equals(from), frame);
  }

  /// Sends a frame to the sockets of all members of a channel.
  void toAllIn(Channel channel, ObjectNode frame) {
    each(session -> channel.members().contains(session.user()), frame);
  }

  private void each(Predicate<RtmSession> who, ObjectNode frame) {
    ByteBuffer bytes = FrameCache.bytes(frame.toString());
    sessions().stream().filter(who).forEach(session -> session.send(bytes));
  }
}
