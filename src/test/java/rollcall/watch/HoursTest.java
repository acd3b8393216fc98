package rollcall.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rollcall.presence.Cause;
import rollcall.presence.Presence;
import rollcall.presence.RecordingSchedule;
import rollcall.presence.RecordingScheduleByPerson;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.presence.Span;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.testkit.InMemoryRecord;

/// Random recording hours, zones and failures: every second within a person's hours is on record,
/// if only as unknown, and no second outside of them.
class HoursTest {
  private static final Workspace ACME = new Workspace("T1", "acme");
  private static final Duration GRACE = Duration.ofSeconds(12);
  private static final int DAYS = 12;

  static Stream<Integer> seeds() {
    return IntStream.range(0, 60).boxed();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theRecordCoversExactlyTheRecordingHours(int seed) throws IOException {
    Simulation simulation = new Simulation(new Random(seed));
    simulation.run(Duration.ofDays(DAYS));
    assertWithinHours(simulation);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aProcessKilledAfterABoundaryRecordsNothingOutsideTheHours(int seed) throws IOException {
    Simulation simulation = new Simulation(new Random(1000 + seed));
    simulation.crashAtBoundaries(30);
    assertWithinHours(simulation);
  }

  private static void assertWithinHours(Simulation simulation) {
    for (UserId user : simulation.people) {
      List<Span> spans = simulation.spans(user);
      for (Span span : spans) {
        assertTrue(simulation.timetable.open(user, span.start()), user + " outside: " + span);
        assertTrue(
            simulation.timetable.next(user, span.start()).filter(span.end()::isAfter).isEmpty(),
            user + " continues outside: " + span);
      }
      assertEquals(
          simulation.open(user),
          spans.stream().map(Span::length).reduce(Duration.ZERO, Duration::plus),
          user + " " + simulation.timetable);
    }
  }

  /// Simulated recorder with random events and restarts.
  private static final class Simulation {
    private final Random random;
    private final InMemoryRecord record = new InMemoryRecord();
    private final RecordingScheduleByPerson timetable;
    private final Set<UserId> people = new TreeSet<>();
    private final Instant start;
    private Instant now;
    private Instant lastHeard;
    private SightingPublisher publisher;
    private boolean observing;

    Simulation(Random random) throws IOException {
      this.random = random;
      List<String> zones = ZoneId.getAvailableZoneIds().stream().sorted().toList();
      Map<UserId, ZoneId> clocks = new HashMap<>();
      for (int i = 0; i < 4; i++) {
        UserId user = new UserId("U" + i);
        people.add(user);
        clocks.put(user, ZoneId.of(zones.get(random.nextInt(zones.size()))));
      }
      timetable = new RecordingScheduleByPerson(hours(random), clocks, null);
      start = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(random.nextInt(31_000_000));
      now = start;
      begin();
    }

    private static RecordingSchedule hours(Random random) {
      Set<DayOfWeek> days = EnumSet.of(DayOfWeek.of(1 + random.nextInt(7)));
      EnumSet.allOf(DayOfWeek.class).stream().filter(_ -> random.nextInt(4) > 0).forEach(days::add);
      return new RecordingSchedule(
          LocalTime.of(random.nextInt(24), random.nextInt(4) * 15),
          LocalTime.of(random.nextInt(24), random.nextInt(4) * 15),
          new TreeSet<>(days));
    }

    void run(Duration length) throws IOException {
      Instant end = start.plus(length);
      while (now.isBefore(end)) {
        switch (random.nextInt(12)) {
          case 0 -> restart();
          case 1 -> sleep();
          case 2 -> lose();
          case 3 -> connect();
          case 4 -> crash();
          default -> report();
        }
        pass(Duration.ofSeconds(1 + random.nextInt(random.nextInt(4) == 0 ? 15_000 : 600)));
      }
      stop();
    }

    /// Kills the process repeatedly within seconds of a boundary of a person's hours, while the
    /// others change.
    void crashAtBoundaries(int times) throws IOException {
      for (int i = 0; i < times; i++) {
        connect();
        pass(Duration.ofSeconds(random.nextInt(3) * 3600L));
        Instant boundary = timetable.next(people, now).orElseThrow();
        int before = random.nextInt(20_000);
        now = boundary.minusMillis(before).isAfter(now) ? boundary.minusMillis(before) : now;
        passBoundaries(Duration.ZERO);
        lastHeard = now;
        report();
        Instant crashAt = boundary.plusMillis(random.nextInt(4) == 0 ? 0 : random.nextInt(15_000));
        while (now.isBefore(crashAt)) {
          pass(Duration.ofMillis(Math.min(700, Duration.between(now, crashAt).toMillis())));
          report();
          confirm();
        }
        crash();
      }
      stop();
    }

    private void confirm() {
      if (observing) {
        publisher.confirmedUntil(lastHeard);
      }
    }

    private void crash() throws IOException {
      confirm();
      record.crash();
      observing = false;
      now = now.plusSeconds(random.nextInt(random.nextBoolean() ? 20 : 200_000));
      begin();
    }

    /// Advances the clock; a frame arrives about every ten seconds.
    private void pass(Duration length) {
      Instant end = now.plus(length);
      while (now.isBefore(end)) {
        now = now.plusMillis(Math.min(9_700, Duration.between(now, end).toMillis()));
        lastHeard = observing ? now.minusMillis(random.nextInt(9_000)) : lastHeard;
        passBoundaries(observing ? GRACE : Duration.ZERO);
      }
    }

    private void passBoundaries(Duration grace) {
      var _ = publisher.passBoundaries(now, grace);
    }

    private void onObservationEnd(Set<UserId> closing, Instant at, Cause cause) {
      if (observing && lastHeard.isBefore(at)) {
        closing.forEach(user -> publisher.markUnknown(user, lastHeard, Cause.DISCONNECTED));
      }
    }

    private void report() {
      Presence presence = random.nextBoolean() ? Presence.ACTIVE : Presence.AWAY;
      UserId user = new UserId("U" + random.nextInt(4));
      if (observing) {
        publisher.onPresence(List.of(user), presence, now, Source.RTM);
        lastHeard = now;
      }
    }

    private void lose() {
      if (observing) {
        passBoundaries(Duration.ZERO);
        publisher.markUnknown(lastHeard, Cause.DISCONNECTED);
        observing = false;
      }
    }

    private void connect() {
      observing = true;
      lastHeard = now;
    }

    /// The loss is noticed after the boundaries.
    private void sleep() {
      now = now.plusSeconds(random.nextInt(200_000));
      passBoundaries(Duration.ZERO);
      lose();
    }

    private void restart() throws IOException {
      stop();
      now = now.plusSeconds(random.nextInt(300_000));
      begin();
    }

    private void stop() {
      lose();
      passBoundaries(Duration.ZERO);
    }

    private void begin() throws IOException {
      // Some time zones are known only later.
      RecordingScheduleByPerson first =
          random.nextBoolean()
              ? timetable
              : new RecordingScheduleByPerson(timetable.hours(), Map.of(), null);
      // Several recorders share the list: this one learns later whom it watches.
      boolean shares = random.nextBoolean();
      publisher =
          new SightingPublisher(
              record,
              WatchList.of(shares ? Set.of() : people),
              new WatchOptions(first, false, Set.of(), shares),
              now);
      publisher.onObservationEnd(this::onObservationEnd);
      publisher.open(ACME, () -> now);
      if (shares) {
        now = now.plusSeconds(random.nextInt(20));
        publisher.assign(people, now);
      }
      if (first != timetable) {
        report();
        now = now.plusSeconds(random.nextInt(20));
        publisher.setTimetable(timetable, now);
      }
    }

    /// Total recording hours of a person since the first sighting.
    Duration open(UserId user) {
      Instant from = record.of(user).stream().map(Sighting::at).findFirst().orElse(now);
      Duration open = Duration.ZERO;
      while (from.isBefore(now)) {
        Instant next = timetable.next(user, from).filter(now::isAfter).orElse(now);
        if (timetable.open(user, from)) {
          open = open.plus(Duration.between(from, next));
        }
        from = next;
      }
      return open;
    }

    List<Span> spans(UserId user) {
      return record.spans(user, now);
    }
  }
}
