package rollcall.simulator;

import java.util.Locale;

/// Presence of a user in Slack.
public enum DemoPresence {
  ACTIVE,
  AWAY;

  /// Returns the word in Slack's JSON.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static DemoPresence of(boolean active) {
    return active ? ACTIVE : AWAY;
  }
}
