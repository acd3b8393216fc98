package rollcall.slack.web;

/// Presence setting of the token's own user: nothing can force `active`.
public enum PresenceSetting {
  /// As Slack sees it from what the user does.
  AUTO("auto"),
  /// Away, also while the user is active, until it is set to [#AUTO].
  AWAY("away");

  private final String word;

  PresenceSetting(String word) {
    this.word = word;
  }

  /// Slack's word for it.
  ///
  /// @return `auto` or `away`
  public String word() {
    return word;
  }
}
