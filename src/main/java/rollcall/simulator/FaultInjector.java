package rollcall.simulator;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/// Fault injector: applies faults at once or queues them. Thread: event loop.
final class FaultInjector {
  /// Time after which the operating system drops a half-open connection.
  private static final Duration HALF_OPEN = Duration.ofMinutes(5);

  /// Longest delay of a reordered event.
  private static final Duration MAX_REORDER_DELAY = Duration.ofSeconds(1);

  private final EventLoop loop;
  private final FaultQueue faults;
  private final SocketHub hub;
  private final SocketUrls socketUrls;
  private final GroundTruth groundTruth;
  private final PresenceRules presences;
  private final SocketLifetime expiry;
  private final TimedOutage silence = new TimedOutage(this::startSilence, this::endSilence);
  private final TimedOutage down = new TimedOutage(this::takeDown, this::restore);
  private int generation;

  FaultInjector(
      EventLoop loop,
      FaultQueue faults,
      SocketHub hub,
      SocketUrls socketUrls,
      GroundTruth groundTruth,
      PresenceRules presences,
      SocketLifetime expiry) {
    this.loop = loop;
    this.faults = faults;
    this.hub = hub;
    this.socketUrls = socketUrls;
    this.groundTruth = groundTruth;
    this.presences = presences;
    this.expiry = expiry;
  }

  void inject(Fault fault) {
    switch (fault) {
      case Fault.Http http -> faults.plan(http);
      case Fault.ShortPages(int times) -> faults.shortPages(times);
      case Fault.RefuseSockets(int status, int times) -> faults.refuseUpgrades(status, times);
      case Fault.StaleUrls(int times) -> faults.staleUrls(times);
      case Fault.ExpireUrls() -> socketUrls.expire();
      case Fault.Hello(var delay, int times) -> faults.delayHello(delay, times);
      case Fault.ReconnectUrl() -> forEach(expiry::reconnectUrl);
      case Fault.Drop() -> forEach(session -> session.socket().cut());
      case Fault.Close(int code, String reason) ->
          forEach(session -> session.socket().close(code, reason));
      case Fault.Goodbye(Duration grace) -> forEach(session -> expiry.goodbye(session, grace));
      case Fault.Migrate(int refusals) -> migrate(refusals);
      case Fault.HalfOpen() -> forEach(this::halfOpen);
      case Fault.Unsubscribe() -> forEach(hub::forgetSubscriptions);
      case Fault.Silence(Duration length) -> silence.start(length);
      case Fault.Down(Duration length) -> down.start(length);
      case Fault.Raw(String text) -> toAll(text);
      case Fault.Large(int bytes) -> toAll(large(bytes));
      case Fault.Duplicate(int times) -> faults.duplicate(times);
      case Fault.Reorder(int times) -> reorder(times);
      case Fault.Reshape(Fault.Shape shape) -> faults.reshape(shape);
      case Fault.ReadSlowly(Duration pause) -> faults.readSlowly(pause);
      case Fault.Flood flood -> new FloodRun(flood).start();
      case Fault.ClearPlanned() -> {
        generation++;
        faults.clear();
        silence.end();
        down.end();
      }
    }
  }

  /// Schedules a task, unless the queued faults are cleared before.
  void schedule(Duration after, Runnable task) {
    int planned = generation;
    loop.schedule(
        loop.now().plus(after),
        () -> {
          if (planned == generation) {
            task.run();
          }
        });
  }

  private void startSilence() {
    faults.silent(true);
    groundTruth.outageBegins(Outage.Kind.SILENT, loop.now());
  }

  private void endSilence() {
    groundTruth.outageEnds(Outage.Kind.SILENT, loop.now());
    faults.silent(false);
    forEach(RtmSession::release);
    faults.flushHeld();
  }

  private void takeDown() {
    faults.unreachable(true);
    groundTruth.outageBegins(Outage.Kind.UNREACHABLE, loop.now());
    forEach(session -> session.socket().cut());
  }

  private void restore() {
    faults.unreachable(false);
    groundTruth.outageEnds(Outage.Kind.UNREACHABLE, loop.now());
  }

  private void migrate(int refusals) {
    faults.plan(
        new Fault.Http("rtm.connect", new HttpFault.NotOk("migration_in_progress"), refusals));
    forEach(session -> {
      session.send(SlackJsonCodec.event("team_migration_started"));
      session.socket().close(1000, "");
    });
  }

  private void halfOpen(RtmSession session) {
    session.markHalfOpen();
    loop.schedule(loop.now().plus(HALF_OPEN), () -> session.socket().cut());
  }

  private void reorder(int times) {
    faults.reorder(times);
    reorderNext();
  }

  /// Limits the delay of reordered events.
  private void reorderNext() {
    loop.schedule(
        loop.now().plus(MAX_REORDER_DELAY),
        () -> {
          forEach(RtmSession::sendOvertaken);
          if (faults.isReordering()) {
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

  private void forEach(Consumer<RtmSession> task) {
    hub.sessions().forEach(task);
  }

  /// Outage with a planned end; of several that overlap, the latest end applies.
  private final class TimedOutage {
    private final Runnable onStart;
    private final Runnable onEnd;
    private Instant until = Instant.MIN;

    TimedOutage(Runnable onStart, Runnable onEnd) {
      this.onStart = onStart;
      this.onEnd = onEnd;
    }

    void start(Duration length) {
      Instant planned = loop.now().plus(length);
      until = planned.isAfter(until) ? planned : until;
      onStart.run();
      loop.schedule(
          planned,
          () -> {
            if (until.equals(planned)) {
              onEnd.run();
            }
          });
    }

    void end() {
      if (until.isAfter(loop.now())) {
        until = Instant.MIN;
        onEnd.run();
      }
    }
  }

  /// Random presence changes. Thread: event loop.
  private final class FloodRun {
    private final SplittableRandom random;
    private final List<String> people = presences.people();
    private final Instant start = loop.now();
    private final Instant end;
    private final long perMinute;
    private long done;

    FloodRun(Fault.Flood flood) {
      random = new SplittableRandom(flood.seed());
      end = start.plus(flood.length());
      perMinute = flood.perMinute();
    }

    void start() {
      Instant due = start.plusNanos(60_000_000_000L / perMinute * (done + 1));
      if (due.isBefore(end) && !people.isEmpty()) {
        schedule(Duration.between(loop.now(), due), this::change);
      }
    }

    private void change() {
      String user = people.get(random.nextInt(people.size()));
      ActiveOrAway other =
          presences.of(user) == ActiveOrAway.ACTIVE ? ActiveOrAway.AWAY : ActiveOrAway.ACTIVE;
      presences.setOverride(user, other, loop.now());
      done++;
      start();
    }
  }
}
