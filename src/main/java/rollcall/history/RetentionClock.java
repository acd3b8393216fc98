package rollcall.history;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/// Clock of retention: the instant to which the age of a record is counted. Thread: that of its
/// [History].
///
/// A clock that was set months ahead looks like months without Rollcall, and would make everything
/// expire at once. So a jump of more than [#JUMP] counts only when its end is [#TRUST] ago: a wrong
/// clock is noticed and corrected before that.
public final class RetentionClock {
  /// Minimum length of a jump; a shorter one does not make much data expire.
  public static final Duration JUMP = Duration.ofDays(7);

  /// Time after a jump until the clock is trusted.
  public static final Duration TRUST = Duration.ofDays(3);

  private final HistoryTables tables;

  RetentionClock(HistoryTables tables) {
    this.tables = tables;
  }

  /// Returns the current time without the jumps that are not trusted yet.
  Instant asOf(Instant now) throws SQLException {
    long since = now.minus(TRUST).toEpochMilli();
    Duration jumps =
        Stream.concat(
                tables.sessions().pausesSince(since).stream(),
                tables.auditEvents().sleepsSince(since).stream())
            .filter(length -> length.compareTo(JUMP) > 0)
            .reduce(Duration.ZERO, Duration::plus);
    return now.minus(jumps);
  }
}
