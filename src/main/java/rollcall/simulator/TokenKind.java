package rollcall.simulator;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Kind of token, with Slack's treatment of it (slack-protocol 1.2).
public enum TokenKind {
  /// Classic app's bot token: the kind that RTM was made for.
  CLASSIC_BOT("xoxb", TokenKind.CLASSIC, ""),
  /// Classic app's user token with the scope `client`: RTM works and acts as the user.
  CLASSIC_USER("xoxp", TokenKind.CLIENT, ""),
  /// New app's bot token: no RTM, so clients must poll presence.
  GRANULAR_BOT("xoxb", TokenKind.GRANULAR, ""),
  /// New app's user token: `rtm:stream` is missing and unavailable.
  GRANULAR_USER("xoxp", TokenKind.GRANULAR, ""),
  /// New app's bot token with a single scope.
  NARROW_BOT("xoxb", "team:read", ""),
  /// App-level token, for Socket Mode only.
  APP_LEVEL("xapp", "connections:write", "not_allowed_token_type"),
  REVOKED("xoxb", TokenKind.CLASSIC, "token_revoked"),
  EXPIRED("xoxb", TokenKind.GRANULAR, "token_expired"),
  INACTIVE("xoxb", TokenKind.CLASSIC, "account_inactive");

  private static final String CLASSIC = "identify,bot";
  private static final String CLIENT = "identify,client";
  private static final String GRANULAR =
      "users:read,users:write,users.profile:read,team:read,channels:read,groups:read,"
          + "im:read,mpim:read,usergroups:read,dnd:read,emoji:read,chat:write,im:write,mpim:write";

  private final String prefix;
  private final String scopes;
  private final String refusal;

  TokenKind(String prefix, String scopes, String refusal) {
    this.prefix = prefix;
    this.scopes = scopes;
    this.refusal = refusal;
  }

  /// Returns the token's text; it is not a secret and works only in this workspace.
  String text() {
    return prefix + "-demo-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  List<String> scopes() {
    return List.of(scopes.split(",", -1));
  }

  boolean isBot() {
    return prefix.equals("xoxb");
  }

  /// Returns the error for every call; empty for a usable token.
  Optional<String> refusal() {
    return refusal.isEmpty() ? Optional.empty() : Optional.of(refusal);
  }

  /// Returns whether a scope is granted; the classic umbrella scopes grant everything.
  boolean grants(String scope) {
    return scopes().stream()
        .anyMatch(each -> each.equals("bot") || each.equals("client") || each.equals(scope));
  }
}
