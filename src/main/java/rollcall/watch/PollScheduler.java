package rollcall.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import rollcall.presence.UserId;

/// Whose turn it is to be looked at when Slack must be asked, never faster than the rate limit.
///
/// Each person waits for a turn; who has waited longest is next, and the wait of somebody in favour
/// (whose presence has just changed, or at whom a person has just looked on the screen) counts
/// [#FAVOUR] times. So the calls go where they tell most, and nobody is forgotten: the longest wait
/// is [#round()].
///
/// `users.getPresence` allows 50 calls a minute and more (tier 3); 40 a minute after a burst of 8
/// leaves room for other programs of the same workspace. Lane: link.
final class PollScheduler {
  /// How often one call may be made, once the burst is spent.
  static final Duration PACE = Duration.ofMillis(60_000 / 40);

  /// How many times more often somebody in favour is looked at.
  static final int FAVOUR = 3;

  /// How long favour lasts.
  static final Duration FAVOURED = Duration.ofMinutes(15);

  private static final int BURST = 8;

  /// When each person last had a turn, whether or not the look succeeded: who fails does not hold
  /// up the others.
  private final Map<UserId, Instant> lastTurns = new HashMap<>();

  private final Map<UserId, Instant> lastLooks = new HashMap<>();
  private final Map<UserId, Instant> favouredUntil = new HashMap<>();

  /// Until when calls already made have used up the pace; the burst lets it run ahead of the clock.
  private Instant spentUntil = Instant.EPOCH;

  private Instant notBefore = Instant.EPOCH;

  /// From now on these people take turns; who stays keeps the place.
  void people(Set<UserId> people) {
    lastTurns.keySet().retainAll(people);
    lastLooks.keySet().retainAll(people);
    favouredUntil.keySet().retainAll(people);
    people.forEach(user -> lastTurns.putIfAbsent(user, Instant.EPOCH));
  }

  /// The earliest instant for the next look, or empty when there is nobody to look at.
  Optional<Instant> due() {
    if (lastTurns.isEmpty()) {
      return Optional.empty();
    }
    Instant paced = spentUntil.minus(PACE.multipliedBy(BURST - 1));
    return Optional.of(paced.isAfter(notBefore) ? paced : notBefore);
  }

  /// Takes the next turn at `now`, which must not be before [#due()].
  UserId take(Instant now) {
    return take(now, Set.of());
  }

  /// Takes the next turn at `now` of those who are not being asked about; there must be one.
  UserId take(Instant now, Set<UserId> busy) {
    favouredUntil.values().removeIf(until -> !until.isAfter(now));
    UserId next =
        lastTurns.keySet().stream()
            .filter(user -> !busy.contains(user))
            .max(
                Comparator.<UserId, Duration>comparing(user -> waitingSince(user, now))
                    .thenComparing(Comparator.reverseOrder()))
            .orElseThrow();
    lastTurns.put(next, now);
    spentUntil = (spentUntil.isAfter(now) ? spentUntil : now).plus(PACE);
    return next;
  }

  private Duration waitingSince(UserId user, Instant now) {
    Duration waited = Duration.between(lastTurns.getOrDefault(user, Instant.EPOCH), now);
    return favouredUntil.containsKey(user) ? waited.multipliedBy(FAVOUR) : waited;
  }

  /// This person has been looked at, not before that instant.
  void onPolled(UserId user, Instant at) {
    if (lastTurns.containsKey(user)) {
      lastLooks.put(user, at);
    }
  }

  /// This person is looked at more often for a while.
  void prioritize(UserId user, Instant now) {
    if (lastTurns.containsKey(user)) {
      favouredUntil.put(user, now.plus(FAVOURED));
    }
  }

  /// When this person was last looked at; empty before the first look.
  Optional<Instant> lastLook(UserId user) {
    return Optional.ofNullable(lastLooks.get(user));
  }

  /// When each person was last looked at, of those who were.
  Map<UserId, Instant> lastLooks() {
    return Map.copyOf(lastLooks);
  }

  /// When the person looked at longest ago was looked at; empty until everyone was, except those
  /// about whom Slack does not answer.
  Optional<Instant> oldest(Set<UserId> unanswered) {
    return lastTurns.keySet().stream()
            .allMatch(user -> lastLooks.containsKey(user) || unanswered.contains(user))
        ? confirmed()
        : Optional.empty();
  }

  /// The oldest of the looks made so far: what was seen is known to hold until then, for everybody.
  Optional<Instant> confirmed() {
    return lastLooks.values().stream().min(Comparator.naturalOrder());
  }

  /// What was seen of this person no longer counts.
  void forget(UserId user) {
    lastLooks.remove(user);
  }

  /// Nobody is asked before then: Slack said so.
  void pause(Instant until) {
    notBefore = until;
  }

  /// The clock was set, and no instant from before it counts: everybody is due, after one burst.
  void startOver() {
    lastTurns.replaceAll((_, _) -> Instant.EPOCH);
    favouredUntil.clear();
    spentUntil = Instant.EPOCH;
    notBefore = Instant.EPOCH;
  }

  /// The longest that anybody waits for a turn.
  Duration round() {
    int shares = lastTurns.size() + (FAVOUR - 1) * favouredUntil.size();
    return PACE.multipliedBy(shares);
  }

  /// Who takes turns.
  Set<UserId> people() {
    return Set.copyOf(lastTurns.keySet());
  }

  /// How many people take turns.
  int size() {
    return lastTurns.size();
  }
}
