package rollcall.presence;

/// By which means a sighting was made.
public enum Source {
  /// Slack told us by itself over the RTM socket.
  RTM("rtm"),
  /// We asked with `users.getPresence`.
  POLL("poll"),
  /// The built-in demo workspace told us; never mixed with real data.
  DEMO("demo"),
  /// Nobody: Rollcall itself noted that it was not looking.
  NONE("");

  private final String word;

  Source(String word) {
    this.word = word;
  }

  /// The stable word used in files; empty for [#NONE].
  public String word() {
    return word;
  }
}
