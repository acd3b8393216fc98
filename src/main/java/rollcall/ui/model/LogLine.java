package rollcall.ui.model;

import java.time.Instant;

/// Message of the log.
///
/// @param source simple name of the class that logged it
/// @param text without tokens; may have several lines
public record LogLine(Instant time, System.Logger.Level level, String source, String text) {}
