package rollcall.demo;

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
final class Simulation {
  private final Lane lane;
  private final Plans plans;
  private final Tickets tickets;
  private final Floor floor;
  private final Presences presences;
  private final Rtm rtm;
  private final WebApi web;
  private final Lifetimes lifetimes;
  private final Set<String> watched = new HashSet<>();

  Simulation(
      Lane lane,
      Plans plans,
      Tickets tickets,
      Floor floor,
      Presences presences,
      Rtm rtm,
      WebApi web,
      Lifetimes lifetimes) {
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
  void call(String method, String token, Map<String, String> args, Consumer<Reply> answer) {
    Map<String, String> kept = new HashMap<>(args);
    lane.tell(() -> {
      if (plans.unreachable()) {
        answer.accept(new Reply.Cut());
      } else {
        plans.unlessSilent(() -> answer.accept(web.answer(method, token, kept, lane.now())));
      }
    });
  }

  /// The HTTP status with which a socket is refused; 0 cuts it; empty lets it in.
  OptionalInt refuseSocket() {
    return lane.ask(() -> {
      if (plans.unreachable()) {
        return OptionalInt.of(0);
      }
      Optional<Integer> status = plans.nextUpgradeRefusal();
      return status.isPresent() ? OptionalInt.of(status.get()) : OptionalInt.empty();
    });
  }

  void opened(Line line, String nonce) {
    tell(() -> enter(line, nonce));
  }

  void heard(Line line, String text) {
    tell(() -> {
      RtmSession session = floor.session(line).orElse(null);
      if (session != null && !session.isDead()) {
        rtm.heard(session, text, lane.now());
        listen(line);
      }
    });
  }

  void pinged(Line line, ByteBuffer payload) {
    tell(() -> {
      RtmSession session = floor.session(line).orElse(null);
      if (session == null || !session.isDead()) {
        line.pong(payload);
        line.listen();
      }
    });
  }

  private void listen(Line line) {
    if (plans.readPause().isZero()) {
      line.listen();
    } else {
      lane.at(lane.now().plus(plans.readPause()), line::listen);
    }
  }

  void closed(Line line) {
    lane.tell(() -> leave(line));
  }

  private void tell(Runnable news) {
    lane.tell(() -> plans.unlessSilent(news));
  }

  private void enter(Line line, String nonce) {
    if (!line.isOpen()) {
      return;
    }
    Optional<Tickets.Ticket> ticket = tickets.take(nonce, lane.now());
    if (ticket.isEmpty() || plans.nextUrlIsStale()) {
      line.send(Post.bytes(Rtm.expired().toString()));
      line.close(1000, "");
      line.listen();
      return;
    }
    RtmSession session = floor.enter(line, ticket.get());
    String user = session.user();
    presences.opened(user, lane.now());
    seeWhetherIdle(user);
    lifetimes.began(session);
    // Last: once a client hears hello, everything that counts from its connection has begun.
    plans.nextHelloDelay().ifPresent(delay -> hello(session, delay));
    line.listen();
  }

  private void hello(RtmSession session, Duration delay) {
    if (delay.isZero()) {
      session.send(Json.event("hello"));
    } else {
      lane.at(lane.now().plus(delay), () -> session.send(Json.event("hello")));
    }
  }

  /// A person's client that is not used makes them away after a while; one look is enough, however
  /// often they connect.
  private void seeWhetherIdle(String user) {
    if (watched.add(user)) {
      lane.at(presences.idleAt(user), () -> look(user));
    }
  }

  private void look(String user) {
    watched.remove(user);
    presences.look(user, lane.now());
    if (lane.now().isBefore(presences.idleAt(user))) {
      seeWhetherIdle(user);
    }
  }

  private void leave(Line line) {
    floor
        .session(line)
        .ifPresent(session -> {
          floor.leave(session);
          presences.closed(session.user(), lane.now());
        });
  }
}
