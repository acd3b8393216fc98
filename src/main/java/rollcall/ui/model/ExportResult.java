package rollcall.ui.model;

import java.nio.file.Path;

/// Result of an export.
public sealed interface ExportResult {
  /// The file is complete.
  ///
  /// @param rows without the header
  /// @param coveragePercent observed share of the watched time, 0 to 100; 100 when nothing was
  ///   watched
  record Saved(Path file, long rows, int coveragePercent) implements ExportResult {}

  /// The text for the clipboard; no file was written.
  ///
  /// @param text the rows in the requested style, the header first
  /// @param rows without the header
  /// @param coveragePercent as in [Saved]
  record Copied(String text, long rows, int coveragePercent) implements ExportResult {}

  /// The file exists already, and nothing was written.
  ///
  /// @param other an unused name in the same folder
  record Exists(Path file, Path other) implements ExportResult {}

  /// Nothing was written.
  ///
  /// @param sentence the problem and the remedy, for the user
  record Failed(String sentence) implements ExportResult {}
}
