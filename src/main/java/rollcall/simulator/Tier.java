package rollcall.simulator;

import java.time.Duration;

/// Rate limit tiers of Slack: calls per minute for each method and token, and the burst size.
enum Tier {
  ONE(1, 3),
  TWO(20, 20),
  THREE(50, 50),
  FOUR(100, 100),
  /// `auth.test`: hundreds per minute.
  SPECIAL(600, 600),
  /// `chat.postMessage`: one message per second and conversation, after a short burst.
  POSTING(60, 3);

  private final int perMinute;
  private final int burst;

  Tier(int perMinute, int burst) {
    this.perMinute = perMinute;
    this.burst = burst;
  }

  TokenBucket bucket() {
    return new TokenBucket(burst, Duration.ofMinutes(1).dividedBy(perMinute));
  }
}
