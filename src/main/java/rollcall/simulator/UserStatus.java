package rollcall.simulator;

import java.time.Instant;

/// Custom status of a user (slack-protocol 4.5).
///
/// @param text at most 100 characters; may contain `:emoji:`
/// @param emoji such as `:books:`; empty for none
/// @param expires the epoch for never
public record UserStatus(String text, String emoji, Instant expires) {
  /// The empty status.
  public static final UserStatus NONE = new UserStatus("", "", Instant.EPOCH);

  /// Slack's largest number of characters.
  public static final int MAX_LENGTH = 100;

  public UserStatus {
    if (text.codePointCount(0, text.length()) > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "A status can have at most " + MAX_LENGTH + " characters.");
    }
  }
}
