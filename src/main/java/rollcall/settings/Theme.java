package rollcall.settings;

/// How the window looks.
public enum Theme {
  /// As the operating system looks.
  AUTOMATIC,
  LIGHT,
  DARK
}
