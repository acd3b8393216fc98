package rollcall.simulator;

import java.util.Locale;

/// What Slack says of a person.
public enum DemoPresence {
  ACTIVE,
  AWAY;

  /// The word in Slack's JSON.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static DemoPresence of(boolean active) {
    return active ? ACTIVE : AWAY;
  }
}
