package rollcall.ui.timecards;

import static rollcall.ui.controls.Controls.styled;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.animation.PauseTransition;
import javafx.beans.binding.Bindings;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TablePosition;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.control.skin.TableColumnHeader;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import rollcall.presence.UserId;
import rollcall.timecard.DayRange;
import rollcall.timecard.DayTotals;
import rollcall.ui.text.Messages;
import rollcall.ui.text.TimeConventions;
import rollcall.ui.text.TimeFormat;

/// Grid of people and days with cell selection. Thread: FX.
final class TimecardGrid extends TableView<GridItem> {
  /// Room for "Sitzungen" in the header.
  private static final double FIGURE = 80;

  /// The part of a column that its strips leave at both sides: border and padding of the cell.
  private static final double BESIDE = 17;

  /// The number of frames in which the grid tries to scroll to a column.
  private static final int MOST_TRIES = 10;

  /// Room for "12:24 AM".
  private static final double TWELVE_HOURS = 92;

  private final TimecardsModel model;
  private final TableColumn<GridItem, TimecardGridRow> nameColumn = column("name-cell");
  private final TableColumn<GridItem, TimecardGridRow> totalColumn =
      column(
          "timecards.column.week",
          "total-cell",
          () -> rightAligned(new TextCell(this::total, this::totalHelp)));
  private final TableColumn<GridItem, TimecardGridRow> coverageColumn = coverageColumn();
  private final List<TableColumn<GridItem, TimecardGridRow>> dayColumns = new ArrayList<>();
  private final List<Label> dayHeaders = new ArrayList<>();
  private final Label placeholder = new Label();
  private @Nullable DayRange shownDays;
  private @Nullable RangeLength shownPeriod;
  private @Nullable HourAxis dayAxis;
  private boolean restoring;
  private final PauseTransition afterLayout = new PauseTransition(Duration.millis(1));
  private @Nullable TableColumn<GridItem, ?> columnToShow;
  private int triesToShow;
  // The distance by which the grid is scrolled, and the names are moved to stay in view.
  private final DoubleProperty scrolled = new SimpleDoubleProperty();
  private @Nullable ScrollBar scrollBar;
  private boolean isFocusToUncover;

  TimecardGrid(TimecardsModel model) {
    this.model = model;
    nameColumn.setText(Messages.of("timecards.column.person"));
    nameColumn.setCellFactory(_ ->
        keptInView(
            new NameCell(
                model, () -> !totalColumn.isVisible(), () -> !coverageColumn.isVisible())));
    scrolled.subscribe(x -> pseudoClassStateChanged(PseudoClasses.SCROLLED, x.doubleValue() > 0));
    setId("timecard-grid");
    getStyleClass().add("timecard-grid");
    setAccessibleText(Messages.of("timecards.grid"));
    placeholder.setWrapText(true);
    placeholder.setId("timecard-none");
    setPlaceholder(placeholder);
    getSelectionModel().setCellSelectionEnabled(true);
    getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
    setRowFactory(_ -> new HeadingRow());
    widthProperty().subscribe(this::fitColumns);
    afterLayout.setOnFinished(_ -> showColumn());
    addEventFilter(KeyEvent.KEY_PRESSED, this::onKey);
    addEventHandler(MouseEvent.MOUSE_CLICKED, this::onClick);
    getFocusModel().focusedCellProperty().subscribe(this::onFocus);
  }

  /// Shows the current table and restores the selection.
  void show() {
    GridContent table = model.table().get();
    placeholder.setText(Messages.of(model.isAnswered() ? "timecards.none" : "timecards.loading"));
    restoring = true;
    boolean moved = !table.days().equals(shownDays);
    showColumns(table);
    if (dayAxis != null && model.period().get() == RangeLength.DAY) {
      dayAxis.show(model.window(), table.days().first(), model.rules().zone());
    }
    if (isSame(table.rows())) {
      for (int i = 0; i < table.rows().size(); i++) {
        getItems().get(i).row(table.rows().get(i));
      }
      refresh();
      if (moved) {
        restoreSelection();
      }
    } else {
      getItems().setAll(table.rows().stream().map(GridItem::new).toList());
      restoreSelection();
    }
    restoring = false;
  }

  private boolean isSame(List<TimecardGridRow> rows) {
    boolean same = rows.size() == getItems().size();
    for (int i = 0; same && i < rows.size(); i++) {
      same = getItems().get(i).isFor(rows.get(i));
    }
    return same;
  }

