package rollcall.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import rollcall.presence.Cause;
import rollcall.presence.UserId;

/// A way of looking. Each step says how to go on: in the same way, or in another. Lane: link.
sealed interface PresenceSource permits RtmSource, PollingSource, StoppedSource {
  /// Begins.
  void start();

  /// Something came of a connection.
  PresenceSource handle(WatcherMessage.FromSlack signal);

  /// When the next step is due; empty when only a signal moves it.
  Optional<Instant> due();

  /// Takes the step that is due.
  PresenceSource step(Instant now) throws InterruptedException;

  /// Exactly these people are watched from now on.
  void people(Set<UserId> people);

  /// How long after an instant the last words from before it may be on their way, and the sign of
  /// life that confirms what was told until then.
  Duration shutdownGrace();

  /// From `at` on these people are not watched, because their recording hours end: what was last
  /// seen of them holds until it was last confirmed, if that is earlier.
  void onMembersRemoved(Set<UserId> people, Instant at);

  /// The computer slept, or its clock was set: until now nobody looked, for this reason.
  void onClockChange(Instant now, Cause cause);

  /// Somebody looks at this person on the screen.
  void prioritize(UserId user);

  /// Somebody does not want to wait for the next attempt.
  PresenceSource retryNow();

  /// Until when what was last seen is known to hold; empty while nobody looks.
  Optional<Instant> confirmed();

  /// From the last confirmed moment on nobody looks, for this reason.
  ///
  /// @return that moment; empty when nobody looked before
  Optional<Instant> stop(Cause cause);

  /// Gives up what [#step] or [#start] is waiting for, so that the inbox is read soon. From any
  /// thread.
  void pollNow();
}
