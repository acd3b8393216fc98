package rollcall.presence;

/// Mode of observation that the user allows.
public enum ConnectionMode {
  /// Live where the token and the network allow it, else polling.
  AUTOMATIC("automatic"),
  /// Live or nothing.
  LIVE("live"),
  /// Polling, also where a live connection is possible.
  POLLING("polling");

  private final String word;

  ConnectionMode(String word) {
    this.word = word;
  }

  /// The stable lower-case text used in files.
  public String word() {
    return word;
  }
}
