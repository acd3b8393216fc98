package rollcall.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import rollcall.presence.Cause;
import rollcall.presence.UserId;
import rollcall.slack.SlackException;
import rollcall.slack.rtm.SendReceipt;

/// Source of presence: RTM, polling, or none. Methods that return a source return the one to
/// continue with. By default, a source observes nothing. Thread: watcher.
sealed interface PresenceSource permits RtmSource, PollingSource, StoppedSource {
  /// Returns the later of two instants.
  static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  /// Starts observing.
  default void start() {}

  default PresenceSource handle(WatcherMessage.FromSlack message) {
    return this;
  }

  /// Time of the next step; empty if only a message causes one.
  default Optional<Instant> due() {
    return Optional.empty();
  }

  /// Takes the step that is due.
  default void step(Instant now) {}

  /// Replaces the people to watch.
  default void setPeople(Set<UserId> people) {}

  /// Longest delay after which presence from before an instant, and the frame that confirms it, are
  /// reported.
  default Duration reportDelay() {
    return Duration.ZERO;
  }

  /// Ends the observation of people at `at`, because their recording hours end or they are no
  /// longer on the list: their last state is confirmed until then, or until the last confirmation
  /// if that is earlier.
  default void endObservation(Set<UserId> people, Instant at, Cause cause) {}

  /// Handles a stall or a clock change: there was no observation until now.
  default void onClockChange(Instant now, Cause cause) {}

  /// Polls a person more often for a while.
  default void prioritize(UserId user) {}

  /// Sends a message over the live connection; fails with `NotSent` without one.
  default CompletableFuture<SendReceipt> sendMessage(String text, String conversation) {
    return CompletableFuture.failedFuture(
        new SlackException.NotSent(
            SlackException.NotSent.Reason.DISCONNECTED, "There is no live connection."));
  }

  /// Retries at once, on the user's request.
  PresenceSource retryNow();

  /// Time until which all observed presence is confirmed; empty without observation.
  default Optional<Instant> confirmed() {
    return Optional.empty();
  }

  /// Returns whether presence is observed now.
  default boolean isObserving() {
    return confirmed().isPresent();
  }

  /// Stops; all people are unknown from the last confirmed instant on.
  ///
  /// @return that instant; empty if there was no observation
  default Optional<Instant> stop(Cause cause) {
    return Optional.empty();
  }
}
