package rollcall.settings;

/// Grouping of the people on the screen.
public enum GroupBy {
  NONE("none"),
  /// The user's own groups.
  MINE("mine"),
  /// Slack user groups.
  USER_GROUP("user_group"),
  CHANNEL("channel"),
  /// The time zone of each person.
  ZONE("zone"),
  /// Active, away, unknown, not watched.
  STATE("state");

  private final String word;

  GroupBy(String word) {
    this.word = word;
  }

  /// The stable lower-case text used in the settings file.
  public String word() {
    return word;
  }
}
