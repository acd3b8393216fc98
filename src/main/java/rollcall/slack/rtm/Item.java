package rollcall.slack.rtm;

import java.time.Instant;

/// What reaches the link lane.
sealed interface Item {
  /// A text frame.
  ///
  /// @param at when it was received
  record Frame(RtmSocket from, String json, Instant at) implements Item {}

  /// Something happened to the connection, or is to happen.
  record News(Signal signal) implements Item {}

  /// Something a caller wants done on the lane.
  record Wish(Runnable work) implements Item {}
}
