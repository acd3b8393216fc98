package rollcall.slack.rtm;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import rollcall.slack.SlackException;
import rollcall.slack.web.ConnectData;

/// What becomes of the connection, under the names of Slack's own RTM client.
///
/// `lastHeard` is when the last frame of any kind came: after a loss, the last instant at which the
/// connection is known to have been alive. It is null before the first frame.
public sealed interface Lifecycle {
  /// When it happened; what was received, when it was received.
  Instant at();

  /// Slack's word for it, such as `unable_to_rtm_start`.
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
  /// @param problem why not, or null when the caller wanted it so
  record Disconnected(@Nullable SlackException problem, @Nullable Instant lastHeard, Instant at)
      implements Lifecycle {
    /// Why not; empty when the caller wanted it so.
    public Optional<SlackException> reason() {
      return Optional.ofNullable(problem);
    }
  }

  /// An attempt to connect begins.
  ///
  /// @param attempt 1 for the first since the last stable connection
  record Connecting(int attempt, Instant at) implements Lifecycle {}

  /// Slack accepted the token; the socket is being opened.
  record Authenticated(ConnectData data, Instant at) implements Lifecycle {}

  /// Slack said `hello`; events come from now on. All of them ended with the last connection:
  /// presence is only what Slack tells from now on.
  record Connected(Instant at) implements Lifecycle {}

  /// What waits to be sent goes out now, the presence subscription first.
  record Ready(Instant at) implements Lifecycle {}

  /// The caller wanted to leave; the connection is being closed.
  record Disconnecting(@Nullable Instant lastHeard, Instant at) implements Lifecycle {}

  /// The connection was lost, or the attempt failed; another attempt will be made.
  ///
  /// @param attempt the number of the next attempt
  /// @param nextTry when it will be made
  /// @param problem why it is needed, or null when the caller wanted it
  record Reconnecting(
      int attempt,
      Instant nextTry,
      @Nullable SlackException problem,
      @Nullable Instant lastHeard,
      Instant at)
      implements Lifecycle {
    /// Why another attempt is needed; empty when the caller wanted it.
    public Optional<SlackException> reason() {
      return Optional.ofNullable(problem);
    }
  }

  /// `rtm.connect` failed. What follows says whether there will be another attempt.
  record UnableToRtmStart(SlackException problem, Instant at) implements Lifecycle {}

  /// Something went wrong that does not end the connection by itself, such as an unreadable frame
  /// or an `error` frame. Slack's own client calls it `error`.
  record Problem(SlackException problem, Instant at) implements Lifecycle {}
}
