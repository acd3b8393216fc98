package rollcall.ui.text;

import java.util.Locale;

/// What kind of Slack token a text is, by its beginning, which is all that is looked at.
///
/// Source of the prefixes: https://docs.slack.dev/authentication/tokens
public enum TokenKind {
  /// `xoxb-`: of an app's bot user.
  BOT,
  /// `xoxp-`: of a person, by way of an app.
  USER,
  /// `xapp-`: of an app as a whole; reads no presence.
  APP,
  /// `xoxe-`: buys new tokens; reads nothing.
  REFRESH,
  /// `xoxc-`, `xoxd-`, `xoxs-`: taken from a browser's session.
  BROWSER,
  /// None of these.
  OTHER;

  /// The kind of this text; blanks around it do not count.
  public static TokenKind of(String text) {
    return switch (prefix(text)) {
      case "xoxb-", "xoxe.xoxb-" -> BOT;
      case "xoxp-", "xoxe.xoxp-" -> USER;
      case "xapp-" -> APP;
      case "xoxe-" -> REFRESH;
      case "xoxc-", "xoxd-", "xoxs-" -> BROWSER;
      default -> OTHER;
    };
  }

  /// What the text begins with, up to its first hyphen and with it; blank when there is none.
  public static String prefix(String text) {
    String stripped = text.strip();
    return stripped.substring(0, stripped.indexOf('-') + 1).toLowerCase(Locale.ROOT);
  }

  /// Whether Rollcall can use it.
  public boolean isUsable() {
    return this == BOT || this == USER;
  }
}
