package rollcall.slack.web;

/// Message that Slack has accepted.
///
/// @param channel where it is: the id, also when a name was given
/// @param ts its number in the channel, such as `1503435956.000247`; not to be read as a number
/// @param text what it says now: Slack may have changed it
public record PostedMessage(String channel, String ts, String text) {}
