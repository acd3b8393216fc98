/// How a socket's bytes come and go. Exported to Tyrus alone, which makes the [TyrusTransport] by
/// name.
package rollcall.slack.rtm.transport;
