package rollcall.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rollcall.history.LeasePlan.Lease;
import rollcall.history.LeasePlan.Recorder;
import rollcall.history.LeasePlan.State;
import rollcall.presence.UserId;

/// Spreading of people over recorders that come, go and die.
class LeasePlanTest {
  private static final RecorderFailureDetector.Silent NONE =
      new RecorderFailureDetector.Silent(Set.of(), Set.of());

  private final Map<Integer, Recorder> recorders = new TreeMap<>();
  private final Set<UserId> wanted = new TreeSet<>();
  private final Set<UserId> own = new TreeSet<>();
  private final Map<UserId, Lease> held = new HashMap<>();
  private final Set<Integer> dead = new HashSet<>();
  private final Set<Integer> late = new HashSet<>();
  private int moves;

  @Test
  void oneRecorderTakesEveryoneUpToItsCapacity() {
    want(600);
    recorder(1, 500);
    assertEquals(100, plan(1).unwatched());
    settle();
    assertEquals(Map.of(1, 500), counts());
    recorder(2, 500);
    settle();
    assertEquals(Map.of(1, 300, 2, 300), counts());
    assertEquals(0, plan(1).unwatched());
  }

  @Test
  void sharesFollowTheCapacities() {
    want(270);
    recorder(1, 500);
    recorder(2, 40);
    settle();
    assertEquals(Map.of(1, 250, 2, 20), counts());
  }

  @Test
  void peopleOfADeadRecorderAreTakenAtOnceAndSpreadAgainWhenItReturns() {
    want(90);
    recorder(1, 500);
    recorder(2, 500);
    recorder(3, 500);
    settle();
    dead.add(3);
    step();
    assertEquals(90, held.values().stream().filter(lease -> lease.recorder() != 3).count());
    settle();
    assertEquals(Map.of(1, 45, 2, 45), counts());
    dead.clear();
    moves = 0;
    settle();
    assertEquals(Map.of(1, 30, 2, 30, 3, 30), counts());
    assertEquals(30, moves);
  }

  @Test
  void anOrderlyEndFreesAllPeopleAtOnce() {
    want(10);
    recorder(1, 500);
    recorder(2, 500);
    settle();
    recorders.put(2, new Recorder(2, "r2", 500, 7, false));
    assertEquals(5, plan(1).take().size());
  }

  @Test
  void whoWasJustLeftIsNotTakenAgainAtOnce() {
    want(2);
    recorder(1, 500);
    UserId first = plan(1).take().getFirst();
    LeaseKeeper.Intention left =
        new LeaseKeeper.Intention(Set.of(), _ -> false, Set.of(), Set.of(first), 500, "live");
    assertEquals(1, LeasePlan.of(state(), 1, silent(), left).take().size());
  }

  @Test
  void aRecorderThatCanWatchNoOneGivesAllAwayAtOnce() {
    want(90);
    recorder(1, 500);
    settle();
    recorder(1, 0);
    recorder(2, 70);
    assertEquals(70, plan(1).release().size());
    settle();
    assertEquals(Map.of(1, 20, 2, 70), counts());
  }

  @Test
  void releasingStopsWhereOthersHaveNoRoom() {
    want(100);
    recorder(1, 500);
    settle();
    recorder(1, 40);
    assertEquals(Set.of(), plan(1).release());
    recorder(2, 30);
    assertEquals(LeasePlan.AT_ONCE, plan(1).release().size());
    settle();
    assertEquals(Map.of(1, 70, 2, 30), counts());
  }

  @Test
  void aPersonWantedByNoRecorderAnyMoreIsReleased() {
    want(3);
    recorder(1, 500);
    settle();
    UserId gone = wanted.iterator().next();
    wanted.remove(gone);
    assertEquals(Set.of(gone), plan(1).release());
  }

  @Test
  void refusedPeopleAreNotTakenAndAreReleased() {
    want(3);
    recorder(1, 500);
    UserId paused = wanted.iterator().next();
    assertEquals(2, LeasePlan.of(state(), 1, silent(), refusing(paused)).take().size());
    settle();
    assertEquals(Set.of(paused), LeasePlan.of(state(), 1, silent(), refusing(paused)).release());
  }

  @Test
  void peopleWantedByOneRecorderOnlyDoNotWaitForItsShareAndStay() {
    want(10);
    recorder(1, 20);
    settle();
    recorder(2, 20);
    UserId last = new UserId("U0010");
    wanted.add(last);
    own.add(last);
    assertEquals(List.of(last), plan(1).take());
    held.put(last, new Lease(last, 1, 1, 0));
    assertEquals(5, plan(1).release().size());
    assertFalse(plan(1).release().contains(last));
    held.remove(last);
    recorder(1, 10);
    assertEquals(List.of(), plan(1).take());
  }

  @Test
  void peopleWhoAreLeavingCountAsReleased() {
    want(100);
    recorder(1, 500);
    settle();
    recorder(2, 500);
    Set<UserId> leaving = plan(1).release();
    assertEquals(LeasePlan.AT_ONCE, leaving.size());
    LeasePlan next = LeasePlan.of(state(), 1, silent(), intention(Set.of(), leaving));
    assertEquals(Set.of(), next.release());
    assertEquals(List.of(), next.take());
  }

