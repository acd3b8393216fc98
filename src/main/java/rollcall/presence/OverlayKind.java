package rollcall.presence;

/// Kind of overlay; each is recorded only when the user chooses it.
public enum OverlayKind {
  /// Do Not Disturb.
  DND("dnd"),
  /// Status text.
  STATUS("status"),
  /// Huddle.
  HUDDLE("huddle");

  private final String word;

  OverlayKind(String word) {
    this.word = word;
  }

  /// The stable lower-case text used in files.
  public String word() {
    return word;
  }
}
