/// How a socket's bytes come and go. Exported to Tyrus alone, which makes the [Container] by name.
package rollcall.slack.rtm.wire;
