package rollcall.slack.rtm;

/// Message to the event loop.
sealed interface LoopMessage {
  /// A socket holds frames that were not read, where it held none.
  ///
  /// @param last whether the reader thread, which sends this, has nothing more to read now
  record Frames(RtmSocket from, boolean last) implements LoopMessage {}

  /// Input of the connection.
  record Event(ConnectionInput input) implements LoopMessage {}

  /// Task of a caller.
  record Task(Runnable work) implements LoopMessage {}
}
