package rollcall.simulator;

import java.time.Instant;
import java.util.Locale;

/// A time in which clients could not reach the workspace, or heard nothing from it.
///
/// @param kind what was wrong
/// @param to when it was reachable again; `Instant.MAX` while it is not
public record Outage(Kind kind, Instant from, Instant to) {
  /// What was wrong.
  public enum Kind {
    /// Every connection was cut, and every request and connection attempt was cut too.
    UNREACHABLE,
    /// Connections stayed open, and nothing was read or written on them.
    SILENT;

    /// The word in the control endpoint's JSON.
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
