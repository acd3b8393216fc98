package rollcall.presence;

import java.util.Locale;

/// Mode of observation that the user allows.
public enum ConnectionMode {
  /// Live where the token and the network allow it, else polling.
  AUTOMATIC,
  /// Live or nothing.
  LIVE,
  /// Polling, also where a live connection is possible.
  POLLING;

  private final String word = name().toLowerCase(Locale.ROOT);

  /// The stable lower-case text used in files.
  public String word() {
    return word;
  }
}
