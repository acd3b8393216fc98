package rollcall.slack;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Do Not Disturb schedule of a user, as `dnd.info` and `dnd.teamInfo` return it. It is independent
/// of presence.
///
/// @param scheduled whether there is a schedule (`dnd_enabled`); not whether it is in effect now
/// @param nextStart start of the current or next quiet time, or null
/// @param nextEnd end of that quiet time, or null
/// @param snoozing whether notifications are snoozed now; always false for other users than the
///   token's own
/// @param snoozeEnd end of the snoozing; null when it has none
public record DndStatus(
    boolean scheduled,
    @Nullable Instant nextStart,
    @Nullable Instant nextEnd,
    boolean snoozing,
    @Nullable Instant snoozeEnd) {

  /// Returns whether notifications are paused at this instant, as far as this response shows.
  ///
  /// @param at the instant; the response is valid around the time of its request
  /// @return true within the scheduled quiet time or the snoozing
  public boolean quietAt(Instant at) {
    boolean night =
        scheduled
            && nextStart != null
            && nextEnd != null
            && !at.isBefore(nextStart)
            && at.isBefore(nextEnd);
    return night || (snoozing && (snoozeEnd == null || at.isBefore(snoozeEnd)));
  }
}
