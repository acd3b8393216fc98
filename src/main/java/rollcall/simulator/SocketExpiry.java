package rollcall.simulator;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/// How long sockets live: Slack says goodbye to a connection after eight hours, and sends URLs for
/// the next one if it is asked to (slack-protocol 3.1). Lane: the workspace's.
final class SocketExpiry {
  /// How long after a goodbye the connection is closed; Slack states no figure.
  static final Duration GRACE = Duration.ofSeconds(10);

  /// As real captures show it: one soon after the hello, then one every three minutes.
  private static final Duration SOON = Duration.ofSeconds(1);

  private static final Duration EVERY = Duration.ofMinutes(3);

  private final EventLoop lane;
  private final SocketHub floor;
  private final SocketUrls tickets;
  private final Supplier<URI> sockets;
  private final Duration age;
  private final boolean reconnectUrls;
  private boolean watched;

  /// @param sockets the address before a ticket's number
  SocketExpiry(
      EventLoop lane,
      SocketHub floor,
      SocketUrls tickets,
      Supplier<URI> sockets,
      DemoOptions options) {
    this.lane = lane;
    this.floor = floor;
    this.tickets = tickets;
    this.sockets = sockets;
    this.age = options.socketAge();
    this.reconnectUrls = options.reconnectUrls();
  }

  /// A socket was let in.
  void onOpened(RtmSession session) {
    track();
    if (reconnectUrls) {
      lane.schedule(lane.now().plus(SOON), () -> repeatUrl(session));
    }
  }

  private void repeatUrl(RtmSession session) {
    if (floor.session(session.line()).isPresent()) {
      reconnectUrl(session);
      lane.schedule(lane.now().plus(EVERY), () -> repeatUrl(session));
    }
  }

  /// One look at a time, at the instant when the oldest socket comes of age.
  private void track() {
    floor.sessions().stream()
        .filter(session -> !session.isLeaving())
        .map(session -> session.since().plus(age))
        .min(Instant::compareTo)
        .filter(_ -> !watched)
        .ifPresent(due -> {
          watched = true;
          lane.schedule(due, this::look);
        });
  }

  private void look() {
    watched = false;
    Instant now = lane.now();
    floor.sessions().stream()
        .filter(session -> !session.since().plus(age).isAfter(now))
        .filter(session -> !session.isLeaving())
        .forEach(session -> goodbye(session, GRACE));
    track();
  }

  /// Says goodbye, and closes the connection after a while.
  void goodbye(RtmSession session, Duration grace) {
    session.leaves();
    session.send(Json.event("goodbye"));
    lane.schedule(lane.now().plus(grace), () -> session.line().close(1000, ""));
  }

  /// Tells a URL for the next connection, good until the next one is told.
  void reconnectUrl(RtmSession session) {
    SocketUrls.SocketUrl now = session.ticket();
    Duration valid = EVERY.plus(SocketUrls.VALID);
    String nonce = tickets.issue(now.account(), now.batch(), lane.now(), valid);
    session.send(Json.event("reconnect_url").put("url", sockets.get() + nonce));
  }
}