  @Test
  void aLeaseOfAForgottenRecorderIsFree() {
    want(1);
    recorder(1, 500);
    UserId person = wanted.iterator().next();
    held.put(person, new Lease(person, 4, 99, 0));
    assertEquals(List.of(person), plan(1).take());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void randomComingsAndGoingsSettleWithoutMovingAnyoneTwice(int seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 30; round++) {
      if (random.nextBoolean()) {
        recorder(1 + random.nextInt(6), 20 + random.nextInt(300));
      } else {
        recorders.keySet().removeIf(one -> recorders.size() > 1 && random.nextInt(4) == 0);
      }
      want(random.nextInt(400));
      moves = 0;
      settle();
      assertTrue(moves <= wanted.size(), moves + " moves of " + wanted.size());
      int capacity = recorders.values().stream().mapToInt(Recorder::capacity).sum();
      Map<Integer, Integer> counts = counts();
      int watched = counts.values().stream().mapToInt(Integer::intValue).sum();
      assertTrue(watched >= Math.min(wanted.size(), capacity), watched + " of " + wanted.size());
    }
  }

  @Test
  void peopleOfADeadRecorderDoNotWaitForAnotherThatIsLate() {
    want(120);
    for (int one = 1; one <= 4; one++) {
      recorder(one, 60);
    }
    settle();
    dead.add(4);
    late.add(3);
    assertEquals(15, plan(1).take().size());
    assertEquals(15, plan(2).take().size());
    settle();
    assertEquals(Map.of(1, 45, 2, 45, 3, 30), counts());
    late.clear();
    settle();
    assertEquals(Map.of(1, 40, 2, 40, 3, 40), counts());
  }

  @Test
  void aRecorderIsLateAfterFiveSecondsWithoutASignAndDeadAfterTwelve() {
    RecorderFailureDetector detector = new RecorderFailureDetector();
    for (int i = 0; i <= 6; i++) {
      RecorderFailureDetector.Silent seen =
          detector.check(List.of(silent(3)), LeaseKeeper.INTERVAL.multipliedBy(i).toNanos() + 5);
      assertEquals(i == 6 ? Set.of(2) : Set.of(), seen.dead(), "look " + i);
      assertEquals(i >= 3 && i < 6 ? Set.of(2) : Set.of(), seen.late(), "look " + i);
    }
    assertEquals(NONE, detector.check(List.of(silent(4)), Duration.ofSeconds(13).toNanos()));
  }

  @Test
  void aRecorderThatCountsBackwardsAfterAFailOverIsAlive() {
    RecorderFailureDetector detector = new RecorderFailureDetector();
    detector.check(List.of(silent(30)), 0);
    for (int i = 1; i <= 12; i++) {
      long nanos = Duration.ofSeconds(2).toNanos() * i;
      assertEquals(NONE, detector.check(List.of(silent(30 - i)), nanos));
    }
  }

  @Test
  void theTimeInWhichThisProcessWasStoppedKillsNoOne() {
    RecorderFailureDetector detector = new RecorderFailureDetector();
    detector.check(List.of(silent(3)), 0);
    assertEquals(NONE, detector.check(List.of(silent(3)), Duration.ofMinutes(10).toNanos()));
  }

  @Test
  void anOutageOfTheDatabaseKillsNoOne() {
    RecorderFailureDetector detector = new RecorderFailureDetector();
    for (int i = 0; i <= 5; i++) {
      detector.check(List.of(silent(3)), Duration.ofSeconds(2).toNanos() * i);
    }
    detector.reset();
    assertEquals(NONE, detector.check(List.of(silent(3)), Duration.ofSeconds(13).toNanos()));
  }

  private RecorderFailureDetector.Silent silent() {
    return new RecorderFailureDetector.Silent(late, dead);
  }

  private static Recorder silent(long renewals) {
    return new Recorder(2, "r2", 500, renewals, true);
  }

  private void want(int count) {
    wanted.clear();
    for (int i = 0; i < count; i++) {
      wanted.add(new UserId(String.format(Locale.ROOT, "U%04d", i)));
    }
  }

  private void recorder(int number, int capacity) {
    recorders.put(number, new Recorder(number, "r" + number, capacity, 7, true));
  }

  private State state() {
    return new State(
        List.copyOf(recorders.values()), Set.copyOf(wanted), Set.copyOf(own), Map.copyOf(held));
  }

  private static LeaseKeeper.Intention refusing(UserId... people) {
    return intention(Set.of(people), Set.of());
  }

  private static LeaseKeeper.Intention intention(Set<UserId> refused, Set<UserId> leaving) {
    return new LeaseKeeper.Intention(Set.of(), refused::contains, leaving, Set.of(), 500, "live");
  }

  private LeasePlan plan(int recorder) {
    return LeasePlan.of(state(), recorder, silent(), refusing());
  }

  /// Each recorder decides from what the ones before it did.
  private void step() {
    for (int one : List.copyOf(recorders.keySet())) {
      if (dead.contains(one)) {
        continue;
      }
      LeasePlan plan = plan(one);
      plan.release().forEach(held::remove);
      for (UserId person : plan.take()) {
        Lease before = held.get(person);
        moves++;
        held.put(person, new Lease(person, before == null ? 1 : before.fence() + 1, one, 0));
      }
    }
  }

  /// Repeats until no recorder changes anything.
  private void settle() {
    List<Map<UserId, Lease>> states = new ArrayList<>();
    do {
      states.add(Map.copyOf(held));
      step();
      assertTrue(states.size() < 200, "flapping");
    } while (!states.getLast().equals(held));
  }

  private Map<Integer, Integer> counts() {
    Map<Integer, Integer> counts = new TreeMap<>();
    held.values().stream()
        .filter(lease -> recorders.containsKey(lease.recorder()))
        .filter(lease -> !dead.contains(lease.recorder()))
        .forEach(lease -> counts.merge(lease.recorder(), 1, Integer::sum));
    return counts;
  }
}
