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

  private final EventLoop loop;
  private final SocketHub hub;
  private final SocketUrls socketUrls;
  private final Supplier<URI> sockets;
  private final Duration age;
  private final boolean reconnectUrls;
  private boolean scheduled;

  /// @param sockets the address before a ticket's number
  SocketExpiry(
      EventLoop loop,
      SocketHub hub,
      SocketUrls socketUrls,
      Supplier<URI> sockets,
      DemoOptions options) {
    this.loop = loop;
    this.hub = hub;
    this.socketUrls = socketUrls;
    this.sockets = sockets;
    this.age = options.socketAge();
    this.reconnectUrls = options.reconnectUrls();
  }

  /// A socket was let in.
  void onOpened(RtmSession session) {
    scheduleNext();
    if (reconnectUrls) {
      loop.schedule(loop.now().plus(SOON), () -> repeatUrl(session));
    }
  }

  private void repeatUrl(RtmSession session) {
    if (hub.session(session.socket()).isPresent()) {
      reconnectUrl(session);
      loop.schedule(loop.now().plus(EVERY), () -> repeatUrl(session));
    }
  }

  /// One look at a time, at the instant when the oldest socket comes of age.
  private void scheduleNext() {
    hub.sessions().stream()
        .filter(session -> !session.isLeaving())
        .map(session -> session.since().plus(age))
        .min(Instant::compareTo)
        .filter(_ -> !scheduled)
        .ifPresent(due -> {
          scheduled = true;
          loop.schedule(due, this::sayGoodbyes);
        });
  }

  private void sayGoodbyes() {
    scheduled = false;
    Instant now = loop.now();
    hub.sessions().stream()
        .filter(session -> !session.since().plus(age).isAfter(now))
        .filter(session -> !session.isLeaving())
        .forEach(session -> goodbye(session, GRACE));
    scheduleNext();
  }

  /// Says goodbye, and closes the connection after a while.
  void goodbye(RtmSession session, Duration grace) {
    session.markLeaving();
    session.send(Json.event("goodbye"));
    loop.schedule(loop.now().plus(grace), () -> session.socket().close(1000, ""));
  }

  /// Tells a URL for the next connection, good until the next one is told.
  void reconnectUrl(RtmSession session) {
    SocketUrls.SocketUrl now = session.socketUrl();
    Duration valid = EVERY.plus(SocketUrls.VALID);
    String nonce = socketUrls.issue(now.caller(), now.batch(), loop.now(), valid);
    session.send(Json.event("reconnect_url").put("url", sockets.get() + nonce));
  }
}
