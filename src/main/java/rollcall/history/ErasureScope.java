package rollcall.history;

import java.time.Instant;
import rollcall.presence.UserId;

/// Erasure request: what is deleted permanently, from a history and from every copy of it.
sealed interface ErasureScope {
  /// Erasure of everything about one person.
  ///
  /// @param block whether to refuse to record the person again
  /// @param order number of the [ErasureOrder] of a shared record; 0 for none
  record Person(UserId user, boolean block, long order) implements ErasureScope {}

  /// Erasure of everything about all people that was on record at the request.
  ///
  /// @param now start of the next session
  /// @param until last instant to erase: what was recorded after the request stays when a failed
  ///   erasure is tried again. [#EVER] if the end of the record could not be read, or in a plan of
  ///   an older version: the next try then notes the end of the record
  record Everybody(Instant now, Instant until) implements ErasureScope {
    static final Instant EVER = Instant.ofEpochMilli(Long.MAX_VALUE);
  }

  /// Erasure of data that is older than the retention.
  record Expired(RetentionPolicy retention, Instant asOf) implements ErasureScope {}

  /// Erasure of details of people without sightings, which Rollcall 0.1 stored.
  record Directory() implements ErasureScope {}

  /// Stage of an erasure, in this order.
  enum Stage {
    /// Copies of the history.
    COPIES,
    /// Rows of the history.
    ROWS,
    /// Free pages of the file and the write-ahead log.
    FREED,
    /// Settings and triggers that name the person: not a stage of the history, but as long as it is
    /// left, the next start removes the person from them before anyone is recorded.
    SETTINGS
  }
}
