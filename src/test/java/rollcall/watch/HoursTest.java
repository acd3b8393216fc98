package rollcall.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
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
import org.junit.jupiter.api.Test;
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

/// Random recording hours, zones, failures and pauses: every second within a person's hours is on
/// record, if only as unknown, and no second outside of them or of a pause.
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

  @Test
  void presenceWithheldOverTheEndOfTheHoursEndsThere() throws IOException {
    Follower follower = new Follower(false, List.of());
    follower.confirm("17:00:00");
    follower.report("17:00:01", Presence.AWAY);
    follower.lose("17:50:00");
    follower.report("17:59:51", Presence.ACTIVE);
    follower.passBoundaries("18:00:12");
    follower.confirm("18:00:40");
    assertEquals(
        List.of(
            Sighting.unknown(KAI, at("17:50:00"), Cause.DISCONNECTED),
            Sighting.of(KAI, Presence.ACTIVE, at("17:59:51"), Source.RTM, Cause.RECONNECTED),
            Sighting.notWatched(KAI, at("18:00:00"), Cause.HOURS_CLOSED)),
        follower.sightings().subList(2, 5));
    assertEquals(5, follower.sightings().size());
  }

  @Test
  void aNightOfAnUncheckedMemberIsNotWatchedAlsoAfterAPause() throws IOException {
    Follower follower = new Follower(true, List.of());
    follower.confirm("17:00:00");
    follower.report("17:00:01", Presence.AWAY);
    follower.lose("17:30:00");
    follower.passBoundaries("18:00:00");
    follower.passBoundaries("32:00:00");
    follower.report("32:30:00", Presence.ACTIVE);
    follower.confirm("32:30:05");
    assertEquals(
        List.of(
            Sighting.unknown(KAI, at("17:30:00"), Cause.DISCONNECTED),
            Sighting.notWatched(KAI, at("18:00:00"), Cause.HOURS_CLOSED),
            Sighting.unknown(KAI, at("32:00:00"), Cause.HOURS_OPENED),
            Sighting.of(KAI, Presence.ACTIVE, at("32:30:00"), Source.RTM, Cause.SNAPSHOT)),
        follower.sightings().subList(2, 6));
  }

  @Test
  void whatIsWithheldOfAMemberAtAPauseIsNotRecordedButTheBoundariesAre() throws IOException {
    Follower follower = new Follower(false, List.of());
    follower.confirm("17:00:00");
    follower.report("17:00:01", Presence.AWAY);
    follower.lose("17:30:00");
    follower.report("17:40:00", Presence.ACTIVE);
    follower.passBoundaries("18:00:00");
    follower.publisher.stopWatching(at("19:00:00"), Cause.WATCH_PAUSED);
    assertEquals(
        List.of(
            Sighting.unknown(KAI, at("17:30:00"), Cause.DISCONNECTED),
            Sighting.notWatched(KAI, at("18:00:00"), Cause.HOURS_CLOSED),
            Sighting.notWatched(KAI, at("19:00:00"), Cause.WATCH_PAUSED)),
        follower.sightings().subList(2, follower.sightings().size()));
  }

  @Test
  void afterAPauseOnlyThePauseStaysAsItIs() throws IOException {
    Follower quit =
        new Follower(true, List.of(Sighting.unknown(KAI, at("-7:00:00"), Cause.APP_STOPPED)));
    quit.confirm("17:00:01");
    assertEquals(
        List.of(
            Sighting.notWatched(KAI, at("-6:00:00"), Cause.HOURS_CLOSED),
            Sighting.unknown(KAI, at("08:00:00"), Cause.HOURS_OPENED)),
        quit.sightings().subList(1, 3));
    Follower closed =
        new Follower(true, List.of(Sighting.notWatched(KAI, at("-6:00:00"), Cause.HOURS_CLOSED)));
    closed.confirm("17:00:01");
    assertEquals(
        List.of(Sighting.unknown(KAI, at("17:00:00"), Cause.HOURS_OPENED)),
        closed.sightings().subList(1, 2));
  }

  @Test
  void theHoursOfAMemberThatBeganWithoutRecordingAreUnknownFromTheirBeginning() throws IOException {
    Follower follower =
        new Follower(false, List.of(Sighting.notWatched(KAI, at("-6:00:00"), Cause.HOURS_CLOSED)));
    follower.report("17:00:01", Presence.ACTIVE);
    follower.confirm("17:00:02");
    assertEquals(
        List.of(
            Sighting.unknown(KAI, at("08:00:00"), Cause.HOURS_OPENED),
            Sighting.of(KAI, Presence.ACTIVE, at("17:00:01"), Source.RTM, Cause.SNAPSHOT)),
        follower.sightings().subList(1, 3));
  }

  @Test
  void presenceWithheldBeforeAPersonWasPausedIsNotMovedBehindThePause() throws IOException {
    Follower follower = new Follower(false, List.of());
    follower.report("17:00:01", Presence.ACTIVE);
    RecordingScheduleByPerson all = follower.timetable;
    follower.publisher.setTimetable(all.withPaused(Set.of(KAI)), at("17:00:02"));
    follower.publisher.setTimetable(all, at("17:00:10"));
    follower.confirm("17:00:11");
    assertEquals(
        Sighting.unknown(KAI, at("17:00:10"), Cause.WATCH_RESUMED), follower.sightings().getLast());
  }

  @Test
  void withheldPresenceEndsWhereSlackStoppedToAnswer() throws IOException {
    Follower follower = new Follower(false, List.of());
    follower.report("17:00:01", Presence.ACTIVE);
    new PresenceMismatches(follower.publisher, Source.RTM)
        .unconfirmed(new WatcherMessage.Unconfirmed(Set.of(KAI), at("17:05:00"), at("17:05:20")));
    follower.confirm("17:06:00");
    assertEquals(
        Sighting.unknown(KAI, at("17:05:00"), Cause.DISCONNECTED), follower.sightings().getLast());
  }

  @Test
  void anObservationThatEndsAtTheBoundaryIsFollowedByIt() throws IOException {
    Follower follower = new Follower(false, List.of());
    follower.publisher.onObservationEnd((people, boundary, cause) ->
        people.forEach(user -> follower.publisher.markUnknown(user, boundary, Cause.DISCONNECTED)));
    follower.confirm("17:00:00");
    follower.report("17:00:01", Presence.ACTIVE);
    follower.passBoundaries("18:00:01");
    follower.confirm("18:00:02");
    assertEquals(
        Sighting.notWatched(KAI, at("18:00:00"), Cause.HOURS_CLOSED),
        follower.sightings().getLast());
  }

  private static final UserId KAI = new UserId("U1");

  /// Time of a Thursday; hours above 23 are on Friday, hours below 0 on Wednesday.
  private static Instant at(String time) {
    String[] parts = time.split(":");
    return Instant.parse("2026-09-17T00:00:00Z")
        .plusSeconds(
            Integer.parseInt(parts[0]) * 3600L
                + Integer.parseInt(parts[1]) * 60L
                + Integer.parseInt(parts[2]));
  }

  private static WatchList group(Set<UserId> people) {
    FollowedGroup crew =
        new FollowedGroup(
            FollowedGroup.Kind.CHANNEL, "C0CREW00000", "crew", people, Set.of(), Set.of());
    return new WatchList(new TreeSet<>(), List.of(crew), true);
  }

  /// Recorder of one member of a channel, from 8 to 18 o'clock, started at 17.
  private static final class Follower {
    final RecordingScheduleByPerson timetable =
        new RecordingScheduleByPerson(
            new RecordingSchedule(
                LocalTime.of(8, 0),
                LocalTime.of(18, 0),
                new TreeSet<>(EnumSet.allOf(DayOfWeek.class))),
            Map.of(KAI, ZoneOffset.UTC),
            null);
    final SightingPublisher publisher;
    private final InMemoryRecord record = new InMemoryRecord();

    Follower(boolean resumed, List<Sighting> before) throws IOException {
      record.onSightings(before);
      Instant start = at("17:00:00");
      publisher =
          new SightingPublisher(
              record, group(Set.of(KAI)), new WatchOptions(timetable, resumed, Set.of()), start);
      publisher.open(ACME, () -> start);
    }

    void confirm(String time) {
      publisher.confirm(publisher.uncheckedMembers().all(), at(time));
    }

    void report(String time, Presence presence) {
      publisher.onPresence(List.of(KAI), presence, at(time), Source.RTM);
    }

    void lose(String time) {
      publisher.markUnknown(at(time), Cause.DISCONNECTED);
    }

    void passBoundaries(String time) {
      var _ = publisher.passBoundaries(at(time), Duration.ZERO);
    }

    List<Sighting> sightings() {
      return record.of(KAI);
    }
  }

  private static void assertWithinHours(Simulation simulation) {
    for (UserId user : simulation.people) {
      List<Span> spans = simulation.spans(user);
      for (Span span : spans) {
        assertTrue(simulation.timetable.open(user, span.start()), user + " outside: " + span);
        assertTrue(
            simulation.timetable.next(user, span.start()).filter(span.end()::isAfter).isEmpty(),
            user + " continues outside: " + span);
        assertTrue(
            simulation.pauses.stream().noneMatch(pause -> pause.overlaps(span)),
            user + " in a pause: " + span);
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
    private final List<Pause> pauses = new ArrayList<>();
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
      begin(false);
    }

    private record Pause(Instant from, Instant until) {
      boolean overlaps(Span span) {
        return span.start().isBefore(until) && from.isBefore(span.end());
      }

      Duration within(Instant start, Instant end) {
        Instant first = start.isAfter(from) ? start : from;
        Instant last = end.isBefore(until) ? end : until;
        return first.isBefore(last) ? Duration.between(first, last) : Duration.ZERO;
      }
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
          case 5 -> confirmMemberships();
          case 6 -> pause();
          default -> report();
        }
        pass(Duration.ofSeconds(1 + random.nextInt(random.nextInt(4) == 0 ? 15_000 : 600)));
      }
      stop();
      confirmMemberships();
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
        if (random.nextBoolean()) {
          confirmMemberships();
        }
      }
      stop();
      confirmMemberships();
    }

    /// Confirms the members of the followed channel; until then their sightings are withheld.
    private void confirmMemberships() {
      publisher.confirm(publisher.uncheckedMembers().all(), now);
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
      begin(false);
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
      begin(false);
    }

    private void pause() throws IOException {
      stop();
      publisher.stopWatching(now, Cause.WATCH_PAUSED);
      Instant from = now;
      now = now.plusSeconds(random.nextInt(300_000));
      pauses.add(new Pause(from, now));
      begin(true);
    }

    private void stop() {
      lose();
      passBoundaries(Duration.ZERO);
    }

    private void begin(boolean resumed) throws IOException {
      // Some time zones are known only later. After a pause they are those of the history: without
      // one, the hours in which a pause ended are not watched if the process dies.
      RecordingScheduleByPerson first =
          random.nextBoolean() || resumed
              ? timetable
              : new RecordingScheduleByPerson(timetable.hours(), Map.of(), null);
      // Several recorders share the list: this one learns later which people it watches.
      boolean shares = random.nextBoolean() && !resumed;
      publisher =
          new SightingPublisher(
              record,
              random.nextBoolean() ? group(people) : WatchList.of(shares ? Set.of() : people),
              new WatchOptions(first, resumed, Set.of(), shares),
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

    /// Total recording hours of a person since the first sighting, without pauses.
    Duration open(UserId user) {
      Instant from = record.of(user).stream().map(Sighting::at).findFirst().orElse(now);
      Duration open = Duration.ZERO;
      while (from.isBefore(now)) {
        Instant next = timetable.next(user, from).filter(now::isAfter).orElse(now);
        if (timetable.open(user, from)) {
          open = open.plus(Duration.between(from, next));
          for (Pause pause : pauses) {
            open = open.minus(pause.within(from, next));
          }
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
