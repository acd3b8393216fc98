package rollcall.slack.rtm;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Typing indicator throttle: one indicator per 3 s and channel. Thread: event loop.
final class TypingThrottle {
  private static final Duration SHOWS = Duration.ofSeconds(3);

  private record Indicator(Instant at, SendReceipt sent) {}

  private final Map<String, Indicator> shown = new HashMap<>();

  /// The sign that still shows in a conversation.
  Optional<SendReceipt> stillShown(QueuedMessage typing, Instant at) {
    shown.values().removeIf(sign -> !at.isBefore(sign.at().plus(SHOWS)));
    return Optional.ofNullable(shown.get(channel(typing))).map(Indicator::sent);
  }

  void add(QueuedMessage typing, SendReceipt sent, Instant at) {
    shown.put(channel(typing), new Indicator(at, sent));
  }

  private static String channel(QueuedMessage typing) {
    return String.valueOf(typing.body().get("channel"));
  }
}
