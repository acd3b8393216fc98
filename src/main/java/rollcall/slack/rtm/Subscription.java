package rollcall.slack.rtm;

/// Handle that removes a listener, from any thread and also from the listener itself. Closing it
/// twice is harmless.
public interface Subscription extends AutoCloseable {
  /// Removes the listener. A call that is in progress on another thread may still arrive; no other
  /// does.
  @Override
  void close();
}
