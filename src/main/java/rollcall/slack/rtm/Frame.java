package rollcall.slack.rtm;

import java.time.Instant;

/// A text frame of Slack's.
///
/// @param at when it was received
record Frame(String json, Instant at) {}
