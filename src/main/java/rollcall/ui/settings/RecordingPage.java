package rollcall.ui.settings;

import java.time.DayOfWeek;
import java.time.temporal.WeekFields;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import javafx.scene.Node;
import javafx.scene.control.Button;
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
import rollcall.ui.text.Messages;

/// Recording page: recording hours, retention and accounting. Thread: FX.
final class RecordingPage extends SettingsPage {
  private final PresenceModel model;
  private final Commands commands;
  private final RadioButton always = new RadioButton(Messages.of("settings.recording.always"));
  private final RadioButton chosen = new RadioButton(Messages.of("settings.recording.chosen"));
  private final TextField from = field("from");
  private final TextField to = field("to");
  private final FlowPane week = new FlowPane(12, 8);
  private final Map<DayOfWeek, CheckBox> days = new EnumMap<>(DayOfWeek.class);
  private final Label error = text("settings.recording.used", "error");
  private final Label confirmation = text("settings.recording.used", "muted");

  private final Label readOnlyNote = readOnlyNote("settings.read_only");
  private final VBox choices;
  private final RetentionPane retention;
  private final CountingPane counting;
  private final ClosingPane closing;

  /// @param fxExecutor runs results of commands on the FX thread
  RecordingPage(PresenceModel model, Commands commands, Executor fxExecutor) {
    super("settings.recording");
    this.model = model;
    this.commands = commands;
    ToggleGroup group = new ToggleGroup();
    always.setId("hours-always");
    always.setToggleGroup(group);
    onSelect(always, this::useAlways);
    chosen.setId("hours-chosen");
    chosen.setToggleGroup(group);
    chosen.setOnAction(_ -> {
      hideMessages();
      from.requestFocus();
    });
    VBox details = details();
    details.visibleProperty().bind(chosen.selectedProperty());
    details.managedProperty().bind(chosen.selectedProperty());
    choices =
        new VBox(
            text("settings.recording.hours", "heading"), always, chosen, details, confirmation);
    choices.getStyleClass().add("choices");
    retention = new RetentionPane(model, commands, fxExecutor);
    counting = new CountingPane(model, commands);
    closing = new ClosingPane(model);
    getChildren().addAll(readOnlyNote, choices, retention, counting, closing);
    hideMessages();
  }

  @Override
  Subscription follow() {
    return model
        .settings()
        .map(wishes -> wishes.hoursKnown() ? wishes.hours() : null)
        .subscribe(this::show)
        .and(model.readOnly().subscribe(this::setReadOnly))
        .and(retention.follow())
        .and(counting.follow())
        .and(closing.follow());
  }

  private void setReadOnly(boolean on) {
    setShown(readOnlyNote, on);
    choices.setDisable(on);
    retention.setDisable(on);
  }

  private void useAlways() {
    Settings wishes = model.settings().get();
    if (!wishes.hours().isAlways() || !wishes.hoursKnown()) {
      use(RecordingSchedule.ALWAYS);
    }
  }

  private VBox details() {
    GridPane form = form();
    addRow(form, "settings.recording.from", from);
    addRow(form, "settings.recording.to", to);
    addRow(form, "settings.recording.days", week());
    error.setId("hours-error");
    confirmation.setId("hours-used");
    Button use = new Button(Messages.of("settings.recording.use"));
    use.setId("hours-use");
    use.setOnAction(_ -> useChosen());
    from.setOnAction(_ -> useChosen());
    to.setOnAction(_ -> useChosen());
    VBox box = new VBox(form, text("settings.recording.hours.help", "muted"), error, use);
    box.getStyleClass().add("details");
    return box;
  }

  /// The check boxes of the week, beginning with the first day of the week in the system's region.
  private FlowPane week() {
    week.setPrefWrapLength(480);
    DayOfWeek first = WeekFields.of(Locale.getDefault(Locale.Category.FORMAT)).getFirstDayOfWeek();
    for (int i = 0; i < 7; i++) {
      DayOfWeek day = first.plus(i);
      CheckBox box = new CheckBox(Messages.of("day." + day.getValue()));
      box.setId("hours-day-" + day.getValue());
      days.put(day, box);
      week.getChildren().add(box);
    }
    return week;
  }

  /// @param hours null if the settings file has hours that cannot be read: then none is selected
  private void show(@Nullable RecordingSchedule hours) {
    always.setSelected(hours != null && hours.isAlways());
    chosen.setSelected(hours != null && !hours.isAlways());
    RecordingSchedule shown =
        hours == null || hours.isAlways() ? RecordingSchedule.WORKING_HOURS : hours;
    from.setText(shown.from().toString());
    to.setText(shown.to().toString());
    days.forEach((day, box) -> box.setSelected(shown.days().contains(day)));
  }

  private void hideMessages() {
    setShown(error, false);
    setShown(confirmation, false);
  }

  private void useChosen() {
    var ticked = new TreeSet<DayOfWeek>();
    days.forEach((day, box) -> {
      if (box.isSelected()) {
        ticked.add(day);
      }
    });
    switch (new RawHours(from.getText(), to.getText(), ticked).read()) {
      case FormResult.Valid(RecordingSchedule hours) -> use(hours);
      case FormResult.Invalid(RawHours.Field field, String key) -> showError(field, key);
    }
  }

  private void use(RecordingSchedule hours) {
    setShown(error, false);
    commands.apply(model.settings().get().withHours(hours), null);
    setShown(confirmation, true);
  }

  private void showError(RawHours.Field field, String key) {
    setShown(confirmation, false);
    error.setText(Messages.of(key));
    setShown(error, true);
    control(field).requestFocus();
  }

  private Node control(RawHours.Field field) {
    return switch (field) {
      case FROM -> from;
      case TO -> to;
      case DAYS -> week.getChildren().getFirst();
    };
  }

  private static TextField field(String key) {
    TextField field = new TextField();
    field.setId("hours-" + key);
    field.setPrefColumnCount(6);
    field.setMaxWidth(USE_PREF_SIZE);
    return field;
  }
}
