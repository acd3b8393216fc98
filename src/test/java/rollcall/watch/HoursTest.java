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
import rollcall.presence.HoursByPerson;
import rollcall.presence.Presence;
import rollcall.presence.RecordingHours;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.presence.Span;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.testkit.InMemoryRecord;

/// Whatever happens, in whatever zones and hours: every second within somebody's recording hours is
/// on record, if only as unknown, and no second outside of them.
class HoursTest {
  private static final Workspace ACME = new Workspace("T1", "acme");
  private static final Duration GRACE = Duration.ofSeconds(12);
  private static final int DAYS = 12;

  static Stream<Integer> seeds() {
    return IntStream.range(0, 60).boxed();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whatIsOnRecordIsWithinTheHoursAndAllOfThem(int seed) throws IOException {
    Life life = new Life(new Random(seed));
    life.live(Duration.ofDays(DAYS));
    assertWithinHours(life);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whereTheProcessDiesJustBehindABorderNothingIsOnRecordOutsideTheHours(int seed)
      throws IOException {
    Life life = new Life(new Random(1000 + seed));
    life.dieAtBorders(30);
    assertWithinHours(life);
  }

  private static void assertWithinHours(Life life) {
    for (UserId user : life.people) {
      List<Span> spans = life.spans(user);
      for (Span span : spans) {
        assertTrue(life.timetable.open(user, span.start()), user + " outside: " + span);
        assertTrue(
            life.timetable.next(user, span.start()).filter(span.end()::isAfter).isEmpty(),
            user + " goes on outside: " + span);
      }
      assertEquals(
          life.open(user),
          spans.stream().map(Span::length).reduce(Duration.ZERO, Duration::plus),
          user + " " + life.timetable);
    }
  }

  /// A recorder to which things happen, and which is started again and again.
  private static final class Life {
    private final Random random;
    private final InMemoryRecord record = new InMemoryRecord();
    private final HoursByPerson timetable;
    private final Set<UserId> people = new TreeSet<>();
    private final Instant start;
    private Instant now;
    private Instant heard;
    private SightingPublisher scribe;
    private boolean looking;

    Life(Random random) throws IOException {
      this.random = random;
      List<String> zones = ZoneId.getAvailableZoneIds().stream().sorted().toList();
      Map<UserId, ZoneId> clocks = new HashMap<>();
      for (int i = 0; i < 4; i++) {
        UserId user = new UserId("U" + i);
        people.add(user);
        clocks.put(user, ZoneId.of(zones.get(random.nextInt(zones.size()))));
      }
      timetable = new HoursByPerson(hours(random), clocks, null);
      start = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(random.nextInt(31_000_000));
      now = start;
      begin();
    }

    private static RecordingHours hours(Random random) {
      Set<DayOfWeek> days = EnumSet.of(DayOfWeek.of(1 + random.nextInt(7)));
      EnumSet.allOf(DayOfWeek.class).stream().filter(_ -> random.nextInt(4) > 0).forEach(days::add);
      return new RecordingHours(
          LocalTime.of(random.nextInt(24), random.nextInt(4) * 15),
          LocalTime.of(random.nextInt(24), random.nextInt(4) * 15),
          new TreeSet<>(days));
    }

    void live(Duration length) throws IOException {
      Instant end = start.plus(length);
      while (now.isBefore(end)) {
        switch (random.nextInt(12)) {
          case 0 -> restart();
          case 1 -> sleep();
          case 2 -> lose();
          case 3 -> connect();
          case 4 -> crash();
          default -> word();
        }
        pass(Duration.ofSeconds(1 + random.nextInt(random.nextInt(4) == 0 ? 15_000 : 600)));
      }
      stop();
    }

    /// Again and again the process dies within seconds of a border of somebody's hours, while the
    /// others are seen to come and go.
    void dieAtBorders(int times) throws IOException {
      for (int i = 0; i < times; i++) {
        connect();
        pass(Duration.ofSeconds(random.nextInt(3) * 3600L));
        Instant border = timetable.next(people, now).orElseThrow();
        int before = random.nextInt(20_000);
        now = border.minusMillis(before).isAfter(now) ? border.minusMillis(before) : now;
        keepHours(Duration.ZERO);
        heard = now;
        word();
        Instant death = border.plusMillis(random.nextInt(4) == 0 ? 0 : random.nextInt(15_000));
        while (now.isBefore(death)) {
          pass(Duration.ofMillis(Math.min(700, Duration.between(now, death).toMillis())));
          word();
          beat();
        }
        crash();
      }
      stop();
    }

    private void beat() {
      if (looking) {
        scribe.confirmedUntil(heard);
      }
    }

    private void crash() throws IOException {
      beat();
      record.crash();
      looking = false;
      now = now.plusSeconds(random.nextInt(random.nextBoolean() ? 20 : 200_000));
      begin();
    }

    /// Every ten seconds there is a sign of life, and the hours are looked after.
    private void pass(Duration length) {
      Instant end = now.plus(length);
      while (now.isBefore(end)) {
        now = now.plusMillis(Math.min(9_700, Duration.between(now, end).toMillis()));
        heard = looking ? now.minusMillis(random.nextInt(9_000)) : heard;
        keepHours(looking ? GRACE : Duration.ZERO);
      }
    }

    private void keepHours(Duration grace) {
      var _ = scribe.keepHours(now, grace);
    }

    private void leave(Set<UserId> closing, Instant at) {
      if (looking && heard.isBefore(at)) {
        closing.forEach(user -> scribe.markUnknown(user, heard, Cause.DISCONNECTED));
      }
    }

    private void word() {
      Presence presence = random.nextBoolean() ? Presence.ACTIVE : Presence.AWAY;
      UserId user = new UserId("U" + random.nextInt(4));
      if (looking) {
        scribe.onPresence(List.of(user), presence, now, Source.RTM);
        heard = now;
      }
    }

    private void lose() {
      if (looking) {
        keepHours(Duration.ZERO);
        scribe.markUnknown(heard, Cause.DISCONNECTED);
        looking = false;
      }
    }

    private void connect() {
      looking = true;
      heard = now;
    }

    /// The loss of the connection is noticed after the hours.
    private void sleep() {
      now = now.plusSeconds(random.nextInt(200_000));
      keepHours(Duration.ZERO);
      lose();
    }

    private void restart() throws IOException {
      stop();
      now = now.plusSeconds(random.nextInt(300_000));
      begin();
    }

    private void stop() {
      lose();
      keepHours(Duration.ZERO);
    }

    private void begin() throws IOException {
      // The clocks of some are known only a while after.
      HoursByPerson first =
          random.nextBoolean() ? timetable : new HoursByPerson(timetable.hours(), Map.of(), null);
      scribe =
          new SightingPublisher(
              record, WatchList.of(people), new WatchOptions(first, false, Set.of()), now);
      scribe.onLeave(this::leave);
      scribe.opened(ACME, () -> now);
      if (first != timetable) {
        word();
        now = now.plusSeconds(random.nextInt(20));
        scribe.timetable(timetable, now);
      }
    }

    /// How long the person's hours were open, but for those of somebody who was seen for the first
    /// time after the beginning.
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
