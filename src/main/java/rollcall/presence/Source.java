package rollcall.presence;

/// Source of a sighting.
public enum Source {
  /// Slack pushed it over the RTM socket.
  RTM("rtm"),
  /// Requested with `users.getPresence`.
  POLL("poll"),
  /// The built-in demo workspace; never mixed with real data.
  DEMO("demo"),
  /// No source: Rollcall itself recorded that it was not observing.
  NONE("");

  private final String word;

  Source(String word) {
    this.word = word;
  }

  /// The stable text used in files; empty for [#NONE].
  public String word() {
    return word;
  }
}
