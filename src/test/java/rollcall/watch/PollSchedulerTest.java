package rollcall.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
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
      UserId user = take(scheduler, now);
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
      take(scheduler, now);
    }
    UserId prioritized = new UserId("U003");
    scheduler.prioritize(prioritized, now);
    Instant end = T.plus(PollScheduler.PRIORITY_DURATION);
    for (Instant due = scheduler.due().orElseThrow();
        due.isBefore(end);
        due = scheduler.due().orElseThrow()) {
      now = due.isAfter(now) ? due : now;
      polls.computeIfAbsent(take(scheduler, now), _ -> new ArrayList<>()).add(now);
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
    scheduler.onAnswer(T);
    Instant hourBefore = T.minus(Duration.ofHours(1));
    scheduler.reset(hourBefore);
    assertEquals(Optional.of(hourBefore), scheduler.due());
    assertEquals(new UserId("U000"), scheduler.take(hourBefore, Set.of()));
  }

  @Test
  void afterTheClockWasSetBackThereIsNoFurtherBurst() {
    var scheduler = new PollScheduler();
    scheduler.setPeople(people(20));
    for (int i = 0; i < 8; i++) {
      take(scheduler, T);
    }
    Instant back = T.minusSeconds(30);
    scheduler.reset(back);
    take(scheduler, back);
    assertEquals(Optional.of(back.plus(PollScheduler.PACE)), scheduler.due());
  }

  /// Slack may receive a request at any time until it answers: four that a slow network held back
  /// arrive together with the next burst.
  @Test
  void everyMinuteHasAtMostFortyPollsAndTheBurstHoweverLateTheyReachSlack() {
    for (int seed = 0; seed < 20; seed++) {
      var random = new Random(seed);
      var scheduler = new PollScheduler();
      scheduler.setPeople(people(100));
      var pending = new TreeMap<Instant, Instant>();
      var received = new ArrayList<Instant>();
      for (Instant now = T; now.isBefore(T.plusSeconds(900)); now = now.plusMillis(100)) {
        for (Instant due = pending.isEmpty() ? now.plusMillis(1) : pending.firstKey();
            !due.isAfter(now);
            due = pending.isEmpty() ? now.plusMillis(1) : pending.firstKey()) {
          scheduler.onAnswer(due);
          received.add(pending.remove(due));
        }
        boolean slow = now.getEpochSecond() / 60 % 3 == seed % 3;
        while (pending.size() < 4 && scheduler.due().orElse(Instant.MAX).compareTo(now) <= 0) {
          scheduler.take(now, Set.of());
          Instant answer = now.plusMillis(1 + random.nextInt(slow ? 10_000 : 200));
          pending.put(answer, random.nextBoolean() ? answer : now);
        }
      }
      received.sort(null);
      for (Instant from : received) {
        long inMinute =
            received.stream()
                .filter(at -> !at.isBefore(from) && !at.isAfter(from.plusSeconds(60)))
                .count();
        assertTrue(inMinute <= 48, inMinute + " in the minute from " + from + ", seed " + seed);
      }
      assertTrue(received.size() > 500, received.size() + " in all");
    }
  }

  @Test
  void aNetworkThatIsSlowButSteadyDoesNotSlowThePaceDown() {
    var scheduler = new PollScheduler();
    scheduler.setPeople(people(100));
    List<Instant> answers = new ArrayList<>();
    int polls = 0;
    for (Instant now = T; now.isBefore(T.plusSeconds(600)); now = now.plusMillis(100)) {
      while (!answers.isEmpty() && !answers.getFirst().isAfter(now)) {
        scheduler.onAnswer(answers.removeFirst());
      }
      while (answers.size() < 4 && !scheduler.due().orElseThrow().isAfter(now)) {
        scheduler.take(now, Set.of());
        answers.add(now.plusSeconds(5));
        polls++;
      }
    }
    assertTrue(polls >= 400, "polls in ten minutes: " + polls);
  }

  @Test
  void withAWholeBurstUnansweredNoRequestIsDue() {
    var scheduler = new PollScheduler();
    scheduler.setPeople(people(20));
    for (int i = 0; i < 8; i++) {
      scheduler.take(T, Set.of());
    }
    assertEquals(Optional.empty(), scheduler.due());
    scheduler.onAnswer(T.plusSeconds(10));
    assertEquals(Optional.of(T.plusSeconds(10).plus(PollScheduler.PACE)), scheduler.due());
  }

  /// Takes the next person; Slack answers immediately.
  private static UserId take(PollScheduler scheduler, Instant now) {
    UserId user = scheduler.take(now, Set.of());
    scheduler.onAnswer(now);
    return user;
  }

  private static List<Instant> polls(Set<UserId> people, Duration length) {
    var scheduler = new PollScheduler();
    scheduler.setPeople(people);
    var polls = new ArrayList<Instant>();
    Instant now = T;
    while (now.isBefore(T.plus(length))) {
      Instant due = scheduler.due().orElseThrow();
      now = due.isAfter(now) ? due : now;
      scheduler.onPolled(take(scheduler, now), now);
      polls.add(now);
    }
    return polls;
  }

  private static Set<UserId> people(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new UserId(String.format(Locale.ROOT, "U%03d", i)))
        .collect(Collectors.toSet());
  }
}
