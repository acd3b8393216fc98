package rollcall.slack;

import java.util.Optional;

/// Presence value of Slack.
public enum SlackPresence {
  /// At least one client is connected, and was used within about ten minutes.
  ACTIVE,
  /// All other states.
  AWAY;

  /// Parses Slack's value.
  ///
  /// @param word `active` or `away`
  /// @return the presence; empty for any other word
  public static Optional<SlackPresence> of(String word) {
    return switch (word) {
      case "active" -> Optional.of(ACTIVE);
      case "away" -> Optional.of(AWAY);
      default -> Optional.empty();
    };
  }

  /// Slack's word for this presence.
  ///
  /// @return `active` or `away`
  public String word() {
    return this == ACTIVE ? "active" : "away";
  }
}
