package rollcall.slack.rtm;

import java.time.Instant;

/// Text frame from Slack.
///
/// @param at time of receipt
record TextFrame(String json, Instant at) {}
