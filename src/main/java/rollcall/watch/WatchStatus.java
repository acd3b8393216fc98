package rollcall.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;
import rollcall.presence.UserId;

/// Status of the observation at this moment, as the status bar shows it.
public sealed interface WatchStatus {
  /// No token, or not started.
  record Idle() implements WatchStatus {}

  /// Paused by the user: no people are watched.
  record Paused() implements WatchStatus {}

  /// The recording hours of all people on the list are closed.
  ///
  /// @param until beginning of the next hours, or null while time zones are unknown
  record OutsideHours(@Nullable Instant until) implements WatchStatus {}

  /// Observation without effect: the record is ahead of the clock.
  ///
  /// @param until time at which the clock will have caught up
  record Behind(Instant until) implements WatchStatus {}

  /// Connecting for the first time.
  ///
  /// @param problem failure of the previous attempt, or null
  /// @param nextTry time of the next attempt, or null during one
  record Connecting(int attempt, @Nullable Problem problem, @Nullable Instant nextTry)
      implements WatchStatus {}

  /// Live over RTM: Slack reports changes.
  ///
  /// @param people number of subscribed people
  /// @param lastEvent time of the last presence event, or null
  /// @param lastHeard time of the last frame of any kind
  /// @param mismatches result of the subscription checks, or null without mismatches
  record Live(
      int people,
      @Nullable Instant lastEvent,
      Instant lastHeard,
      @Nullable MismatchSummary mismatches)
      implements WatchStatus {
    /// Live without mismatches.
    public Live(int people, @Nullable Instant lastEvent, Instant lastHeard) {
      this(people, lastEvent, lastHeard, null);
    }
  }

  /// Mismatches of a presence subscription.
  ///
  /// @param corrected number of people with a wrong or missing presence at the last mismatch
  /// @param silent people without presence data at present
  /// @param at time of the last mismatch
  record MismatchSummary(int corrected, SortedSet<UserId> silent, Instant at) {}

  /// Polling with `users.getPresence`.
  ///
  /// @param people number of people to poll
  /// @param round duration of one round
  /// @param oldest oldest last poll, or null before the end of the first round
  /// @param reason why there is no live connection, or null if the user chose polling
  /// @param unanswered people without an answer, while Slack answers requests for others, or null
  record Polling(
      int people,
      Duration round,
      @Nullable Instant oldest,
      @Nullable Problem reason,
      @Nullable Unanswered unanswered)
      implements WatchStatus {
    /// Polling with answers about all people.
    public Polling(int people, Duration round, @Nullable Instant oldest, @Nullable Problem reason) {
      this(people, round, oldest, reason, null);
    }
  }

  /// People without an answer, while Slack answers requests for others.
  ///
  /// @param why Slack's code for the first of them, such as `user_not_found`, or a short
  ///   description
  record Unanswered(SortedSet<UserId> people, String why) {}

  /// The connection was lost; reconnecting automatically.
  ///
  /// @param attempt number of the attempt, from 1
  /// @param unknownSince time from which all people are unknown
  /// @param nextTry time of the next attempt, or null during one
  record Reconnecting(int attempt, Instant unknownSince, @Nullable Instant nextTry, Problem problem)
      implements WatchStatus {}

  /// Following a record that others write: nothing is recorded here.
  ///
  /// @param place address of the record
  /// @param recorders its recorders, in the order of their names; none for a copy
  /// @param people number of people that recorders are to watch
  /// @param knownUntil latest instant until which the states are known, or null before the first
  ///   answer of the server
  /// @param problem reason why the server cannot be asked, or null
  record Following(
      String place,
      List<Recorder> recorders,
      int people,
      @Nullable Instant knownUntil,
      @Nullable Unreachable problem)
      implements WatchStatus {
    public Following {
      recorders = List.copyOf(recorders);
    }

    /// The number of people that a recorder watches now.
    public int watched() {
      return recorders.stream().filter(Recorder::recording).mapToInt(Recorder::people).sum();
    }
  }

  /// Recorder of a shared record.
  ///
  /// @param since start of its process, or null when it never ran
  /// @param knownUntil latest instant until which it confirmed the states of its people
  /// @param recording whether it confirms them now
  /// @param people number of people that it watches
  record Recorder(
      String name, @Nullable Instant since, Instant knownUntil, boolean recording, int people) {}

  /// Reason why a server cannot be asked.
  ///
  /// @param sentence problem and remedy for the user
  /// @param password whether it asks for another password
  record Unreachable(String sentence, boolean password) {}

  /// Stopped until the user acts.
  ///
  /// @param since time from which all people are unknown, or null if there was no observation
  record Stopped(Problem problem, @Nullable Instant since) implements WatchStatus {}
}