  private void restoreSelection() {
    CellId cell = model.selection().get();
    getSelectionModel().clearSelection();
    if (cell != null && model.days().contains(cell.day())) {
      select(cell);
    }
  }

  /// Follows the selection of the model.
  void showSelection() {
    CellId cell = model.selection().get();
    if (cell != null && !cell.equals(focusedCell())) {
      restoring = true;
      select(cell);
      restoring = false;
    }
  }

  /// Selects and shows a number, if its person and day are in the grid.
  void select(CellId cell) {
    for (int i = 0; i < getItems().size(); i++) {
      if (cell.user().equals(getItems().get(i).row().user())) {
        @SuppressWarnings("unchecked") // JavaFX leaves out the types of the focused cell.
        TableColumn<GridItem, ?> column =
            cell.equals(focusedCell())
                ? getFocusModel().getFocusedCell().getTableColumn()
                : columnOf(cell);
        if (column != null) {
          getSelectionModel().clearAndSelect(i, column);
          getFocusModel().focus(i, column);
          scrollAfterLayout(column);
        }
        return;
      }
    }
  }

  /// Scrolls to a column after the next layout. [#scrollToColumn] retries without a pause until the
  /// column has a header, which it does not get while the calendar is shown instead of the grid.
  private void scrollAfterLayout(TableColumn<GridItem, ?> column) {
    columnToShow = column;
    triesToShow = MOST_TRIES;
    requestLayout();
  }

  /// Moves a part of the name column against the scrolling, above the columns that pass under it.
  private <N extends Node> N keptInView(N node) {
    node.translateXProperty().bind(scrolled);
    node.setViewOrder(-1);
    return node;
  }

  private void followScrollBar() {
    if (scrollBar == null && lookup(".scroll-bar:horizontal") instanceof ScrollBar bar) {
      scrollBar = bar;
      scrolled.bind(Bindings.when(bar.visibleProperty()).then(bar.valueProperty()).otherwise(0.0));
    }
    if (scrollBar != null && scrollBar.isVisible()) {
      header(nameColumn).ifPresent(this::keptInView);
    }
  }

  @Override
  protected void layoutChildren() {
    super.layoutChildren();
    followScrollBar();
    if (isFocusToUncover) {
      isFocusToUncover = false;
      uncoverFocused();
    }
    if (columnToShow != null) {
      afterLayout.playFromStart();
    }
  }

  private void showColumn() {
    TableColumn<GridItem, ?> column = columnToShow;
    if (column == null || !getColumns().contains(column)) {
      columnToShow = null;
    } else if (header(column).isPresent()) {
      scrollToColumn(column);
      uncover(column);
      triesToShow--;
      if (triesToShow > 0 && !isInView(column)) {
        // The scroll bar does not have the widths of new columns yet.
        afterLayout.playFromStart();
      } else {
        columnToShow = null;
      }
    }
  }

  private boolean isInView(TableColumn<GridItem, ?> column) {
    return start(column) + column.getWidth() - scrolled.get() <= getWidth();
  }

  /// The distance of a column from the start of the first one.
  private double start(TableColumn<GridItem, ?> column) {
    return getVisibleLeafColumns().stream()
        .takeWhile(before -> !before.equals(column))
        .mapToDouble(TableColumn::getWidth)
        .sum();
  }

  /// Scrolls back to a column that is under the names.
  private void uncover(TableColumn<GridItem, ?> column) {
    double most = start(column) - nameColumn.getWidth();
    if (scrollBar != null && !column.equals(nameColumn) && scrolled.get() > most) {
      scrollBar.setValue(most);
    }
  }

  @SuppressWarnings("unchecked") // JavaFX leaves out the types of the focused cell.
  private void uncoverFocused() {
    TableColumn<GridItem, ?> column = getFocusModel().getFocusedCell().getTableColumn();
    if (column != null) {
      uncover(column);
    }
  }

  private Optional<TableColumnHeader> header(TableColumn<GridItem, ?> column) {
    return lookupAll(".column-header").stream()
        .filter(TableColumnHeader.class::isInstance)
        .map(TableColumnHeader.class::cast)
        .filter(header -> column.equals(header.getTableColumn()) && header.getWidth() > 0)
        .findFirst();
  }

  private @Nullable TableColumn<GridItem, TimecardGridRow> columnOf(CellId cell) {
    if (cell.isTotal()) {
      return cell.days().equals(model.days()) ? columnOfTotals() : null;
    }
    int index = (int) (cell.day().toEpochDay() - model.days().first().toEpochDay());
    return index >= 0 && index < dayColumns.size() ? dayColumns.get(index) : null;
  }

