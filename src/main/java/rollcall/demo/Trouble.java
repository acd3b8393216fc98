package rollcall.demo;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/// Where faults strike. Lane: the workspace's.
final class Trouble {
  /// How long a half-open connection stays before the machine gives it up.
  private static final Duration HALF_OPEN = Duration.ofMinutes(5);

  /// How long an event waits at most for another one to overtake it.
  private static final Duration OVERTAKING = Duration.ofSeconds(1);

  private final Lane lane;
  private final Plans plans;
  private final Floor floor;
  private final Tickets tickets;
  private final Truth truth;
  private final Presences presences;
  private final Lifetimes lifetimes;
  private Instant downUntil = Instant.MIN;
  private Instant silentUntil = Instant.MIN;
  private int scripts;

  Trouble(
      Lane lane,
      Plans plans,
      Floor floor,
      Tickets tickets,
      Truth truth,
      Presences presences,
      Lifetimes lifetimes) {
    this.lane = lane;
    this.plans = plans;
    this.floor = floor;
    this.tickets = tickets;
    this.truth = truth;
    this.presences = presences;
    this.lifetimes = lifetimes;
  }

  void strike(Fault fault) {
    switch (fault) {
      case Fault.Http http -> plans.plan(http);
      case Fault.ShortPages(int times) -> plans.shortPages(times);
      case Fault.RefuseSockets(int status, int times) -> plans.refuseUpgrades(status, times);
      case Fault.StaleUrls(int times) -> plans.staleUrls(times);
      case Fault.ExpireUrls() -> tickets.expire();
      case Fault.Hello(Optional<Duration> delay, int times) -> plans.delayHello(delay, times);
      case Fault.ReconnectUrl() -> each(lifetimes::reconnectUrl);
      case Fault.Drop() -> each(session -> session.line().cut());
      case Fault.Close(int code, String reason) ->
          each(session -> session.line().close(code, reason));
      case Fault.Goodbye(Duration grace) -> each(session -> lifetimes.goodbye(session, grace));
      case Fault.Migrate(int refusals) -> migrate(refusals);
      case Fault.HalfOpen() -> each(this::die);
      case Fault.Unsubscribe() -> each(floor::forgetSubscriptions);
      case Fault.Silence(Duration length) -> silence(length);
      case Fault.Down(Duration length) -> down(length);
      case Fault.Raw(String text) -> toAll(text);
      case Fault.Large(int bytes) -> toAll(large(bytes));
      case Fault.Duplicate(int times) -> plans.quirks().duplicate(times);
      case Fault.Reorder(int times) -> reorder(times);
      case Fault.Reshape(Fault.Shape shape) -> plans.quirks().reshape(shape);
      case Fault.ReadSlowly(Duration pause) -> plans.readSlowly(pause);
      case Fault.Flood flood -> new Flooding(flood).begin();
      case Fault.Forget() -> {
        scripts++;
        plans.forget();
      }
    }
  }

  /// Does something later, unless everything planned is forgotten until then.
  void later(Duration after, Runnable what) {
    int script = scripts;
    lane.at(
        lane.now().plus(after),
        () -> {
          if (script == scripts) {
            what.run();
          }
        });
  }

  void fallSilent() {
    plans.fallSilent();
    truth.outageBegins(Outage.Kind.SILENT, lane.now());
  }

  void speakAgain() {
    truth.outageEnds(Outage.Kind.SILENT, lane.now());
    plans.speakAgain();
    each(RtmSession::release);
    plans.catchUp();
  }

  void goDown() {
    plans.unreachable(true);
    truth.outageBegins(Outage.Kind.UNREACHABLE, lane.now());
    each(session -> session.line().cut());
  }

  void comeBack() {
    plans.unreachable(false);
    truth.outageEnds(Outage.Kind.UNREACHABLE, lane.now());
  }

  /// Of two silences that overlap, the one that lasts longer ends it.
  private void silence(Duration length) {
    Instant end = lane.now().plus(length);
    silentUntil = end.isAfter(silentUntil) ? end : silentUntil;
    fallSilent();
    lane.at(
        end,
        () -> {
          if (!lane.now().isBefore(silentUntil)) {
            speakAgain();
          }
        });
  }

  private void down(Duration length) {
    Instant end = lane.now().plus(length);
    downUntil = end.isAfter(downUntil) ? end : downUntil;
    goDown();
    lane.at(
        end,
        () -> {
          if (!lane.now().isBefore(downUntil)) {
            comeBack();
          }
        });
  }

  private void migrate(int refusals) {
    plans.plan(new Fault.Http("rtm.connect", Mishap.notOk("migration_in_progress"), refusals));
    each(session -> {
      session.send(Json.event("team_migration_started"));
      session.line().close(1000, "");
    });
  }

  private void die(RtmSession session) {
    session.die();
    lane.at(lane.now().plus(HALF_OPEN), () -> session.line().cut());
  }

  private void reorder(int times) {
    plans.quirks().reorder(times);
    overtake();
  }

  /// Sees that no event waits for ever for another one.
  private void overtake() {
    lane.at(
        lane.now().plus(OVERTAKING),
        () -> {
          each(RtmSession::sendOvertaken);
          if (plans.quirks().isReordering()) {
            overtake();
          }
        });
  }

  private void toAll(String text) {
    ByteBuffer frame = Post.bytes(text);
    each(session -> session.send(frame));
  }

  private static String large(int bytes) {
    String event = "{\"type\":\"large_event\",\"padding\":\"\"}";
    String padding = "x".repeat(Math.max(0, bytes - event.length()));
    return event.replace("\"\"", "\"" + padding + "\"");
  }

  private void each(Consumer<RtmSession> what) {
    floor.sessions().forEach(what);
  }

  /// People who become active and away at random. Lane: the workspace's.
  private final class Flooding {
    private final SplittableRandom random;
    private final List<String> people = presences.people();
    private final Instant start = lane.now();
    private final Instant end;
    private final long perMinute;
    private long done;

    Flooding(Fault.Flood flood) {
      random = new SplittableRandom(flood.seed());
      end = start.plus(flood.length());
      perMinute = flood.perMinute();
    }

    void begin() {
      Instant due = start.plusNanos(60_000_000_000L / perMinute * (done + 1));
      if (due.isBefore(end) && !people.isEmpty()) {
        later(Duration.between(lane.now(), due), this::change);
      }
    }

    private void change() {
      String user = people.get(random.nextInt(people.size()));
      DemoPresence other =
          presences.of(user) == DemoPresence.ACTIVE ? DemoPresence.AWAY : DemoPresence.ACTIVE;
      presences.take(user, other, lane.now());
      done++;
      begin();
    }
  }
}
