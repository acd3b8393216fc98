package rollcall.ui.main;

import java.util.Locale;

/// Screen of the main window.
enum Screen {
  PRESENCE,
  TIMECARDS;

  /// The key of its name.
  String key() {
    return "screen." + name().toLowerCase(Locale.ROOT);
  }
}
