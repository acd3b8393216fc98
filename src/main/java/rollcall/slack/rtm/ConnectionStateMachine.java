package rollcall.slack.rtm;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import rollcall.slack.SlackException;
import rollcall.slack.rtm.ConnectionState.Disconnected;
import rollcall.slack.rtm.ConnectionState.Disconnecting;
import rollcall.slack.rtm.ConnectionState.HandingOver;
import rollcall.slack.rtm.ConnectionState.Ready;
import rollcall.slack.rtm.ConnectionState.Reconnecting;

/// Connection state machine of an RTM connection, a pure function: `(connection, input, instant) →
/// (connection, effects)`. It opens nothing, reads no clock and waits for nothing; deadlines are
/// data. [ConnectionTransitions] defines the result of an input in each state.
///
/// ```text
///                   start                granted                opened
///   Disconnected ─────────► Authenticating ─────► Authenticated ─────► Handshaking
///     ▲   ▲  ▲                ▲  │                     │                  │   │
///     │   │  └─denied for good┼──┤                     │                  │   │ hello
///     │   │                   │  │ denied, late        │ lost, late       │   │
///     │   │             until │  ▼                     ▼       lost, late,│   │
///     │   │                  Reconnecting ◄──────────────────  error frame┘   │
///     │   │ disconnect       │   ▲                                            ▼
///     │   └──────────────────┘   └─ lost, silent, migration, clock jumped ─ Ready ◄─┐
///     │ closed, late                                          disconnect    │  │ └──┘ any
///     └──────────────────── Disconnecting ◄─────────────────────────────────┘  │     frame
///                                                                 goodbye, old │
///                                                                              ▼
///            hello of the new session: Ready ◄───────────────────────── HandingOver
/// ```
///
/// A permanent failure, such as a wrong token or a refused proxy password, ends in Disconnected,
/// also when the socket reports it. `disconnect` ends every state. Attempts are numbered; inputs of
/// an abandoned one are ignored. Slack guarantees nothing about the time between two connections,
/// and presence subscriptions end with the socket; so at `goodbye`, and shortly before the 8 hours
/// after which Slack ends every connection, a new session takes over before the old one is closed.
///
/// @param session number of the newest attempt
/// @param failures number of consecutive attempts that failed, and of connections that were soon
///   lost
/// @param answered number of these failures that Slack answered, and of connections that it ended
///   soon
/// @param connects budget of `rtm.connect` calls; a call without a reply is free
/// @param lastHeard time of the last frame of any session; null before the first
record ConnectionStateMachine(
    Timeouts timing,
    ConnectionState state,
    int session,
    int failures,
    int answered,
    TokenBucket connects,
    @Nullable Instant lastHeard) {
  static ConnectionStateMachine initial(Timeouts timing) {
    return new ConnectionStateMachine(
        timing, new Disconnected(null), 0, 0, 0, Timeouts.CONNECTS, null);
  }

  /// Time of the next [ConnectionInput.Tick] if there is no other input before; empty for never.
  Optional<Instant> deadline() {
    return Optional.ofNullable(deadline(state));
  }

  /// Returns the next state and the effects of an input.
  ///
  /// @param at time of the input
  /// @param chance random number from 0 to 1, for the backoff
  TransitionResult step(ConnectionInput input, Instant at, double chance) {
    return input instanceof ConnectionInput.OfSession news && !isCurrent(news.session())
        ? TransitionResult.none(this)
        : new ConnectionTransitions(this, at, chance).apply(input);
  }

  /// Deadline of a silent ready connection: for a ping, or, after one, for its end.
  Instant silenceDeadline(Ready ready) {
    Instant pinged = ready.pinged();
    return pinged == null ? lastSign(ready).plus(timing.idle()) : pinged.plus(timing.pong());
  }

  /// Time at which a ready connection is replaced before Slack closes it for its age.
  Instant replacementTime(Ready ready) {
    return timing.autoReconnect() ? ready.since().plus(timing.age()) : Instant.MAX;
  }

  ConnectionStateMachine in(ConnectionState next) {
    return new ConnectionStateMachine(
        timing, next, session, failures, answered, connects, lastHeard);
  }

  ConnectionStateMachine lastFrameAt(Instant at) {
    return new ConnectionStateMachine(timing, state, session, failures, answered, connects, at);
  }

  /// The same after this many failures in a row, of which Slack answered some.
  ConnectionStateMachine failed(int times, int whileAnswered) {
    return new ConnectionStateMachine(
        timing, state, session, times, whileAnswered, connects, lastHeard);
  }

  ConnectionStateMachine withBudget(TokenBucket budget) {
    return new ConnectionStateMachine(
        timing, state, session, failures, answered, budget, lastHeard);
  }

  ConnectionStateMachine nextAttempt(Instant at) {
    TokenBucket spent = connects.take(at);
    return new ConnectionStateMachine(
        timing, state, session + 1, failures, answered, spent, lastHeard);
  }

  /// Announces the end of the connection and the next attempt, which may be under way.
  ///
  /// @param problem null at the caller's request
  ConnectionEffect.Announce announceLoss(@Nullable SlackException problem, Instant at) {
    Instant nextTry = state instanceof Reconnecting waiting ? waiting.until() : at;
    return new ConnectionEffect.Announce(
        new LifecycleEvent.Reconnecting(failures + 1, nextTry, problem, lastHeard, at));
  }

  private boolean isCurrent(int number) {
    return number == session || (state instanceof HandingOver over && number == over.old());
  }

  private Instant lastSign(Ready ready) {
    return lastHeard == null || lastHeard.isBefore(ready.since()) ? ready.since() : lastHeard;
  }

  private @Nullable Instant deadline(ConnectionState of) {
    return switch (of) {
      case Disconnected _ -> null;
      case ConnectionState.Connecting step -> step.deadline();
      case Ready ready -> earlier(silenceDeadline(ready), replacementTime(ready));
      case Disconnecting leaving -> leaving.deadline();
      case Reconnecting waiting -> waiting.until();
      case HandingOver over -> earlier(silenceDeadline(over.ready()), deadline(over.next()));
    };
  }

  private static Instant earlier(Instant a, @Nullable Instant b) {
    return b == null || a.isBefore(b) ? a : b;
  }
}
