package rollcall.presence;

/// What can be said of a person at an instant.
///
/// Slack knows two states; the truth needs four, because time in which nobody looked is neither.
public enum Presence {
  /// Slack shows the person as active: activity seen within about ten minutes. Not work time.
  ACTIVE("active"),
  /// Slack shows the person as away.
  AWAY("away"),
  /// The person is on our list, but we were not looking: no connection, the computer asleep,
  /// Rollcall not running.
  UNKNOWN("unknown"),
  /// The person is not on our list. Such time belongs to no interval and no total.
  NOT_WATCHED("not_watched");

  private final String word;

  Presence(String word) {
    this.word = word;
  }

  /// The stable lower-case word used in files.
  public String word() {
    return word;
  }

  /// Whether somebody looked: [#ACTIVE] or [#AWAY].
  public boolean isObserved() {
    return this == ACTIVE || this == AWAY;
  }
}
