package rollcall.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
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
import rollcall.presence.Source;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.testkit.InMemoryRecord;

/// Simultaneous requests: other hours, another report zone, a pause, other people. In any order, a
/// person is recorded exactly while all requests of that time allow it.
class WatchRequestsTest {
  private static final Workspace ACME = new Workspace("T1", "acme");
  private static final List<String> ZONES =
      ZoneId.getAvailableZoneIds().stream().filter(id -> id.contains("/")).sorted().toList();

  static Stream<Integer> seeds() {
    return IntStream.range(0, 40).boxed();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aPersonIsRecordedExactlyWhileAllRequestsAllowIt(int seed) throws IOException {
    Simulation simulation = new Simulation(new Random(seed));
    simulation.run();
    for (UserId user : Simulation.ALL) {
      for (Instant at : simulation.instants()) {
        assertEquals(
            simulation.allowed(user, at), simulation.recorded(user, at), user + " at " + at);
      }
    }
  }

  /// Request that is valid from then on.
  private record WatchRequest(
      Instant from, RecordingScheduleByPerson timetable, Set<UserId> list, boolean paused) {}

  /// Simulated recorder with a sequence of requests.
  private static final class Simulation {
    static final Set<UserId> ALL = Set.of(new UserId("U0"), new UserId("U1"), new UserId("U2"));

    private final Random random;
    private final InMemoryRecord record = new InMemoryRecord();
    private final List<WatchRequest> requests = new ArrayList<>();
    private Instant now;
    private Instant lastHeard;
    private SightingPublisher publisher;

    Simulation(Random random) throws IOException {
      this.random = random;
      now = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(random.nextInt(31_000_000));
      lastHeard = now;
      requests.add(new WatchRequest(now, timetable(), ALL, false));
      begin(false);
    }

    private WatchRequest current() {
      return requests.getLast();
    }

    void run() throws IOException {
      for (int i = 0; i < 60; i++) {
        // Often several at one instant.
        if (random.nextInt(3) > 0) {
          pass(Duration.ofSeconds(1 + random.nextInt(20_000)));
        }
        switch (random.nextInt(5)) {
          case 0 -> pauseOrResume();
          case 1 -> setHours();
          case 2 -> setPeople();
          case 3 -> report();
          default -> lose();
        }
      }
      pass(Duration.ofHours(1));
    }

    private void pass(Duration length) {
      Instant end = now.plus(length);
      while (now.isBefore(end)) {
        now = now.plusSeconds(Math.min(10, Duration.between(now, end).toSeconds() + 1));
        if (!current().paused()) {
          lastHeard = now.minusSeconds(random.nextInt(9));
          passBoundaries(Duration.ofSeconds(12));
        }
      }
    }

    private void passBoundaries(Duration grace) {
      var _ = publisher.passBoundaries(now, grace);
    }

    private void onObservationEnd(Set<UserId> closing, Instant at, Cause cause) {
      if (lastHeard.isBefore(at)) {
        closing.forEach(user -> publisher.markUnknown(user, lastHeard, Cause.DISCONNECTED));
      }
    }

    private void pauseOrResume() throws IOException {
      WatchRequest before = current();
      requests.add(new WatchRequest(now, before.timetable(), before.list(), !before.paused()));
      if (before.paused()) {
        begin(true);
      } else {
        passBoundaries(Duration.ZERO);
        publisher.markUnknown(lastHeard, Cause.WATCH_PAUSED);
        publisher.stopWatching(now, Cause.WATCH_PAUSED);
      }
    }

    private void setHours() {
      WatchRequest before = current();
      if (!before.paused()) {
        requests.add(new WatchRequest(now, timetable(), before.list(), false));
        passBoundaries(Duration.ZERO);
        Set<UserId> closing = new TreeSet<>(publisher.people());
        closing.removeAll(current().timetable().open(closing, now));
        onObservationEnd(closing, now, Cause.HOURS_CLOSED);
        publisher.setTimetable(current().timetable(), now);
      }
    }

    private void setPeople() {
      WatchRequest before = current();
      if (!before.paused()) {
        Set<UserId> some = new TreeSet<>(ALL);
        some.removeIf(_ -> random.nextInt(3) == 0);
        requests.add(new WatchRequest(now, before.timetable(), some, false));
        passBoundaries(Duration.ZERO);
        publisher.setWatchList(WatchList.of(some), now);
      }
    }

    private void report() {
      if (!current().paused()) {
        Presence presence = random.nextBoolean() ? Presence.ACTIVE : Presence.AWAY;
        publisher.onPresence(ALL, presence, now, Source.RTM);
        lastHeard = now;
      }
    }

    private void lose() {
      if (!current().paused()) {
        passBoundaries(Duration.ZERO);
        publisher.markUnknown(lastHeard, Cause.DISCONNECTED);
      }
    }

    private void begin(boolean resumed) throws IOException {
      WatchOptions options = new WatchOptions(current().timetable(), resumed, Set.of());
      publisher = new SightingPublisher(record, WatchList.of(current().list()), options, now);
      publisher.onObservationEnd(this::onObservationEnd);
      publisher.open(ACME, () -> now);
      lastHeard = now;
    }

    private RecordingScheduleByPerson timetable() {
      Map<UserId, ZoneId> clocks = new HashMap<>();
      clocks.put(new UserId("U0"), zone());
      Set<DayOfWeek> days = EnumSet.of(DayOfWeek.of(1 + random.nextInt(7)));
      EnumSet.allOf(DayOfWeek.class).stream().filter(_ -> random.nextInt(4) > 0).forEach(days::add);
      RecordingSchedule hours =
          random.nextInt(4) == 0
              ? RecordingSchedule.ALWAYS
              : new RecordingSchedule(
                  LocalTime.of(random.nextInt(24), random.nextInt(4) * 15),
                  LocalTime.of(random.nextInt(24), random.nextInt(4) * 15),
                  new TreeSet<>(days));
      return new RecordingScheduleByPerson(hours, clocks, zone());
    }

    private ZoneId zone() {
      return ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
    }

    /// Returns the times of the requests, the instants next to them, and random ones.
    List<Instant> instants() {
      List<Instant> all = new ArrayList<>();
      Instant start = requests.getFirst().from();
      requests.forEach(request -> {
        all.add(request.from());
        all.add(request.from().plusMillis(1));
        all.add(request.from().minusMillis(1));
      });
      random
          .longs(150, 0, Duration.between(start, now).toSeconds())
          .forEach(second -> all.add(start.plusSeconds(second)));
      // The end of the hours may not be known yet for the last seconds.
      all.removeIf(at -> at.isBefore(start) || at.isAfter(now.minusSeconds(30)));
      return all;
    }

    boolean allowed(UserId user, Instant at) {
      WatchRequest then =
          requests.stream().filter(request -> !request.from().isAfter(at)).toList().getLast();
      return !then.paused() && then.list().contains(user) && then.timetable().open(user, at);
    }

    boolean recorded(UserId user, Instant at) {
      return record.spans(user, now).stream()
          .anyMatch(span -> !span.start().isAfter(at) && span.end().isAfter(at));
    }
  }
}
