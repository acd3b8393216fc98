package rollcall.presence;

/// What may be kept of a person beside their presence, each by choice.
public enum OverlayKind {
  /// When they want no notifications.
  DND("dnd"),
  /// What they write about themselves.
  STATUS("status"),
  /// Whether they are in a huddle.
  HUDDLE("huddle");

  private final String word;

  OverlayKind(String word) {
    this.word = word;
  }

  /// The stable lower-case word used in files.
  public String word() {
    return word;
  }
}
