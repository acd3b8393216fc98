package rollcall.slack.rtm;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Where we have just shown that we are typing. One sign shows for 3 s, and Slack wants no other
/// before. Lane: link.
final class TypingSigns {
  private static final Duration SHOWS = Duration.ofSeconds(3);

  private record Sign(Instant at, Sent sent) {}

  private final Map<String, Sign> shown = new HashMap<>();

  /// The sign that still shows in a conversation.
  Optional<Sent> showing(Outgoing typing, Instant at) {
    shown.values().removeIf(sign -> !at.isBefore(sign.at().plus(SHOWS)));
    return Optional.ofNullable(shown.get(channel(typing))).map(Sign::sent);
  }

  void show(Outgoing typing, Sent sent, Instant at) {
    shown.put(channel(typing), new Sign(at, sent));
  }

  private static String channel(Outgoing typing) {
    return String.valueOf(typing.body().get("channel"));
  }
}
