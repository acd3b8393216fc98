package rollcall.slack.rtm;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import rollcall.slack.SlackException;
import rollcall.slack.web.ConnectResponse;

/// Lifecycle event of the connection, under the names of Slack's own RTM client.
///
/// `lastHeard` is the time of receipt of the last frame of any kind: after a loss, the last instant
/// at which the connection is known to have been alive. It is null before the first frame.
public sealed interface LifecycleEvent {
  /// Time of the event; for received data, the time of receipt.
  ///
  /// @return the instant
  Instant at();

  /// Name of the event in Slack's own client.
  ///
  /// @return such as `unable_to_rtm_start`
  default String name() {
    return switch (this) {
      case Disconnected _ -> "disconnected";
      case Connecting _ -> "connecting";
      case Authenticated _ -> "authenticated";
      case Connected _ -> "connected";
      case Ready _ -> "ready";
      case Disconnecting _ -> "disconnecting";
      case Reconnecting _ -> "reconnecting";
      case UnableToRtmStart _ -> "unable_to_rtm_start";
      case Problem _ -> "error";
    };
  }

  /// Not connected, and no attempt will be made until `start()`.
  ///
  /// @param problem reason; null after `disconnect()` or `close()`
  /// @param lastHeard time of receipt of the last frame; null before the first
  /// @param at time of the event
  record Disconnected(@Nullable SlackException problem, @Nullable Instant lastHeard, Instant at)
      implements LifecycleEvent {
    /// Reason of the end.
    ///
    /// @return the problem; empty when the caller requested the end
    public Optional<SlackException> reason() {
      return Optional.ofNullable(problem);
    }
  }

  /// An attempt to connect begins.
  ///
  /// @param attempt 1 for the first since the last stable connection
  /// @param at time of the event
  record Connecting(int attempt, Instant at) implements LifecycleEvent {}

  /// Slack accepted the token; the socket is being opened.
  ///
  /// @param data identity and workspace of the token
  /// @param at time of the event
  record Authenticated(ConnectResponse data, Instant at) implements LifecycleEvent {}

  /// Slack sent `hello`; events arrive from now on. Subscriptions ended with the previous
  /// connection: presence is unknown until Slack sends it again.
  ///
  /// @param at time of the event
  record Connected(Instant at) implements LifecycleEvent {}

  /// The connection is ready: waiting messages are sent now, the presence subscription first.
  ///
  /// @param at time of the event
  record Ready(Instant at) implements LifecycleEvent {}

  /// The caller disconnects; the connection is being closed.
  ///
  /// @param lastHeard time of receipt of the last frame; null before the first
  /// @param at time of the event
  record Disconnecting(@Nullable Instant lastHeard, Instant at) implements LifecycleEvent {}

  /// The connection was lost, or the attempt failed; another attempt will be made.
  ///
  /// @param attempt number of the next attempt, as in [Connecting]
  /// @param nextTry time of the next attempt
  /// @param problem reason; null after `reconnectNow()`
  /// @param lastHeard time of receipt of the last frame; null before the first
  /// @param at time of the event
  record Reconnecting(
      int attempt,
      Instant nextTry,
      @Nullable SlackException problem,
      @Nullable Instant lastHeard,
      Instant at)
      implements LifecycleEvent {
    /// Reason of the attempt.
    ///
    /// @return the problem; empty when the caller requested it
    public Optional<SlackException> reason() {
      return Optional.ofNullable(problem);
    }
  }

  /// `rtm.connect` failed. Unless an earlier connection still serves, a [Reconnecting] or a
  /// [Disconnected] follows.
  ///
  /// @param problem failure of the call
  /// @param at time of the event
  record UnableToRtmStart(SlackException problem, Instant at) implements LifecycleEvent {}

  /// Problem that does not end the connection, such as an unreadable frame or an `error` frame.
  /// Slack's own client calls it `error`.
  ///
  /// @param problem the failure
  /// @param at time of the event
  record Problem(SlackException problem, Instant at) implements LifecycleEvent {}
}
