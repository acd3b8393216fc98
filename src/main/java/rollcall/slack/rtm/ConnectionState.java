package rollcall.slack.rtm;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import rollcall.slack.SlackException;
import rollcall.slack.web.ConnectResponse;

/// State of a connection. The names are those of Slack's own RTM client.
sealed interface ConnectionState {
  /// Not connected, without an attempt to connect.
  ///
  /// @param problem reason, or null after a disconnect on request or before the start
  record Disconnected(@Nullable SlackException problem) implements ConnectionState {}

  /// Step of an attempt to connect. Each has a deadline.
  sealed interface Connecting extends ConnectionState {
    /// Deadline of this step.
    Instant deadline();
  }

  /// `rtm.connect` was called.
  record Authenticating(Instant deadline) implements Connecting {}

  /// `rtm.connect` was granted; the socket is being opened.
  record Authenticated(ConnectResponse data, Instant deadline) implements Connecting {}

  /// The socket is open, and Slack has not sent `hello`.
  record Handshaking(ConnectResponse data, Instant deadline) implements Connecting {}

  /// Connected: Slack sent `hello`.
  ///
  /// @param since time of the `hello`
  /// @param pinged time of the pending ping, or null if there is none
  record Ready(Instant since, @Nullable Instant pinged) implements ConnectionState {}

  /// The client has sent its close frame; the server has not closed yet.
  record Disconnecting(Instant deadline) implements ConnectionState {}

  /// The connection was lost or never made; another attempt will be made.
  ///
  /// @param notBefore end of a `Retry-After`; in the past without one
  /// @param until time of the next attempt
  record Reconnecting(Instant notBefore, Instant until) implements ConnectionState {}

  /// Connected by a session that Slack is about to close, while the next one is being connected.
  ///
  /// @param old number of the session that still serves
  /// @param ready state of that session
  /// @param next state of the new session: [Connecting] or [Reconnecting]
  record HandingOver(int old, Ready ready, ConnectionState next) implements ConnectionState {}
}
