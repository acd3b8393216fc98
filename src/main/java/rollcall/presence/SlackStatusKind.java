package rollcall.presence;

import java.util.Locale;

/// Kind of Slack status; each is recorded only when the user chooses it.
public enum SlackStatusKind {
  /// Do Not Disturb.
  DND,
  /// Status text.
  STATUS,
  /// Huddle.
  HUDDLE;

  private final String word = name().toLowerCase(Locale.ROOT);

  /// The stable lower-case text used in files.
  public String word() {
    return word;
  }
}
