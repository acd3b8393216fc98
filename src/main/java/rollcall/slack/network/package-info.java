/// Network failures as [SlackException][rollcall.slack.SlackException], for HTTP and WebSocket
/// alike. Not exported.
package rollcall.slack.network;
