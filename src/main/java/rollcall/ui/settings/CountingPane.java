package rollcall.ui.settings;

import static rollcall.ui.settings.SettingsPage.addRow;
import static rollcall.ui.settings.SettingsPage.form;
import static rollcall.ui.settings.SettingsPage.setShown;
import static rollcall.ui.settings.SettingsPage.text;

import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import rollcall.settings.RetentionAndAccounting;
import rollcall.settings.Settings;
import rollcall.ui.model.Commands;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.text.Messages;

/// Settings for the accounting of timecards: breaks, bridged gaps, start of day. Does not change
/// recorded data. Thread: FX.
final class CountingPane extends VBox {
  private final PresenceModel model;
  private final Commands commands;
  private final TextField breakMinutes = field("break");
  private final TextField bridgeSeconds = field("bridge");
  private final TextField dayStart = field("day-start");
  private final Label error = text("settings.counting.error.break", "error");

  CountingPane(PresenceModel model, Commands commands) {
    this.model = model;
    this.commands = commands;
    GridPane form = form();
    addRow(form, "settings.counting.break", breakMinutes);
    addRow(form, "settings.counting.bridge", bridgeSeconds);
    addRow(form, "settings.counting.day-start", dayStart);
    error.setId("counting-error");
    getStyleClass().add("choices");
    getChildren()
        .addAll(
            text("settings.counting", "heading"),
            form,
            text("settings.counting.help", "muted"),
            error);
    setShown(error, false);
  }

  Subscription follow() {
    return model.settings().map(Settings::books).subscribe(this::show);
  }

  private void show(RetentionAndAccounting recordSettings) {
    breakMinutes.setText(Integer.toString(recordSettings.breakMinutes()));
    bridgeSeconds.setText(Integer.toString(recordSettings.bridgeSeconds()));
    dayStart.setText(recordSettings.dayStart().toString());
  }

  /// @param wanted whether the user has pressed Enter: then a wrong field is focused
  private void use(boolean wanted) {
    Settings settings = model.settings().get();
    var typed =
        new RawCounting(breakMinutes.getText(), bridgeSeconds.getText(), dayStart.getText());
    switch (typed.read(settings.books())) {
      case FormResult.Valid(RetentionAndAccounting recordSettings) -> {
        setShown(error, false);
        if (!recordSettings.equals(settings.books())) {
          commands.apply(settings.withBooks(recordSettings), null);
        }
      }
      case FormResult.Invalid(RawCounting.Field field, String key) -> {
        error.setText(Messages.of(key));
        setShown(error, true);
        if (wanted) {
          control(field).requestFocus();
          control(field).selectAll();
        }
      }
    }
  }

  private TextField control(RawCounting.Field field) {
    return switch (field) {
      case BREAK -> breakMinutes;
      case BRIDGE -> bridgeSeconds;
      case DAY_START -> dayStart;
    };
  }

  private TextField field(String key) {
    TextField field = new TextField();
    field.setId("counting-" + key);
    field.setPrefColumnCount(6);
    field.setMaxWidth(USE_PREF_SIZE);
    field.setOnAction(_ -> use(true));
    SettingsPage.onLeave(field, () -> use(false));
    return field;
  }
}
