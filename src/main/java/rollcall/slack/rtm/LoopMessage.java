package rollcall.slack.rtm;

/// Message to the event loop.
sealed interface LoopMessage {
  /// A socket holds frames that were not read, where it held none.
  record Frames(RtmSocket from) implements LoopMessage {}

  /// Something happened to the connection, or is to happen.
  record Event(ConnectionInput signal) implements LoopMessage {}

  /// Task of a caller.
  record Task(Runnable work) implements LoopMessage {}
}
