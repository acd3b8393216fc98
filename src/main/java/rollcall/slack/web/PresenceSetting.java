package rollcall.slack.web;

import java.util.Locale;

/// Presence setting of the token's own user: nothing can force `active`.
public enum PresenceSetting {
  /// As Slack sees it from what the user does.
  AUTO,
  /// Away, also while the user is active, until it is set to [#AUTO].
  AWAY;

  private final String word = name().toLowerCase(Locale.ROOT);

  /// Slack's word for it.
  ///
  /// @return `auto` or `away`
  public String word() {
    return word;
  }
}
