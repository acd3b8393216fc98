package rollcall.watch;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import rollcall.presence.Cause;
import rollcall.presence.HoursByPerson;
import rollcall.presence.Overlay;
import rollcall.presence.OverlayKind;
import rollcall.presence.Presence;
import rollcall.presence.UserId;
import rollcall.slack.AuthTest;
import rollcall.slack.SlackException;
import rollcall.slack.rtm.LifecycleEvent;
import rollcall.slack.rtm.PresenceMismatch;

/// Message in the watcher's inbox.
sealed interface WatcherMessage {
  /// Replaces the watch list.
  record SetWatchList(WatchList list) implements WatcherMessage {}

  /// Event: people joined or left a channel or a user group.
  record MembershipChange(String id, List<UserId> joined, List<UserId> left, Instant at)
      implements WatcherMessage {}

  /// Result of a bot check.
  ///
  /// @param people new members who are people
  /// @param at time at which they joined
  record BotCheckResult(String id, List<UserId> people, Instant at) implements WatcherMessage {}

  /// Event: overlays of people.
  record OverlayEvent(List<Overlay> overlays) implements WatcherMessage {}

  /// Result of an overlay request.
  ///
  /// @param refusal why Do Not Disturb is missing, or null
  record OverlaySnapshot(List<Overlay> overlays, @Nullable SlackException refusal)
      implements WatcherMessage {}

  /// Replaces the overlays to record.
  record SetOverlays(Set<OverlayKind> kinds) implements WatcherMessage {}

  /// Result of a membership request.
  record MembershipResult(List<One> all) implements WatcherMessage {
    /// Members of one group.
    ///
    /// @param failure why they are missing, or null
    record One(String id, Set<UserId> people, @Nullable SlackException failure) {}
  }

  /// Replaces the recording hours.
  record SetRecordingHours(HoursByPerson timetable) implements WatcherMessage {}

  /// Polls a person more often for a while.
  record Prioritize(UserId user) implements WatcherMessage {}

  /// Retries now.
  record Retry() implements WatcherMessage {}

  /// Stops the watcher.
  record Stop(Cause cause) implements WatcherMessage {}

  /// Message about Slack's presence data or connection.
  sealed interface FromSlack extends WatcherMessage {}

  /// Lifecycle event of the live connection.
  record ConnectionEvent(LifecycleEvent event) implements FromSlack {}

  /// Reported presence.
  record PresenceEvent(List<UserId> users, Presence presence, Instant at) implements FromSlack {}

  /// Presence that contradicts the earlier events.
  record Mismatch(PresenceMismatch found) implements FromSlack {}

  /// Users without presence data despite subscription and query.
  record Unconfirmed(Set<UserId> users, Instant at) implements FromSlack {}

  /// Result of `auth.test`.
  ///
  /// @param asker identity of the requests that it belongs to
  record Identified(Object asker, Outcome<AuthTest> outcome) implements FromSlack {}

  /// Result of `users.getPresence`.
  ///
  /// @param asker identity of the requests that it belongs to
  /// @param asked time of the request
  /// @param at time of the answer
  record Answered(Object asker, UserId user, Instant asked, Instant at, Outcome<Presence> outcome)
      implements FromSlack {}

  /// Result of a request: a value or a failure.
  interface Outcome<T> {
    /// Returns the value, or throws the failure.
    T get() throws SlackException;
  }

  /// Manual change of the presence of the token's own user.
  record ManualPresenceChange(Presence presence) implements FromSlack {}
}
