package rollcall.slack.rtm;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import rollcall.slack.rtm.ConnectionState.Disconnected;
import rollcall.slack.rtm.ConnectionState.Disconnecting;
import rollcall.slack.rtm.ConnectionState.HandingOver;
import rollcall.slack.rtm.ConnectionState.Ready;
import rollcall.slack.rtm.ConnectionState.Reconnecting;

/// Connection state machine of an RTM connection, a pure function: `(connection, input, instant) →
/// (connection, effects)`. It opens nothing, reads no clock and waits for nothing; deadlines are
/// data. [TransitionFunction] defines the result of an input in each state.
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
/// What no further attempt can mend, such as a wrong token or a proxy that refused the password,
/// ends in Disconnected, also when the socket meets it. Disconnect leads out of every state.
/// Attempts are numbered; news of one that was given up is ignored. Slack promises nothing about
/// what happens between two connections, and presence subscriptions die with the socket; so at
/// `goodbye`, and shortly before the 8 hours after which Slack ends every connection, a new session
/// takes over before the old one is dropped.
///
/// @param session the number of the newest attempt
/// @param failures how many attempts failed, or connections broke early, in a row
/// @param answered how many of these failed although Slack had answered `rtm.connect`
/// @param connects how often `rtm.connect` may be called; calls that Slack does not answer cost
///   nothing of it
/// @param lastHeard when the last frame came, of whichever session; null before the first
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

  /// When to step with a [ConnectionInput.Tick] if nothing else happens before; empty for never.
  Optional<Instant> deadline() {
    return Optional.ofNullable(deadline(state));
  }

  /// What a signal makes of this connection.
  ///
  /// @param at when it happened
  /// @param chance a fresh random number from 0 to 1, for the backoff
  TransitionResult step(ConnectionInput signal, Instant at, double chance) {
    return signal instanceof ConnectionInput.OfSession news && !isAlive(news.session())
        ? TransitionResult.none(this)
        : new TransitionFunction(this, at, chance).apply(signal);
  }

  /// When the silence of a ready connection ends: by a ping, or, after one, by giving it up.
  Instant silenceDeadline(Ready ready) {
    Instant pinged = ready.pinged();
    return pinged == null ? onFrame(ready).plus(timing.idle()) : pinged.plus(timing.pong());
  }

  /// When a ready connection should be replaced before Slack closes it for its age.
  Instant isTooOld(Ready ready) {
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

  ConnectionStateMachine isAllowed(TokenBucket budget) {
    return new ConnectionStateMachine(
        timing, state, session, failures, answered, budget, lastHeard);
  }

  ConnectionStateMachine nextAttempt(Instant at) {
    TokenBucket spent = connects.take(at);
    return new ConnectionStateMachine(
        timing, state, session + 1, failures, answered, spent, lastHeard);
  }

  private boolean isAlive(int number) {
    return number == session || (state instanceof HandingOver over && number == over.old());
  }

  private Instant onFrame(Ready ready) {
    return lastHeard == null || lastHeard.isBefore(ready.since()) ? ready.since() : lastHeard;
  }

  private @Nullable Instant deadline(ConnectionState of) {
    return switch (of) {
      case Disconnected _ -> null;
      case ConnectionState.Connecting step -> step.deadline();
      case Ready ready -> earlier(silenceDeadline(ready), isTooOld(ready));
      case Disconnecting leaving -> leaving.deadline();
      case Reconnecting waiting -> waiting.until();
      case HandingOver over -> earlier(silenceDeadline(over.ready()), deadline(over.next()));
    };
  }

  private static Instant earlier(Instant a, @Nullable Instant b) {
    return b == null || a.isBefore(b) ? a : b;
  }
}
