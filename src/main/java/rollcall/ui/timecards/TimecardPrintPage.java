package rollcall.ui.timecards;

import static rollcall.ui.controls.Controls.styled;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import javafx.geometry.HPos;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import rollcall.timecard.DayTotals;
import rollcall.ui.text.Messages;
import rollcall.ui.text.TimeFormat;

/// Printed page with the days of one person: totals, coverage, rules, and the meaning of presence.
/// Always black on white. Thread: FX.
final class TimecardPrintPage extends VBox {
  private static final double WIDTH = 680;

  /// The least width of the bars of the days.
  private static final double STRIPS = 150;

  private static final List<String> COLUMNS =
      List.of("day", "active", "hours", "away", "unknown", "sessions", "breaks", "seen");

  /// @param workspace the name of the workspace
  TimecardPrintPage(TimecardsModel model, TimecardGridRow.Member person, String workspace) {
    getStyleClass().add("print-page");
    setPrefWidth(WIDTH);
    Label name = label(person.title(), "print-title");
    Label range =
        label(
            String.join(" · ", List.of(model.title(), TimeFormat.zone(person.zone()), workspace)),
            "print-muted");
    Label sum =
        label(
            Messages.of(
                "timecards.print.sum",
                TimecardText.total(person.sum(), model.rules().rounding()),
                TimecardText.exact(person.sum()),
                TimecardText.coverage(person.sum())),
            "print-sum");
    getChildren().addAll(name, range, sum, table(model, person));
    for (String line :
        List.of(
            Messages.of(
                "timecards.proof.rules", String.join(" · ", TimecardText.rules(model.rules()))),
            Messages.of("timecards.print.partial"),
            Messages.of("timecards.proof.meaning"),
            Messages.of(
                "timecards.print.made",
                TimeFormat.date(LocalDate.ofInstant(model.now(), person.zone())),
                TimeFormat.time(model.now(), person.zone())))) {
      Label note = label(line, "print-muted");
      note.setMinWidth(0);
      note.setWrapText(true);
      note.setMinHeight(USE_PREF_SIZE);
      getChildren().add(note);
    }
  }

  private static GridPane table(TimecardsModel model, TimecardGridRow.Member person) {
    GridPane table = styled(new GridPane(), "print-table");
    for (int i = 0; i < COLUMNS.size(); i++) {
      ColumnConstraints column = new ColumnConstraints();
      column.setHalignment(i == 0 ? HPos.LEFT : HPos.RIGHT);
      table.getColumnConstraints().add(column);
      table.add(label(Messages.of("timecards.print." + COLUMNS.get(i)), "print-head"), i, 0);
    }
    ColumnConstraints strips = new ColumnConstraints();
    strips.setHgrow(Priority.ALWAYS);
    strips.setMinWidth(STRIPS);
    table.getColumnConstraints().add(strips);
    HourAxis axis = new HourAxis();
    axis.show(model.window(), model.days().first(), person.zone());
    table.add(axis, COLUMNS.size(), 0);
    table.add(styled(new Region(), "print-line"), 0, 0, COLUMNS.size() + 1, 1);
    int row = 1;
    for (LocalDate day : model.days().toList()) {
      List<String> cells = cells(model, person, day);
      for (int i = 0; i < cells.size(); i++) {
        table.add(label(cells.get(i), i == 1 ? "print-active" : "print-cell"), i, row);
      }
      table.add(
          person.kept().containsKey(day)
              ? label(Messages.of("timecards.totals_only"), "print-cell")
              : strip(model, person, day),
          COLUMNS.size(),
          row);
      table.add(styled(new Region(), "print-line"), 0, row, COLUMNS.size() + 1, 1);
      row++;
    }
    return table;
  }

  private static List<String> cells(
      TimecardsModel model, TimecardGridRow.Member person, LocalDate day) {
    DayTotals totals = person.days().get(day);
    String date = TimecardText.column(day);
    if (totals == null) {
      return List.of(
          date,
          day.isAfter(model.today(person))
              ? ""
              : TimecardText.cell(null, model.rules().rounding()));
    }
    return List.of(
        date,
        TimecardText.exactCell(totals),
        TimecardText.firstAndLast(totals, person.zone(day)),
        exact(totals.awayInSpan()),
        exact(totals.unknownInSpan()),
        totals.sessions() + "",
        totals.breaks() + "",
        TimecardText.coverage(TotalsSum.of(List.of(totals))));
  }

  private static DayStrip strip(
      TimecardsModel model, TimecardGridRow.Member person, LocalDate day) {
    DayStrip strip = new DayStrip(1);
    strip.show(model.pieces(person, day));
    return strip;
  }

  /// As the active time, so that the parts of a span add up.
  private static String exact(int seconds) {
    return TimeFormat.clock(Duration.ofSeconds(seconds));
  }

  private static Label label(String text, String style) {
    Label label = styled(new Label(text), style);
    label.setMinWidth(USE_PREF_SIZE);
    return label;
  }
}
