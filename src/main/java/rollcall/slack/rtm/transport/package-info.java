/// TCP transport of the WebSocket. Exported to Tyrus only, which creates the [TcpClientContainer]
/// by its name.
package rollcall.slack.rtm.transport;
