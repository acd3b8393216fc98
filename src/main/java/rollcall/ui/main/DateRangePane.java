package rollcall.ui.main;

import static rollcall.ui.controls.Controls.button;
import static rollcall.ui.controls.Controls.dialogButtons;
import static rollcall.ui.controls.Controls.spacer;
import static rollcall.ui.controls.Controls.styled;

import java.time.LocalDate;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import rollcall.ui.controls.DayPicker;
import rollcall.ui.presence.TimelineModel;
import rollcall.ui.text.Messages;

/// Dialog content: the first and the last day of the visible range. Thread: FX.
final class DateRangePane extends VBox {
  private final TimelineModel timeline;
  private final Runnable close;
  // The typed text of an invalid day, which has no value then.
  private final StringProperty typedFrom = new SimpleStringProperty("");
  private final StringProperty typedTo = new SimpleStringProperty("");
  private final DayPicker from;
  private final DayPicker to;
  private final Label error = styled(new Label(), "error");
  private final Button show = button("presence.range.show", "days-show", this::show);

  DateRangePane(TimelineModel timeline, Runnable close) {
    this.timeline = timeline;
    this.close = close;
    from = picker("from", timeline.firstDay(), typedFrom);
    to = picker("to", timeline.lastDay(), typedTo);
    getStyleClass().addAll("dialog", "message");
    HBox pickers = new HBox(16, labeled("from", from), labeled("to", to));
    error.setWrapText(true);
    error.setMinHeight(USE_PREF_SIZE);
    error.managedProperty().bind(error.textProperty().isNotEmpty());
    VBox page = styled(new VBox(pickers, error), "page");
    VBox.setVgrow(page, Priority.ALWAYS);
    show.setDefaultButton(true);
    Button cancel = button("button.cancel", close);
    getChildren().setAll(page, dialogButtons(spacer(), cancel, show));
  }

  /// Subscribes to the days.
  Subscription follow() {
    return Subscription.combine(
        typedFrom.subscribe(_ -> check()),
        typedTo.subscribe(_ -> check()),
        from.valueProperty().subscribe(_ -> check()),
        to.valueProperty().subscribe(_ -> check()));
  }

  private static DayPicker picker(String word, LocalDate day, StringProperty typed) {
    DayPicker picker = new DayPicker(typed::set, () -> {});
    picker.setValue(day);
    picker.setId("days-" + word);
    picker.setMaxWidth(Double.MAX_VALUE);
    return picker;
  }

  private static VBox labeled(String word, DayPicker picker) {
    Label label = styled(new Label(Messages.of("presence.range." + word)), "form-label");
    label.setLabelFor(picker);
    VBox box = new VBox(4, label, picker);
    HBox.setHgrow(box, Priority.ALWAYS);
    return box;
  }

  private void check() {
    boolean complete = from.getValue() != null && to.getValue() != null;
    boolean ordered = complete && !to.getValue().isBefore(from.getValue());
    boolean future = complete && to.getValue().isAfter(timeline.today());
    String typed = from.getValue() == null ? typedFrom.get() : typedTo.get();
    error.setText(
        !complete && !typed.isEmpty()
            ? Messages.of("export.error.typed", typed, DayPicker.example(timeline.today()))
            : complete && !ordered
                ? Messages.of("presence.range.order")
                : future ? Messages.of("presence.range.future") : "");
    show.setDisable(!ordered || future);
  }

  private void show() {
    timeline.show(
        from.getValue().atStartOfDay(timeline.zone().get()).toInstant(),
        to.getValue().plusDays(1).atStartOfDay(timeline.zone().get()).toInstant());
    close.run();
  }
}
