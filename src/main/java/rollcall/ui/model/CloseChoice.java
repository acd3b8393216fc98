package rollcall.ui.model;

import rollcall.ui.text.Messages;

/// Effect of closing the window while recording is on.
public enum CloseChoice {
  /// The user is asked.
  ASK,
  /// Recording goes on; the window is in the tray area, or minimized.
  KEEP,
  QUIT;

  /// The choice with this code; [#ASK] for any other text.
  public static CloseChoice of(String code) {
    return Messages.byWord(values(), code).orElse(ASK);
  }

  /// The code in the file.
  public String code() {
    return Messages.word(this);
  }
}
