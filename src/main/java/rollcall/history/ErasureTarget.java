package rollcall.history;

import java.time.Instant;
import rollcall.presence.UserId;

/// Erasure request: what is deleted permanently, from a history and from every copy of it.
sealed interface ErasureTarget {
  /// Everything about one person.
  ///
  /// @param block whether to refuse to record the person again
  record Person(UserId user, boolean block) implements ErasureTarget {}

  /// Everything about everybody.
  ///
  /// @param now when the session goes on
  record Everybody(Instant now) implements ErasureTarget {}

  /// What is older than it may be.
  record Expired(Retention retention, Instant asOf) implements ErasureTarget {}

  /// What the directory said of people who are not on record, as Rollcall 0.1 kept it.
  record Directory() implements ErasureTarget {}

  /// Where it is still to be done, in this order.
  enum Stage {
    /// In the copies of the history.
    COPIES,
    /// In the rows of the history.
    ROWS,
    /// In the room that the rows leave in the file, and in the write-ahead log.
    FREED
  }
}
