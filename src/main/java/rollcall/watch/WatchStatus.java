package rollcall.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;
import rollcall.presence.UserId;

/// The truth about our looking, at this moment: what the status strip says.
public sealed interface WatchStatus {
  /// No token, or nothing started yet.
  record Idle() implements WatchStatus {}

  /// Somebody wanted a pause: nobody is watched until it ends.
  record Paused() implements WatchStatus {}

  /// The recording hours of nobody on the list are open: nobody is watched.
  ///
  /// @param until when the first hours begin, or null while it is not known whose clock is where
  record OutsideHours(@Nullable Instant until) implements WatchStatus {}

  /// Somebody looks, and nothing of it counts: the record reaches to a later time than the clock
  /// says.
  ///
  /// @param until when the clock will have caught up
  record Behind(Instant until) implements WatchStatus {}

  /// Asking Slack for a connection for the first time.
  ///
  /// @param problem why an earlier attempt failed, or null on the first
  /// @param nextTry when the next attempt is due, or null while one is under way
  record Connecting(int attempt, @Nullable Problem problem, @Nullable Instant nextTry)
      implements WatchStatus {}

  /// Slack tells us of changes by itself (RTM).
  ///
  /// @param people how many are subscribed
  /// @param lastEvent when Slack last said anything about somebody's presence, or null
  /// @param lastHeard when Slack last said anything at all (any frame proves life)
  /// @param doubt what the checks of the subscription found, or null while they found nothing
  record Live(int people, @Nullable Instant lastEvent, Instant lastHeard, @Nullable Doubt doubt)
      implements WatchStatus {
    /// A subscription that proved true.
    public Live(int people, @Nullable Instant lastEvent, Instant lastHeard) {
      this(people, lastEvent, lastHeard, null);
    }
  }

  /// What is not as Slack had told.
  ///
  /// @param corrected of how many people Slack answered otherwise than it had told, or not any
  ///   more, when that last happened
  /// @param mute the people of whom Slack reports nothing at present
  /// @param at when it was found
  record Doubt(int corrected, SortedSet<UserId> mute, Instant at) {}

  /// We ask Slack in turn (`users.getPresence`).
  ///
  /// @param people how many are asked about
  /// @param round how long one round over everybody takes
  /// @param oldest when the person looked at longest ago was looked at, or null before the first
  ///   round ended
  /// @param reason why this is not live
  /// @param unanswered about whom Slack does not answer while it answers about others, or null
  record Polling(
      int people,
      Duration round,
      @Nullable Instant oldest,
      Problem reason,
      @Nullable Unanswered unanswered)
      implements WatchStatus {
    /// A round in which Slack answers about everyone.
    public Polling(int people, Duration round, @Nullable Instant oldest, Problem reason) {
      this(people, round, oldest, reason, null);
    }
  }

  /// People about whom Slack does not answer, while it answers about others.
  ///
  /// @param people who they are
  /// @param why Slack's code, such as `user_not_found`, or what came instead of an answer; of the
  ///   first of them
  record Unanswered(SortedSet<UserId> people, String why) {}

  /// The connection was lost and comes back by itself.
  ///
  /// @param attempt the running number of the attempt, from 1
  /// @param unknownSince from when on everybody is unknown
  /// @param nextTry when the next attempt is due, or null while one is under way
  record Reconnecting(int attempt, Instant unknownSince, @Nullable Instant nextTry, Problem problem)
      implements WatchStatus {}

  /// Nothing will happen until a person does something.
  ///
  /// @param since from when on everybody is unknown, or null if nobody was being watched
  record Stopped(Problem problem, @Nullable Instant since) implements WatchStatus {}
}
