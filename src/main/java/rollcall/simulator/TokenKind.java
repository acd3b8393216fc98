package rollcall.simulator;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The kinds of token that the workspace knows, and what Slack does with each (slack-protocol 1.2).
public enum TokenKind {
  /// A classic app's bot: the one kind that RTM was made for.
  CLASSIC_BOT("xoxb", Scopes.CLASSIC, ""),
  /// A classic app's user token with the scope `client`: RTM works and acts as the user.
  CLASSIC_USER("xoxp", Scopes.CLIENT, ""),
  /// Any new app's bot token: no RTM, so presence has to be polled.
  GRANULAR_BOT("xoxb", Scopes.GRANULAR, ""),
  /// Any new app's user token: `rtm:stream` is missing and cannot be had.
  GRANULAR_USER("xoxp", Scopes.GRANULAR, ""),
  /// A new app's bot that may do next to nothing.
  NARROW_BOT("xoxb", "team:read", ""),
  /// For Socket Mode only.
  APP_LEVEL("xapp", "connections:write", "not_allowed_token_type"),
  REVOKED("xoxb", Scopes.CLASSIC, "token_revoked"),
  EXPIRED("xoxb", Scopes.GRANULAR, "token_expired"),
  INACTIVE("xoxb", Scopes.CLASSIC, "account_inactive");

  private final String prefix;
  private final String scopes;
  private final String refusal;

  TokenKind(String prefix, String scopes, String refusal) {
    this.prefix = prefix;
    this.scopes = scopes;
    this.refusal = refusal;
  }

  /// The text of the token of this kind; not a secret, it opens nothing but this workspace.
  String text() {
    return prefix + "-demo-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  List<String> scopes() {
    return List.of(scopes.split(",", -1));
  }

  boolean isBot() {
    return prefix.equals("xoxb");
  }

  /// The error with which every call is refused; empty for a token that is good for something.
  Optional<String> refusal() {
    return refusal.isEmpty() ? Optional.empty() : Optional.of(refusal);
  }

  /// Whether a scope is granted; the classic umbrella scopes grant everything.
  boolean grants(String scope) {
    return scopes().stream()
        .anyMatch(each -> each.equals("bot") || each.equals("client") || each.equals(scope));
  }

  private static final class Scopes {
    static final String CLASSIC = "identify,bot";
    static final String CLIENT = "identify,client";
    static final String GRANULAR =
        "users:read,users:write,users.profile:read,team:read,channels:read,groups:read,"
            + "im:read,mpim:read,usergroups:read,dnd:read,emoji:read,chat:write,im:write,mpim:write";
  }
}
