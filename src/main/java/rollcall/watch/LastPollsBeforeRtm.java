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

/// Time of the last poll of each person at the switch from polling to RTM, until RTM reports that
/// person. Thread: watcher.
final class LastPollsBeforeRtm {
  /// Time after the switch within which Slack reports the presence of all people.
  private static final Duration FIRST_PRESENCE_LIMIT = Duration.ofMinutes(1);

  private final SightingPublisher publisher;
  private final Source source;
  private final Map<UserId, Instant> polls = new TreeMap<>();
  private @Nullable Instant end;

  LastPollsBeforeRtm(SightingPublisher publisher, Source source) {
    this.publisher = publisher;
    this.source = source;
  }

  /// Takes over the times of the last polls.
  void take(Map<UserId, Instant> made, Instant now) {
    polls.putAll(made);
    end = now.plus(FIRST_PRESENCE_LIMIT);
  }

  /// Oldest poll that RTM has not replaced yet.
  Optional<Instant> oldest() {
    return polls.values().stream().min(Comparator.naturalOrder());
  }

  /// Time at which all remaining polls expire.
  Optional<Instant> due() {
    return polls.isEmpty() ? Optional.empty() : Optional.ofNullable(end);
  }

  /// Publishes reported presence. The first report about a person continues from the last poll.
  /// Until all people are reported, a report confirms no one else.
  void onPresence(WatcherMessage.PresenceEvent event) {
    for (UserId user : event.users()) {
      boolean confirmsAll = polls.isEmpty();
      Instant poll = polls.remove(user);
      if (!confirmsAll) {
        Instant previous = poll == null ? event.at() : poll;
        publisher.onConfirmed(user, event.presence(), previous, event.at(), source);
      } else {
        publisher.onPresence(Set.of(user), event.presence(), event.at(), source);
      }
    }
  }

  /// Removes people whose presence was wrong: the next report does not continue from a poll.
  void drop(Collection<String> users) {
    users.forEach(user -> polls.remove(new UserId(user)));
  }

  /// Removes people whose observation ends at `at`: they are unknown from their last poll on.
  void end(Set<UserId> people, Instant at, Cause cause) {
    for (UserId user : people) {
      Instant poll = polls.remove(user);
      if (poll != null && poll.isBefore(at)) {
        publisher.markUnknown(user, poll, cause);
      }
    }
  }

  /// Marks the remaining people unknown from their last poll on.
  void forget(Cause cause) {
    polls.forEach((user, poll) -> publisher.markUnknown(user, poll, cause));
    polls.clear();
  }
}
