package rollcall.simulator;

import java.time.Instant;

/// What a person says about themselves for a while (slack-protocol 4.5).
///
/// @param text at most 100 characters; may hold `:emoji:`
/// @param emoji such as `:books:`; empty for none
/// @param expires when Slack takes it down; the epoch for never
public record UserStatus(String text, String emoji, Instant expires) {
  /// Nothing said.
  public static final UserStatus NONE = new UserStatus("", "", Instant.EPOCH);

  /// Slack allows no more characters than these.
  public static final int MAX_LENGTH = 100;

  public UserStatus {
    if (text.codePointCount(0, text.length()) > MAX_LENGTH) {
      throw new IllegalArgumentException("A status has at most " + MAX_LENGTH + " characters.");
    }
  }
}
