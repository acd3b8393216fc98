package rollcall.simulator;

import java.time.Instant;
import java.util.Locale;

/// Period in which clients could not reach the workspace or received nothing from it.
///
/// @param kind type of the outage
/// @param to end of the outage; `Instant.MAX` while it lasts
public record Outage(Kind kind, Instant from, Instant to) {
  /// Type of an outage.
  public enum Kind {
    /// Every connection was cut, and every request and connection attempt was cut too.
    UNREACHABLE,
    /// Connections stayed open, and nothing was read or written on them.
    SILENT;

    /// Returns the word in the control endpoint's JSON.
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
