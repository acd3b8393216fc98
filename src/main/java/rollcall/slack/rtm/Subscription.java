package rollcall.slack.rtm;

/// Handle that removes a listener, from any thread and also from the listener itself. Closing it
/// twice is harmless.
public interface Subscription extends AutoCloseable {
  /// Stops the listening. What is being told at this moment on the listeners' thread may still
  /// arrive; nothing after it.
  @Override
  void close();
}
