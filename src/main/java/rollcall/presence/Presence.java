package rollcall.presence;

import java.util.Locale;

/// State of a person at an instant.
///
/// Slack knows two states; a correct record needs four, because time without observation is
/// neither.
public enum Presence {
  /// Slack shows the person as active: activity within about the last ten minutes. Not work time.
  ACTIVE,
  /// Slack shows the person as away.
  AWAY,
  /// The person is on the watch list, but there was no observation: no connection, the computer
  /// asleep, Rollcall not running.
  UNKNOWN,
  /// The person is not on the watch list. Such time belongs to no span and no total.
  NOT_WATCHED;

  private final String word = name().toLowerCase(Locale.ROOT);

  /// The stable lower-case text used in files.
  public String word() {
    return word;
  }

  /// Returns whether the state was observed: [#ACTIVE] or [#AWAY].
  public boolean isObserved() {
    return this == ACTIVE || this == AWAY;
  }
}
