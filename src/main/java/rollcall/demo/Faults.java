package rollcall.demo;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/// Trouble on demand. Each method returns once the trouble is made or planned; planned trouble
/// happens in the order of planning.
public final class Faults {
  private final Lane lane;
  private final Plans plans;
  private final Floor floor;
  private final Tickets tickets;
  private final Truth truth;

  Faults(Lane lane, Plans plans, Floor floor, Tickets tickets, Truth truth) {
    this.lane = lane;
    this.plans = plans;
    this.floor = floor;
    this.tickets = tickets;
    this.truth = truth;
  }

  /// The next `times` calls of a method go wrong.
  ///
  /// @param method such as `rtm.connect`
  public void plan(String method, Mishap mishap, int times) {
    act(() -> plans.plan(method, mishap, times));
  }

  /// The next sockets are refused with this HTTP status.
  public void refuseSockets(int status, int times) {
    act(() -> plans.refuseUpgrades(status, times));
  }

  /// The next sockets open and are told that their URL has expired.
  public void takeUrlsForExpired(int times) {
    act(() -> plans.staleUrls(times));
  }

  /// The next sockets open and never hear a hello.
  public void withholdHello(int times) {
    act(() -> plans.delayHello(Optional.empty(), times));
  }

  /// The next sockets hear their hello late.
  public void delayHello(Duration delay, int times) {
    act(() -> plans.delayHello(Optional.of(delay), times));
  }

  /// Forgets what was planned and has not happened yet.
  public void forgetPlans() {
    act(plans::forget);
  }

  /// Makes every socket URL that was given out, and not yet used, too old.
  public void expireUrls() {
    act(tickets::expire);
  }

  /// Cuts every socket without a close frame.
  public void cutSockets() {
    each(session -> session.line().cut());
  }

  /// Closes every socket with a close frame.
  public void closeSockets(int code, String reason) {
    each(session -> session.line().close(code, reason));
  }

  /// Says goodbye on every socket and closes it after a while.
  public void sayGoodbye(Duration grace) {
    each(session -> {
      session.send(Json.event("goodbye"));
      lane.at(lane.now().plus(grace), () -> session.line().close(1000, ""));
    });
  }

  /// Moves the workspace to another machine: announces it, closes every socket at once, and answers
  /// the next `refusals` calls of `rtm.connect` with `migration_in_progress`.
  public void migrate(int refusals) {
    act(() -> plans.plan("rtm.connect", Mishap.notOk("migration_in_progress"), refusals));
    each(session -> {
      session.send(Json.event("team_migration_started"));
      session.line().close(1000, "");
    });
  }

  /// Sends any text to every socket, be it JSON or not.
  public void sendRaw(String text) {
    each(session -> session.send(text));
  }

  /// From now on nothing is read or answered, while connections stay open (half-open peers);
  /// people's lives go on.
  public void fallSilent() {
    act(() -> {
      plans.fallSilent();
      truth.outageBegins(Outage.Kind.SILENT, lane.now());
    });
  }

  /// Ends the silence: everything that was held up arrives, late.
  public void speakAgain() {
    act(() -> {
      truth.outageEnds(Outage.Kind.SILENT, lane.now());
      plans.speakAgain();
    });
  }

  /// Cuts every connection, and every new one until [#comeBack].
  public void goDown() {
    act(() -> {
      plans.unreachable(true);
      truth.outageBegins(Outage.Kind.UNREACHABLE, lane.now());
      floor.sessions().forEach(session -> session.line().cut());
    });
  }

  /// Ends [#goDown].
  public void comeBack() {
    act(() -> {
      plans.unreachable(false);
      truth.outageEnds(Outage.Kind.UNREACHABLE, lane.now());
    });
  }

  private void each(Consumer<RtmSession> what) {
    act(() -> floor.sessions().forEach(what));
  }

  private void act(Runnable what) {
    lane.ask(() -> {
      what.run();
      return true;
    });
  }
}