  /// The column of the totals: where they have none of their own, that of the names.
  private TableColumn<GridItem, TimecardGridRow> columnOfTotals() {
    return totalColumn.isVisible() ? totalColumn : nameColumn;
  }

  /// The selected numbers, row by row; the cells beside the days stand for the total.
  List<CellId> selectedCells() {
    List<CellId> cells = new ArrayList<>();
    for (TablePosition<?, ?> position : getSelectionModel().getSelectedCells()) {
      GridItem item = getItems().get(position.getRow());
      UserId user = item.row().user();
      if (user != null) {
        int index = dayColumns.indexOf(position.getTableColumn());
        cells.add(
            index < 0 ? new CellId(user, model.days()) : new CellId(user, model.days().day(index)));
      }
    }
    return cells.stream().distinct().toList();
  }

  private void showColumns(GridContent table) {
    RangeLength period = model.period().get();
    DayRange before = shownDays;
    if (table.days().equals(before) && period == shownPeriod) {
      return;
    }
    boolean sameColumns =
        period == shownPeriod && before != null && before.count() == table.days().count();
    shownDays = table.days();
    shownPeriod = period;
    if (!sameColumns) {
      createColumns(table.days().count(), period);
    }
    showHeaders(table.days());
  }

  /// Names the days in the headers: columns are kept while only the range moves, since new ones
  /// cost much more.
  private void showHeaders(DayRange days) {
    for (int i = 0; i < dayHeaders.size(); i++) {
      LocalDate day = days.day(i);
      Label header = dayHeaders.get(i);
      header.setText(
          shownPeriod == RangeLength.WEEK ? TimecardText.column(day) : day.getDayOfMonth() + "");
      header.pseudoClassStateChanged(PseudoClasses.TODAY, day.equals(model.today()));
      header.setAccessibleText(TimecardText.day(day));
    }
  }

  private void createColumns(int count, RangeLength period) {
    dayColumns.clear();
    dayHeaders.clear();
    for (int i = 0; i < count; i++) {
      dayColumns.add(dayColumn(i, period));
    }
    totalColumn.setText(
        Messages.of("timecards.column." + (period == RangeLength.DAY ? "active" : period.key())));
    List<TableColumn<GridItem, ?>> columns = new ArrayList<>();
    columns.add(nameColumn);
    columns.addAll(dayColumns);
    if (period == RangeLength.DAY) {
      columns.addAll(detailColumns());
    }
    columns.add(totalColumn);
    columns.add(coverageColumn);
    getColumns().setAll(columns);
    pseudoClassStateChanged(PseudoClasses.MONTH, period == RangeLength.MONTH);
    fitColumns();
  }

  /// Fits the columns into the width, for the text size.
  void fitColumns() {
    RangeLength period = shownPeriod;
    DayRange days = shownDays;
    if (period == null || days == null || getWidth() <= 0) {
      return;
    }
    ColumnWidths widths = ColumnWidths.of(getWidth(), period, days, model.textScale());
    boolean twelveHours = TimeConventions.isTwelveHours();
    double details = 0;
    for (TableColumn<GridItem, ?> column : getColumns()) {
      if (column.getStyleClass().contains("figure-cell")) {
        boolean isTime = column.getStyleClass().contains("time-cell");
        double figure = (isTime && twelveHours ? TWELVE_HOURS : FIGURE) * model.textScale();
        width(column, figure);
        details += figure;
      }
    }
    width(nameColumn, widths.name());
    for (TableColumn<GridItem, TimecardGridRow> column : dayColumns) {
      width(column, Math.max(120 * Math.signum(details), widths.day() - details));
    }
    TableColumn<GridItem, TimecardGridRow> before = columnOfTotals();
    boolean hadCoverage = coverageColumn.isVisible();
    width(totalColumn, widths.total());
    width(coverageColumn, widths.coverage());
    if (!before.equals(columnOfTotals()) || hadCoverage != coverageColumn.isVisible()) {
      boolean wasRestoring = restoring;
      restoring = true;
      refresh();
      restoreSelection();
      restoring = wasRestoring;
    }
  }

  private static void width(TableColumn<?, ?> column, double width) {
    column.setVisible(width > 0);
    if (width > 0) {
      column.setMinWidth(width);
      column.setMaxWidth(width);
      column.setPrefWidth(width);
    }
  }

