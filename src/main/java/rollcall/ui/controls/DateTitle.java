package rollcall.ui.controls;

import java.time.LocalDate;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.DatePicker;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;
import rollcall.ui.text.Messages;

/// Title of a date range; a click opens a calendar to go to another date. Thread: FX.
public final class DateTitle extends StackPane {
  private final Button title = new Button();
  private final Supplier<LocalDate> current;
  private final Consumer<LocalDate> go;
  // Made when it is opened first.
  private @Nullable DatePicker calendar;

  /// @param id the id of the title
  /// @param current the day that the calendar selects when it opens
  /// @param go receives the chosen day
  public DateTitle(String id, Supplier<LocalDate> current, Consumer<LocalDate> go) {
    this.current = current;
    this.go = go;
    title.setId(id);
    title.getStyleClass().setAll("range-title");
    title.setMinWidth(USE_PREF_SIZE);
    LazyTooltip.add(title, Messages.of("presence.range.calendar"));
    title.setOnAction(_ -> openCalendar());
    setAlignment(Pos.CENTER);
    getChildren().setAll(title);
  }

  /// A date picker whose pop-up is the calendar; its field is not seen.
  private DatePicker newCalendar() {
    DatePicker picker = new DatePicker();
    picker.setId(title.getId() + "-calendar");
    picker.setOpacity(0);
    picker.setMouseTransparent(true);
    picker.setFocusTraversable(false);
    picker.setManaged(false);
    picker.setOnAction(_ -> {
      LocalDate day = picker.getValue();
      if (day != null && picker.isShowing()) {
        go.accept(day);
      }
    });
    getChildren().addFirst(picker);
    layoutBoundsProperty()
        .subscribe(
            bounds -> picker.resizeRelocate(0, bounds.getHeight() - 4, bounds.getWidth(), 4));
    // Its pop-up belongs to its skin.
    picker.applyCss();
    return picker;
  }

  /// Shows this range.
  public void show(String range) {
    title.setText(range);
    title.setAccessibleText(Messages.of("presence.range.title", range));
  }

  public void openCalendar() {
    DatePicker picker = calendar;
    if (picker == null) {
      picker = newCalendar();
      calendar = picker;
    }
    picker.setValue(current.get());
    picker.show();
  }
}
