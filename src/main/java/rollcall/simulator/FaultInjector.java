package rollcall.simulator;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/// Where faults strike. Lane: the workspace's.
final class FaultInjector {
  /// How long a half-open connection stays before the machine gives it up.
  private static final Duration HALF_OPEN = Duration.ofMinutes(5);

  /// How long an event waits at most for another one to overtake it.
  private static final Duration OVERTAKING = Duration.ofSeconds(1);

  private final EventLoop lane;
  private final FaultQueue plans;
  private final SocketHub floor;
  private final SocketUrls tickets;
  private final GroundTruth truth;
  private final PresenceRules presences;
  private final SocketExpiry lifetimes;
  private Instant downUntil = Instant.MIN;
  private Instant silentUntil = Instant.MIN;
  private int scripts;

  FaultInjector(
      EventLoop lane,
      FaultQueue plans,
      SocketHub floor,
      SocketUrls tickets,
      GroundTruth truth,
      PresenceRules presences,
      SocketExpiry lifetimes) {
    this.lane = lane;
    this.plans = plans;
    this.floor = floor;
    this.tickets = tickets;
    this.truth = truth;
    this.presences = presences;
    this.lifetimes = lifetimes;
  }

  void inject(Fault fault) {
    switch (fault) {
      case Fault.Http http -> plans.plan(http);
      case Fault.ShortPages(int times) -> plans.shortPages(times);
      case Fault.RefuseSockets(int status, int times) -> plans.refuseUpgrades(status, times);
      case Fault.StaleUrls(int times) -> plans.staleUrls(times);
      case Fault.ExpireUrls() -> tickets.expire();
      case Fault.Hello(Optional<Duration> delay, int times) -> plans.delayHello(delay, times);
      case Fault.ReconnectUrl() -> forEach(lifetimes::reconnectUrl);
      case Fault.Drop() -> forEach(session -> session.line().cut());
      case Fault.Close(int code, String reason) ->
          forEach(session -> session.line().close(code, reason));
      case Fault.Goodbye(Duration grace) -> forEach(session -> lifetimes.goodbye(session, grace));
      case Fault.Migrate(int refusals) -> migrate(refusals);
      case Fault.HalfOpen() -> forEach(this::terminate);
      case Fault.Unsubscribe() -> forEach(floor::forgetSubscriptions);
      case Fault.Silence(Duration length) -> silence(length);
      case Fault.Down(Duration length) -> down(length);
      case Fault.Raw(String text) -> toAll(text);
      case Fault.Large(int bytes) -> toAll(large(bytes));
      case Fault.Duplicate(int times) -> plans.eventQuirks().duplicate(times);
      case Fault.Reorder(int times) -> reorder(times);
      case Fault.Reshape(Fault.Shape shape) -> plans.eventQuirks().reshape(shape);
      case Fault.ReadSlowly(Duration pause) -> plans.readSlowly(pause);
      case Fault.Flood flood -> new Flooding(flood).start();
      case Fault.Forget() -> {
        scripts++;
        plans.clear();
      }
    }
  }

  /// Does something later, unless everything planned is forgotten until then.
  void schedule(Duration after, Runnable what) {
    int script = scripts;
    lane.schedule(
        lane.now().plus(after),
        () -> {
          if (script == scripts) {
            what.run();
          }
        });
  }

  void startSilence() {
    plans.startSilence();
    truth.outageBegins(Outage.Kind.SILENT, lane.now());
  }

  void endSilence() {
    truth.outageEnds(Outage.Kind.SILENT, lane.now());
    plans.endSilence();
    forEach(RtmSession::release);
    plans.flushHeld();
  }

  void takeDown() {
    plans.unreachable(true);
    truth.outageBegins(Outage.Kind.UNREACHABLE, lane.now());
    forEach(session -> session.line().cut());
  }

  void restore() {
    plans.unreachable(false);
    truth.outageEnds(Outage.Kind.UNREACHABLE, lane.now());
  }

  /// Of two silences that overlap, the one that lasts longer ends it.
  private void silence(Duration length) {
    Instant end = lane.now().plus(length);
    silentUntil = end.isAfter(silentUntil) ? end : silentUntil;
    startSilence();
    lane.schedule(
        end,
        () -> {
          if (!lane.now().isBefore(silentUntil)) {
            endSilence();
          }
        });
  }

  private void down(Duration length) {
    Instant end = lane.now().plus(length);
    downUntil = end.isAfter(downUntil) ? end : downUntil;
    takeDown();
    lane.schedule(
        end,
        () -> {
          if (!lane.now().isBefore(downUntil)) {
            restore();
          }
        });
  }

  private void migrate(int refusals) {
    plans.plan(new Fault.Http("rtm.connect", HttpFault.notOk("migration_in_progress"), refusals));
    forEach(session -> {
      session.send(Json.event("team_migration_started"));
      session.line().close(1000, "");
    });
  }

  private void terminate(RtmSession session) {
    session.terminate();
    lane.schedule(lane.now().plus(HALF_OPEN), () -> session.line().cut());
  }

  private void reorder(int times) {
    plans.eventQuirks().reorder(times);
    reorderNext();
  }

  /// Sees that no event waits for ever for another one.
  private void reorderNext() {
    lane.schedule(
        lane.now().plus(OVERTAKING),
        () -> {
          forEach(RtmSession::sendOvertaken);
          if (plans.eventQuirks().isReordering()) {
            reorderNext();
          }
        });
  }

  private void toAll(String text) {
    ByteBuffer frame = FrameCache.bytes(text);
    forEach(session -> session.send(frame));
  }

  private static String large(int bytes) {
    String event = "{\"type\":\"large_event\",\"padding\":\"\"}";
    String padding = "x".repeat(Math.max(0, bytes - event.length()));
    return event.replace("\"\"", "\"" + padding + "\"");
  }

  private void forEach(Consumer<RtmSession> what) {
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

    void start() {
      Instant due = start.plusNanos(60_000_000_000L / perMinute * (done + 1));
      if (due.isBefore(end) && !people.isEmpty()) {
        schedule(Duration.between(lane.now(), due), this::change);
      }
    }

    private void change() {
      String user = people.get(random.nextInt(people.size()));
      DemoPresence other =
          presences.of(user) == DemoPresence.ACTIVE ? DemoPresence.AWAY : DemoPresence.ACTIVE;
      presences.take(user, other, lane.now());
      done++;
      start();
    }
  }
}
