package rollcall.slack.web;

import java.time.Duration;

/// Rate limit tier of a method, by workspace and app
/// (<https://docs.slack.dev/apis/web-api/rate-limits>), taken as the number of calls in any minute.
enum Tier {
  /// Once a minute, after a burst of three.
  ONE(3, Duration.ofMinutes(3)),
  TWO(20, Duration.ofMinutes(1)),
  THREE(50, Duration.ofMinutes(1)),
  FOUR(100, Duration.ofMinutes(1)),
  /// One message a second in each conversation.
  POSTING(1, Duration.ofSeconds(1)),
  /// Unknown limit: only Slack's rate-limit responses apply.
  UNKNOWN(Integer.MAX_VALUE, Duration.ZERO);

  private final int calls;
  private final Duration within;

  Tier(int calls, Duration within) {
    this.calls = calls;
    this.within = within;
  }

  /// Returns the limit without past calls.
  SlidingWindowLimit limit() {
    return SlidingWindowLimit.of(calls, within);
  }
}
