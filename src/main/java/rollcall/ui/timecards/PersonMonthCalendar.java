package rollcall.ui.timecards;

import static rollcall.ui.controls.Controls.spacer;
import static rollcall.ui.controls.Controls.styled;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import javafx.collections.FXCollections;
import javafx.css.PseudoClass;
import javafx.geometry.Bounds;
import javafx.geometry.Pos;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.RowConstraints;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import rollcall.timecard.DayTotals;
import rollcall.ui.text.Messages;

/// Calendar of the month of one person: a small strip and the total for each day. For screen
/// readers it is a table with a row for each week. Thread: FX.
final class PersonMonthCalendar extends GridPane {
  private static final PseudoClass SELECTED = PseudoClass.getPseudoClass("selected");
  private static final int WEEK = 7;

  private final TimecardsModel model;
  private final List<Day> cells = new ArrayList<>();
  private final List<Label> headings = new ArrayList<>();
  private @Nullable ContextMenu menu;
  private TimecardGridRow.@Nullable Member person;

  PersonMonthCalendar(TimecardsModel model) {
    this.model = model;
    setId("timecard-calendar");
    getStyleClass().add("timecard-calendar");
    setFocusTraversable(true);
    setAccessibleRole(AccessibleRole.TABLE_VIEW);
    for (int i = 0; i < WEEK; i++) {
      ColumnConstraints column = new ColumnConstraints();
      column.setPercentWidth(100.0 / WEEK);
      getColumnConstraints().add(column);
    }
    addEventHandler(KeyEvent.KEY_PRESSED, this::onKey);
    setOnContextMenuRequested(this::onMenu);
  }

  void setContextMenu(ContextMenu dayMenu) {
    menu = dayMenu;
  }

  /// Shows the days of this person.
  void show(TimecardGridRow.Member shownPerson) {
    person = shownPerson;
    getChildren().clear();
    cells.clear();
    headings.clear();
    getRowConstraints().setAll(new RowConstraints());
    LocalDate first = model.days().first();
    LocalDate begin = RangeLength.WEEK.around(first, model.firstDay()).first();
    for (int i = 0; i < WEEK; i++) {
      Label heading =
          styled(
              new Label(Messages.of("day." + begin.plusDays(i).getDayOfWeek().getValue())),
              "calendar-heading");
      heading.setMaxWidth(Double.MAX_VALUE);
      heading.setAlignment(Pos.CENTER_RIGHT);
      headings.add(heading);
      add(heading, i, 0);
    }
    int offset = (int) (first.toEpochDay() - begin.toEpochDay());
    for (LocalDate day : model.days().toList()) {
      int index = offset + day.getDayOfMonth() - 1;
      Day cell = cell(shownPerson, day, index);
      cells.add(cell);
      add(cell, index % WEEK, 1 + index / WEEK);
    }
    int weeks = Math.ceilDiv(offset + model.days().count(), WEEK);
    for (int i = 0; i < weeks; i++) {
      RowConstraints row = new RowConstraints();
      row.setVgrow(Priority.ALWAYS);
      row.setFillHeight(true);
      row.setPercentHeight(-1);
      getRowConstraints().add(row);
    }
    showSelection();
  }

  private Day cell(TimecardGridRow.Member shownPerson, LocalDate day, int index) {
    DayTotals totals = shownPerson.days().get(day);
    Label date = styled(new Label(day.getDayOfMonth() + ""), "calendar-date");
    date.pseudoClassStateChanged(PseudoClasses.TODAY, day.equals(model.today(shownPerson)));
    Label number = styled(new Label(model.cellText(shownPerson, day, false)), "day-number");
    number.setMinWidth(USE_PREF_SIZE);
    number.pseudoClassStateChanged(
        PseudoClasses.PARTIAL, totals != null && TimecardText.isPartial(totals));
    number.pseudoClassStateChanged(PseudoClasses.ZERO, totals != null && totals.active() == 0);
    number.pseudoClassStateChanged(PseudoClasses.NONE, totals == null);
    DayStrip strip = new DayStrip(1);
    strip.setMaxWidth(Double.MAX_VALUE);
    strip.show(model.pieces(shownPerson, day));
    Node below = shownPerson.kept().containsKey(day) ? keptMark() : strip;
    Label hours =
        styled(
            new Label(TimecardText.firstAndLast(totals, shownPerson.zone(day))), "calendar-hours");
    Day cell = styled(new Day(day, index, hours), "calendar-day");
    cell.getChildren().setAll(new HBox(date, spacer(), number), below, hours);
    String line =
        TimecardText.line(shownPerson, day, model.today(shownPerson), model.rules().rounding());
    cell.setAccessibleText(line);
    Tooltip.install(cell, new Tooltip(line));
    cell.setOnMouseClicked(click -> {
      if (click.getButton() == MouseButton.PRIMARY) {
        requestFocus();
        model.prove(shownPerson.person().id(), day);
      }
    });
    return cell;
  }

  private static Node keptMark() {
    HBox line = styled(new HBox(styled(new Region(), "kept-mark")), "kept-mark-line");
    line.setAlignment(Pos.CENTER_RIGHT);
    return line;
  }

