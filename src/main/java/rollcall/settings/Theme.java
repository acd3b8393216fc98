package rollcall.settings;

/// Theme of the window.
public enum Theme {
  /// Theme of the operating system.
  AUTOMATIC,
  LIGHT,
  DARK
}
