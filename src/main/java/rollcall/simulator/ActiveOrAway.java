package rollcall.simulator;

import java.util.Locale;

/// Presence of a user in Slack.
public enum ActiveOrAway {
  ACTIVE,
  AWAY;

  /// Returns the word in Slack's JSON.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static ActiveOrAway of(boolean active) {
    return active ? ACTIVE : AWAY;
  }
}
