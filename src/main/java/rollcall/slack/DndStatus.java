package rollcall.slack;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// When somebody does not want to be disturbed, as `dnd.info` and `dnd.teamInfo` say. It has
/// nothing to do with presence.
///
/// @param scheduled whether there is a schedule at all (`dnd_enabled`); not whether it is on now
/// @param nextStart when the present or next quiet time begins, or null
/// @param nextEnd when it ends, or null
/// @param snoozing whether notifications are snoozed now; known of the token's own user only
/// @param snoozeEnd when the snoozing ends, or null while it has no end
public record DndStatus(
    boolean scheduled,
    @Nullable Instant nextStart,
    @Nullable Instant nextEnd,
    boolean snoozing,
    @Nullable Instant snoozeEnd) {

  /// Whether it is quiet at this instant, as far as this answer tells.
  ///
  /// @param at the instant; the answer is about the time around which it was given
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