  /// Marks the selected day.
  void showSelection() {
    Day selected = selectedDay();
    cells.forEach(cell -> cell.pseudoClassStateChanged(SELECTED, cell == selected));
    notifyAccessibleAttributeChanged(AccessibleAttribute.SELECTED_ITEMS);
    notifyAccessibleAttributeChanged(AccessibleAttribute.FOCUS_ITEM);
    notifyAccessibleAttributeChanged(AccessibleAttribute.TEXT);
  }

  private @Nullable Day selectedDay() {
    CellId selected = model.selection().get();
    TimecardGridRow.Member shown = person;
    return selected == null || shown == null
        ? null
        : cells.stream()
            .filter(cell -> selected.equals(new CellId(shown.person().id(), cell.date)))
            .findFirst()
            .orElse(null);
  }

  @Override
  public @Nullable Object queryAccessibleAttribute(
      AccessibleAttribute attribute, Object... parameters) {
    Day selected = selectedDay();
    return switch (attribute) {
      case TEXT -> selected == null ? title() : selected.getAccessibleText();
      case ROW_COUNT -> cells.isEmpty() ? 0 : cells.getLast().index / WEEK + 1;
      case COLUMN_COUNT -> WEEK;
      case COLUMN_AT_INDEX -> headings.get((Integer) parameters[0]);
      case CELL_AT_ROW_COLUMN -> {
        int index = (Integer) parameters[0] * WEEK + (Integer) parameters[1];
        yield cells.stream().filter(cell -> cell.index == index).findFirst().orElse(null);
      }
      case FOCUS_ITEM -> selected;
      case SELECTED_ITEMS ->
          FXCollections.observableList(selected == null ? List.<Node>of() : List.of(selected));
      default -> super.queryAccessibleAttribute(attribute, parameters);
    };
  }

  /// The person and the month: "Hannah Schmidt · November 2026".
  private String title() {
    TimecardGridRow.Member shown = person;
    return (shown == null ? "" : shown.title() + " · ") + model.title();
  }

  private void onMenu(ContextMenuEvent event) {
    event.consume();
    if (event.isKeyboardTrigger()) {
      openMenu();
      return;
    }
    cells.stream()
        .filter(cell -> cell.getBoundsInParent().contains(event.getX(), event.getY()))
        .findFirst()
        .ifPresent(cell -> {
          select(cell.date);
          showMenu(event.getScreenX(), event.getScreenY());
        });
  }

  /// Opens the menu of the selected day, or of the first one.
  private void openMenu() {
    if (selectedDay() == null) {
      select(model.days().first());
    }
    Day day = selectedDay();
    if (day != null) {
      Bounds bounds = day.localToScreen(day.getLayoutBounds());
      showMenu(bounds.getMinX(), bounds.getMaxY());
    }
  }

  private void showMenu(double screenX, double screenY) {
    requestFocus();
    if (menu != null) {
      menu.hide();
      menu.show(this, screenX, screenY);
    }
  }

  private void select(LocalDate day) {
    TimecardGridRow.Member shown = person;
    if (shown != null) {
      model.selection().set(new CellId(shown.person().id(), day));
    }
  }

  private void onKey(KeyEvent key) {
    TimecardGridRow.Member shown = person;
    if (shown == null) {
      return;
    }
    // Not every platform reports these keys as a request for a menu.
    boolean shiftF10 = key.getCode() == KeyCode.F10 && key.isShiftDown();
    if (shiftF10 || key.getCode() == KeyCode.CONTEXT_MENU) {
      openMenu();
      key.consume();
      return;
    }
    CellId selected = model.selection().get();
    LocalDate day =
        selected == null || !model.days().contains(selected.day())
            ? model.days().first()
            : selected.day();
    LocalDate next =
        switch (key.getCode()) {
          case LEFT -> day.minusDays(1);
          case RIGHT -> day.plusDays(1);
          case UP -> day.minusDays(WEEK);
          case DOWN -> day.plusDays(WEEK);
          case HOME -> model.days().first();
          case END -> model.days().last();
          case ENTER -> {
            model.openProof();
            yield day;
          }
          default -> null;
        };
    if (next != null) {
      key.consume();
      if (model.days().contains(next)) {
        select(next);
      }
    }
  }

  /// Cell of one day.
  private static final class Day extends VBox {
    private final LocalDate date;

    /// The position in the calendar, week by week.
    private final int index;

    private final Label hours;

    /// @param hours the first and the last active time, which are left out where they have no room
    Day(LocalDate date, int index, Label hours) {
      this.date = date;
      this.index = index;
      this.hours = hours;
      setAccessibleRole(AccessibleRole.TABLE_CELL);
    }

    @Override
    protected void layoutChildren() {
      super.layoutChildren();
      boolean wide = hours.prefWidth(-1) <= getWidth() - snappedLeftInset() - snappedRightInset();
      hours.setVisible(wide && hours.getLayoutY() + hours.getHeight() <= getHeight());
    }

    @Override
    public @Nullable Object queryAccessibleAttribute(
        AccessibleAttribute attribute, Object... parameters) {
      return switch (attribute) {
        case ROW_INDEX -> index / WEEK;
        case COLUMN_INDEX -> index % WEEK;
        case SELECTED -> getPseudoClassStates().contains(PersonMonthCalendar.SELECTED);
        default -> super.queryAccessibleAttribute(attribute, parameters);
      };
    }
  }
}
