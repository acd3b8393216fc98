package rollcall.slack;

import java.util.List;
import java.util.Map;

/// Slack token. [#toString] masks it; only [#value] returns the secret.
///
/// @param value the secret as Slack gave it, without blanks around it
public record SlackToken(String value) {
  private static final List<String> VARIABLES = List.of("SLACK_TOKEN", "SLACK_API_TOKEN");

  /// Kind of a token by its prefix. Only a call shows whether RTM accepts it: classic and granular
  /// bots share a prefix.
  public enum Kind {
    /// `xoxb-`: a bot; `xoxe.xoxb-` when it rotates, and then it is good for twelve hours.
    BOT,
    /// `xoxp-`: a person, through an app; `xoxe.xoxp-` when it rotates.
    USER,
    /// `xapp-`: an app itself; good for Socket Mode only, never for RTM.
    APP,
    /// `xoxc-`, `xoxd-`, `xoxs-`: taken from a browser or a desktop client.
    BROWSER,
    /// `xoxe-`: buys new rotating tokens; reads nothing.
    REFRESH,
    /// Text without the form of a Slack token.
    OTHER
  }

  /// Strips the blanks around it.
  ///
  /// @throws IllegalArgumentException if it is blank, or holds a character that no HTTP header may
  public SlackToken {
    value = value.strip();
    if (value.isEmpty() || !value.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
      throw new IllegalArgumentException("This cannot be a token: it is empty, or has blanks.");
    }
  }

  /// The token in the environment of this process: in `SLACK_TOKEN`, or else in `SLACK_API_TOKEN`.
  ///
  /// @return the token
  /// @throws IllegalStateException if neither variable is set, or what it holds cannot be a token;
  ///   its message is a sentence that names the variable and shows nothing of its value
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
                    "The environment variable SLACK_TOKEN is not set: set it to a Slack token, which"
                        + " starts with xoxb- or xoxp-."));
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

  /// Kind by prefix.
  ///
  /// @return the kind; not what it may do, which only Slack can tell
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

  /// The kind and the last four characters: enough to tell two tokens apart.
  ///
  /// @return as in `xoxb-…1234`
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
