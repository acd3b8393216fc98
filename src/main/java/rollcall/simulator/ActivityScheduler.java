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

/// Scheduler of simulated activity: each person's presence changes; people's time may run faster
/// than the clock. Thread: event loop.
final class ActivityScheduler {
  private static final Duration AHEAD = Duration.ofHours(12);

  private final ActivityModel model;
  private final Instant origin;
  private final int speed;
  private final EventLoop loop;
  private final PresenceRules presences;

  ActivityScheduler(
      ActivityModel model, Instant origin, int speed, EventLoop loop, PresenceRules presences) {
    this.model = model;
    this.origin = origin;
    this.speed = speed;
    this.loop = loop;
    this.presences = presences;
  }

  /// Sets each person's initial presence and schedules the changes.
  void start(List<Employee> people) {
    Instant until = origin.plus(AHEAD);
    // Ten thousand people take one second of one core.
    List<List<Interval>> active =
        people.parallelStream()
            .map(person -> model.active(person, origin, until.plusNanos(1)))
            .toList();
    for (int i = 0; i < people.size(); i++) {
      start(people.get(i), active.get(i), until);
    }
  }

  private void start(Employee person, List<Interval> active, Instant until) {
    boolean now = active.stream().anyMatch(interval -> interval.contains(origin));
    presences.initialize(person.id(), now, origin);
    plan(person, new ArrayDeque<>(changes(person, active, origin, until)), until);
  }

  /// Starts a new member at an instant of their own time.
  void join(Employee person, Instant personTime) {
    boolean active = model.isActive(person, personTime);
    presences.setScripted(person.id(), active, loop.now());
    resume(person, personTime);
  }

  /// Schedules the person's next change, or the computation of further changes.
  private void plan(Employee person, Deque<PresenceTransition> changes, Instant readUntil) {
    if (changes.isEmpty()) {
      loop.schedule(workspaceTimeAt(readUntil), () -> resume(person, readUntil));
    } else {
      loop.schedule(
          workspaceTimeAt(changes.getFirst().at()), () -> step(person, changes, readUntil));
    }
  }

  private void resume(Employee person, Instant from) {
    Instant until = from.plus(AHEAD);
    plan(person, new ArrayDeque<>(transitions(model, person, from, until)), until);
  }

  private void step(Employee person, Deque<PresenceTransition> changes, Instant readUntil) {
    PresenceTransition next = changes.removeFirst();
    presences.setScripted(person.id(), next.presence() == ActiveOrAway.ACTIVE, loop.now());
    plan(person, changes, readUntil);
  }

  private Instant workspaceTimeAt(Instant personTime) {
    return origin.plus(Duration.between(origin, personTime).dividedBy(speed));
  }

  /// Returns a person's changes after `from`, up to and including `to`, in order.
  static List<PresenceTransition> transitions(
      ActivityModel model, Employee person, Instant from, Instant to) {
    return changes(person, model.active(person, from, to.plusNanos(1)), from, to);
  }

  private static List<PresenceTransition> changes(
      Employee person, List<Interval> active, Instant from, Instant to) {
    List<PresenceTransition> changes = new ArrayList<>();
    for (Interval interval : active) {
      changes.add(new PresenceTransition(person.id(), ActiveOrAway.ACTIVE, interval.start()));
      changes.add(new PresenceTransition(person.id(), ActiveOrAway.AWAY, interval.end()));
    }
    changes.removeIf(change -> !change.at().isAfter(from) || change.at().isAfter(to));
    return changes;
  }
}
