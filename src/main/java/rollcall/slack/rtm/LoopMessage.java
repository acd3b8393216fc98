package rollcall.slack.rtm;

/// What reaches the link lane.
sealed interface LoopMessage {
  /// A socket holds frames that were not read, where it held none.
  record Frames(RtmSocket from) implements LoopMessage {}

  /// Something happened to the connection, or is to happen.
  record Event(ConnectionInput signal) implements LoopMessage {}

  /// Something a caller wants done on the lane.
  record Task(Runnable work) implements LoopMessage {}
}
