package rollcall.ui.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// First rows of an export, as they would be written.
///
/// @param cells row by row, the header first
/// @param totals totals of the whole file, or null until they are counted
public record ExportPreview(List<List<String>> cells, @Nullable Totals totals) {
  public ExportPreview {
    cells = List.copyOf(cells);
  }

  /// Totals of a file.
  ///
  /// @param rows without the header
  /// @param running rows that have not ended yet
  /// @param coveragePercent observed share of the watched time, 0 to 100; 100 when nothing was
  ///   watched
  public record Totals(long rows, long running, int coveragePercent) {}
}
