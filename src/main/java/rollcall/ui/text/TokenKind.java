package rollcall.ui.text;

import java.util.Locale;

/// Kind of a Slack token, recognized by its prefix only.
///
/// Source of the prefixes: https://docs.slack.dev/authentication/tokens
public enum TokenKind {
  /// `xoxb-`: bot user of an app.
  BOT,
  /// `xoxp-`: user, issued to an app.
  USER,
  /// `xapp-`: app-level; cannot read presence.
  APP,
  /// `xoxe-`: refresh token; cannot read anything.
  REFRESH,
  /// `xoxc-`, `xoxd-`, `xoxs-`: copied from a browser session.
  BROWSER,
  /// Begins as a bot or user token, but has a blank or a character inside that no token has.
  BROKEN,
  /// Any other text.
  OTHER;

  /// The kind of this token; surrounding spaces are ignored.
  public static TokenKind of(String text) {
    return switch (prefix(text)) {
      case "xoxb-", "xoxe.xoxb-" -> isWhole(text.strip()) ? BOT : BROKEN;
      case "xoxp-", "xoxe.xoxp-" -> isWhole(text.strip()) ? USER : BROKEN;
      case "xapp-" -> APP;
      case "xoxe-" -> REFRESH;
      case "xoxc-", "xoxd-", "xoxs-" -> BROWSER;
      default -> OTHER;
    };
  }

  /// The prefix up to and including the first hyphen; blank if there is none.
  public static String prefix(String text) {
    String stripped = text.strip();
    return stripped.substring(0, stripped.indexOf('-') + 1).toLowerCase(Locale.ROOT);
  }

  private static boolean isWhole(String token) {
    return token.chars().allMatch(c -> c > ' ' && c <= '~');
  }

  /// Whether Rollcall can use this kind.
  public boolean isUsable() {
    return this == BOT || this == USER;
  }
}
