package rollcall.ui.settings;

import static rollcall.ui.controls.Controls.comboBox;

import java.util.List;
import javafx.scene.control.ComboBox;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import rollcall.ui.model.CloseChoice;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.text.Messages;

/// Choice of what closing the window does while recording is on. Thread: FX.
final class CloseChoicePane extends VBox {
  private final PresenceModel model;
  private final ComboBox<CloseChoice> choice =
      comboBox("closing", List.of(CloseChoice.values()), CloseChoicePane::text);

  CloseChoicePane(PresenceModel model) {
    this.model = model;
    getStyleClass().add("choices");
    choice.setOnAction(_ -> model.closing().set(choice.getValue()));
    GridPane form = SettingsPage.form();
    SettingsPage.addRow(form, "settings.closing.label", choice);
    getChildren()
        .setAll(
            SettingsPage.text("settings.closing", "heading"),
            form,
            SettingsPage.text("settings.closing.help", "muted"));
  }

  static String text(CloseChoice choice) {
    return Messages.of("settings.closing." + choice.code());
  }

  /// Subscribes to the model.
  Subscription follow() {
    return model.closing().subscribe(choice::setValue);
  }
}
