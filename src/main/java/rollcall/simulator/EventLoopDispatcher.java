package rollcall.simulator;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;

/// Dispatcher of requests and frames from the server's threads to the event loop; applies queued
/// faults.
final class EventLoopDispatcher {
  private final EventLoop loop;
  private final FaultQueue faults;
  private final SocketUrls socketUrls;
  private final SocketHub hub;
  private final PresenceRules presences;
  private final RtmHandler rtm;
  private final WebApi web;
  private final SocketLifetime expiry;
  private final Set<String> idleChecks = new HashSet<>();

  EventLoopDispatcher(
      EventLoop loop,
      FaultQueue faults,
      SocketUrls socketUrls,
      SocketHub hub,
      PresenceRules presences,
      RtmHandler rtm,
      WebApi web,
      SocketLifetime expiry) {
    this.loop = loop;
    this.faults = faults;
    this.socketUrls = socketUrls;
    this.hub = hub;
    this.presences = presences;
    this.rtm = rtm;
    this.web = web;
    this.expiry = expiry;
  }

  /// Answers a Web API call asynchronously.
  void call(RawApiRequest call, Consumer<HttpReply> answer) {
    loop.enqueue(() -> {
      if (faults.unreachable()) {
        answer.accept(new HttpReply.Cut());
      } else {
        faults.ifNotSilent(() -> answer.accept(web.answer(call, loop.now())));
      }
    });
  }

  /// Returns the HTTP status that refuses a socket; 0 to cut it; empty to accept it.
  OptionalInt refuseSocket() {
    return loop.call(() -> {
      if (faults.unreachable()) {
        return OptionalInt.of(0);
      }
      Optional<Integer> status = faults.nextUpgradeRefusal();
      return status.isPresent() ? OptionalInt.of(status.get()) : OptionalInt.empty();
    });
  }

  void onOpen(ClientSocket socket, String nonce) {
    enqueue(() -> onUpgrade(socket, nonce));
  }

  void onText(ClientSocket socket, String text) {
    enqueue(() -> {
      RtmSession session = hub.session(socket).orElse(null);
      if (session != null && !session.isHalfOpen()) {
        rtm.onFrame(session, text, loop.now());
        demandFrame(socket);
      }
    });
  }

  void onPing(ClientSocket socket, ByteBuffer payload) {
    enqueue(() -> {
      RtmSession session = hub.session(socket).orElse(null);
      if (session == null || !session.isHalfOpen()) {
        socket.pong(payload);
        socket.demandFrame();
      }
    });
  }

  private void demandFrame(ClientSocket socket) {
    if (faults.readPause().isZero()) {
      socket.demandFrame();
    } else {
      loop.schedule(loop.now().plus(faults.readPause()), socket::demandFrame);
    }
  }

  void onClosed(ClientSocket socket) {
    loop.enqueue(() -> onClose(socket));
  }

  private void enqueue(Runnable task) {
    loop.enqueue(() -> faults.ifNotSilent(task));
  }

  private void onUpgrade(ClientSocket socket, String nonce) {
    if (!socket.isOpen()) {
      return;
    }
    Optional<SocketUrls.SocketUrl> socketUrl = socketUrls.redeem(nonce, loop.now());
    if (socketUrl.isEmpty() || faults.nextUrlIsStale()) {
      socket.send(FrameCache.bytes(RtmHandler.expired().toString()));
      socket.close(1000, "");
      socket.demandFrame();
      return;
    }
    RtmSession session = hub.add(socket, socketUrl.get());
    String user = session.user();
    presences.onSocketOpened(user, loop.now());
    checkIdle(user);
    expiry.onOpened(session);
    // Last: a client that receives hello relies on everything before it.
    faults.nextHelloDelay().ifPresent(delay -> sendHello(session, delay));
    socket.demandFrame();
  }

  private void sendHello(RtmSession session, Duration delay) {
    if (delay.isZero()) {
      session.send(SlackJsonCodec.event("hello"));
    } else {
      loop.schedule(loop.now().plus(delay), () -> session.send(SlackJsonCodec.event("hello")));
    }
  }

  /// Schedules the auto-away check, at most one per user.
  private void checkIdle(String user) {
    if (idleChecks.add(user)) {
      loop.schedule(presences.idleAt(user), () -> evaluateIdle(user));
    }
  }

  private void evaluateIdle(String user) {
    idleChecks.remove(user);
    presences.evaluate(user, loop.now());
    if (loop.now().isBefore(presences.idleAt(user))) {
      checkIdle(user);
    }
  }

  private void onClose(ClientSocket socket) {
    hub.session(socket)
        .ifPresent(session -> {
          hub.remove(session);
          presences.onSocketClosed(session.user(), loop.now());
        });
  }
}
