package rollcall.slack.rtm;

import java.net.URI;

/// Effect of a transition, executed by the [ConnectionDriver].
sealed interface ConnectionEffect {
  /// Call `rtm.connect`.
  record Authenticate(int session) implements ConnectionEffect {}

  /// Open the socket.
  record Open(int session, URI url) implements ConnectionEffect {
    @Override
    public String toString() {
      return "Open[" + session + "]";
    }
  }

  /// Subscribe to presence again, and send the queued messages.
  record Resume(int session) implements ConnectionEffect {}

  /// Ping the server.
  record Ping(int session) implements ConnectionEffect {}

  /// Close the socket in order; its end is awaited.
  record Close(int session) implements ConnectionEffect {}

  /// End the session in any state; its later input is ignored.
  record Drop(int session) implements ConnectionEffect {}

  /// Notifies the listeners.
  record Announce(LifecycleEvent event) implements ConnectionEffect {}
}
