package rollcall.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import rollcall.presence.Cause;
import rollcall.presence.Source;
import rollcall.presence.UserId;

/// When those were last looked at who were asked about in turn before we went live, and of whom
/// Slack has not told since. Lane: that of its [Live].
final class LastPolls {
  /// After a start, Slack has told the state of everybody by then.
  private static final Duration FIRST_WORDS = Duration.ofMinutes(1);

  private final SightingPublisher scribe;
  private final Source source;
  private final Map<UserId, Instant> looks = new TreeMap<>();
  private @Nullable Instant end;

  LastPolls(SightingPublisher scribe, Source source) {
    this.scribe = scribe;
    this.source = source;
  }

  /// Goes on from these, which were made by asking.
  void take(Map<UserId, Instant> made, Instant now) {
    looks.putAll(made);
    end = now.plus(FIRST_WORDS);
  }

  /// The oldest, while there are any.
  Optional<Instant> oldest() {
    return looks.values().stream().min(Comparator.naturalOrder());
  }

  /// When Slack should have told of everybody.
  Optional<Instant> clear() {
    return looks.isEmpty() ? Optional.empty() : Optional.ofNullable(end);
  }

  /// The first word about somebody continues from the last look; every other is simply news.
  void onPresence(WatcherMessage.PresenceEvent told) {
    for (UserId user : told.users()) {
      Instant look = looks.remove(user);
      if (look != null) {
        scribe.onConfirmed(user, told.presence(), look, told.at(), source);
      } else {
        scribe.onPresence(Set.of(user), told.presence(), told.at(), source);
      }
    }
  }

  /// They are found to stand otherwise than was thought: what follows has no look before it.
  void drop(Collection<String> users) {
    users.forEach(user -> looks.remove(new UserId(user)));
  }

  /// These are watched no more from `at` on.
  void remove(Set<UserId> people, Instant at) {
    for (UserId user : people) {
      Instant look = looks.remove(user);
      if (look != null && look.isBefore(at)) {
        scribe.markUnknown(user, look, Cause.HOURS_CLOSED);
      }
    }
  }

  /// Nobody knows how they stood after their last look.
  void forget(Cause cause) {
    looks.forEach((user, look) -> scribe.markUnknown(user, look, cause));
    looks.clear();
  }
}
