package rollcall.slack.rtm;

/// The way to stop listening. Closing it twice is harmless.
public interface Subscription extends AutoCloseable {
  @Override
  void close();
}
