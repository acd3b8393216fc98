package rollcall.slack.rtm;

import java.time.Instant;

/// Text frame from Slack.
///
/// @param at when it was received
record TextFrame(String json, Instant at) {}
