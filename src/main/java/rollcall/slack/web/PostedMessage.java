package rollcall.slack.web;

/// Message that Slack has accepted.
///
/// @param channel id of the conversation, also if a name was given
/// @param ts id of the message in the conversation, such as `1503435956.000247`; must not be parsed
///   as a number
/// @param text text as Slack stored it
public record PostedMessage(String channel, String ts, String text) {}
