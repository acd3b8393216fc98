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
  /// @param word such as `active`
  /// @return empty for a word that is not known
  public static Optional<SlackPresence> of(String word) {
    return switch (word) {
      case "active" -> Optional.of(ACTIVE);
      case "away" -> Optional.of(AWAY);
      default -> Optional.empty();
    };
  }

  /// Slack's word.
  ///
  /// @return `active` or `away`
  public String word() {
    return this == ACTIVE ? "active" : "away";
  }
}
