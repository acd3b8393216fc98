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

/// What reaches the watcher's inbox.
sealed interface WatcherMessage {
  /// Watch exactly this list.
  record Watch(WatchList list) implements WatcherMessage {}

  /// Slack told that people came into a channel or a user group, or left it.
  record MembershipChange(String id, List<UserId> came, List<UserId> left, Instant at)
      implements WatcherMessage {}

  /// Of those who came then, these are people.
  record BotCheckResult(String id, List<UserId> came, Instant at) implements WatcherMessage {}

  /// Slack told what may lie over people's presence, or was asked for it.
  record OverlayEvent(List<Overlay> overlays) implements WatcherMessage {}

  /// Slack was asked for all that lies over people's presence.
  ///
  /// @param refusal why nobody's Do Not Disturb is among them, or null
  record OverlaySnapshot(List<Overlay> overlays, @Nullable SlackException refusal)
      implements WatcherMessage {}

  /// This is kept of people beside their presence from now on.
  record Overlaying(Set<OverlayKind> kinds) implements WatcherMessage {}

  /// Slack was asked who is in what is followed.
  record MembershipResult(List<One> all) implements WatcherMessage {
    /// The answer about one of them.
    ///
    /// @param failure why there is none, or null
    record One(String id, Set<UserId> people, @Nullable SlackException failure) {}
  }

  /// Watch everybody at these times.
  record Times(HoursByPerson timetable) implements WatcherMessage {}

  /// Somebody looks at this person on the screen.
  record Favour(UserId user) implements WatcherMessage {}

  /// Try now.
  record Retry() implements WatcherMessage {}

  /// End, for this reason.
  record Stop(Cause cause) implements WatcherMessage {}

  /// News from Slack's socket.
  sealed interface FromSlack extends WatcherMessage {}

  /// Something became of the live connection.
  record ConnectionEvent(LifecycleEvent event) implements FromSlack {}

  /// Slack said these people are so.
  record PresenceEvent(List<UserId> users, Presence presence, Instant at) implements FromSlack {}

  /// What Slack had told by itself of these people was no longer so; now it stands otherwise, or is
  /// not known.
  record Mismatch(PresenceMismatch found) implements FromSlack {}

  /// Slack tells nothing of these people, although it was asked.
  record Unconfirmed(Set<UserId> users, Instant at) implements FromSlack {}

  /// The answer to the question as whom the token acts.
  ///
  /// @param asker which run of requests it belongs to
  record Identified(Object asker, Outcome<AuthTest> outcome) implements FromSlack {}

  /// The answer about one person.
  ///
  /// @param asker which run of requests it belongs to
  /// @param asked when the request was made
  /// @param at when it was answered
  record Answered(Object asker, UserId user, Instant asked, Instant at, Outcome<Presence> outcome)
      implements FromSlack {}

  /// Result of a request: a value or a failure.
  interface Outcome<T> {
    /// Returns the value, or throws the failure.
    T get() throws SlackException;
  }

  /// Somebody set the presence of the token's own user by hand.
  record ManualPresenceChange(Presence presence) implements FromSlack {}
}
