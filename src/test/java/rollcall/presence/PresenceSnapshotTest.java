package rollcall.presence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PresenceSnapshotTest {
  private static final Instant START = Instant.parse("2026-11-24T06:00:00Z");

  @Test
  void randomSightingsAreFoldedPersonByPersonAndEarlierSnapshotsStay() {
    for (int seed = 0; seed < 10; seed++) {
      Random random = new Random(seed);
      int people = random.nextInt(1, 400);
      PresenceSnapshot snapshot = PresenceSnapshot.EMPTY;
      PresenceSnapshot kept = snapshot;
      Map<UserId, CurrentPresence> expected = new HashMap<>();
      Map<UserId, CurrentPresence> expectedOfKept = Map.of();
      for (int i = 0; i < 300; i++) {
        Instant at = START.plusSeconds(i);
        List<Sighting> batch =
            IntStream.range(0, random.nextInt(4))
                .mapToObj(_ -> sighting(random.nextInt(people), at, random))
                .toList();
        snapshot = snapshot.with(batch);
        batch.forEach(seen -> fold(expected, seen));
        assertSame(expected, snapshot, people);
        if (random.nextInt(20) == 0) {
          kept = snapshot;
          expectedOfKept = Map.copyOf(expected);
        } else if (random.nextInt(40) == 0) {
          UserId user = user(random.nextInt(people));
          snapshot = snapshot.without(user);
          expected.remove(user);
        }
        assertSame(expectedOfKept, kept, people);
      }
    }
  }

  @Test
  void peopleOfAnotherSnapshotTakeThePlaceOfItsOwn() {
    PresenceSnapshot own =
        PresenceSnapshot.EMPTY
            .with(IntStream.range(0, 100).mapToObj(i -> active(i, START)).toList())
            .with(List.of(away(7, START.plusSeconds(9))));
    PresenceSnapshot others =
        PresenceSnapshot.EMPTY.with(
            List.of(away(3, START.plusSeconds(5)), away(200, START.plusSeconds(6))));
    PresenceSnapshot both = own.with(others);
    assertEquals(101, both.all().size());
    assertEquals(START.plusSeconds(5), both.of(user(3)).orElseThrow().since());
    assertEquals(START.plusSeconds(9), both.of(user(7)).orElseThrow().since());
    assertEquals(START, both.of(user(8)).orElseThrow().since());
  }

  private static void assertSame(
      Map<UserId, CurrentPresence> expected, PresenceSnapshot snapshot, int people) {
    Set<CurrentPresence> all = new HashSet<>(snapshot.all());
    assertEquals(expected.size(), snapshot.all().size());
    assertEquals(expected.values().stream().collect(Collectors.toSet()), all);
    for (int i = 0; i < people; i++) {
      assertEquals(Optional.ofNullable(expected.get(user(i))), snapshot.of(user(i)));
    }
  }

  private static void fold(Map<UserId, CurrentPresence> people, Sighting seen) {
    CurrentPresence before = people.get(seen.user());
    if (before == null || before.presence() != seen.presence()) {
      people.put(
          seen.user(), new CurrentPresence(seen.user(), seen.presence(), seen.at(), seen.cause()));
    }
  }

  private static Sighting sighting(int number, Instant at, Random random) {
    return random.nextBoolean() ? active(number, at) : away(number, at);
  }

  private static Sighting active(int number, Instant at) {
    return Sighting.of(user(number), Presence.ACTIVE, at, Source.RTM, Cause.PRESENCE_CHANGE);
  }

  private static Sighting away(int number, Instant at) {
    return Sighting.of(user(number), Presence.AWAY, at, Source.RTM, Cause.PRESENCE_CHANGE);
  }

  private static UserId user(int number) {
    return new UserId("U" + number);
  }
}
