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
import rollcall.presence.HoursByPerson;
import rollcall.presence.Presence;
import rollcall.presence.RecordingHours;
import rollcall.presence.Source;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.testkit.InMemoryRecord;

/// Wishes that come all at once: other hours, another report zone, a pause, people who come and go.
/// Whatever their order, somebody is on record exactly while the wishes of that moment allow it.
class WatchRequestsTest {
  private static final Workspace ACME = new Workspace("T1", "acme");
  private static final List<String> ZONES =
      ZoneId.getAvailableZoneIds().stream().filter(id -> id.contains("/")).sorted().toList();

  static Stream<Integer> seeds() {
    return IntStream.range(0, 40).boxed();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void somebodyIsOnRecordExactlyWhileAllWishesAllowIt(int seed) throws IOException {
    Life life = new Life(new Random(seed));
    life.live();
    for (UserId user : Life.EVERYBODY) {
      for (Instant at : life.moments()) {
        assertEquals(life.allowed(user, at), life.recorded(user, at), user + " at " + at);
      }
    }
  }

  /// What was wished for from then on.
  private record WatchRequest(
      Instant from, HoursByPerson timetable, Set<UserId> list, boolean paused) {}

  /// A recorder to which somebody says one wish after the other.
  private static final class Life {
    static final Set<UserId> EVERYBODY =
        Set.of(new UserId("U0"), new UserId("U1"), new UserId("U2"));

    private final Random random;
    private final InMemoryRecord record = new InMemoryRecord();
    private final List<WatchRequest> wishes = new ArrayList<>();
    private Instant now;
    private Instant heard;
    private SightingPublisher scribe;

    Life(Random random) throws IOException {
      this.random = random;
      now = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(random.nextInt(31_000_000));
      heard = now;
      wishes.add(new WatchRequest(now, timetable(), EVERYBODY, false));
      begin(false);
    }

    private WatchRequest wish() {
      return wishes.getLast();
    }

    void live() throws IOException {
      for (int i = 0; i < 60; i++) {
        // Often several at one instant.
        if (random.nextInt(3) > 0) {
          pass(Duration.ofSeconds(1 + random.nextInt(20_000)));
        }
        switch (random.nextInt(5)) {
          case 0 -> pauseOrResume();
          case 1 -> times();
          case 2 -> list();
          case 3 -> word();
          default -> lose();
        }
      }
      pass(Duration.ofHours(1));
    }

    private void pass(Duration length) {
      Instant end = now.plus(length);
      while (now.isBefore(end)) {
        now = now.plusSeconds(Math.min(10, Duration.between(now, end).toSeconds() + 1));
        if (!wish().paused()) {
          heard = now.minusSeconds(random.nextInt(9));
          keepHours(Duration.ofSeconds(12));
        }
      }
    }

    private void keepHours(Duration grace) {
      var _ = scribe.keepHours(now, grace);
    }

    private void leave(Set<UserId> closing, Instant at) {
      if (heard.isBefore(at)) {
        closing.forEach(user -> scribe.markUnknown(user, heard, Cause.DISCONNECTED));
      }
    }

    private void pauseOrResume() throws IOException {
      WatchRequest before = wish();
      wishes.add(new WatchRequest(now, before.timetable(), before.list(), !before.paused()));
      if (before.paused()) {
        begin(true);
      } else {
        keepHours(Duration.ZERO);
        scribe.markUnknown(heard, Cause.WATCH_PAUSED);
        scribe.stopWatching(now, Cause.WATCH_PAUSED);
      }
    }

    private void times() {
      WatchRequest before = wish();
      if (!before.paused()) {
        wishes.add(new WatchRequest(now, timetable(), before.list(), false));
        keepHours(Duration.ZERO);
        Set<UserId> closing = new TreeSet<>(scribe.people());
        closing.removeAll(wish().timetable().open(closing, now));
        leave(closing, now);
        scribe.timetable(wish().timetable(), now);
      }
    }

    private void list() {
      WatchRequest before = wish();
      if (!before.paused()) {
        Set<UserId> some = new TreeSet<>(EVERYBODY);
        some.removeIf(_ -> random.nextInt(3) == 0);
        wishes.add(new WatchRequest(now, before.timetable(), some, false));
        keepHours(Duration.ZERO);
        scribe.list(WatchList.of(some), now);
      }
    }

    private void word() {
      if (!wish().paused()) {
        Presence presence = random.nextBoolean() ? Presence.ACTIVE : Presence.AWAY;
        scribe.onPresence(EVERYBODY, presence, now, Source.RTM);
        heard = now;
      }
    }

    private void lose() {
      if (!wish().paused()) {
        keepHours(Duration.ZERO);
        scribe.markUnknown(heard, Cause.DISCONNECTED);
      }
    }

    private void begin(boolean resumed) throws IOException {
      WatchOptions terms = new WatchOptions(wish().timetable(), resumed, Set.of());
      scribe = new SightingPublisher(record, WatchList.of(wish().list()), terms, now);
      scribe.onLeave(this::leave);
      scribe.opened(ACME, () -> now);
      heard = now;
    }

    private HoursByPerson timetable() {
      Map<UserId, ZoneId> clocks = new HashMap<>();
      clocks.put(new UserId("U0"), zone());
      Set<DayOfWeek> days = EnumSet.of(DayOfWeek.of(1 + random.nextInt(7)));
      EnumSet.allOf(DayOfWeek.class).stream().filter(_ -> random.nextInt(4) > 0).forEach(days::add);
      RecordingHours hours =
          random.nextInt(4) == 0
              ? RecordingHours.ALWAYS
              : new RecordingHours(
                  LocalTime.of(random.nextInt(24), random.nextInt(4) * 15),
                  LocalTime.of(random.nextInt(24), random.nextInt(4) * 15),
                  new TreeSet<>(days));
      return new HoursByPerson(hours, clocks, zone());
    }

    private ZoneId zone() {
      return ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
    }

    /// Each wish, the moments beside it, and some others.
    List<Instant> moments() {
      List<Instant> all = new ArrayList<>();
      Instant start = wishes.getFirst().from();
      wishes.forEach(wish -> {
        all.add(wish.from());
        all.add(wish.from().plusMillis(1));
        all.add(wish.from().minusMillis(1));
      });
      random
          .longs(150, 0, Duration.between(start, now).toSeconds())
          .forEach(second -> all.add(start.plusSeconds(second)));
      // Of the last moments it may not be known yet whether the hours have ended.
      all.removeIf(at -> at.isBefore(start) || at.isAfter(now.minusSeconds(30)));
      return all;
    }

    boolean allowed(UserId user, Instant at) {
      WatchRequest then =
          wishes.stream().filter(wish -> !wish.from().isAfter(at)).toList().getLast();
      return !then.paused() && then.list().contains(user) && then.timetable().open(user, at);
    }

    boolean recorded(UserId user, Instant at) {
      return record.spans(user, now).stream()
          .anyMatch(span -> !span.start().isAfter(at) && span.end().isAfter(at));
    }
  }
}
