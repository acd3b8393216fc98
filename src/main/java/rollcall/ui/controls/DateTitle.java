package rollcall.ui.controls;

import java.time.LocalDate;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.DatePicker;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.StackPane;
import rollcall.ui.text.Messages;

/// Title of a date range; a click opens a calendar to go to another date. Thread: FX.
public final class DateTitle extends StackPane {
  private final Button title = new Button();
  private final DatePicker calendar = new DatePicker();
  private final Supplier<LocalDate> current;

  /// @param id the id of the title
  /// @param current the day that the calendar selects when it opens
  /// @param go receives the chosen day
  public DateTitle(String id, Supplier<LocalDate> current, Consumer<LocalDate> go) {
    this.current = current;
    title.setId(id);
    title.getStyleClass().setAll("range-title");
    title.setMinWidth(USE_PREF_SIZE);
    title.setTooltip(new Tooltip(Messages.of("presence.range.calendar")));
    title.setOnAction(_ -> openCalendar());
    // Its pop-up is the calendar; the field itself is not seen.
    calendar.setId(id + "-calendar");
    calendar.setOpacity(0);
    calendar.setMouseTransparent(true);
    calendar.setFocusTraversable(false);
    calendar.setManaged(false);
    calendar.setOnAction(_ -> {
      LocalDate day = calendar.getValue();
      if (day != null && calendar.isShowing()) {
        go.accept(day);
      }
    });
    setAlignment(Pos.CENTER);
    getChildren().setAll(calendar, title);
    layoutBoundsProperty()
        .subscribe(
            bounds -> calendar.resizeRelocate(0, bounds.getHeight() - 4, bounds.getWidth(), 4));
  }

  /// Shows this range.
  public void show(String range) {
    title.setText(range);
    title.setAccessibleText(Messages.of("presence.range.title", range));
  }

  /// Opens the calendar.
  public void openCalendar() {
    calendar.setValue(current.get());
    calendar.show();
  }
}
