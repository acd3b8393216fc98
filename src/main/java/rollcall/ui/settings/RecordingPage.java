package rollcall.ui.settings;

import static rollcall.ui.controls.Controls.checkBox;
import static rollcall.ui.controls.Controls.label;
import static rollcall.ui.controls.Controls.radioButton;
import static rollcall.ui.controls.Controls.setShown;
import static rollcall.ui.controls.Controls.styled;
import static rollcall.ui.controls.Controls.wrappedLabel;

import java.time.DayOfWeek;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import rollcall.presence.RecordingSchedule;
import rollcall.settings.Settings;
import rollcall.ui.model.Commands;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.model.Workspaces;
import rollcall.ui.text.Messages;
import rollcall.ui.text.TimeConventions;
import rollcall.ui.text.TimeFormat;
import rollcall.ui.text.Weekend;
import rollcall.watch.Watcher;

/// Recording page: recording hours, retention and accounting. Thread: FX.
final class RecordingPage extends SettingsPage {
  /// The width of the days in one row, in text of normal size.
  private static final double WEEK_WIDTH = 480;

  private final ToggleGroup group = new ToggleGroup();
  private final RadioButton always =
      radioButton(Messages.of("settings.recording.always"), "hours-always", group);
  private final RadioButton chosen =
      radioButton(Messages.of("settings.recording.chosen"), "hours-chosen", group);
  private final TextField from = shortField("hours-from");
  private final TextField to = shortField("hours-to");
  private final FlowPane week = new FlowPane(12, 8);
  private final Map<DayOfWeek, CheckBox> days = new EnumMap<>(DayOfWeek.class);
  private final Label error = label("settings.recording.error.day", "error");
  private final Label readOnlyNote = readOnlyNote("settings.read_only");
  private final VBox choices;
  private final RetentionPane retention;
  private final AccountingPane counting;

  RecordingPage(PresenceModel model, Workspaces workspaces, Commands commands) {
    super("settings.recording", model, commands);
    onSelect(always, () -> use(RecordingSchedule.ALWAYS));
    onSelect(chosen, () -> useChosen(false));
    chosen.setOnAction(_ -> from.requestFocus());
    VBox details = details();
    details.visibleProperty().bind(chosen.selectedProperty());
    details.managedProperty().bind(chosen.selectedProperty());
    choices =
        styled(
            new VBox(label("settings.recording.hours", "heading"), always, chosen, details),
            "choices");
    retention = new RetentionPane(model, workspaces, commands);
    counting = new AccountingPane(model, commands);
    getChildren()
        .addAll(
            readOnlyNote,
            choices,
            retention,
            counting,
            label("settings.heartbeat", "heading"),
            heartbeat());
    setShown(error, false);
  }

  @Override
  Subscription follow() {
    return model
        .settings()
        .map(wishes -> wishes.hoursKnown() ? wishes.hours() : null)
        .subscribe(this::show)
        .and(model.readOnly().subscribe(this::setReadOnly))
        .and(
            model
                .settings()
                .subscribe(
                    wishes -> week.setPrefWrapLength(WEEK_WIDTH * wishes.appearance().textScale())))
        .and(retention.follow())
        .and(counting.follow());
  }

  private static Label heartbeat() {
    return wrappedLabel(
        Messages.of("settings.heartbeat.help", Watcher.HEARTBEAT.toSeconds()), "muted");
  }

  private void setReadOnly(boolean on) {
    showReadOnly(readOnlyNote, "settings.read_only", on);
    choices.setDisable(on);
    retention.setDisable(on);
    // Those of this computer do not apply to the record of others.
    setShown(choices, !isOfOthers());
    setShown(retention, !isOfOthers());
  }

  private VBox details() {
    GridPane form = form();
    addRow(form, "settings.recording.from", from);
    addRow(form, "settings.recording.to", to);
    addRow(form, "settings.recording.days", week());
    error.setId("hours-error");
    for (TextField field : List.of(from, to)) {
      field.setOnAction(_ -> useChosen(true));
      onLeave(field, () -> useChosen(false));
    }
    return styled(
        new VBox(form, label("settings.recording.hours.help", "muted"), error), "details");
  }

  /// The check boxes of the week, beginning with the first day of a week.
  private FlowPane week() {
    DayOfWeek first = TimeConventions.firstDayOfWeek();
    for (int i = 0; i < 7; i++) {
      DayOfWeek day = first.plus(i);
      CheckBox box = checkBox("day." + day.getValue(), "hours-day-" + day.getValue());
      box.setOnAction(_ -> useChosen(false));
      days.put(day, box);
      week.getChildren().add(box);
    }
    return week;
  }

  /// @param hours null if the settings file has hours that cannot be read: then none is selected
  private void show(@Nullable RecordingSchedule hours) {
    RecordingSchedule shown = hours == null || hours.isAlways() ? Weekend.workingHours() : hours;
    from.setText(TimeFormat.time(shown.from()));
    to.setText(TimeFormat.time(shown.to()));
    days.forEach((day, box) -> box.setSelected(shown.days().contains(day)));
    setShown(error, false);
    // Last: a choice applies the shown hours.
    always.setSelected(hours != null && hours.isAlways());
    chosen.setSelected(hours != null && !hours.isAlways());
  }

  /// @param wanted whether the user has pressed Enter: then a wrong field is focused
  private void useChosen(boolean wanted) {
    if (!chosen.isSelected()) {
      return;
    }
    var ticked = new TreeSet<DayOfWeek>();
    days.forEach((day, box) -> {
      if (box.isSelected()) {
        ticked.add(day);
      }
    });
    switch (new RawRecordingHours(from.getText(), to.getText(), ticked).read()) {
      case FormResult.Valid(RecordingSchedule hours) -> use(hours);
      case FormResult.Invalid(RawRecordingHours.Field field, String key) -> {
        error.setText(RawRecordingHours.message(key));
        setShown(error, true);
        if (wanted) {
          control(field).requestFocus();
        }
      }
    }
  }

  private void use(RecordingSchedule hours) {
    setShown(error, false);
    Settings wishes = model.settings().get();
    if (!hours.equals(wishes.hours()) || !wishes.hoursKnown()) {
      commands.apply(wishes.withHours(hours));
    }
  }

  private Node control(RawRecordingHours.Field field) {
    return switch (field) {
      case FROM -> from;
      case TO -> to;
      case DAYS -> week.getChildren().getFirst();
    };
  }
}
