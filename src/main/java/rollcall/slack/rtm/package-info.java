/// A live connection to Slack's RTM API.
///
/// ```java
/// try (RtmClient rtm = RtmClient.builder(new SlackToken(System.getenv("SLACK_TOKEN"))).build()) {
///   rtm.on(RtmEvent.PresenceChange.class,
///       change -> System.out.println(change.at() + " " + change.users() + " " + change.presence()));
///   rtm.onLifecycle(System.out::println);
///   rtm.subscribePresence(List.of("U0123456789", "U9876543210"));
///   rtm.start().join();
///   Thread.sleep(Duration.ofHours(8));
/// }
/// ```
///
/// [RtmClient][rollcall.slack.rtm.RtmClient] connects, and stays connected: it notices a silent,
/// closed or slept-through connection, waits as long as Slack and good manners want, and connects
/// again; it subscribes to presence again on each new connection. Only what no waiting can heal,
/// such as a revoked token, makes it stop, and then
/// [Disconnected][rollcall.slack.rtm.Lifecycle.Disconnected] says why.
///
/// **What is told.** [RtmEvent][rollcall.slack.rtm.RtmEvent] is what Slack says, and
/// [Lifecycle][rollcall.slack.rtm.Lifecycle] what becomes of the connection; both are sealed, carry
/// the instant at which they came, and arrive in order on one thread of the client's own. RTM
/// replays nothing: between the `lastHeard` of a loss and the first `presence_change` afterwards
/// nobody knows who was there. At `goodbye`, which Slack says at the latest after 8 hours, a new
/// session takes over before the old one is let go, and nothing is lost or told.
///
/// **Listening** hands back a [Subscription][rollcall.slack.rtm.Subscription] that stops it. Listen
/// to a Java type, to one of Slack's types (`"reaction_added"`), to a type and subtype
/// (`"message::channel_name"`), to all events, to raw frames, or to outgoing ones.
///
/// **Who may use RTM.** Tokens of classic apps only; Slack answers others with
/// `not_allowed_token_type` or `missing_scope`. Facts of the protocol:
/// <https://docs.slack.dev/legacy/legacy-rtm-api>.
package rollcall.slack.rtm;
