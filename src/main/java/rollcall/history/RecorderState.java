package rollcall.history;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// State of a recorder of a shared record, as its readers see it.
///
/// @param number its number in the record
/// @param mode how it watches, such as `live`; null while that is not known
/// @param running whether it has neither ended in order nor was replaced
/// @param since start of its process; null when it never ran
/// @param knownUntil latest instant until which it confirmed the states of its people
/// @param renewals number of its renewals
/// @param people number of people that it watches
public record RecorderState(
    int number,
    String name,
    @Nullable String mode,
    boolean running,
    @Nullable Instant since,
    Instant knownUntil,
    long renewals,
    int people) {
  /// Longest time between two confirmations, with room for a busy computer.
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(30);

  /// Returns the instant until which all recorders that confirm states have confirmed them; empty
  /// when there is none. One that is silent for longer than the others is left out.
  static Optional<Instant> confirmed(Collection<RecorderState> all) {
    Optional<Instant> newest =
        all.stream().map(RecorderState::knownUntil).max(Comparator.naturalOrder());
    return all.stream()
        .filter(one -> one.isRecording(newest.orElseThrow(), LONGEST_SILENCE))
        .map(RecorderState::knownUntil)
        .min(Comparator.naturalOrder())
        .or(() -> newest);
  }

  /// Returns whether it runs, and has confirmed the states of its people a short time ago. The time
  /// is that of its own clock, which may be behind.
  public boolean isRecording(Instant now) {
    return isRecording(now, LONGEST_SILENCE.plus(SharedRecorder.MAX_CLOCK_DIFFERENCE));
  }

  private boolean isRecording(Instant now, Duration longest) {
    return running && !knownUntil.isBefore(now.minus(longest));
  }
}
