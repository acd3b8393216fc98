package rollcall.ui.model;

import java.util.List;

/// Texts for a support request, without tokens, passwords and names.
public record Diagnostics(List<Part> parts) {
  public Diagnostics {
    parts = List.copyOf(parts);
  }

  /// Text file of the archive.
  ///
  /// @param name such as `log.txt`
  public record Part(String name, String text) {}
}
