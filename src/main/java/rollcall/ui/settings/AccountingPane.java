package rollcall.ui.settings;

import static rollcall.ui.controls.Controls.comboBox;
import static rollcall.ui.controls.Controls.label;
import static rollcall.ui.controls.Controls.setShown;
import static rollcall.ui.settings.SettingsPage.addRow;
import static rollcall.ui.settings.SettingsPage.addWideRow;
import static rollcall.ui.settings.SettingsPage.form;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import rollcall.settings.RetentionAndAccounting;
import rollcall.settings.Settings;
import rollcall.timecard.Rounding;
import rollcall.ui.model.Commands;
import rollcall.ui.model.DefaultRules;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.text.RoundingText;
import rollcall.ui.text.TimeFormat;

/// Settings for the accounting of timecards: breaks, bridged gaps, start of day, rounding. Does not
/// change recorded data. Thread: FX.
final class AccountingPane extends VBox {
  private final PresenceModel model;
  private final Commands commands;
  private final TextField breakMinutes = field("break");
  private final TextField bridgeSeconds = field("bridge");
  private final TextField dayStart = field("day-start");
  private final ComboBox<Rounding> rounding =
      comboBox("counting-rounding", roundings(), RoundingText::of);
  private final Label error = label("settings.counting.error.break", "error");

  AccountingPane(PresenceModel model, Commands commands) {
    this.model = model;
    this.commands = commands;
    GridPane form = form();
    addRow(form, "settings.counting.break", breakMinutes);
    addRow(form, "settings.counting.bridge", bridgeSeconds);
    addRow(form, "settings.counting.day-start", dayStart);
    addWideRow(form, "settings.counting.rounding", rounding);
    rounding.setOnAction(_ -> useRounding());
    error.setId("counting-error");
    getStyleClass().add("choices");
    getChildren()
        .addAll(
            label("settings.counting", "heading"),
            form,
            label("settings.counting.help", "muted"),
            label("timecards.rules.round.warning", "muted"),
            error);
    setShown(error, false);
  }

  Subscription follow() {
    return Subscription.combine(
        model.settings().map(Settings::books).subscribe(this::show),
        model.settings().map(DefaultRules::rounding).subscribe(rounding::setValue));
  }

  private static List<Rounding> roundings() {
    List<Rounding> all = new ArrayList<>(List.of(Rounding.OFF));
    for (Rounding.Direction direction : Rounding.Direction.values()) {
      Rounding.STEPS.forEach(minutes -> all.add(new Rounding(minutes, direction)));
    }
    return all;
  }

  private void useRounding() {
    Settings settings = model.settings().get();
    Rounding next = rounding.getValue();
    if (next != null && !next.equals(DefaultRules.rounding(settings))) {
      commands.apply(DefaultRules.withRounding(settings, next));
    }
  }

  private void show(RetentionAndAccounting recordSettings) {
    breakMinutes.setText(Integer.toString(recordSettings.breakMinutes()));
    bridgeSeconds.setText(Integer.toString(recordSettings.bridgeSeconds()));
    dayStart.setText(TimeFormat.time(recordSettings.dayStart()));
  }

  /// @param wanted whether the user has pressed Enter: then a wrong field is focused
  private void use(boolean wanted) {
    Settings settings = model.settings().get();
    var typed =
        new RawAccounting(breakMinutes.getText(), bridgeSeconds.getText(), dayStart.getText());
    switch (typed.read(settings.books())) {
      case FormResult.Valid(RetentionAndAccounting recordSettings) -> {
        setShown(error, false);
        if (!recordSettings.equals(settings.books())) {
          commands.apply(settings.withBooks(recordSettings));
        }
      }
      case FormResult.Invalid(RawAccounting.Field field, String key) -> {
        error.setText(RawRecordingHours.message(key));
        setShown(error, true);
        if (wanted) {
          control(field).requestFocus();
          control(field).selectAll();
        }
      }
    }
  }

  private TextField control(RawAccounting.Field field) {
    return switch (field) {
      case BREAK -> breakMinutes;
      case BRIDGE -> bridgeSeconds;
      case DAY_START -> dayStart;
    };
  }

  private TextField field(String key) {
    TextField field = SettingsPage.shortField("counting-" + key);
    field.setOnAction(_ -> use(true));
    SettingsPage.onLeave(field, () -> use(false));
    return field;
  }
}
