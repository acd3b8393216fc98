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
  void withoutPeopleNoRequestIsDue() {
    assertEquals(Optional.empty(), new PollScheduler().due());
  }

  @Test
  void everyMinuteHasAtMostFortyPollsAndTheBurst() {
    var polls = polls(people(100), Duration.ofMinutes(10));
    for (int i = 0; i < polls.size(); i++) {
      Instant from = polls.get(i);
      long inMinute =
          polls.stream()
              .filter(at -> !at.isBefore(from) && at.isBefore(from.plusSeconds(60)))
              .count();
      assertTrue(inMinute <= 48, "polls in the minute from " + from + ": " + inMinute);
    }
    assertTrue(polls.size() >= 400, "polls in ten minutes: " + polls.size());
  }

  @Test
  void allPeopleGetTheSameShare() {
    var scheduler = new PollScheduler();
    scheduler.setPeople(people(10));
    Map<UserId, Integer> counts = new HashMap<>();
    Instant now = T;
    for (int i = 0; i < 100; i++) {
      Instant due = scheduler.due().orElseThrow();
      now = due.isAfter(now) ? due : now;
      UserId user = scheduler.take(now, Set.of());
      scheduler.onPolled(user, now.plusMillis(i));
      counts.merge(user, 1, Integer::sum);
    }
    assertEquals(Set.of(10), Set.copyOf(counts.values()));
  }

  @Test
  void aPersonWhosePollsFailDoesNotDelayTheOthers() {
    var scheduler = new PollScheduler();
    scheduler.setPeople(people(2));
    assertEquals(new UserId("U000"), scheduler.take(T, Set.of()));
    assertEquals(new UserId("U001"), scheduler.take(T.plusSeconds(2), Set.of()));
    assertEquals(Optional.empty(), scheduler.lastPoll(new UserId("U000")));
  }

  @Test
  void aPauseIsRespected() {
    var scheduler = new PollScheduler();
    scheduler.setPeople(people(3));
    scheduler.pause(T.plusSeconds(27));
    assertEquals(Optional.of(T.plusSeconds(27)), scheduler.due());
  }

  @Test
  void theOldestPollIsKnownOnceAllPeopleWerePolled() {
    var scheduler = new PollScheduler();
    scheduler.setPeople(people(2));
    scheduler.onPolled(scheduler.take(T, Set.of()), T);
    assertEquals(Optional.empty(), scheduler.oldest(Set.of()));
    scheduler.onPolled(scheduler.take(T.plusSeconds(1), Set.of()), T.plusSeconds(1));
    assertEquals(Optional.of(T), scheduler.oldest(Set.of()));
  }

  @Test
  void aPrioritizedPersonIsPolledMoreOftenAndNoWaitExceedsTheRound() {
    var scheduler = new PollScheduler();
    scheduler.setPeople(people(10));
    Map<UserId, List<Instant>> polls = new HashMap<>();
    Instant now = T;
    for (int i = 0; i < 10; i++) {
      scheduler.take(now, Set.of());
    }
    UserId prioritized = new UserId("U003");
    scheduler.prioritize(prioritized, now);
    Instant end = T.plus(PollScheduler.PRIORITY_DURATION);
    for (Instant due = scheduler.due().orElseThrow();
        due.isBefore(end);
        due = scheduler.due().orElseThrow()) {
      now = due.isAfter(now) ? due : now;
      polls.computeIfAbsent(scheduler.take(now, Set.of()), _ -> new ArrayList<>()).add(now);
    }
    assertEquals(PollScheduler.PACE.multipliedBy(12), scheduler.round());
    int others = polls.get(new UserId("U000")).size();
    assertEquals(3.0, (double) polls.get(prioritized).size() / others, 0.3);
    for (List<Instant> ofOne : polls.values()) {
      for (int i = 1; i < ofOne.size(); i++) {
        Duration waited = Duration.between(ofOne.get(i - 1), ofOne.get(i));
        assertTrue(
            waited.compareTo(scheduler.round().plus(PollScheduler.PACE)) <= 0, "waited " + waited);
      }
    }
    scheduler.take(end.plus(PollScheduler.PACE), Set.of());
    assertEquals(PollScheduler.PACE.multipliedBy(10), scheduler.round());
  }

  @Test
  void afterTheClockWasSetBackNoPersonWaitsUntilItHasCaughtUp() {
    var scheduler = new PollScheduler();
    scheduler.setPeople(people(3));
    scheduler.take(T, Set.of());
    scheduler.reset();
    Instant hourBefore = T.minus(Duration.ofHours(1));
    assertTrue(scheduler.due().orElseThrow().isBefore(hourBefore));
    assertEquals(new UserId("U000"), scheduler.take(hourBefore, Set.of()));
  }

  private static List<Instant> polls(Set<UserId> people, Duration length) {
    var scheduler = new PollScheduler();
    scheduler.setPeople(people);
    var polls = new ArrayList<Instant>();
    Instant now = T;
    while (now.isBefore(T.plus(length))) {
      Instant due = scheduler.due().orElseThrow();
      now = due.isAfter(now) ? due : now;
      scheduler.onPolled(scheduler.take(now, Set.of()), now);
      polls.add(now);
    }
    return polls;
  }

  private static Set<UserId> people(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new UserId("U%03d".formatted(i)))
        .collect(Collectors.toSet());
  }
}
