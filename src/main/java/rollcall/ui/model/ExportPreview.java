package rollcall.ui.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How an export would look.
public sealed interface ExportPreview {
  /// The beginning of the file, as it would be written.
  ///
  /// @param cells row by row, the header first
  /// @param totals what the whole file holds, or null while that is still being counted
  record Rows(List<List<String>> cells, @Nullable Totals totals) implements ExportPreview {
    public Rows {
      cells = List.copyOf(cells);
    }
  }

  /// There is nothing to show.
  ///
  /// @param sentence what is wrong and what to do, for a person
  record Failed(String sentence) implements ExportPreview {}

  /// What a file holds.
  ///
  /// @param rows without the header
  /// @param running how many of them are not over yet
  /// @param coveragePercent how much of the watched time was observed, 0 to 100; 100 when nothing
  ///   was watched
  record Totals(long rows, long running, double coveragePercent) {}
}
