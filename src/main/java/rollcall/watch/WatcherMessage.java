package rollcall.watch;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import rollcall.presence.Presence;
import rollcall.presence.SlackStatus;
import rollcall.presence.UserId;
import rollcall.slack.AuthTest;
import rollcall.slack.rtm.LifecycleEvent;
import rollcall.slack.rtm.PresenceMismatch;

/// Message in the watcher's inbox.
sealed interface WatcherMessage {
  /// Action to run on the watcher's thread; receives the current time.
  record Command(Consumer<Instant> action) implements WatcherMessage {}

  /// Event: people joined or left a channel or a user group.
  record MembershipChange(String id, List<UserId> joined, List<UserId> left, Instant at)
      implements WatcherMessage {}

  /// Event: Slack statuses of people.
  record SlackStatusEvent(List<SlackStatus> slackStatuses) implements WatcherMessage {}

  /// Message about Slack's presence data or connection.
  sealed interface FromSlack extends WatcherMessage {}

  /// Lifecycle event of the live connection.
  record ConnectionEvent(LifecycleEvent event) implements FromSlack {}

  /// Reported presence.
  record PresenceEvent(List<UserId> users, Presence presence, Instant at) implements FromSlack {}

  /// Presence that contradicts the earlier events.
  record Mismatch(PresenceMismatch found) implements FromSlack {}

  /// Users without presence data despite subscription and query.
  ///
  /// @param since time from which their presence is not known to be current
  record Unconfirmed(Set<UserId> users, Instant since, Instant at) implements FromSlack {}

  /// Result of `auth.test`.
  ///
  /// @param epoch identity of the requests that it belongs to
  record AuthTestResult(Object epoch, Future<AuthTest> outcome) implements FromSlack {}

  /// Result of `users.getPresence`.
  ///
  /// @param epoch identity of the requests that it belongs to
  /// @param requestedAt time of the request
  /// @param at time of the answer
  record PollResult(
      Object epoch, UserId user, Instant requestedAt, Instant at, Future<Presence> outcome)
      implements FromSlack {}
}
