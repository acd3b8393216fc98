package rollcall.ui.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Preview of an export.
public sealed interface ExportPreview {
  /// The first rows of the file, as they would be written.
  ///
  /// @param cells row by row, the header first
  /// @param totals totals of the whole file, or null until they are counted
  record Rows(List<List<String>> cells, @Nullable Totals totals) implements ExportPreview {
    public Rows {
      cells = List.copyOf(cells);
    }
  }

  /// No preview is available.
  ///
  /// @param sentence the problem and the remedy, for the user
  record Failed(String sentence) implements ExportPreview {}

  /// Totals of a file.
  ///
  /// @param rows without the header
  /// @param running rows that have not ended yet
  /// @param coveragePercent observed share of the watched time, 0 to 100; 100 when nothing was
  ///   watched
  record Totals(long rows, long running, double coveragePercent) {}
}