  private TableColumn<GridItem, TimecardGridRow> dayColumn(int index, RangeLength period) {
    TableColumn<GridItem, TimecardGridRow> column = column("day-cell");
    if (period == RangeLength.DAY) {
      HourAxis axis = new HourAxis();
      dayAxis = axis;
      column.widthProperty().subscribe(width -> axis.setPrefWidth(width.doubleValue() - BESIDE));
      column.setGraphic(axis);
      column.getStyleClass().add("axis-column");
      column.setCellFactory(_ -> new DayCell(model, index, period));
      return column;
    }
    Label label = styled(new Label(), "day-header");
    label.setMinWidth(USE_PREF_SIZE);
    dayHeaders.add(label);
    column.setGraphic(label);
    column.setCellFactory(_ -> new DayCell(model, index, period));
    return column;
  }

  private List<TableColumn<GridItem, TimecardGridRow>> detailColumns() {
    return List.of(
        time(
            "timecards.column.first",
            (zone, day) -> TimeFormat.time(Instant.ofEpochSecond(day.firstActive()), zone)),
        time(
            "timecards.column.last",
            (zone, day) -> TimeFormat.end(Instant.ofEpochSecond(day.lastActive()), zone)),
        detail("timecards.column.sessions", (_, it) -> it.sessions() + ""),
        detail("timecards.column.breaks", (_, it) -> it.breaks() + ""));
  }

  private TableColumn<GridItem, TimecardGridRow> time(
      String key, BiFunction<ZoneId, DayTotals, String> clock) {
    TableColumn<GridItem, TimecardGridRow> column =
        detail(key, (zone, day) -> day.sessions() == 0 ? "" : clock.apply(zone, day));
    column.getStyleClass().add("time-cell");
    return column;
  }

  private TableColumn<GridItem, TimecardGridRow> detail(
      String key, BiFunction<ZoneId, DayTotals, String> text) {
    Function<TimecardGridRow, String> cellText =
        row -> {
          if (row instanceof TimecardGridRow.Member member) {
            LocalDate day = model.days().first();
            DayTotals totals = member.days().get(day);
            return totals == null ? "" : text.apply(member.zone(day), totals);
          }
          return "";
        };
    return column(key, "figure-cell", () -> rightAligned(new TextCell(cellText, _ -> "")));
  }

  private String total(TimecardGridRow row) {
    return model.isAnswered() ? TimecardText.total(row.sum(), model.rules().rounding()) : "";
  }

  private String totalHelp(TimecardGridRow row) {
    return model.isAnswered() ? TimecardText.totalHelp(row.sum()) : "";
  }

  private TableColumn<GridItem, TimecardGridRow> coverageColumn() {
    TableColumn<GridItem, TimecardGridRow> column = column("coverage-cell");
    column.setText(Messages.of("timecards.column.seen"));
    column.setCellFactory(_ ->
        rightAligned(
            new TableCell<>() {
              @Override
              protected void updateItem(TimecardGridRow item, boolean empty) {
                super.updateItem(item, empty);
                boolean shown = !empty && item != null && model.isAnswered();
                setText(shown ? TimecardText.coverage(item.sum()) : "");
                pseudoClassStateChanged(PseudoClasses.LOW, shown && item.sum().isLow());
              }
            }));
    return column;
  }

  private static TableColumn<GridItem, TimecardGridRow> column(
      String key, String style, Supplier<TextCell> cell) {
    TableColumn<GridItem, TimecardGridRow> column = column(style);
    column.setText(Messages.of(key));
    column.setCellFactory(_ -> cell.get());
    return column;
  }

  /// Aligns a cell as the style sheet does, which reaches cells that a larger window adds only with
  /// their next change.
  private static <C extends TableCell<GridItem, TimecardGridRow>> C rightAligned(C cell) {
    cell.setAlignment(Pos.CENTER_RIGHT);
    cell.setPadding(new Insets(0, 10, 0, 0));
    return cell;
  }

  private static TableColumn<GridItem, TimecardGridRow> column(String style) {
    TableColumn<GridItem, TimecardGridRow> column = new TableColumn<>();
    column.getStyleClass().add(style);
    column.setSortable(false);
    column.setReorderable(false);
    column.setResizable(false);
    column.setCellValueFactory(data -> data.getValue().rowProperty());
    return column;
  }

  private void onFocus() {
    if (restoring) {
      return;
    }
    CellId cell = focusedCell();
    if (cell != null) {
      model.selection().set(cell);
    }
  }

