package rollcall.slack.rtm;

import java.net.URI;

/// What the connection machine wants done. Whoever does it decides nothing.
sealed interface Effect {
  /// Call `rtm.connect`.
  record Authenticate(int session) implements Effect {}

  /// Open the socket.
  record Open(int session, URI url) implements Effect {
    @Override
    public String toString() {
      return "Open[" + session + "]";
    }
  }

  /// The session is good: subscribe to presence again, and send what waits.
  record Resume(int session) implements Effect {}

  /// Ask whether the other side is still there.
  record Ping(int session) implements Effect {}

  /// Close the socket in order; its end is awaited.
  record Close(int session) implements Effect {}

  /// Give the session up, whatever it is doing; nothing more is wanted of it.
  record Drop(int session) implements Effect {}

  /// Tell the listeners.
  record Announce(Lifecycle event) implements Effect {}
}
