package rollcall.slack.rtm;

/// What reaches the link lane.
sealed interface Item {
  /// A socket holds frames that were not read, where it held none.
  record Frames(RtmSocket from) implements Item {}

  /// Something happened to the connection, or is to happen.
  record News(Signal signal) implements Item {}

  /// Something a caller wants done on the lane.
  record Wish(Runnable work) implements Item {}
}
