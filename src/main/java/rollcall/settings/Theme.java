package rollcall.settings;

/// Theme of the window.
public enum Theme {
  /// As the operating system looks.
  AUTOMATIC,
  LIGHT,
  DARK
}
