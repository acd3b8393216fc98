package rollcall.slack;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Whose token it is: the answer of `auth.test`.
///
/// @param url the address of the workspace
/// @param team the name of the workspace
/// @param user the handle of the token's own user
/// @param botId the bot's id (`B…`), or null when the token is not a bot's
public record AuthTest(
    URI url, String team, String teamId, String user, String userId, @Nullable String botId) {
  /// The bot's id (`B…`), when the token is a bot's.
  public Optional<String> bot() {
    return Optional.ofNullable(botId);
  }
}
