package rollcall.app.desktop;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import rollcall.history.RecorderState;

/// Liveness of the recorders, by their renewals and the clock of this process: the clocks of the
/// computers may differ. Pure. Thread: that of its follower.
final class RecorderLiveness {
  /// Longest time without a renewal; recorders give one every two seconds.
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(15);

  private final Map<Integer, Sign> signs = new HashMap<>();
  private long now;

  /// @param nanos monotonic time
  /// @param instant time of this computer: the first sign of a recorder counts when it confirms a
  ///   time that is near
  void onSeen(Collection<RecorderState> recorders, long nanos, Instant instant) {
    now = nanos;
    Map<Integer, Sign> before = Map.copyOf(signs);
    signs.clear();
    for (RecorderState one : recorders) {
      Sign last = before.get(one.number());
      long first = one.isRecording(instant) ? nanos : nanos - LONGEST_SILENCE.toNanos();
      long at = last == null ? first : last.isOf(one) ? last.at() : nanos;
      signs.put(one.number(), new Sign(one.renewals(), one.knownUntil(), at, one.running()));
    }
  }

  /// After a lost connection, each recorder has its time again.
  void onLost() {
    signs.clear();
  }

  /// Returns whether the recorder runs, and gave a renewal a short time ago.
  boolean isRecording(int recorder) {
    Sign sign = signs.get(recorder);
    return sign != null && sign.running() && now - sign.at() < LONGEST_SILENCE.toNanos();
  }

  private record Sign(long renewals, Instant knownUntil, long at, boolean running) {
    boolean isOf(RecorderState recorder) {
      return renewals == recorder.renewals() && knownUntil.equals(recorder.knownUntil());
    }
  }
}
