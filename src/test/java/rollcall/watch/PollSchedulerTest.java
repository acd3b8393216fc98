package rollcall.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import rollcall.presence.UserId;

class PollSchedulerTest {
  private static final Instant T = Instant.parse("2026-09-17T07:00:00Z");

  @Test
  void nobodyToLookAtIsNeverDue() {
    assertEquals(Optional.empty(), new PollScheduler().due());
  }

  @Test
  void everyMinuteHoldsAtMostFortyLooksAndTheBurst() {
    var looks = looks(people(100), Duration.ofMinutes(10));
    for (int i = 0; i < looks.size(); i++) {
      Instant from = looks.get(i);
      long inMinute =
          looks.stream()
              .filter(at -> !at.isBefore(from) && at.isBefore(from.plusSeconds(60)))
              .count();
      assertTrue(inMinute <= 48, "looks in the minute from " + from + ": " + inMinute);
    }
    assertTrue(looks.size() >= 400, "looks in ten minutes: " + looks.size());
  }

  @Test
  void everybodyGetsTheSameShare() {
    var turns = new PollScheduler();
    turns.people(people(10));
    Map<UserId, Integer> counts = new HashMap<>();
    Instant now = T;
    for (int i = 0; i < 100; i++) {
      Instant due = turns.due().orElseThrow();
      now = due.isAfter(now) ? due : now;
      UserId user = turns.take(now);
      turns.onPolled(user, now.plusMillis(i));
      counts.merge(user, 1, Integer::sum);
    }
    assertEquals(Set.of(10), Set.copyOf(counts.values()));
  }

  @Test
  void aPersonWhoCannotBeLookedAtDoesNotHoldUpTheOthers() {
    var turns = new PollScheduler();
    turns.people(people(2));
    assertEquals(new UserId("U000"), turns.take(T));
    assertEquals(new UserId("U001"), turns.take(T.plusSeconds(2)));
    assertEquals(Optional.empty(), turns.lastLook(new UserId("U000")));
  }

  @Test
  void restIsRespected() {
    var turns = new PollScheduler();
    turns.people(people(3));
    turns.pause(T.plusSeconds(27));
    assertEquals(Optional.of(T.plusSeconds(27)), turns.due());
  }

  @Test
  void theOldestLookIsKnownOnceEverybodyWasLookedAt() {
    var turns = new PollScheduler();
    turns.people(people(2));
    turns.onPolled(turns.take(T), T);
    assertEquals(Optional.empty(), turns.oldest(Set.of()));
    turns.onPolled(turns.take(T.plusSeconds(1)), T.plusSeconds(1));
    assertEquals(Optional.of(T), turns.oldest(Set.of()));
  }

  @Test
  void whoeverIsInFavourIsLookedAtMoreOftenAndNobodyWaitsLongerThanTheRound() {
    var turns = new PollScheduler();
    turns.people(people(10));
    Map<UserId, List<Instant>> looks = new HashMap<>();
    Instant now = T;
    for (int i = 0; i < 10; i++) {
      turns.take(now);
    }
    UserId favoured = new UserId("U003");
    turns.prioritize(favoured, now);
    Instant end = T.plus(PollScheduler.FAVOURED);
    for (Instant due = turns.due().orElseThrow();
        due.isBefore(end);
        due = turns.due().orElseThrow()) {
      now = due.isAfter(now) ? due : now;
      looks.computeIfAbsent(turns.take(now), _ -> new ArrayList<>()).add(now);
    }
    assertEquals(PollScheduler.PACE.multipliedBy(12), turns.round());
    int others = looks.get(new UserId("U000")).size();
    assertEquals(3.0, (double) looks.get(favoured).size() / others, 0.3);
    for (List<Instant> ofOne : looks.values()) {
      for (int i = 1; i < ofOne.size(); i++) {
        Duration waited = Duration.between(ofOne.get(i - 1), ofOne.get(i));
        assertTrue(
            waited.compareTo(turns.round().plus(PollScheduler.PACE)) <= 0,
            "somebody waited " + waited);
      }
    }
    turns.take(end.plus(PollScheduler.PACE));
    assertEquals(PollScheduler.PACE.multipliedBy(10), turns.round());
  }

  @Test
  void afterTheClockWasSetBackNobodyWaitsUntilItHasCaughtUp() {
    var turns = new PollScheduler();
    turns.people(people(3));
    turns.take(T);
    turns.startOver();
    Instant hourBefore = T.minus(Duration.ofHours(1));
    assertTrue(turns.due().orElseThrow().isBefore(hourBefore));
    assertEquals(new UserId("U000"), turns.take(hourBefore));
  }

  private static List<Instant> looks(Set<UserId> people, Duration length) {
    var turns = new PollScheduler();
    turns.people(people);
    var looks = new ArrayList<Instant>();
    Instant now = T;
    while (now.isBefore(T.plus(length))) {
      Instant due = turns.due().orElseThrow();
      now = due.isAfter(now) ? due : now;
      turns.onPolled(turns.take(now), now);
      looks.add(now);
    }
    return looks;
  }

  private static Set<UserId> people(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new UserId("U%03d".formatted(i)))
        .collect(Collectors.toSet());
  }
}
