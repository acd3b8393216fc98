package rollcall.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// One client on the socket: whose it is, what it subscribed to, and how fast it may write. Lane:
/// the workspace's.
final class RtmSession {
  /// So many refused writes, and the connection is closed.
  private static final int PATIENCE = 20;

  private final Line line;
  private final Account account;
  private final boolean batch;
  private final Plans plans;
  private final @Nullable Bucket writes;
  private Set<String> subscribed = Set.of();
  private int refused;

  /// @param writes the write limit; null for none
  RtmSession(Line line, Tickets.Ticket ticket, Plans plans, @Nullable Bucket writes) {
    this.plans = plans;
    this.line = line;
    this.account = ticket.account();
    this.batch = ticket.batch();
    this.writes = writes;
  }

  Account account() {
    return account;
  }

  Line line() {
    return line;
  }

  Set<String> subscribed() {
    return subscribed;
  }

  /// Replaces the list; returns the ids that were not on it before.
  List<String> subscribe(Collection<String> ids) {
    Set<String> next = new LinkedHashSet<>(ids);
    List<String> added = next.stream().filter(id -> !subscribed.contains(id)).toList();
    subscribed = next;
    return added;
  }

  void send(ObjectNode frame) {
    send(frame.toString());
  }

  /// Sends any text.
  void send(String text) {
    plans.unlessSilent(() -> line.send(text));
  }

  /// Tells a presence that these users share: one event, or one each for clients that did not ask
  /// for batches.
  void tell(DemoPresence presence, List<String> users) {
    if (users.isEmpty()) {
      return;
    }
    if (batch) {
      ObjectNode event = Json.event("presence_change").put("presence", presence.word());
      event.set("users", Json.array(users));
      send(event);
    } else {
      for (String user : users) {
        send(Json.event("presence_change").put("user", user).put("presence", presence.word()));
      }
    }
  }

  /// Whether one more frame may be written now; a client that does not stop when told is cut off.
  boolean mayWrite(Instant now) {
    if (writes == null || writes.take(now).equals(Duration.ZERO)) {
      return true;
    }
    refused++;
    if (refused > PATIENCE) {
      line.close(1008, "too many messages");
    }
    return false;
  }
}
