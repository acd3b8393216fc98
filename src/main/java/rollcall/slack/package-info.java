/// What the Slack clients share: tokens, Slack's objects, errors and proxies.
///
/// `rollcall.slack` is a client library of its own: it knows nothing of Rollcall, and runs without
/// a screen. Two clients stand on it:
///
/// - [rollcall.slack.rtm.RtmClient] keeps one live connection to Slack's RTM API, over which
///   presence, messages and everything else arrives as it happens;
/// - [rollcall.slack.web.SlackWebClient] calls the methods of the Web API.
///
/// Every failure of the outside world is a [SlackException][rollcall.slack.SlackException], a
/// sealed family that carries Slack's own words. No `toString` and no exception message holds a
/// token, a socket's ticket or a proxy password, and neither is sent unencrypted to another
/// machine.
package rollcall.slack;
