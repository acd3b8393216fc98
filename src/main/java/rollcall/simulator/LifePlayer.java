package rollcall.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import rollcall.simulator.people.ActivityModel;
import rollcall.simulator.people.Employee;
import rollcall.simulator.people.Interval;

/// Plays the people's lives into the workspace: maps their time, which may run faster, to the
/// clock's. Lane: the workspace's.
final class LifePlayer {
  private static final Duration AHEAD = Duration.ofHours(12);

  private final ActivityModel life;
  private final Instant origin;
  private final int speed;
  private final EventLoop lane;
  private final PresenceRules presences;

  /// A person, and when they are active at first.
  private record Begun(Employee person, List<Interval> active) {}

  LifePlayer(
      ActivityModel life, Instant origin, int speed, EventLoop lane, PresenceRules presences) {
    this.life = life;
    this.origin = origin;
    this.speed = speed;
    this.lane = lane;
    this.presences = presences;
  }

  /// Puts everybody where their day has them, and goes on from there.
  void start(List<Employee> people) {
    Instant until = origin.plus(AHEAD);
    // Ten thousand lives take a second of one core.
    people.parallelStream()
        .map(person -> new Begun(person, life.active(person, origin, until.plusNanos(1))))
        .toList()
        .forEach(begun -> start(begun, until));
  }

  private void start(Begun begun, Instant until) {
    Employee person = begun.person();
    boolean now = begun.active().stream().anyMatch(stretch -> stretch.contains(origin));
    presences.begin(person.id(), now, origin);
    plan(person, new ArrayDeque<>(changes(person, begun.active(), origin, until)), until);
  }

  /// Somebody new lives on from a moment of their own life.
  void join(Employee person, Instant lived) {
    boolean active = life.isActive(person, lived);
    presences.track(person.id(), active, lane.now());
    continue_(person, lived);
  }

  /// Books the person's next change; where the known changes end, reads on in the life.
  private void plan(Employee person, Deque<PresenceTransition> known, Instant readUntil) {
    if (known.isEmpty()) {
      lane.schedule(workspaceTimeAt(readUntil), () -> continue_(person, readUntil));
    } else {
      lane.schedule(workspaceTimeAt(known.getFirst().at()), () -> step(person, known, readUntil));
    }
  }

  private void continue_(Employee person, Instant from) {
    Instant until = from.plus(AHEAD);
    plan(person, new ArrayDeque<>(transitions(life, person, from, until)), until);
  }

  private void step(Employee person, Deque<PresenceTransition> known, Instant readUntil) {
    PresenceTransition next = known.removeFirst();
    presences.track(person.id(), next.presence() == DemoPresence.ACTIVE, lane.now());
    plan(person, known, readUntil);
  }

  private Instant workspaceTimeAt(Instant lived) {
    return origin.plus(Duration.between(origin, lived).dividedBy(speed));
  }

  /// The changes of a life after `from`, up to and including `to`, in order.
  static List<PresenceTransition> transitions(
      ActivityModel life, Employee person, Instant from, Instant to) {
    return changes(person, life.active(person, from, to.plusNanos(1)), from, to);
  }

  private static List<PresenceTransition> changes(
      Employee person, List<Interval> active, Instant from, Instant to) {
    List<PresenceTransition> changes = new ArrayList<>();
    for (Interval stretch : active) {
      changes.add(new PresenceTransition(person.id(), DemoPresence.ACTIVE, stretch.start()));
      changes.add(new PresenceTransition(person.id(), DemoPresence.AWAY, stretch.end()));
    }
    changes.removeIf(change -> !change.at().isAfter(from) || change.at().isAfter(to));
    return changes;
  }
}
