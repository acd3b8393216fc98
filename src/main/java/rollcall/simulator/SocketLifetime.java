package rollcall.simulator;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/// Lifetime of sockets: Slack sends goodbye after eight hours, and reconnect URLs on request
/// (slack-protocol 3.1). Thread: event loop.
final class SocketLifetime {
  /// Time between goodbye and close; Slack documents no figure.
  static final Duration GRACE = Duration.ofSeconds(10);

  /// Captures show one URL soon after the hello, then one every three minutes.
  private static final Duration SOON = Duration.ofSeconds(1);

  private static final Duration EVERY = Duration.ofMinutes(3);

  private final EventLoop loop;
  private final SocketHub hub;
  private final SocketUrls socketUrls;
  private final Supplier<URI> sockets;
  private final Duration age;
  private final boolean reconnectUrls;
  private boolean scheduled;

  /// Creates the expiry.
  ///
  /// @param sockets URL prefix of all socket URLs
  SocketLifetime(
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

  /// Schedules the goodbye and the reconnect URLs of a new session.
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

  /// Schedules one check, at the expiry of the oldest socket.
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

  /// Sends goodbye, and closes the connection after the grace period.
  void goodbye(RtmSession session, Duration grace) {
    session.markLeaving();
    session.send(SlackJsonCodec.event("goodbye"));
    loop.schedule(loop.now().plus(grace), () -> session.socket().close(1000, ""));
  }

  /// Sends a URL for the next connection, valid until the following one is sent.
  void reconnectUrl(RtmSession session) {
    SocketUrls.SocketUrl now = session.socketUrl();
    Duration valid = EVERY.plus(SocketUrls.VALID);
    String nonce = socketUrls.issue(now.caller(), now.batch(), loop.now(), valid);
    session.send(SlackJsonCodec.event("reconnect_url").put("url", sockets.get() + nonce));
  }
}
