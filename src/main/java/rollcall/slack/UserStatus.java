package rollcall.slack;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Custom status and huddle state of a user's profile.
///
/// @param text at most 100 characters, which may hold `:emoji:`; or blank
/// @param emoji such as `:books:`, or blank
/// @param expiration when Slack will clear it, or null for never
/// @param huddleState Slack's word, `in_a_huddle` or `default_unset`, or another that is new; blank
///   when it says none
/// @param huddleExpiration when the huddle's state lapses, or null
public record UserStatus(
    String text,
    String emoji,
    @Nullable Instant expiration,
    String huddleState,
    @Nullable Instant huddleExpiration) {
  /// No status.
  public static final UserStatus NONE = new UserStatus("", "", null, "", null);

  /// Returns whether the person is in a huddle.
  ///
  /// @return true only if Slack reports it
  public boolean inHuddle() {
    return huddleState.equals("in_a_huddle");
  }
}
