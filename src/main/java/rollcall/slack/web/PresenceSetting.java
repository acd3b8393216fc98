package rollcall.slack.web;

import java.util.Locale;

/// Presence setting of the token's own user. There is none for `active`.
public enum PresenceSetting {
  /// Derived by Slack from the user's activity.
  AUTO,
  /// Away, also while the user is active, until it is set to [#AUTO].
  AWAY;

  private final String word = name().toLowerCase(Locale.ROOT);

  /// Slack's word for this setting.
  ///
  /// @return `auto` or `away`
  public String word() {
    return word;
  }
}
