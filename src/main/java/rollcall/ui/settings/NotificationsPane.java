package rollcall.ui.settings;

import static rollcall.ui.controls.Controls.comboBox;
import static rollcall.ui.controls.Controls.label;
import static rollcall.ui.controls.Controls.wrappedCheckBox;

import java.time.LocalTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import rollcall.settings.NotificationSettings;
import rollcall.ui.model.Commands;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.text.Messages;
import rollcall.ui.text.TimeFormat;

/// Choice of the notifications on the desktop, and of the time of day without them. Thread: FX.
final class NotificationsPane extends VBox {
  private static final List<Integer> MINUTES = List.of(0, 1, 5, 15, 60);
  private static final LocalTime USUAL_FROM = LocalTime.of(20, 0);
  private static final LocalTime USUAL_TO = LocalTime.of(8, 0);

  private final PresenceModel model;
  private final Commands commands;
  private final ComboBox<Integer> lost = comboBox("notify-lost", MINUTES, NotificationsPane::text);
  private final CheckBox token = check("token");
  private final CheckBox alerts = check("alerts");
  private final CheckBox quiet = check("quiet");
  private final ComboBox<LocalTime> from = times("from");
  private final ComboBox<LocalTime> to = times("to");

  NotificationsPane(PresenceModel model, Commands commands) {
    this.model = model;
    this.commands = commands;
    getStyleClass().add("choices");
    lost.setOnAction(_ -> apply(current().withLostMinutes(lost.getValue())));
    token.setOnAction(_ -> apply(current().withToken(token.isSelected())));
    alerts.setOnAction(_ -> apply(current().withAlerts(alerts.isSelected())));
    quiet.setOnAction(_ -> applyQuiet());
    from.setOnAction(_ -> applyQuiet());
    to.setOnAction(_ -> applyQuiet());
    GridPane form = SettingsPage.form();
    SettingsPage.addRow(form, "settings.notify.lost", lost);
    Label until = new Label(Messages.of("settings.notify.until"));
    until.setLabelFor(to);
    until.setMinWidth(USE_PREF_SIZE);
    // The two times stay in one line, also where they have no room beside the check box.
    HBox hours = new HBox(8, from, until, to);
    hours.setAlignment(Pos.CENTER_LEFT);
    FlowPane times = new FlowPane(8, 4, quiet, hours);
    times.setRowValignment(VPos.CENTER);
    getChildren()
        .setAll(
            label("settings.notify", "heading"),
            form,
            token,
            alerts,
            times,
            label("settings.notify.help", "muted"));
  }

  Subscription follow() {
    return model.settings().subscribe(settings -> show(settings.notifications()));
  }

  static String text(int minutes) {
    return minutes == 0
        ? Messages.of("settings.notify.never")
        : Messages.of("settings.notify.minutes", minutes);
  }

  /// The begin and the end of the quiet time; empty without one.
  static Optional<List<LocalTime>> quiet(NotificationSettings settings) {
    LocalTime begin = settings.quietFrom();
    LocalTime end = settings.quietTo();
    return begin == null || end == null ? Optional.empty() : Optional.of(List.of(begin, end));
  }

  private void show(NotificationSettings settings) {
    lost.setValue(settings.lostMinutes());
    token.setSelected(settings.token());
    alerts.setSelected(settings.alerts());
    boolean isQuiet = settings.quietFrom() != null && settings.quietTo() != null;
    quiet.setSelected(isQuiet);
    from.setDisable(!isQuiet);
    to.setDisable(!isQuiet);
    from.setValue(Objects.requireNonNullElse(settings.quietFrom(), USUAL_FROM));
    to.setValue(Objects.requireNonNullElse(settings.quietTo(), USUAL_TO));
  }

  private void applyQuiet() {
    @Nullable LocalTime begin = quiet.isSelected() ? from.getValue() : null;
    @Nullable LocalTime end = quiet.isSelected() ? to.getValue() : null;
    apply(current().withQuiet(begin, end));
  }

  private NotificationSettings current() {
    return model.settings().get().notifications();
  }

  private void apply(NotificationSettings next) {
    if (!next.equals(current())) {
      commands.apply(model.settings().get().withNotifications(next));
    }
  }

  private static CheckBox check(String word) {
    return wrappedCheckBox("settings.notify." + word, "notify-" + word);
  }

  private static ComboBox<LocalTime> times(String word) {
    List<LocalTime> hours = IntStream.range(0, 24).mapToObj(hour -> LocalTime.of(hour, 0)).toList();
    ComboBox<LocalTime> box = comboBox("notify-" + word, hours, time -> TimeFormat.time(time));
    box.setAccessibleText(Messages.of("settings.notify.quiet." + word));
    return box;
  }
}
