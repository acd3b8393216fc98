package rollcall.ui.settings;

import static rollcall.ui.controls.Controls.button;
import static rollcall.ui.settings.SettingsPage.text;

import javafx.scene.control.Button;
import javafx.scene.layout.VBox;
import rollcall.settings.Appearance;
import rollcall.settings.RetentionAndAccounting;
import rollcall.settings.Settings;
import rollcall.ui.model.Commands;
import rollcall.ui.model.PresenceModel;

/// Button for the default settings. All that decides what is recorded and for how long it is kept
/// stays as it is. Thread: FX.
final class DefaultSettingsPane extends VBox {
  DefaultSettingsPane(PresenceModel model, Commands commands) {
    Button reset =
        button(
            "settings.reset",
            "settings-reset",
            () -> commands.apply(reset(model.settings().get()), null));
    getStyleClass().add("choices");
    getChildren()
        .addAll(
            text("settings.reset.heading", "heading"), reset, text("settings.reset.help", "muted"));
  }

  /// The settings with the defaults of appearance, time, accounting and connection.
  static Settings reset(Settings settings) {
    return settings
        .withAppearance(Appearance.USUAL)
        .withZone(Settings.DEFAULT.zone())
        .withProxy(Settings.DEFAULT.proxy())
        .withCaFile(Settings.DEFAULT.caFile())
        .withBooks(RetentionAndAccounting.USUAL.withKeepDays(settings.books().keepDays()));
  }
}
