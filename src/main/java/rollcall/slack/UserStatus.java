package rollcall.slack;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Custom status and huddle state of a user's profile.
///
/// @param text status text, at most 100 characters, with emoji as `:name:`; or blank
/// @param emoji emoji in front of the text, such as `:books:`, or blank
/// @param expiration time at which Slack clears the text; null for never
/// @param huddleState Slack's word: `in_a_huddle`, `default_unset`, or a later one; blank if absent
/// @param huddleExpiration time at which the huddle state expires, or null
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
