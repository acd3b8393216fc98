package rollcall.presence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OccupancyCurveTest {
  private static final Instant START = Instant.parse("2026-11-24T06:00:00Z");
  private static final int COLUMNS = 50;
  private static final int MANY_COLUMNS = 500;

  @Test
  void everySampleOfRandomTimelinesEqualsACountPersonByPerson() {
    for (int seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      List<PresenceTimeline> people =
          IntStream.range(0, random.nextInt(12)).mapToObj(i -> random(i, random)).toList();
      Instant from = START.plusSeconds(random.nextInt(20_000) - 5_000);
      Instant to = from.plusSeconds(random.nextInt(seed % 2 == 0 ? 8_000 : 400_000));
      OccupancyCurve curve = OccupancyCurve.of(people, from, to, COLUMNS, Duration.ZERO);
      assertEquals(people.size(), curve.people());
      for (int i = 0; i < curve.samples(); i++) {
        Instant at = Instant.ofEpochSecond(curve.second(i));
        assertTrue(!at.isBefore(from) && at.isBefore(to), "seed " + seed);
        assertEquals(count(people, at, Presence.ACTIVE), curve.active(i), "seed " + seed);
        assertEquals(count(people, at, Presence.UNKNOWN), curve.unknown(i), "seed " + seed);
      }
    }
  }

  @Test
  void aShortGapCountsAsTheStateAroundItAsInTotals() {
    PresenceTimeline timeline = new PresenceTimeline(new UserId("U1"));
    for (int[] gap : new int[][] {{100, 190}, {300, 391}}) {
      timeline.add(seen("U1", Presence.ACTIVE, START.plusSeconds(gap[0] - 50)));
      timeline.add(seen("U1", Presence.UNKNOWN, START.plusSeconds(gap[0])));
      timeline.add(seen("U1", Presence.ACTIVE, START.plusSeconds(gap[1])));
    }
    Instant end = START.plusSeconds(500);
    Duration bridge = Duration.ofSeconds(90);
    OccupancyCurve curve = OccupancyCurve.of(List.of(timeline), START, end, COLUMNS, bridge);
    TimelineTotals totals = timeline.totals(START, end, bridge);
    assertEquals(totals.active(), IntStream.range(0, 500).map(curve::active).sum());
    assertEquals(91, IntStream.range(0, 500).map(curve::unknown).sum());
  }

  @Test
  void everySecondOfADayOf25HoursIsASample() {
    List<PresenceTimeline> people = List.of(random(1, new Random(5)));
    Instant end = START.plus(Duration.ofHours(25));
    OccupancyCurve curve = OccupancyCurve.of(people, START, end, COLUMNS, Duration.ZERO);
    assertEquals(25 * 3600, curve.samples());
    assertEquals(end.getEpochSecond() - 1, curve.second(curve.samples() - 1));
  }

  @Test
  void manyChangesAreSampledOncePerColumn() {
    PresenceTimeline busy = new PresenceTimeline(new UserId("U1"));
    for (int i = 0; i < 20_000; i++) {
      busy.add(seen("U1", i % 2 == 0 ? Presence.ACTIVE : Presence.AWAY, START.plusSeconds(3L * i)));
    }
    OccupancyCurve curve =
        OccupancyCurve.of(List.of(busy), START, START.plusSeconds(60_000), COLUMNS, Duration.ZERO);
    assertEquals(COLUMNS, curve.samples());
    for (int i = 0; i < curve.samples(); i++) {
      Instant at = Instant.ofEpochSecond(curve.second(i));
      assertEquals(count(List.of(busy), at, Presence.ACTIVE), curve.active(i));
    }
  }

  @Test
  void thePeakIsTheFirstInstantWithMostActive() {
    List<PresenceTimeline> people =
        List.of(
            timeline("U1", 100, Presence.ACTIVE, 300, Presence.AWAY, 500, Presence.ACTIVE),
            timeline("U2", 50, Presence.UNKNOWN, 200, Presence.ACTIVE));
    OccupancyCurve curve =
        OccupancyCurve.of(people, START, START.plusSeconds(600), COLUMNS, Duration.ZERO);
    assertEquals(
        Optional.of(new OccupancyCurve.Peak(2, START.plusSeconds(200))),
        curve.peak(START, START.plusSeconds(600)));
    assertEquals(
        Optional.of(new OccupancyCurve.Peak(1, START.plusSeconds(300))),
        curve.peak(START.plusSeconds(300), START.plusSeconds(500)));
    long start = START.getEpochSecond();
    assertEquals(new OccupancyCurve.Most(1, 2), curve.most(start + 100, start + 200));
    assertEquals(new OccupancyCurve.Most(0, 1), curve.most(start + 60, start + 61));
  }

  @Test
  void levelOfAPartCountsTheFewestAndTheMost() {
    List<PresenceTimeline> people =
        List.of(
            timeline("U1", 100, Presence.ACTIVE, 300, Presence.AWAY, 500, Presence.ACTIVE),
            timeline("U2", 50, Presence.UNKNOWN, 200, Presence.ACTIVE));
    OccupancyCurve curve =
        OccupancyCurve.of(people, START, START.plusSeconds(600), COLUMNS, Duration.ZERO);
    assertEquals(
        Optional.of(new OccupancyCurve.Level(0, 1, 1)),
        curve.level(START.plusSeconds(60), START.plusSeconds(200)));
    assertEquals(
        Optional.of(new OccupancyCurve.Level(1, 2, 0)),
        curve.level(START.plusSeconds(200), START.plusSeconds(400)));
    assertEquals(Optional.empty(), curve.level(START.plusSeconds(600), START.plusSeconds(900)));
  }

  @Test
  void unknownTimeIsNeverAPeak() {
    List<PresenceTimeline> people = List.of(timeline("U1", 0, Presence.UNKNOWN));
    OccupancyCurve curve =
        OccupancyCurve.of(people, START, START.plusSeconds(60), COLUMNS, Duration.ZERO);
    assertEquals(Optional.empty(), curve.peak(START, START.plusSeconds(60)));
    assertEquals(1, curve.unknown(30));
  }

  @Test
  void anEmptyRangeHasNoSamples() {
    OccupancyCurve curve =
        OccupancyCurve.of(List.of(), START, START.minusSeconds(5), COLUMNS, Duration.ZERO);
    assertEquals(0, curve.samples());
    assertEquals(new OccupancyCurve.Most(0, 0), curve.most(0, 10));
  }

  @Test
  void aCurveThatGrowsWithTimeEqualsANewOne() {
    for (int seed = 0; seed < 16; seed++) {
      Random random = new Random(seed);
      List<PresenceTimeline> people =
          IntStream.range(0, 1 + random.nextInt(12))
              .mapToObj(i -> new PresenceTimeline(new UserId("U" + i)))
              .toList();
      Instant last = START.plusSeconds(random.nextInt(seed % 2 == 0 ? 500 : 20_000));
      OccupancyCurve curve =
          OccupancyCurve.begin(people, START, START, last, COLUMNS, Duration.ZERO);
      assertTrue(curve.add(1_000));
      Instant now = START;
      for (int i = 0; i < 60; i++) {
        now = now.plusSeconds(random.nextInt(20));
        PresenceTimeline person = people.get(random.nextInt(people.size()));
        Presence presence = Presence.values()[random.nextInt(Presence.values().length)];
        person.add(seen(person.user().value(), presence, now.minusSeconds(random.nextInt(15))));
        if (!curve.extend(now)) {
          curve = OccupancyCurve.begin(people, START, now, last, COLUMNS, Duration.ZERO);
          assertTrue(curve.add(1_000_000));
        }
        assertTrue(curve.covers(START, now) || now.isAfter(last));
        for (int sample = 0; sample < curve.samples(); sample++) {
          Instant at = Instant.ofEpochSecond(curve.second(sample));
          assertEquals(count(people, at, Presence.ACTIVE), curve.active(sample), "seed " + seed);
          assertEquals(count(people, at, Presence.UNKNOWN), curve.unknown(sample), "seed " + seed);
        }
      }
    }
  }

  @Test
  void aCurveThatGrowsEqualsANewOneAlsoWithBridgedGapsAndChangesAheadOfTheTime() {
    int extended = 0;
    for (int seed = 0; seed < 40; seed++) {
      Random random = new Random(seed);
      Duration bridge = Duration.ofSeconds(random.nextInt(30));
      List<PresenceTimeline> people =
          IntStream.range(0, 1 + random.nextInt(6)).mapToObj(i -> random(i, random)).toList();
      Instant now = START.plusSeconds(random.nextInt(9_000));
      Instant last = now.plusSeconds(random.nextInt(900));
      OccupancyCurve curve = OccupancyCurve.begin(people, START, now, last, MANY_COLUMNS, bridge);
      while (!curve.add(20)) {
        change(people, now, random);
      }
      for (int i = 0; i < 80; i++) {
        now = now.plusSeconds(random.nextInt(12));
        change(people, now, random);
        Instant end = now.isAfter(last) ? last : now;
        OccupancyCurve anew = OccupancyCurve.begin(people, START, end, last, MANY_COLUMNS, bridge);
        assertTrue(anew.add(1_000_000));
        if (curve.extend(now)) {
          extended++;
        } else {
          curve = anew;
        }
        assertEquals(anew.samples(), curve.samples());
        for (int sample = 0; sample < curve.samples(); sample++) {
          assertEquals(anew.active(sample), curve.active(sample), "seed " + seed);
          assertEquals(anew.unknown(sample), curve.unknown(sample), "seed " + seed);
        }
      }
    }
    assertTrue(extended > 1_000, "extended " + extended);
  }

  /// Adds a change from shortly before now, or from a clock that is ahead.
  private static void change(List<PresenceTimeline> people, Instant now, Random random) {
    PresenceTimeline person = people.get(random.nextInt(people.size()));
    Presence presence = Presence.values()[random.nextInt(Presence.values().length)];
    person.add(seen(person.user().value(), presence, now.plusSeconds(random.nextInt(-8, 4))));
  }

  private static int count(List<PresenceTimeline> people, Instant at, Presence presence) {
    return (int) people.stream().filter(one -> one.presenceAt(at) == presence).count();
  }

  private static PresenceTimeline random(int number, Random random) {
    String id = "U" + number;
    List<Sighting> all = new ArrayList<>();
    Instant at = START.plusSeconds(random.nextInt(4_000));
    for (int i = 0; i < random.nextInt(1, 300); i++) {
      Presence presence = Presence.values()[random.nextInt(Presence.values().length)];
      all.add(seen(id, presence, at));
      at = at.plusSeconds(random.nextInt(1, 1_200));
    }
    return PresenceTimeline.ofSightings(new UserId(id), all);
  }

  private static PresenceTimeline timeline(String id, Object... changes) {
    PresenceTimeline timeline = new PresenceTimeline(new UserId(id));
    for (int i = 0; i < changes.length; i += 2) {
      timeline.add(seen(id, (Presence) changes[i + 1], START.plusSeconds((int) changes[i])));
    }
    return timeline;
  }

  private static Sighting seen(String id, Presence presence, Instant at) {
    Cause cause = Cause.PRESENCE_CHANGE;
    return presence.isObserved()
        ? Sighting.of(new UserId(id), presence, at, Source.RTM, cause)
        : presence == Presence.UNKNOWN
            ? Sighting.unknown(new UserId(id), at, Cause.DISCONNECTED)
            : Sighting.notWatched(new UserId(id), at, Cause.WATCH_PAUSED);
  }
}
