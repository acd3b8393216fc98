package rollcall.slack.rtm;

import org.jspecify.annotations.Nullable;
import rollcall.slack.SlackException;
import rollcall.slack.SlackException.Socket;
import rollcall.slack.web.ConnectResponse;

/// Input of the connection state machine.
sealed interface ConnectionInput {
  /// The caller requests a connection.
  record Start() implements ConnectionInput {}

  /// The caller requests the end of the connection.
  record Disconnect() implements ConnectionInput {}

  /// The caller requests a new connection, or the next attempt now.
  record ReconnectNow() implements ConnectionInput {}

  /// Time has passed, and nothing else happened.
  record Tick() implements ConnectionInput {}

  /// The clock went back, or advanced far more than the wait: the computer slept, or it was set.
  record ClockJumped() implements ConnectionInput {}

  /// Input from one session: an attempt to connect, and the connection that results from it.
  sealed interface OfSession extends ConnectionInput {
    /// Number of the session.
    int session();
  }

  /// `rtm.connect` was granted.
  record Granted(int session, ConnectResponse data) implements OfSession {}

  /// `rtm.connect` was not granted.
  record Denied(int session, SlackException problem) implements OfSession {}

  /// The socket is open.
  record Opened(int session) implements OfSession {}

  /// The socket could not be opened, was closed by either side, or broke.
  record Lost(int session, SlackException problem) implements OfSession {}

  /// A frame that only proves that the connection is alive.
  record FrameReceived(int session) implements OfSession {}

  /// The frame `hello`.
  record Hello(int session) implements OfSession {}

  /// The frame `goodbye`: Slack is about to close.
  record Goodbye(int session) implements OfSession {}

  /// The frame `team_migration_started`: Slack closes now, and may refuse connections for a while.
  record Migration(int session) implements OfSession {}

  /// The frame `error`, such as that the socket's address was used too late.
  record ErrorFrame(int session, SlackException problem) implements OfSession {}

  /// Returns the input that an event of a session is to the connection; null when it only proves
  /// that the connection is alive.
  static @Nullable ConnectionInput of(int session, RtmEvent event) {
    return switch (event) {
      case RtmEvent.Hello _ -> new Hello(session);
      case RtmEvent.Goodbye _ -> new Goodbye(session);
      case RtmEvent.TeamMigrationStarted _ -> new Migration(session);
      case RtmEvent.ServerError error -> new ErrorFrame(session, problem(error));
      default -> null;
    };
  }

  /// Returns the exception for Slack's error frame.
  static Socket problem(RtmEvent.ServerError error) {
    String reason = error.message().isBlank() ? "no reason given" : error.message();
    return new Socket("Slack says: " + reason + " (" + error.code() + ")", null);
  }
}
