package rollcall.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import rollcall.presence.UserId;

/// Whose turn it is to be looked at when Slack must be asked: always the one not looked at for
/// longest, never faster than the rate limit.
///
/// `users.getPresence` allows 50 calls a minute and more (tier 3); 40 a minute after a burst of 8
/// leaves room for other programs of the same workspace. Lane: link.
final class Turns {
  /// How often one call may be made, once the burst is spent.
  static final Duration PACE = Duration.ofMillis(60_000 / 40);

  private static final int BURST = 8;

  /// When each person last had a turn, whether or not the look succeeded: who fails does not hold
  /// up the others.
  private final Map<UserId, Instant> lastTurns = new HashMap<>();

  private final Map<UserId, Instant> lastLooks = new HashMap<>();

  /// Until when calls already made have used up the pace; the burst lets it run ahead of the clock.
  private Instant spentUntil = Instant.EPOCH;

  private Instant notBefore = Instant.EPOCH;

  /// From now on these people take turns; who stays keeps the place.
  void people(Set<UserId> people) {
    lastTurns.keySet().retainAll(people);
    lastLooks.keySet().retainAll(people);
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
    UserId next =
        lastTurns.entrySet().stream()
            .min(
                Map.Entry.<UserId, Instant>comparingByValue()
                    .thenComparing(Map.Entry.comparingByKey(Comparator.naturalOrder())))
            .orElseThrow()
            .getKey();
    lastTurns.put(next, now);
    spentUntil = (spentUntil.isAfter(now) ? spentUntil : now).plus(PACE);
    return next;
  }

  /// This person has been looked at, not before that instant.
  void looked(UserId user, Instant at) {
    if (lastTurns.containsKey(user)) {
      lastLooks.put(user, at);
    }
  }

  /// When this person was last looked at; empty before the first look.
  Optional<Instant> lastLook(UserId user) {
    return Optional.ofNullable(lastLooks.get(user));
  }

  /// When the person looked at longest ago was looked at; empty until everybody was.
  Optional<Instant> oldest() {
    return lastLooks.size() < lastTurns.size() ? Optional.empty() : confirmed();
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
  void rest(Instant until) {
    notBefore = until;
  }

  /// How long one round over everybody takes.
  Duration round() {
    return PACE.multipliedBy(lastTurns.size());
  }

  /// How many people take turns.
  int size() {
    return lastTurns.size();
  }
}
