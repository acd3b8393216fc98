package rollcall.history;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/// Clock of retention: the instant to which the age of a record is counted. Thread: that of its
/// [History].
///
/// A clock that was set months ahead looks like months in which Rollcall did not run, and makes
/// everything too old at once. So a jump of more than [#JUMP] ages the record only when its end is
/// [#TRUST] ago: a wrong clock is put right, or seen to be wrong, before that.
final class RetentionClock {
  /// More than that between two signs of life is a jump; less does not make much too old.
  static final Duration JUMP = Duration.ofDays(7);

  /// So long after a jump the clock is believed.
  static final Duration TRUST = Duration.ofDays(3);

  private final HistoryTables tables;

  RetentionClock(HistoryTables tables) {
    this.tables = tables;
  }

  /// What the clock would say without the jumps that it is not believed yet.
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
