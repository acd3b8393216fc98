package rollcall.simulator;

import java.util.Locale;

/// What kind of app the workspace's tokens belong to, which decides what RTM does (slack-protocol
/// 1.1, 1.2, 2.3).
public enum AppGeneration {
  /// A classic app before September 2022: `rtm.start` answers with the whole workspace.
  HISTORIC,
  /// A classic app of today: RTM works, and `rtm.start` answers as `rtm.connect` does.
  CLASSIC,
  /// A new app: every token is refused RTM, so presence has to be polled.
  MODERN;

  /// The word on the command line and in the control endpoint's JSON.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
