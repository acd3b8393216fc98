package rollcall.ui.export;

import java.util.List;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import rollcall.ui.model.ExportPreview;
import rollcall.ui.text.Messages;

/// Preview of the first rows of the file, with its totals. Thread: FX.
final class ExportPreviewTable extends VBox {
  private final Label summary = new Label();
  private final Label placeholder = new Label();
  private final TableView<List<String>> table = new TableView<>();
  private List<String> header = List.of();

  ExportPreviewTable() {
    getStyleClass().add("export-preview");
    summary.setId("preview-sum");
    summary.getStyleClass().add("heading");
    summary.setWrapText(true);
    summary.setMinHeight(USE_PREF_SIZE);
    placeholder.setId("preview-none");
    placeholder.setWrapText(true);
    table.setId("preview");
    table.setAccessibleText(Messages.of("export.preview"));
    table.setPlaceholder(placeholder);
    VBox.setVgrow(table, Priority.ALWAYS);
    getChildren().addAll(summary, table);
  }

  /// Shows this preview; null while it is being computed.
  ///
  /// @param hasCoverage whether coverage applies to the rows
  void show(@Nullable ExportPreview preview, boolean hasCoverage) {
    switch (preview) {
      case null -> summary.setText(Messages.of("export.preview.counting"));
      case ExportPreview.Failed(String sentence) -> empty(sentence);
      case ExportPreview.Rows rows -> show(rows, hasCoverage);
    }
  }

  /// Clears the preview and shows the reason.
  void empty(String sentence) {
    summary.setText(Messages.of("export.preview"));
    placeholder.setText(sentence);
    table.getItems().clear();
  }

  private void show(ExportPreview.Rows rows, boolean hasCoverage) {
    ExportPreview.Totals totals = rows.totals();
    summary.setText(
        totals == null
            ? Messages.of("export.preview.counting")
            : ExportText.summary(totals, hasCoverage));
    placeholder.setText(Messages.of("export.preview.none"));
    if (!rows.cells().getFirst().equals(header)) {
      header = rows.cells().getFirst();
      table.getColumns().clear();
      for (int i = 0; i < header.size(); i++) {
        table.getColumns().add(column(header.get(i), i));
      }
    }
    table.getItems().setAll(rows.cells().subList(1, rows.cells().size()));
  }

  private static TableColumn<List<String>, String> column(String name, int at) {
    TableColumn<List<String>, String> column = new TableColumn<>(name);
    column.setCellValueFactory(row -> new ReadOnlyStringWrapper(row.getValue().get(at)));
    column.setSortable(false);
    column.setReorderable(false);
    column.setPrefWidth(Math.clamp(8L * name.length() + 26, 84, 190));
    return column;
  }
}
