/// Slack RTM and Web API client, without Rollcall.
///
/// The same sources as in module `rollcall`, built as a library of its own. Start with the package
/// `rollcall.slack.rtm`.
@org.jspecify.annotations.NullMarked
module rollcall.slack {
  requires static org.jspecify;
  requires java.logging;
  requires java.net.http;
  requires jakarta.websocket;
  requires jakarta.websocket.client;
  requires org.glassfish.tyrus.client;
  requires org.glassfish.tyrus.core;
  requires org.glassfish.tyrus.spi;
  requires tools.jackson.databind;

  exports rollcall.slack;
  exports rollcall.slack.web;
  exports rollcall.slack.rtm;
  // Tyrus creates its container by class name.
  exports rollcall.slack.rtm.transport to
      org.glassfish.tyrus.core;
}
