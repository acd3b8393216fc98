package rollcall.settings;

import java.util.Locale;

/// Grouping of the people on the screen.
public enum GroupBy {
  NONE,
  /// The user's own groups.
  MINE,
  /// Slack user groups.
  USER_GROUP,
  CHANNEL,
  /// The time zone of each person.
  ZONE,
  /// Active, away, unknown, not watched.
  STATE;

  private final String word = name().toLowerCase(Locale.ROOT);

  /// The stable lower-case text used in the settings file.
  public String word() {
    return word;
  }
}
