package rollcall.ui.model;

import java.time.Instant;
import rollcall.ui.text.Messages;

/// Message of the log.
///
/// @param source simple name of the class that logged it
/// @param text without tokens; may have several lines
public record LogLine(Instant time, System.Logger.Level level, String source, String text) {
  /// The name of a level on the screen.
  public static String text(System.Logger.Level level) {
    return Messages.of("log.level." + Messages.word(level));
  }
}
