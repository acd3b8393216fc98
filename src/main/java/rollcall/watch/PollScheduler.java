package rollcall.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import rollcall.presence.UserId;

/// Poll scheduler: the order and time of presence requests, within the rate limit.
///
/// The person with the longest wait is next. The wait of a prioritized person (whose presence has
/// just changed, or who is selected on the screen) counts [#PRIORITY_WEIGHT] times. No wait is
/// longer than [#round()].
///
/// `users.getPresence` allows 50 calls a minute and more (tier 3); 40 a minute after a burst of 8
/// leave room for other programs of the same workspace. A request counts until its answer and from
/// there on like a call at that time, because Slack may receive it as late as that. Thread:
/// watcher.
///
/// A source hands it on to the next one: the limit applies to all of them together.
public final class PollScheduler {
  /// Interval between calls once the burst is used up.
  static final Duration PACE = Duration.ofMillis(60_000 / 40);

  /// Factor by which a prioritized person is polled more often.
  static final int PRIORITY_WEIGHT = 3;

  static final Duration PRIORITY_DURATION = Duration.ofMinutes(15);

  private static final int BURST = 8;

  /// Time of the last request for each person, also if it failed: failures do not delay the other
  /// people.
  private final Map<UserId, Instant> lastAttempts = new HashMap<>();

  private final Map<UserId, Instant> lastPolls = new HashMap<>();
  private final Map<UserId, Instant> priorityUntil = new HashMap<>();

  /// Time until which the answered calls use up the pace; the burst lets it run ahead of the clock.
  private Instant spentUntil = Instant.EPOCH;

  /// Number of requests without an answer, also of those whose answers no longer matter.
  private int inFlight;

  private Instant notBefore = Instant.EPOCH;

  /// Continues with another source: polls of the earlier one no longer count, its calls do.
  void begin(Instant now) {
    forgetAll();
    if (spentUntil.isAfter(now.plus(PACE.multipliedBy(BURST)))) {
      // The clock was set back since the last call.
      reset(now);
    }
  }

  /// Replaces the people to poll; those who stay keep their place.
  void setPeople(Set<UserId> people) {
    lastAttempts.keySet().retainAll(people);
    lastPolls.keySet().retainAll(people);
    priorityUntil.keySet().retainAll(people);
    people.forEach(user -> lastAttempts.putIfAbsent(user, Instant.EPOCH));
  }

  /// Earliest time of the next request; empty if there are no people, and while an answer is needed
  /// before.
  Optional<Instant> due() {
    if (lastAttempts.isEmpty() || inFlight >= BURST) {
      return Optional.empty();
    }
    Instant paced = spentUntil.minus(PACE.multipliedBy(BURST - 1 - inFlight));
    return Optional.of(paced.isAfter(notBefore) ? paced : notBefore);
  }

  /// Takes the next person at `now` without a pending request; there must be one. `now` must not be
  /// before [#due()].
  UserId take(Instant now, Set<UserId> busy) {
    priorityUntil.values().removeIf(until -> !until.isAfter(now));
    UserId next =
        lastAttempts.keySet().stream()
            .filter(user -> !busy.contains(user))
            .max(
                Comparator.<UserId, Duration>comparing(user -> weightedWait(user, now))
                    .thenComparing(Comparator.reverseOrder()))
            .orElseThrow();
    lastAttempts.put(next, now);
    inFlight++;
    return next;
  }

  private Duration weightedWait(UserId user, Instant now) {
    Duration waited = Duration.between(lastAttempts.getOrDefault(user, Instant.EPOCH), now);
    return priorityUntil.containsKey(user) ? waited.multipliedBy(PRIORITY_WEIGHT) : waited;
  }

  /// Records the end of a request: an answer of any kind, or none within the time limit.
  void onAnswer(Instant now) {
    inFlight--;
    spentUntil = (spentUntil.isAfter(now) ? spentUntil : now).plus(PACE);
  }

  /// Records a successful poll.
  ///
  /// @param at time of the request
  void onPolled(UserId user, Instant at) {
    if (lastAttempts.containsKey(user)) {
      lastPolls.put(user, at);
    }
  }

  /// Prioritizes a person for [#PRIORITY_DURATION].
  void prioritize(UserId user, Instant now) {
    if (lastAttempts.containsKey(user)) {
      priorityUntil.put(user, now.plus(PRIORITY_DURATION));
    }
  }

  /// Time of the last successful poll of a person.
  Optional<Instant> lastPoll(UserId user) {
    return Optional.ofNullable(lastPolls.get(user));
  }

  /// Time of the last successful poll of each person.
  Map<UserId, Instant> lastPolls() {
    return Map.copyOf(lastPolls);
  }

  /// Oldest last poll; empty until all people were polled, except those without an answer from
  /// Slack.
  Optional<Instant> oldest(Set<UserId> unanswered) {
    return lastAttempts.keySet().stream()
            .allMatch(user -> lastPolls.containsKey(user) || unanswered.contains(user))
        ? confirmed()
        : Optional.empty();
  }

  /// Oldest last poll of the people polled so far: all observed presence is confirmed until then.
  Optional<Instant> confirmed() {
    return lastPolls.values().stream().min(Comparator.naturalOrder());
  }

  /// Discards the last poll of a person.
  void forget(UserId user) {
    lastPolls.remove(user);
  }

  void forgetAll() {
    lastPolls.clear();
  }

  /// Delays all requests until the latest time that Slack demands.
  void pause(Instant until) {
    notBefore = until.isAfter(notBefore) ? until : notBefore;
  }

  /// End of the pause, which may be in the past.
  Instant notBefore() {
    return notBefore;
  }

  void endPause() {
    notBefore = Instant.EPOCH;
  }

  /// Uses up the burst, for calls at unknown times before `now`; the next request may follow at
  /// once.
  void spendBurst(Instant now) {
    spentUntil = now.plus(PACE.multipliedBy(BURST - 1 - inFlight));
  }

  /// Discards all times after a clock change: all people are due, at the usual pace.
  void reset(Instant now) {
    lastAttempts.replaceAll((_, _) -> Instant.EPOCH);
    priorityUntil.clear();
    spendBurst(now);
    notBefore = Instant.EPOCH;
  }

  /// Interval between two requests for one person, with so many people to poll.
  public static Duration round(int people) {
    return PACE.multipliedBy(people);
  }

  /// Longest wait of any person.
  Duration round() {
    return round(lastAttempts.size() + (PRIORITY_WEIGHT - 1) * priorityUntil.size());
  }

  Set<UserId> people() {
    return Set.copyOf(lastAttempts.keySet());
  }

  /// Number of people to poll.
  int size() {
    return lastAttempts.size();
  }
}
