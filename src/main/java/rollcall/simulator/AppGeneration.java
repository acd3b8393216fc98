package rollcall.simulator;

import java.util.Locale;

/// Generation of the Slack app that owns the tokens; decides how RTM behaves (slack-protocol 1.1,
/// 1.2, 2.3).
public enum AppGeneration {
  /// A classic app before September 2022: `rtm.start` answers with the whole workspace.
  HISTORIC,
  /// A classic app of today: RTM works, and `rtm.start` answers as `rtm.connect` does.
  CLASSIC,
  /// A new app: every token is refused RTM, so clients must poll presence.
  MODERN;

  /// Returns the word for the command line and the control endpoint's JSON.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
