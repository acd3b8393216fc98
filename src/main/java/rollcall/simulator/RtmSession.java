package rollcall.simulator;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Session of one RTM client: its caller, subscriptions, unsent frames and write limit. Thread:
/// event loop.
final class RtmSession {
  /// Number of refused writes after which the connection is closed.
  private static final int MAX_REFUSALS = 20;

  private final ClientSocket socket;
  private final SocketUrls.SocketUrl socketUrl;
  private final Instant since;
  private final FaultQueue faults;
  private final @Nullable TokenBucket writes;
  private final Map<ActiveOrAway, List<String>> pending = new EnumMap<>(ActiveOrAway.class);
  private final Deque<ByteBuffer> held = new ArrayDeque<>();
  private long heldBytes;
  private @Nullable ByteBuffer overtaken;
  private Set<String> subscribed = Set.of();
  private boolean halfOpen;
  private boolean leaving;
  private int refused;

  /// Creates a session.
  ///
  /// @param writes the write limit; null for none
  RtmSession(
      ClientSocket socket,
      SocketUrls.SocketUrl socketUrl,
      Instant since,
      FaultQueue faults,
      @Nullable TokenBucket writes) {
    this.socket = socket;
    this.socketUrl = socketUrl;
    this.since = since;
    this.faults = faults;
    this.writes = writes;
  }

  SocketUrls.SocketUrl socketUrl() {
    return socketUrl;
  }

  String user() {
    return socketUrl.caller().userId();
  }

  /// Returns the start of the session.
  Instant since() {
    return since;
  }

  ClientSocket socket() {
    return socket;
  }

  Set<String> subscribed() {
    return subscribed;
  }

  /// Replaces the subscriptions; returns the ids that are new.
  List<String> subscribe(Collection<String> ids) {
    Set<String> next = new LinkedHashSet<>(ids);
    List<String> added = next.stream().filter(id -> !subscribed.contains(id)).toList();
    subscribed = next;
    return added;
  }

  /// Makes the connection half-open: nothing is read or sent any more.
  void markHalfOpen() {
    halfOpen = true;
  }

  boolean isHalfOpen() {
    return halfOpen;
  }

  /// Records that a goodbye was sent.
  void markLeaving() {
    leaving = true;
  }

  boolean isLeaving() {
    return leaving;
  }

  void send(ObjectNode frame) {
    send(FrameCache.bytes(frame.toString()));
  }

  /// Sends a frame; during a silence, holds it.
  void send(ByteBuffer frame) {
    if (halfOpen) {
      return;
    }
    if (!faults.isSilent()) {
      socket.send(frame);
      return;
    }
    heldBytes += frame.remaining();
    if (heldBytes > ClientSocket.LIMIT) {
      socket.cut();
    } else {
      held.add(frame);
    }
  }

  /// Sends the held frames.
  void release() {
    heldBytes = 0;
    while (!held.isEmpty()) {
      send(held.remove());
    }
  }

  /// Queues a transition for the next broadcast; returns whether it is the first in the queue.
  boolean enqueue(PresenceTransition transition) {
    boolean first = pending.isEmpty();
    pending.computeIfAbsent(transition.presence(), p -> new ArrayList<>()).add(transition.user());
    return first;
  }

  /// Sends the queued transitions; returns the number of frames.
  int send(FrameCache cache) {
    int frames = 0;
    for (Map.Entry<ActiveOrAway, List<String>> each : pending.entrySet()) {
      frames += send(each.getKey(), each.getValue(), cache);
    }
    pending.clear();
    return frames;
  }

  /// Sends one presence of several users; returns the number of frames.
  int send(ActiveOrAway presence, List<String> users, FrameCache cache) {
    List<ByteBuffer> events = users.isEmpty() ? List.of() : cache.events(presence, users, shape());
    events.forEach(this::sendPresence);
    return events.size();
  }

  private Fault.Shape shape() {
    Fault.Shape wanted = faults.shape();
    if (wanted != Fault.Shape.AS_ASKED) {
      return wanted;
    }
    return socketUrl.batch() ? Fault.Shape.BATCH : Fault.Shape.SINGLE;
  }

  private void sendPresence(ByteBuffer event) {
    if (overtaken == null && faults.isNextReordered()) {
      overtaken = event;
      return;
    }
    send(event);
    if (faults.isNextDuplicated()) {
      send(event);
    }
    sendOvertaken();
  }

  /// Sends the delayed event, if there is one.
  void sendOvertaken() {
    ByteBuffer late = overtaken;
    overtaken = null;
    if (late != null) {
      send(late);
    }
  }

  /// Returns whether one more frame may be written now; a client that exceeds the limit too often
  /// is disconnected.
  boolean mayWrite(Instant now) {
    if (writes == null || writes.tryTake(now).equals(Duration.ZERO)) {
      return true;
    }
    refused++;
    if (refused > MAX_REFUSALS) {
      socket.close(1008, "too many messages");
    }
    return false;
  }
}
