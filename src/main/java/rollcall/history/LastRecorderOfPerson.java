package rollcall.history;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Last recorder of one person of a shared record.
///
/// @param recorder its number
/// @param until instant at which it stopped to watch the person; null while it watches
public record LastRecorderOfPerson(int recorder, @Nullable Instant until) {
  /// Returns the last instant until which the state of the person is confirmed.
  ///
  /// @param confirmed last confirmed instant of each recorder, by number
  public Optional<Instant> knownUntil(Map<Integer, Instant> confirmed) {
    Instant known = confirmed.get(recorder);
    return until == null || (known != null && known.isBefore(until))
        ? Optional.ofNullable(known)
        : Optional.of(until);
  }
}
