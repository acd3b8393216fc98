package rollcall.ui.presence;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import javafx.collections.ListChangeListener;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import rollcall.presence.Presence;
import rollcall.presence.UserId;
import rollcall.ui.model.PersonRow;
import rollcall.ui.model.PersonState;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.text.Messages;
import rollcall.ui.text.TimeFormat;

/// Table of the watched people and their current presence. Thread: FX.
public final class PersonTableView extends StackPane {
  private final PersonTableModel tableModel;
  private final PresenceModel model;
  private final TableView<PersonRow> table = new TableView<>();
  private final Label placeholderText = new Label();

  public PersonTableView(PersonTableModel tableModel) {
    this.tableModel = tableModel;
    this.model = tableModel.presenceModel();
    table.setId("person-table");
    table.getStyleClass().add("person-table");
    table.setAccessibleText(Messages.of("table.name"));
    table.setItems(tableModel.shown());
    table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
    table.setRowFactory(_ -> new PersonTableRow(model));
    table.setPlaceholder(placeholder());
    TableColumn<PersonRow, PersonState> name = text("name", 200, SortKey.NAME, this::name);
    table.getColumns().add(name);
    TableColumn<PersonRow, PersonState> state =
        column("state", 110, SortKey.STATE, () -> new StateCell(model));
    state.setMinWidth(StateCell.widestWidth());
    table.getColumns().add(state);
    table.getColumns().add(text("since", 100, SortKey.SINCE, this::since));
    table.getColumns().add(text("for", 120, SortKey.DURATION, this::duration));
    table.getColumns().add(column("day", 230, null, () -> new Last24hCell(model)));
    table.getColumns().add(text("today", 140, SortKey.ACTIVE_TODAY, this::activeToday));
    table.setSortPolicy(_ -> sort());
    table.getSortOrder().add(name);
    getChildren().setAll(table);
  }

  /// Subscribes to the models.
  public Subscription follow() {
    ListChangeListener<PersonRow> rowsListener = _ -> select(model.selection().get());
    tableModel.shown().addListener(rowsListener);
    updatePlaceholder();
    return Subscription.combine(
        tableModel.follow(),
        model.selection().subscribe(this::select),
        table.getSelectionModel().selectedItemProperty().subscribe(this::onTableSelection),
        tableModel.query().subscribe(this::updatePlaceholder),
        tableModel.filterState().subscribe(this::updatePlaceholder),
        () -> tableModel.shown().removeListener(rowsListener));
  }

  /// The table control, for the focus.
  public TableView<PersonRow> table() {
    return table;
  }

  private void onTableSelection(@Nullable PersonRow row) {
    // A selected row that the filter hides stays selected; only another selection replaces it.
    if (row != null) {
      model.selection().set(row.id());
    }
  }

  private void select(@Nullable UserId user) {
    PersonRow selected = table.getSelectionModel().getSelectedItem();
    if (user == null) {
      table.getSelectionModel().clearSelection();
    } else if (selected == null || !selected.id().equals(user)) {
      tableModel.shown().stream()
          .filter(row -> row.id().equals(user))
          .findFirst()
          .ifPresent(row -> table.getSelectionModel().select(row));
    }
  }

  private boolean sort() {
    Comparator<PersonRow> comparator =
        table.getSortOrder().stream()
            .map(column -> {
              Comparator<PersonRow> ascending = ((SortKey) column.getUserData()).comparator(model);
              return column.getSortType() == TableColumn.SortType.ASCENDING
                  ? ascending
                  : ascending.reversed();
            })
            .reduce((_, _) -> 0, Comparator::thenComparing);
    tableModel.sort(comparator);
    return true;
  }

  private VBox placeholder() {
    Button clear = new Button(Messages.of("table.clear"));
    clear.setId("clear-filter");
    clear.setOnAction(_ -> tableModel.clearFilter());
    VBox box = new VBox(placeholderText, clear);
    box.getStyleClass().add("placeholder-box");
    return box;
  }

  private void updatePlaceholder() {
    String query = tableModel.query().get().strip();
    Optional<Presence> only = tableModel.filterState().get();
    placeholderText.setText(
        query.isEmpty() && only.isPresent()
            ? Messages.of("table.none." + only.get().word())
            : Messages.of("table.no_match", query));
  }

  private String name(PersonRow row, Instant now) {
    String name = row.state().person().name();
    return row.overlays().dndAt(now).isPresent() ? name + "  z" : name;
  }

  private String since(PersonRow row, Instant now) {
    Instant since = row.state().since();
    ZoneId zone = model.zone().get();
    return since == null ? Messages.of("table.no_value") : TimeFormat.since(since, now, zone);
  }

  private String duration(PersonRow row, Instant now) {
    return row.state()
        .durationText(now, model.zone().get())
        .orElseGet(() -> Messages.of("table.no_value"));
  }

  private String activeToday(PersonRow row, Instant now) {
    return TimeFormat.hours(Duration.ofSeconds(model.today(row).active()));
  }

  private TableColumn<PersonRow, PersonState> text(
      String key, double width, SortKey order, BiFunction<PersonRow, Instant, String> text) {
    return column(key, width, order, () -> new RelativeTimeCell(model, text));
  }

  private static TableColumn<PersonRow, PersonState> column(
      String key,
      double width,
      @Nullable SortKey order,
      Supplier<TableCell<PersonRow, PersonState>> cell) {
    TableColumn<PersonRow, PersonState> column =
        new TableColumn<>(Messages.of("table.column." + key));
    column.setId("column-" + key);
    column.getStyleClass().add("column-" + key);
    column.setPrefWidth(width);
    column.setMinWidth(width * 0.6);
    column.setReorderable(false);
    column.setSortable(order != null);
    column.setUserData(order);
    column.setCellValueFactory(row -> row.getValue().stateProperty());
    column.setCellFactory(_ -> cell.get());
    return column;
  }
}
