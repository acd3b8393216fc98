package rollcall.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import rollcall.presence.Cause;
import rollcall.presence.UserId;

/// Source of presence: RTM, polling, or none. Methods that return a source return the one to
/// continue with. Thread: watcher.
sealed interface PresenceSource permits RtmSource, PollingSource, StoppedSource {
  /// Starts observing.
  void start();

  /// Handles a message from Slack.
  PresenceSource handle(WatcherMessage.FromSlack message);

  /// Time of the next step; empty if only a message causes one.
  Optional<Instant> due();

  /// Takes the step that is due.
  PresenceSource step(Instant now) throws InterruptedException;

  /// Replaces the people to watch.
  void setPeople(Set<UserId> people);

  /// Longest delay after which presence from before an instant, and the frame that confirms it, are
  /// reported.
  Duration reportDelay();

  /// Ends the observation of people whose recording hours end at `at`: their last state is
  /// confirmed until then, or until the last confirmation if that is earlier.
  void onHoursEnd(Set<UserId> people, Instant at);

  /// Handles a stall or a clock change: there was no observation until now.
  void onClockChange(Instant now, Cause cause);

  /// Polls a person more often for a while.
  void prioritize(UserId user);

  /// Retries at once, on the user's wish.
  PresenceSource retryNow();

  /// Time until which all observed presence is confirmed; empty without observation.
  Optional<Instant> confirmed();

  /// Stops; all people are unknown from the last confirmed instant on.
  ///
  /// @return that instant; empty if there was no observation
  Optional<Instant> stop(Cause cause);

  /// Cancels pending requests. All threads may call it.
  void pollNow();
}
