package rollcall.ui.model;

import java.nio.file.Path;

/// What became of an export.
public sealed interface ExportResult {
  /// The file is whole and in its place.
  ///
  /// @param rows without the header
  /// @param coveragePercent how much of the watched time was observed, 0 to 100; 100 when nothing
  ///   was watched
  record Saved(Path file, long rows, double coveragePercent) implements ExportResult {}

  /// It is ready for the clipboard, and no file was written.
  ///
  /// @param text cells parted by tabs, the header first
  /// @param rows without the header
  /// @param coveragePercent as for a file
  record Copied(String text, long rows, double coveragePercent) implements ExportResult {}

  /// There is such a file already, and nothing was written.
  ///
  /// @param other a name that is free, in the same folder
  record Exists(Path file, Path other) implements ExportResult {}

  /// Nothing was written.
  ///
  /// @param sentence what is wrong and what to do, for a person
  record Failed(String sentence) implements ExportResult {}
}
