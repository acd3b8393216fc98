package rollcall.watch;

import java.util.List;
import java.util.Set;
import rollcall.slack.AuthTest;

/// Permission of a token to send direct messages, by its scopes.
public sealed interface SendPermission {
  /// A scope for messages was granted.
  ///
  /// @param sender name of the token's user
  record Granted(String sender) implements SendPermission {}

  /// A larger scope includes messages, so that the user has to allow them.
  ///
  /// @param sender name of the token's user
  /// @param scope the larger scope, `bot` or `client`
  record Included(String sender, String scope) implements SendPermission {
    /// Returns whether messages are sent over the live connection only: the scope `client` is that
    /// of RTM.
    public boolean overLive() {
      return scope.equals("client");
    }
  }

  /// No scope allows messages.
  ///
  /// @param scope the missing scope
  record Missing(String scope) implements SendPermission {}

  /// Permission of a token with this identity and these scopes (`X-OAuth-Scopes`).
  static SendPermission of(AuthTest identity, List<String> scopes) {
    Set<String> granted = Set.copyOf(scopes);
    if (granted.contains("chat:write")
        || granted.contains("chat:write:bot")
        || granted.contains("chat:write:user")) {
      return new Granted(identity.user());
    }
    if (granted.contains("bot")) {
      return new Included(identity.user(), "bot");
    }
    return granted.contains("client")
        ? new Included(identity.user(), "client")
        : new Missing("chat:write");
  }
}
