package rollcall.slack;

import java.util.List;
import java.util.Map;

/// Slack token. [#toString] masks it; only [#value] returns the secret.
///
/// @param value the secret, without surrounding blanks
public record SlackToken(String value) {
  private static final List<String> VARIABLES = List.of("SLACK_TOKEN", "SLACK_API_TOKEN");

  /// Kind of a token by its prefix. Only a call shows whether RTM accepts it: classic and granular
  /// bots share a prefix.
  public enum Kind {
    /// `xoxb-`: a bot; `xoxe.xoxb-` for a rotating token, which is valid for twelve hours.
    BOT,
    /// `xoxp-`: a user, through an app; `xoxe.xoxp-` for a rotating token.
    USER,
    /// `xapp-`: an app itself; for Socket Mode only, not for RTM.
    APP,
    /// `xoxc-`, `xoxd-`, `xoxs-`: taken from a browser or a desktop client.
    BROWSER,
    /// `xoxe-`: a refresh token, which only obtains rotating tokens.
    REFRESH,
    /// Text without the form of a Slack token.
    OTHER
  }

  /// Strips surrounding blanks.
  ///
  /// @throws IllegalArgumentException if it is blank, or has a blank or a non-ASCII character
  public SlackToken {
    value = value.strip();
    if (value.isEmpty() || !value.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
      throw new IllegalArgumentException(
          "This cannot be a token: it is empty, or has a character that no token has, such as"
              + " a blank.");
    }
  }

  /// Reads the token from the environment variable `SLACK_TOKEN`, or else `SLACK_API_TOKEN`.
  ///
  /// @return the token
  /// @throws IllegalStateException if neither variable is set, or its value cannot be a token; the
  ///   message is a sentence that names the variable, without its value
  public static SlackToken fromEnvironment() {
    return fromEnvironment(System.getenv());
  }

  static SlackToken fromEnvironment(Map<String, String> variables) {
    String name =
        VARIABLES.stream()
            .filter(one -> !variables.getOrDefault(one, "").isBlank())
            .findFirst()
            .orElseThrow(() ->
                new IllegalStateException(
                    "The environment variable SLACK_TOKEN is not set: set it to a Slack token,"
                        + " which starts with xoxb- or xoxp-."));
    try {
      return new SlackToken(variables.getOrDefault(name, ""));
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(
          "The environment variable "
              + name
              + " holds no Slack token: a token has no blanks, and starts with xoxb- or xoxp-.",
          e);
    }
  }

  /// Kind of the token by its prefix.
  ///
  /// @return the kind, which does not imply any scope
  public Kind kind() {
    int dash = value.indexOf('-');
    String prefix = dash < 0 ? "" : value.substring(0, dash);
    return switch (prefix) {
      case "xoxb", "xoxe.xoxb" -> Kind.BOT;
      case "xoxp", "xoxe.xoxp" -> Kind.USER;
      case "xapp" -> Kind.APP;
      case "xoxc", "xoxd", "xoxs" -> Kind.BROWSER;
      case "xoxe" -> Kind.REFRESH;
      default -> Kind.OTHER;
    };
  }

  /// Prefix and last four characters, to distinguish two tokens.
  ///
  /// @return such as `xoxb-…1234`
  public String masked() {
    String prefix = kind() == Kind.OTHER ? "" : value.substring(0, value.indexOf('-') + 1);
    int shown = value.length() - prefix.length() >= 12 ? 4 : 0;
    return prefix + "…" + value.substring(value.length() - shown);
  }

  @Override
  public String toString() {
    return masked();
  }
}
