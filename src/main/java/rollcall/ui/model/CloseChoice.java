package rollcall.ui.model;

import java.util.Locale;

/// Effect of closing the window while recording is on.
public enum CloseChoice {
  /// The user is asked.
  ASK,
  /// Recording goes on; the window is in the tray area, or minimized.
  KEEP,
  QUIT;

  /// The choice with this code; [#ASK] for any other text.
  public static CloseChoice of(String code) {
    for (CloseChoice choice : values()) {
      if (choice.code().equals(code)) {
        return choice;
      }
    }
    return ASK;
  }

  /// The code in the file.
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