  /// The focused number; the cells beside the days stand for the total.
  private @Nullable CellId focusedCell() {
    TablePosition<?, ?> focus = getFocusModel().getFocusedCell();
    UserId user =
        focus.getRow() >= 0 && focus.getRow() < getItems().size()
            ? getItems().get(focus.getRow()).row().user()
            : null;
    int index = dayColumns.indexOf(focus.getTableColumn());
    if (user != null && index >= 0) {
      return new CellId(user, model.days().day(index));
    }
    return user != null && focus.getTableColumn() != null ? new CellId(user, model.days()) : null;
  }

  private void onKey(KeyEvent key) {
    if (key.isShiftDown() || key.isAltDown()) {
      return;
    }
    // Without a focused column, the table would select whole rows.
    if (key.getCode().isArrowKey() && getFocusModel().getFocusedCell().getTableColumn() == null) {
      selectFirst();
      key.consume();
      return;
    }
    switch (key.getCode()) {
      case ENTER -> {
        if (getFocusModel().getFocusedCell().getRow() >= 0) {
          model.openProof();
          key.consume();
        }
      }
      case LEFT, RIGHT -> {
        // When the table has moved the focus.
        isFocusToUncover = true;
        requestLayout();
      }
      case HOME -> focusDay(key, 0);
      case END -> focusDay(key, dayColumns.size() - 1);
      default -> {}
    }
  }

  /// Selects a number of the first person, unless a number is selected.
  void selectFirstUnlessSelected() {
    if (selectedCells().isEmpty()) {
      selectFirst();
    }
  }

  /// Selects the first person's number of today, or of the last day of an earlier range.
  private void selectFirst() {
    LocalDate last = model.days().last();
    LocalDate day = last.isAfter(model.today()) ? model.today() : last;
    getItems().stream()
        .map(item -> item.row().user())
        .filter(Objects::nonNull)
        .findFirst()
        .ifPresent(user -> select(new CellId(user, day)));
  }

  /// Moves to a day of the same row, or with Ctrl to the first or last row.
  private void focusDay(KeyEvent key, int column) {
    int row = Math.max(0, getFocusModel().getFocusedCell().getRow());
    int target = !key.isShortcutDown() ? row : column == 0 ? 0 : getItems().size() - 1;
    if (column >= 0 && target < getItems().size()) {
      getSelectionModel().clearAndSelect(target, dayColumns.get(column));
      getFocusModel().focus(target, dayColumns.get(column));
      scrollTo(target);
      scrollAfterLayout(dayColumns.get(column));
    }
    key.consume();
  }

  private void onClick(MouseEvent click) {
    boolean plain =
        click.getButton() == MouseButton.PRIMARY && !click.isShiftDown() && !click.isShortcutDown();
    if (plain && click.getPickResult().getIntersectedNode() != null && isNumber(click)) {
      model.openProof();
    }
  }

  private boolean isNumber(MouseEvent click) {
    Node node = click.getPickResult().getIntersectedNode();
    while (node != null && !(node instanceof TableCell<?, ?>)) {
      node = node.getParent();
    }
    return switch (node) {
      case DayCell day -> day.getGraphic() != null;
      case TableCell<?, ?> cell ->
          columnOfTotals().equals(cell.getTableColumn())
              && cell.getItem() instanceof TimecardGridRow.Member;
      case null, default -> false;
    };
  }

  /// Cell with a text of its row.
  private static final class TextCell extends TableCell<GridItem, TimecardGridRow> {
    private final Function<TimecardGridRow, String> text;
    private final Function<TimecardGridRow, String> help;
    private final Tooltip tooltip = new Tooltip();

    /// @param help the text of the tooltip; empty for none
    TextCell(Function<TimecardGridRow, String> text, Function<TimecardGridRow, String> help) {
      this.text = text;
      this.help = help;
      tooltip.setShowDelay(Duration.millis(250));
    }

    @Override
    protected void updateItem(TimecardGridRow item, boolean empty) {
      super.updateItem(item, empty);
      setText(empty || item == null ? "" : text.apply(item));
      tooltip.setText(empty || item == null ? "" : help.apply(item));
      setTooltip(tooltip.getText().isEmpty() ? null : tooltip);
    }
  }

  /// Row that is marked when it is the heading of a group.
  private static final class HeadingRow extends TableRow<GridItem> {
    @Override
    protected void updateItem(GridItem item, boolean empty) {
      super.updateItem(item, empty);
      boolean heading = !empty && item != null && item.row() instanceof TimecardGridRow.Heading;
      pseudoClassStateChanged(PseudoClasses.HEADING, heading);
    }
  }
}
