package rollcall.slack.rtm;

import java.time.Duration;
import java.time.Instant;

/// Timeouts of the connection state machine.
///
/// @param http for the answer of `rtm.connect`
/// @param upgrade for the socket to open
/// @param hello for Slack's `hello` on an open socket
/// @param close for the other side to close too
/// @param idle without any frame, after which we ping
/// @param pong for any frame after a ping; then the connection is lost
/// @param backoff the longest first wait before another attempt; doubled for each further one
/// @param backoffCap the longest wait of all
/// @param unansweredCap the longest wait after an attempt that Slack did not answer, or a
///   connection that served
/// @param stable lifetime of a connection after which the backoff starts again
/// @param unspecified delay after a 429 without `Retry-After`
/// @param age after which a ready connection is replaced: Slack ends each after 8 hours
/// @param autoReconnect whether a lost connection is made again
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
    Duration unspecified,
    Duration age,
    boolean autoReconnect) {
  /// Rate of `rtm.connect` calls: three at once, then four a minute. Slack's tier 1 allows one a
  /// minute and small bursts; beyond that Slack sends `Retry-After`.
  static final TokenBucket CONNECTS = TokenBucket.of(3, Duration.ofSeconds(15));

  /// The defaults of the API; the caller chooses the three that Slack's own client lets choose.
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
        Duration.ofSeconds(30),
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
