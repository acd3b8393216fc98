package rollcall.simulator;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;

/// What happens at the door: somebody calls, connects, writes or leaves, and now and then something
/// goes wrong as planned. The door's threads bring the news; everything is done on the lane.
final class RequestDispatcher {
  private final EventLoop lane;
  private final FaultQueue plans;
  private final SocketUrls tickets;
  private final SocketHub floor;
  private final PresenceRules presences;
  private final RtmHandler rtm;
  private final WebApi web;
  private final SocketExpiry lifetimes;
  private final Set<String> watched = new HashSet<>();

  RequestDispatcher(
      EventLoop lane,
      FaultQueue plans,
      SocketUrls tickets,
      SocketHub floor,
      PresenceRules presences,
      RtmHandler rtm,
      WebApi web,
      SocketExpiry lifetimes) {
    this.lane = lane;
    this.plans = plans;
    this.tickets = tickets;
    this.floor = floor;
    this.presences = presences;
    this.rtm = rtm;
    this.web = web;
    this.lifetimes = lifetimes;
  }

  /// Answers a Web API call, soon.
  void call(String method, String token, Map<String, String> args, Consumer<HttpReply> answer) {
    Map<String, String> kept = new HashMap<>(args);
    lane.enqueue(() -> {
      if (plans.unreachable()) {
        answer.accept(new HttpReply.Cut());
      } else {
        plans.ifNotSilent(() -> answer.accept(web.answer(method, token, kept, lane.now())));
      }
    });
  }

  /// The HTTP status with which a socket is refused; 0 cuts it; empty lets it in.
  OptionalInt refuseSocket() {
    return lane.call(() -> {
      if (plans.unreachable()) {
        return OptionalInt.of(0);
      }
      Optional<Integer> status = plans.nextUpgradeRefusal();
      return status.isPresent() ? OptionalInt.of(status.get()) : OptionalInt.empty();
    });
  }

  void onOpen(ClientSocket line, String nonce) {
    enqueue(() -> onUpgrade(line, nonce));
  }

  void onText(ClientSocket line, String text) {
    enqueue(() -> {
      RtmSession session = floor.session(line).orElse(null);
      if (session != null && !session.isDead()) {
        rtm.onFrame(session, text, lane.now());
        listen(line);
      }
    });
  }

  void onPing(ClientSocket line, ByteBuffer payload) {
    enqueue(() -> {
      RtmSession session = floor.session(line).orElse(null);
      if (session == null || !session.isDead()) {
        line.pong(payload);
        line.listen();
      }
    });
  }

  private void listen(ClientSocket line) {
    if (plans.readPause().isZero()) {
      line.listen();
    } else {
      lane.schedule(lane.now().plus(plans.readPause()), line::listen);
    }
  }

  void onClosed(ClientSocket line) {
    lane.enqueue(() -> onClose(line));
  }

  private void enqueue(Runnable news) {
    lane.enqueue(() -> plans.ifNotSilent(news));
  }

  private void onUpgrade(ClientSocket line, String nonce) {
    if (!line.isOpen()) {
      return;
    }
    Optional<SocketUrls.SocketUrl> ticket = tickets.redeem(nonce, lane.now());
    if (ticket.isEmpty() || plans.nextUrlIsStale()) {
      line.send(FrameCache.bytes(RtmHandler.expired().toString()));
      line.close(1000, "");
      line.listen();
      return;
    }
    RtmSession session = floor.add(line, ticket.get());
    String user = session.user();
    presences.opened(user, lane.now());
    checkIdle(user);
    lifetimes.onOpened(session);
    // Last: once a client hears hello, everything that counts from its connection has begun.
    plans.nextHelloDelay().ifPresent(delay -> sendHello(session, delay));
    line.listen();
  }

  private void sendHello(RtmSession session, Duration delay) {
    if (delay.isZero()) {
      session.send(Json.event("hello"));
    } else {
      lane.schedule(lane.now().plus(delay), () -> session.send(Json.event("hello")));
    }
  }

  /// A person's client that is not used makes them away after a while; one look is enough, however
  /// often they connect.
  private void checkIdle(String user) {
    if (watched.add(user)) {
      lane.schedule(presences.idleAt(user), () -> onCall(user));
    }
  }

  private void onCall(String user) {
    watched.remove(user);
    presences.evaluate(user, lane.now());
    if (lane.now().isBefore(presences.idleAt(user))) {
      checkIdle(user);
    }
  }

  private void onClose(ClientSocket line) {
    floor
        .session(line)
        .ifPresent(session -> {
          floor.remove(session);
          presences.closed(session.user(), lane.now());
        });
  }
}
