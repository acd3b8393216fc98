package rollcall.slack.rtm;

import java.time.Duration;
import java.time.Instant;

/// Timeouts of the connection state machine.
///
/// @param http timeout of `rtm.connect`
/// @param upgrade timeout of the opening of the socket
/// @param hello timeout of Slack's `hello` on an open socket
/// @param close timeout of the server's close frame
/// @param idle time without a frame after which the client pings
/// @param pong time without a frame after a ping after which the connection is lost
/// @param backoff upper limit of the first delay before another attempt; doubled for each further
/// @param backoffCap upper limit of all delays
/// @param unansweredCap upper limit of the delays after an attempt without a response of Slack, or
///   after a connection that lasted [#SERVED]
/// @param stable lifetime of a connection after which the backoff starts again
/// @param age age at which a ready connection is replaced: Slack ends each after 8 hours
/// @param autoReconnect whether the client reconnects after a loss
record Timeouts(
    Duration http,
    Duration upgrade,
    Duration hello,
    Duration close,
    Duration idle,
    Duration pong,
    Duration backoff,
    Duration backoffCap,
    Duration unansweredCap,
    Duration stable,
    Duration age,
    boolean autoReconnect) {
  /// Rate of `rtm.connect` calls: three at once, then four a minute. Slack's tier 1 allows one a
  /// minute and small bursts; beyond that Slack sends `Retry-After`.
  static final TokenBucket CONNECTS = TokenBucket.of(3, Duration.ofSeconds(15));

  /// Lifetime of a connection after which its loss is followed by a short backoff, as networks
  /// cause it; an earlier end counts as a refusal.
  static final Duration SERVED = Duration.ofSeconds(20);

  /// The defaults, with the three values that are options of Slack's own client.
  static Timeouts of(Duration idle, Duration pong, boolean autoReconnect) {
    return new Timeouts(
        Duration.ofSeconds(30),
        Duration.ofSeconds(10),
        Duration.ofSeconds(10),
        Duration.ofSeconds(5),
        idle,
        pong,
        Duration.ofSeconds(1),
        Duration.ofMinutes(5),
        Duration.ofSeconds(8),
        Duration.ofMinutes(1),
        Duration.ofMinutes(7 * 60 + 45),
        autoReconnect);
  }

  /// Returns the time of the next try after consecutive failures: random in `[at, at + backoff ·
  /// 2^n)`.
  ///
  /// @param chance position in it, from 0 to 1
  Instant retry(int failures, Instant at, double chance) {
    return jitter(failures, at, chance, backoffCap);
  }

  /// The same where Slack was not reached: `unansweredCap` is the longest wait, because it costs
  /// Slack nothing, and its return has to be noticed soon.
  Instant retryUnanswered(int failures, Instant at, double chance) {
    return jitter(failures, at, chance, unansweredCap);
  }

  private Instant jitter(int failures, Instant at, double chance, Duration cap) {
    long most = backoff.toMillis() << Math.min(failures, 20);
    return at.plusMillis((long) (Math.min(most, cap.toMillis()) * chance));
  }
}
