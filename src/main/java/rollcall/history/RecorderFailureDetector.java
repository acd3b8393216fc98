package rollcall.history;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Failure detector: finds the dead among the other recorders by their renewals, as one recorder
/// sees them through one connection. Only its own monotonic clock counts, so that wrong clocks kill
/// no recorder; a new connection begins anew, so that an outage of the database kills none either.
/// Thread: that of its connection.
final class RecorderFailureDetector {
  /// Time without a renewal after which a recorder is dead.
  static final Duration LIMIT = Duration.ofSeconds(12);

  /// Time without a renewal after which others no longer wait for a recorder to take people.
  static final Duration HESITATION = Duration.ofSeconds(5);

  /// Longest time between two checks that counts: a longer one means that this process itself was
  /// stopped, or that the database was slow for all.
  static final Duration LONGEST = Duration.ofSeconds(4);

  private final Map<Integer, Seen> seen = new HashMap<>();
  private long lastCheck;

  private record Seen(long renewals, long silentNanos) {}

  /// Begins anew after a lost connection.
  void reset() {
    seen.clear();
  }

  /// Recorders without a renewal.
  ///
  /// @param late numbers of those that keep their people and are not expected to take any
  /// @param dead numbers of those whose people are taken by others
  record Silent(Set<Integer> late, Set<Integer> dead) {
    Silent {
      late = Set.copyOf(late);
      dead = Set.copyOf(dead);
    }
  }

  /// Checks the recorders.
  ///
  /// @param nanos reading of the monotonic clock
  Silent check(List<LeasePlan.Recorder> recorders, long nanos) {
    long passed = Math.min(nanos - lastCheck, LONGEST.toNanos());
    lastCheck = nanos;
    Set<Integer> late = new HashSet<>();
    Set<Integer> dead = new HashSet<>();
    Map<Integer, Seen> now = new HashMap<>();
    for (LeasePlan.Recorder one : recorders) {
      Seen before = seen.get(one.number());
      long silent =
          before == null || before.renewals() != one.renewals() ? 0 : before.silentNanos() + passed;
      now.put(one.number(), new Seen(one.renewals(), silent));
      if (!one.running() || silent >= LIMIT.toNanos()) {
        dead.add(one.number());
      } else if (silent >= HESITATION.toNanos()) {
        late.add(one.number());
      }
    }
    seen.clear();
    seen.putAll(now);
    return new Silent(late, dead);
  }
}
