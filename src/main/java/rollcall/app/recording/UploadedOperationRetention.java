package rollcall.app.recording;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.OptionalLong;

/// Retention of operations in the outbox: those that the server has are kept for an hour, because a
/// replica that becomes the server may lack them. Thread: that of the hand-over.
final class UploadedOperationRetention {
  static final Duration KEPT = Duration.ofHours(1);

  /// Number of operations that are remembered at a time.
  private static final int MARKS = 60;

  private final ArrayDeque<Mark> marks = new ArrayDeque<>();

  /// Number of the last operation that the server had at a reading of the monotonic clock.
  private record Mark(long handedOver, long nanos) {}

  /// Forgets what a replica that became the server lacks. The hour of the rest goes on, so that
  /// short connections do not keep operations for good.
  ///
  /// @param handedOver number of the last operation that the server of a new connection has
  void onConnected(long handedOver) {
    marks.removeIf(mark -> mark.handedOver > handedOver);
  }

  /// Returns the number of the last operation to delete, if any are old enough.
  ///
  /// @param handedOver number of the last operation that the server has
  /// @param nanos reading of the monotonic clock
  OptionalLong onHandedOver(long handedOver, long nanos) {
    if (marks.isEmpty() || nanos - marks.getLast().nanos > KEPT.toNanos() / MARKS) {
      marks.add(new Mark(handedOver, nanos));
    }
    OptionalLong until = OptionalLong.empty();
    while (!marks.isEmpty() && nanos - marks.getFirst().nanos > KEPT.toNanos()) {
      until = OptionalLong.of(marks.removeFirst().handedOver);
    }
    return until;
  }
}
