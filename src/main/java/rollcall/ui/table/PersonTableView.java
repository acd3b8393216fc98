package rollcall.ui.table;

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

/// The table of who is there now. FX lane.
public final class PersonTableView extends StackPane {
  private final PersonTableModel roster;
  private final PresenceModel model;
  private final TableView<PersonRow> table = new TableView<>();
  private final Label nobody = new Label();

  public PersonTableView(PersonTableModel roster) {
    this.roster = roster;
    this.model = roster.presence();
    table.setId("roster");
    table.getStyleClass().add("roster");
    table.setAccessibleText(Messages.of("roster.name"));
    table.setItems(roster.shown());
    table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
    table.setRowFactory(_ -> new PersonTableRow(model));
    table.setPlaceholder(placeholder());
    TableColumn<PersonRow, PersonState> name = text("name", 200, SortKey.NAME, this::name);
    table.getColumns().add(name);
    TableColumn<PersonRow, PersonState> state =
        column("state", 110, SortKey.STATE, () -> new StateCell(model));
    state.setMinWidth(StateCell.widest());
    table.getColumns().add(state);
    table.getColumns().add(text("since", 100, SortKey.SINCE, this::since));
    table.getColumns().add(text("for", 120, SortKey.LASTING, PersonTableView::lasting));
    table.getColumns().add(column("day", 230, null, () -> new Last24hCell(model)));
    table.getColumns().add(text("today", 140, SortKey.ACTIVE_TODAY, this::activeToday));
    table.setSortPolicy(_ -> sort());
    table.getSortOrder().add(name);
    getChildren().setAll(table);
  }

  /// Follows the models from now on.
  public Subscription follow() {
    ListChangeListener<PersonRow> moved = _ -> select(model.selection().get());
    roster.shown().addListener(moved);
    updatePlaceholder();
    return Subscription.combine(
        roster.follow(),
        model.selection().subscribe(this::select),
        table.getSelectionModel().selectedItemProperty().subscribe(this::selected),
        roster.query().subscribe(this::updatePlaceholder),
        roster.filterState().subscribe(this::updatePlaceholder),
        () -> roster.shown().removeListener(moved));
  }

  /// The table itself, for the focus.
  public TableView<PersonRow> table() {
    return table;
  }

  private void selected(@Nullable PersonRow row) {
    // A row that the filter hides stays selected: only a choice of another one counts.
    if (row != null) {
      model.selection().set(row.id());
    }
  }

  private void select(@Nullable UserId user) {
    PersonRow selected = table.getSelectionModel().getSelectedItem();
    if (user == null) {
      table.getSelectionModel().clearSelection();
    } else if (selected == null || !selected.id().equals(user)) {
      roster.shown().stream()
          .filter(row -> row.id().equals(user))
          .findFirst()
          .ifPresent(row -> table.getSelectionModel().select(row));
    }
  }

  private boolean sort() {
    Comparator<PersonRow> by =
        table.getSortOrder().stream()
            .map(column -> {
              Comparator<PersonRow> up = ((SortKey) column.getUserData()).comparator(model);
              return column.getSortType() == TableColumn.SortType.ASCENDING ? up : up.reversed();
            })
            .reduce((_, _) -> 0, Comparator::thenComparing);
    roster.sort(by);
    return true;
  }

  private VBox placeholder() {
    Button clear = new Button(Messages.of("roster.clear"));
    clear.setId("clear-filter");
    clear.setOnAction(_ -> roster.clearFilter());
    VBox box = new VBox(nobody, clear);
    box.getStyleClass().add("placeholder-box");
    return box;
  }

  private void updatePlaceholder() {
    String query = roster.query().get().strip();
    Optional<Presence> only = roster.filterState().get();
    nobody.setText(
        query.isEmpty() && only.isPresent()
            ? Messages.of("roster.nobody." + only.get().word())
            : Messages.of("roster.nobody_matches", query));
  }

  private String name(PersonRow row, Instant now) {
    String name = row.now().person().name();
    return row.overlays().dndAt(now).isPresent() ? name + "  z" : name;
  }

  private String since(PersonRow row, Instant now) {
    Instant since = row.now().since();
    ZoneId zone = model.zone().get();
    return since == null ? Messages.of("roster.none") : TimeFormat.since(since, now, zone);
  }

  private static String lasting(PersonRow row, Instant now) {
    return row.now()
        .duration(now)
        .map(TimeFormat::duration)
        .orElseGet(() -> Messages.of("roster.none"));
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
        new TableColumn<>(Messages.of("roster.column." + key));
    column.setId("column-" + key);
    column.getStyleClass().add("column-" + key);
    column.setPrefWidth(width);
    column.setMinWidth(width * 0.6);
    column.setReorderable(false);
    column.setSortable(order != null);
    column.setUserData(order);
    column.setCellValueFactory(row -> row.getValue().nowProperty());
    column.setCellFactory(_ -> cell.get());
    return column;
  }
}
