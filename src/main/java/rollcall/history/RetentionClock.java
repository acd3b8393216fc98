package rollcall.history;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/// How old a record is, when it is to be deleted for its age. Lane: that of its [History].
///
/// A clock that was set months ahead looks like months in which Rollcall did not run, and makes
/// everything too old at once. So a jump of more than [#JUMP] ages the record only when its end is
/// [#TRUST] ago: a wrong clock is put right, or seen to be wrong, before that.
final class RetentionClock {
  /// More than that between two signs of life is a jump; less does not make much too old.
  static final Duration JUMP = Duration.ofDays(7);

  /// So long after a jump the clock is believed.
  static final Duration TRUST = Duration.ofDays(3);

  private final HistoryTables ledger;

  RetentionClock(HistoryTables ledger) {
    this.ledger = ledger;
  }

  /// What the clock would say without the jumps that it is not believed yet.
  Instant asOf(Instant now) throws SQLException {
    long since = now.minus(TRUST).toEpochMilli();
    Duration jumps =
        Stream.concat(
                ledger.sessions().pausesSince(since).stream(),
                ledger.auditEvents().sleepsSince(since).stream())
            .filter(length -> length.compareTo(JUMP) > 0)
            .reduce(Duration.ZERO, Duration::plus);
    return now.minus(jumps);
  }
}
