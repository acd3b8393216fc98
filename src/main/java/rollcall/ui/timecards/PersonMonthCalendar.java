package rollcall.ui.timecards;

import static rollcall.ui.controls.Controls.spacer;
import static rollcall.ui.controls.Controls.styled;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.RowConstraints;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import rollcall.timecard.DayTotals;
import rollcall.ui.text.Messages;

/// Calendar of the month of one person: a small strip and the total for each day. Thread: FX.
final class PersonMonthCalendar extends GridPane {
  private static final PseudoClass SELECTED = PseudoClass.getPseudoClass("selected");
  private static final int WEEK = 7;

  private final TimecardsModel model;
  private final List<VBox> cells = new ArrayList<>();
  private TimecardGridRow.@Nullable Member person;

  PersonMonthCalendar(TimecardsModel model) {
    this.model = model;
    setId("timecard-calendar");
    getStyleClass().add("timecard-calendar");
    setFocusTraversable(true);
    for (int i = 0; i < WEEK; i++) {
      ColumnConstraints column = new ColumnConstraints();
      column.setPercentWidth(100.0 / WEEK);
      getColumnConstraints().add(column);
    }
    addEventHandler(KeyEvent.KEY_PRESSED, this::onKey);
  }

  /// Shows the days of this person.
  void show(TimecardGridRow.Member shownPerson) {
    person = shownPerson;
    getChildren().clear();
    cells.clear();
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
      add(heading, i, 0);
    }
    int offset = (int) (first.toEpochDay() - begin.toEpochDay());
    for (LocalDate day : model.days().toList()) {
      int index = offset + day.getDayOfMonth() - 1;
      VBox cell = cell(shownPerson, day);
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

  private VBox cell(TimecardGridRow.Member shownPerson, LocalDate day) {
    DayTotals totals = shownPerson.days().get(day);
    Label date = styled(new Label(day.getDayOfMonth() + ""), "calendar-date");
    date.pseudoClassStateChanged(PseudoClasses.TODAY, day.equals(model.today()));
    Label number = styled(new Label(model.cellText(totals, day)), "day-number");
    number.pseudoClassStateChanged(
        PseudoClasses.PARTIAL, totals != null && TimecardText.isPartial(totals));
    number.pseudoClassStateChanged(PseudoClasses.ZERO, totals != null && totals.active() == 0);
    number.pseudoClassStateChanged(PseudoClasses.NONE, totals == null);
    DayStrip strip = new DayStrip(1);
    strip.setMaxWidth(Double.MAX_VALUE);
    strip.show(model.pieces(shownPerson, day));
    Label hours =
        styled(new Label(TimecardText.firstAndLast(totals, shownPerson.zone())), "calendar-hours");
    VBox cell = styled(new VBox(new HBox(date, spacer(), number), strip, hours), "calendar-day");
    String line = TimecardText.line(shownPerson, day, model.today(), model.rules().rounding());
    cell.setAccessibleText(line);
    Tooltip.install(cell, new Tooltip(line));
    cell.setOnMouseClicked(_ -> {
      requestFocus();
      model.prove(shownPerson.person().id(), day);
    });
    return cell;
  }

  /// Marks the selected day.
  void showSelection() {
    CellId selected = model.selection().get();
    TimecardGridRow.Member shown = person;
    for (int i = 0; i < cells.size(); i++) {
      boolean isSelected =
          selected != null
              && shown != null
              && selected.user().equals(shown.person().id())
              && selected.equals(new CellId(selected.user(), model.days().day(i)));
      cells.get(i).pseudoClassStateChanged(SELECTED, isSelected);
      if (isSelected) {
        setAccessibleText(cells.get(i).getAccessibleText());
      }
    }
  }

  private void onKey(KeyEvent key) {
    TimecardGridRow.Member shown = person;
    if (shown == null) {
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
        model.selection().set(new CellId(shown.person().id(), next));
      }
    }
  }
}
