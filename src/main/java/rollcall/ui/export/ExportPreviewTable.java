package rollcall.ui.export;

import static rollcall.ui.controls.Controls.wrappedLabel;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import rollcall.ui.model.ExportPreview;
import rollcall.ui.text.Messages;

/// Preview of the first rows of the file, with its totals. Thread: FX.
final class ExportPreviewTable extends VBox {
  private static final List<String> FIRST =
      List.of(
          "date",
          "week_start",
          "name",
          "active_h",
          "total_h",
          "coverage_pct",
          "first_active",
          "last_active",
          "state",
          "start_local",
          "end_local",
          "duration_h",
          "received_local",
          "type",
          "presence");

  /// The size of the text for which widths are given.
  private static final double NORMAL_TEXT = 13;

  private static final Set<String> NUMBERS =
      Set.of("sessions", "breaks", "days_active", "batch_size", "event_id", "interval_id");

  private final Label summary = wrappedLabel("", "heading");
  private final Label note = wrappedLabel("", "muted");
  private final Label placeholder = new Label();
  private TableView<List<String>> table = new TableView<>();
  private List<String> header = List.of();

  ExportPreviewTable() {
    getStyleClass().add("export-preview");
    summary.setId("preview-sum");
    placeholder.setId("preview-none");
    placeholder.setWrapText(true);
    getChildren().addAll(summary, table, note);
    replaceTable();
    summary.fontProperty().subscribe((_, _) -> table.getColumns().forEach(this::fitText));
  }

  /// Replaces the table by an empty one. A table that gets other columns lays out their cells
  /// before their styles are known, and not again.
  private void replaceTable() {
    TableView<List<String>> before = table;
    before.setPlaceholder(null);
    table = new TableView<>();
    table.setId("preview");
    table.setAccessibleText(Messages.of("export.preview"));
    table.setPlaceholder(placeholder);
    VBox.setVgrow(table, Priority.ALWAYS);
    getChildren().set(getChildren().indexOf(before), table);
  }

  /// Says that the preview is being computed.
  void showCounting() {
    summary.setText(Messages.of("export.preview.counting"));
  }

  /// Clears the preview and shows the reason.
  void empty(String sentence) {
    summary.setText(Messages.of("export.preview"));
    placeholder.setText(sentence);
    table.getItems().clear();
  }

  /// Shows this preview.
  ///
  /// @param hasCoverage whether coverage applies to the rows
  void show(ExportPreview rows, boolean hasCoverage) {
    ExportPreview.Totals totals = rows.totals();
    summary.setText(
        totals == null
            ? Messages.of("export.preview.counting")
            : ExportText.summary(totals, hasCoverage));
    placeholder.setText(Messages.of("export.preview.none"));
    if (!rows.cells().getFirst().equals(header)) {
      header = rows.cells().getFirst();
      replaceTable();
      table.getColumns().setAll(order(header).stream().map(this::column).toList());
      note.setText(Messages.of("export.preview.columns", header.size()));
    }
    table.getItems().setAll(rows.cells().subList(1, rows.cells().size()));
  }

  /// The names of the columns with those first that people compare: whose day it is and the hours.
  /// The others follow in the order of the file.
  static List<String> order(List<String> header) {
    List<String> order = new ArrayList<>(FIRST);
    order.retainAll(header);
    header.stream().filter(name -> !order.contains(name)).forEach(order::add);
    return order;
  }

  /// Whether the cells of this column are numbers.
  static boolean isNumber(String name) {
    return NUMBERS.contains(name) || name.matches(".*_(h|s|pct|min)");
  }

  /// The length of a date, a time, a usual name or a type of event in this column; 0 for other
  /// columns.
  private static int contentLength(String name) {
    if (name.equals("name")) {
      return "Maximilian Schneider".length();
    }
    if (name.endsWith("_local")) {
      return "2026-11-30 17:31:09".length();
    }
    if (name.endsWith("_utc")) {
      return "2026-11-30T17:31:09Z".length();
    }
    if (name.equals("type")) {
      return "connection_lost".length();
    }
    return name.equals("date") || name.equals("week_start") ? "2026-11-30".length() : 0;
  }

  private TableColumn<List<String>, String> column(String name) {
    int at = header.indexOf(name);
    TableColumn<List<String>, String> column = new TableColumn<>(name);
    column.getStyleClass().add(isNumber(name) ? "number-column" : "text-column");
    column.setCellValueFactory(row -> new ReadOnlyStringWrapper(row.getValue().get(at)));
    column.setSortable(false);
    column.setReorderable(false);
    fitText(column);
    return column;
  }

  private void fitText(TableColumn<?, ?> column) {
    String name = column.getText();
    double width = Math.clamp(8L * Math.max(name.length(), contentLength(name)) + 22, 76, 180);
    column.setPrefWidth(Math.rint(width * summary.getFont().getSize() / NORMAL_TEXT));
  }
}
